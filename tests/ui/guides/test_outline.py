"""The ring around what a guide speaks of: whole, and off the thing itself."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QPushButton, QWidget

from mnistlab.ui.guides.outline import Outline
from mnistlab.ui.look.theme import colours


@pytest.mark.parametrize("place", [QRect(100, 80, 80, 30), QRect(100, 167, 80, 30), QRect(2, 80, 80, 30)])
def test_the_ring_is_closed_at_the_edge_of_the_window_too(qtbot, place):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(300, 200)
    button = QPushButton("Run", window)
    button.setGeometry(place)
    window.show()
    ring = Outline(window)
    ring.lie_around(button)
    assert window.rect().contains(ring.geometry())
    image = window.grab().toImage()
    where, middle = ring.geometry(), ring.geometry().center()
    for edge in (
        QPoint(middle.x(), where.top()), QPoint(middle.x(), where.bottom()),
        QPoint(where.left(), middle.y()), QPoint(where.right(), middle.y()),
    ):  # fmt: skip
        assert image.pixelColor(edge).name().lower() == colours().text.lower()
    assert not ring.mask().contains(ring.rect().center())
