"""What is held after an error."""

import pytest
from PySide6.QtGui import QImage, QPainter

from mnistlab.bindings import let_go


def test_a_painter_ends_its_work_before_its_image_goes(qapp):
    painters = []

    def paint():
        image = QImage(4, 4, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        painters.append(painter)
        raise MemoryError

    with pytest.raises(MemoryError) as error:
        paint()
    assert painters[0].isActive()
    let_go(error.tb)
    assert not painters[0].isActive()
