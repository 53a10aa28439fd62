"""The place of a cursor that counts is the middle of what is visible, on every screen."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication

from mnistlab.ui.look.cursors import drawn_cursor


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
@pytest.mark.parametrize("side", [20, 31])
@pytest.mark.parametrize(("platform", "unit"), [("xcb", "dots"), ("wayland", "px"), ("windows", "px"), ("cocoa", "px")])
def test_the_middle_counts(monkeypatch, ratio, side, platform, unit):
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: platform)
    cursor = drawn_cursor(side, ratio, lambda painter: painter.fillRect(QRectF(0, 0, side, side), Qt.GlobalColor.black))
    visible = cursor.pixmap().width() if unit == "dots" else cursor.pixmap().width() / ratio
    assert cursor.hotSpot().x() == cursor.hotSpot().y() == pytest.approx(visible / 2, abs=1)
    assert cursor.pixmap().toImage().pixelColor(1, 1).alpha() == 255
