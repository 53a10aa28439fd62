"""The image that the network is given, each of its pixels a clean square."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mnistlab.data.ink import SIDE, Pixels
from mnistlab.ui import theme


class SeenImage(QWidget):
    """A 28×28 image, dark on white, each pixel as many whole screen pixels as fit."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pixels: Pixels | None = None

    def set_image(self, pixels: Pixels | None) -> None:
        """Show an image (28, 28), 255 where the ink is; None for an empty frame."""
        self.pixels = pixels
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the image and a hairline around it."""
        del event
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        hairline = max(1, int(ratio)) / ratio
        room = min(self.width(), self.height()) - 2 * hairline
        side = max(1, int(room * ratio / SIDE)) * SIDE / ratio
        top = int((self.height() - side) / 2 * ratio) / ratio
        image = QRectF(QPointF(hairline, top), QSizeF(side, side))
        painter.fillRect(image, QColor(theme.CARD))
        if self.pixels is not None:
            dark = np.ascontiguousarray(255 - self.pixels)
            painter.drawImage(image, QImage(dark.data, SIDE, SIDE, SIDE, QImage.Format.Format_Grayscale8))
        half = hairline / 2
        painter.setPen(QPen(QColor(theme.HAIRLINE), hairline))
        painter.drawRect(image.adjusted(-half, -half, half, half))

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size with two screen pixels for a pixel."""
        return QSize(2 * SIDE + 2, 2 * SIDE + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size with one screen pixel for a pixel."""
        return QSize(SIDE + 2, SIDE + 2)
