"""Dragging a 28×28 image from one place of the window to another."""

from typing import Final

import numpy as np
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QDrag, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from mnistlab.data.images import PIXELS, SIDE, Pixels
from mnistlab.ui.canvas.rendering import image_of
from mnistlab.ui.look import theme
from mnistlab.ui.widgets.painted import draw_rim

MIME_TYPE: Final = "application/x-mnistlab-digit"  # 784 bytes, row by row, 255 where the ink is
SHOWN: Final = 2  # px: a pixel of the image at the pointer


def digit_mime(image: Pixels) -> QMimeData:
    """Return the mime data of an image, uint8 (28, 28) or (784,); other programs get it dark on white."""
    pixels = np.ascontiguousarray(image, np.uint8).reshape(SIDE, SIDE)
    mime = QMimeData()
    mime.setData(MIME_TYPE, pixels.tobytes())
    mime.setImageData(image_of(255 - pixels).copy())
    return mime


def digit_in(mime: QMimeData) -> Pixels | None:
    """Return the image, uint8 (28, 28), that is dragged; None where it is something else."""
    data = bytes(mime.data(MIME_TYPE).data())
    return np.frombuffer(data, np.uint8).reshape(SIDE, SIDE) if len(data) == PIXELS else None


def start_digit_drag(widget: QWidget, image: Pixels) -> None:
    """Drag an image, uint8 (28, 28) or (784,), from `widget` until the person drops it."""
    drag = QDrag(widget)
    mime = digit_mime(image)
    drag.setMimeData(mime)
    drag.setPixmap(_pixmap(np.asarray(image).reshape(SIDE, SIDE), widget.devicePixelRatioF()))
    drag.setHotSpot(QPoint(_shown() // 2, _shown() // 2))
    drag.exec(Qt.DropAction.CopyAction)


class DigitDrag:
    """Begins a drag, once it is no click, for a widget that shows images of digits.

    Parameters
    ----------
    widget : QWidget
        What the images are dragged from.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._pressed: tuple[QPoint, Pixels] | None = None

    def press(self, event: QMouseEvent, image: Pixels | None) -> None:
        """Note where the mouse was pressed, and on which image, uint8 (28, 28) or (784,)."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = (event.position().toPoint(), image) if left and image is not None else None

    def move(self, event: QMouseEvent) -> bool:
        """Drag the image once the mouse has gone far enough; return whether that was now."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        start, image = self._pressed
        if (event.position().toPoint() - start).manhattanLength() < QApplication.startDragDistance():
            return False
        self._pressed = None
        start_digit_drag(self._widget, image)
        return True


def _shown() -> int:
    """Return the side, in px, of the image at the pointer."""
    return theme.dots(SHOWN) * SIDE


def _pixmap(pixels: Pixels, ratio: float) -> QPixmap:
    side = _shown()
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    painter = QPainter(pixmap)
    painter.drawImage(QRect(0, 0, side, side), image_of(255 - pixels))
    draw_rim(painter, QRect(0, 0, side, side), theme.colours().line)
    painter.end()
    return pixmap
