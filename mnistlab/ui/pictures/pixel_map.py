"""A number for each pixel of an image, in colour, with the image's ink as an outline on top."""

import numpy as np
from PySide6.QtCore import QLineF, QPoint, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import SIDE, Pixels
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import colours, scale
from mnistlab.ui.pictures.cells import Pointing
from mnistlab.ui.pictures.diverging import diverging_image

INK = 128  # the grey value from which a pixel lies within the outline


class PixelMap(Pointing):
    """28×28 numbers on the diverging scale, each a clean square.

    Signals
    -------
    pointed : int or None
        The pixel (0..783) below the mouse.
    """

    hint = 7 * SIDE + 2, 7 * SIDE + 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Array | None = None  # (784,)
        self._limit = 1.0
        self._outline: list[QLineF] = []  # in pixels of the image

    def show_values(self, values: Array, limit: float, image: Pixels) -> None:
        """Show `values` (784,), of which ±`limit` are the full colours, and the outline of `image` (784,)."""
        self._values, self._limit = values, limit
        self._outline = _outline(image.reshape(SIDE, SIDE) >= INK)
        self.update()

    @override
    def thing_at(self, place: QPoint) -> int | None:
        """Return the pixel at a place in the widget, or None beside the picture."""
        area = self._area()
        if self._values is None or not area.contains(place.x() + 0.5, place.y() + 0.5):
            return None
        size = area.width() / SIDE
        row, column = int((place.y() + 0.5 - area.top()) / size), int((place.x() + 0.5 - area.left()) / size)
        return min(row, SIDE - 1) * SIDE + min(column, SIDE - 1)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._values is None:
            return
        painter = QPainter(self)
        area = self._area()
        painter.drawImage(area, diverging_image(self._values.reshape(SIDE, SIDE), self._limit))
        painter.setPen(QColor(colours().hairline))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.translate(area.topLeft())
        size = area.width() / SIDE
        painter.scale(size, size)
        # Dark with a white rim, so that it is visible on any colour.
        for colour, width in ((colours().card, 3.0), (colours().text, 1.5)):
            pen = QPen(QColor(colour), width * scale())
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawLines(self._outline)

    def _area(self) -> QRectF:
        """Return where the picture lies, with whole screen pixels for each of its own if there is room."""
        room = min(self.width(), self.height()) - 2
        side = room // SIDE * SIDE if room >= SIDE else room
        return QRectF(1, 1, side, side)


def _outline(ink: Array) -> list[QLineF]:
    """Return the edges between pixels that are ink and those that are not, of a boolean (28, 28)."""
    paper = np.pad(ink, 1)
    beside = np.argwhere(paper[1:-1, 1:] != paper[1:-1, :-1]).tolist()  # row, and the column right of the edge
    below = np.argwhere(paper[1:, 1:-1] != paper[:-1, 1:-1]).tolist()  # the row below the edge, and column
    return [QLineF(x, y, x, y + 1) for y, x in beside] + [QLineF(x, y, x + 1, y) for y, x in below]
