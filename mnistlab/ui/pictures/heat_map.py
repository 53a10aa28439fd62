"""A small matrix, one coloured cell for each of its numbers."""

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.pictures.diverging import diverging_image

SMALLEST_FRAME = 8.0  # px: a smaller frame would cover the cell
GAP = 8  # px: between the matrix and the row below it
BELOW = 12  # px: height of that row
HEADER = 17  # px: height of the numbers of the columns


class HeatMap(Cells):
    """A matrix on the diverging scale, and below it, if there is one, a vector as a row of its own.

    Rows and columns stretch over the widget.

    Parameters
    ----------
    numbered : bool
        Each column has its number above it.

    Signals
    -------
    pointed : tuple of int, or None
        Row and column below the mouse; the row below the matrix counts as one more. None when there is none.
    picked : tuple of int
        Row and column of the number that was clicked.
    """

    picked = Signal(object)
    hint = 74, 250

    def __init__(self, *, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._numbered = numbered
        self._matrix = np.zeros((0, 0), np.float32)
        self._below: Array | None = None
        self._limit = 1.0
        self._selected: tuple[int | None, int | None] = None, None
        self.setMinimumSize(40, 8)

    def show_values(self, matrix: Array, limit: float, below: Array | None = None) -> None:
        """Show `matrix` (R, C), and `below` (C,) under it; ±`limit` are the full colours."""
        self._matrix, self._below, self._limit = matrix, below, limit
        self.update()
        if self._pointed is not None:
            rows = len(matrix) + (below is not None)
            self.pointed.emit(self._pointed if self._pointed[0] < rows else None)

    def select(self, row: int | None = None, column: int | None = None) -> None:
        """Frame a row, or a column, or the one number in both."""
        if (row, column) != self._selected:
            self._selected = row, column
            self.update()

    @override
    def thing_at(self, place: QPoint) -> tuple[int, int] | None:
        """Return row and column at a place in the widget, or None beside the cells."""
        rows, columns = self._matrix.shape
        if not rows or not columns:
            return None
        area, below = self._areas()
        for number, rectangle, count in ((0, area, rows), (rows, below, 1)):
            if count and rectangle.height() > 0 and rectangle.contains(place.x() + 0.5, place.y() + 0.5):
                row = int((place.y() + 0.5 - rectangle.top()) / rectangle.height() * count)
                column = int((place.x() + 0.5 - rectangle.left()) / rectangle.width() * columns)
                return number + min(row, count - 1), min(column, columns - 1)
        return None

    @override
    def cells(self) -> tuple[int, int]:
        rows, columns = self._matrix.shape
        return (rows + (self._below is not None and rows > 0)) * columns, columns

    @override
    def place_of_cell(self, cell: int) -> QRectF:
        rows, columns = self._matrix.shape
        row, column = divmod(cell, columns)
        area, below = self._areas()
        width, height = area.width() / columns, area.height() / rows
        if row == rows:
            return _frame(below.left() + column * width, below.top(), width, below.height())
        return _frame(area.left() + column * width, area.top() + row * height, width, height)

    @override
    def thing_in(self, cell: int) -> tuple[int, int]:
        return divmod(cell, self._matrix.shape[1])

    @override
    def pick(self, thing: tuple[int, int]) -> None:
        self.picked.emit(thing)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        rows, columns = self._matrix.shape
        if not rows or not columns:
            return
        painter = QPainter(self)
        area, below = self._areas()
        if self._numbered:
            self._paint_numbers(painter, area)
        painter.drawImage(area, diverging_image(self._matrix, self._limit))
        painter.setPen(QPen(QColor(colours().line), stroke()))
        painter.drawRect(area)
        if self._below is not None:
            painter.drawImage(below, diverging_image(self._below[None, :], self._limit))
            painter.drawRect(below)
        place = self._place_of_selected(area)
        if place is not None:
            for colour, width in ((colours().card, 4), (colours().text, 2)):
                painter.setPen(QPen(QColor(colour), stroke(width)))
                painter.drawRect(place)
        self.paint_key_cell(painter)

    def _paint_numbers(self, painter: QPainter, area: QRectF) -> None:
        columns = self._matrix.shape[1]
        width = area.width() / columns
        made = font(SMALL)
        made.setPixelSize(max(1, min(px(SMALL), int(width * 1.5))))
        painter.setFont(made)
        painter.setPen(QColor(colours().muted))
        for column in range(columns):
            place = QRectF(area.left() + column * width - width, 0, 3 * width, area.top() - px(3))
            painter.drawText(place, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), str(column))

    def _place_of_selected(self, area: QRectF) -> QRectF | None:
        """Return where the frame of what is selected lies; None where nothing is, or not in the matrix."""
        (rows, columns), (row, column) = self._matrix.shape, self._selected
        if (row is None and column is None) or (row or 0) >= rows or (column or 0) >= columns:
            return None
        width, height = area.width() / columns, area.height() / rows
        left, wide = (area.left(), area.width()) if column is None else (area.left() + column * width, width)
        top, high = (area.top(), area.height()) if row is None else (area.top() + row * height, height)
        return _frame(left, top, wide, high)

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Return where the matrix lies, and the row below it."""
        above = px(HEADER) if self._numbered else 1
        row = 0 if self._below is None else px(BELOW)
        area = QRectF(1, above, self.width() - 3, self.height() - above - 2 - (row + px(GAP) if row else 0))
        return area, QRectF(1, area.bottom() + px(GAP), area.width(), row)


def _frame(x: float, y: float, width: float, height: float) -> QRectF:
    """Return a frame around a cell, extended where the cell is small."""
    least = px(SMALLEST_FRAME)
    wide, high = max(width, least), max(height, least)
    return QRectF(x - (wide - width) / 2, y - (high - height) / 2, wide, high)
