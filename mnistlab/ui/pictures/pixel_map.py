"""A number for each pixel of an image, in colour; on top, if wanted, the image's ink as an outline."""

import numpy as np
from PySide6.QtCore import QLineF, QPoint, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE, Pixels
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import colours, scale, stroke
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.pictures.diverging import diverging_image
from mnistlab.ui.widgets.painted import draw_frame

INK = 128  # the grey value from which a pixel lies within the outline
HALO = 1.5  # px: around the frame of a marked pixel


class PixelMap(Cells):
    """28×28 numbers on the diverging scale, each a clean square; the arrow keys go from pixel to pixel.

    Signals
    -------
    pointed : int or None
        The pixel (0..783) below the mouse.
    picked : int
        The pixel that was clicked.
    """

    picked = Signal(int)
    hint = 7 * SIDE + 2, 7 * SIDE + 2

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: Array | None = None  # (784,)
        self._limit = 1.0
        self._marked: int | None = None
        self._outline: list[QLineF] = []  # in pixels of the image

    def show_values(self, values: Array | None, limit: float, image: Pixels | None = None) -> None:
        """Show `values` (784,), of which ±`limit` are the full colours, and the outline of `image` (784,)."""
        self._values, self._limit = values, limit
        self._outline = [] if image is None else _outline(image.reshape(SIDE, SIDE) >= INK)
        self.update()

    def mark(self, pixel: int | None) -> None:
        """Frame a pixel."""
        if pixel != self._marked:
            self._marked = pixel
            if pixel is not None and not self.hasFocus():
                self.key_cell = pixel
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
    def cells(self) -> tuple[int, int]:
        return 0 if self._values is None else PIXELS, SIDE

    @override
    def place_of_cell(self, cell: int) -> QRectF:
        area = self._area()
        row, column = divmod(cell, SIDE)
        size = area.width() / SIDE
        return QRectF(area.left() + column * size, area.top() + row * size, size, size)

    @override
    def pick(self, thing: int) -> None:
        self.picked.emit(thing)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        area = self._area()
        if self._values is not None:
            painter.drawImage(area, diverging_image(self._values.reshape(SIDE, SIDE), self._limit))
        painter.setPen(QPen(QColor(colours().line), stroke()))
        painter.drawRect(area.adjusted(-0.5, -0.5, 0.5, 0.5))
        if self._values is None:
            return
        if self._marked is not None:
            place = self.place_of_cell(self._marked)
            halo = HALO * scale()
            draw_frame(painter, place.adjusted(-halo, -halo, halo, halo), colours().card, 2)
            draw_frame(painter, place, colours().text, 2)
        self.paint_key_cell(painter)
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
