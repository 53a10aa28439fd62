"""A small matrix, one coloured cell for each of its numbers."""

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.pictures.diverging import diverging_image
from mnistlab.ui.widgets.painted import draw_frame

SMALLEST_FRAME = 8.0  # px: a smaller frame would cover the cell
GAP = 4  # px: between the matrix and the row below it


class HeatMap(Cells):
    """A matrix on the diverging scale, and below it, if there is one, a vector as a row of its own.

    Rows and columns stretch over the widget. The largest number is framed.

    Signals
    -------
    pointed : tuple of int, or None
        Row and column below the mouse; the row below the matrix counts as one more. None when there is none.
    picked : int
        The row that was clicked.
    """

    picked = Signal(int)
    hint = 90, 240

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix = np.zeros((0, 0), np.float32)
        self._below: Array | None = None
        self._limit = 1.0
        self._selected: int | None = None
        self.setMinimumSize(40, 60)

    def show_values(self, matrix: Array, limit: float, below: Array | None = None) -> None:
        """Show `matrix` (R, C), and `below` (C,) under it; ±`limit` are the full colours."""
        self._matrix, self._below, self._limit = matrix, below, limit
        self.update()
        if self._pointed is not None:
            rows = len(matrix) + (below is not None)
            self.pointed.emit(self._pointed if self._pointed[0] < rows else None)

    def select(self, row: int | None) -> None:
        """Mark a row."""
        if row != self._selected:
            self._selected = row
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
        self.picked.emit(thing[0])

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        rows, columns = self._matrix.shape
        if not rows or not columns:
            return
        painter = QPainter(self)
        area, below = self._areas()
        painter.drawImage(area, diverging_image(self._matrix, self._limit))
        painter.setPen(QColor(colours().hairline))
        painter.drawRect(area)
        if self._below is not None:
            painter.drawImage(below, diverging_image(self._below[None, :], self._limit))
            painter.drawRect(below)
        height = area.height() / rows
        if self._selected is not None and self._selected < rows:
            place = _frame(area.left(), area.top() + self._selected * height, area.width(), height)
            draw_frame(painter, place, colours().blue)
        magnitudes = np.abs(self._matrix)
        if np.isfinite(magnitudes).all() and magnitudes.any():
            draw_frame(painter, self.place_of_cell(int(magnitudes.argmax())), colours().text, 2)
        self.paint_key_cell(painter)

    def _areas(self) -> tuple[QRectF, QRectF]:
        """Return where the matrix lies, and the row below it."""
        row = 0.0 if self._below is None else max(px(8), min(px(14), self.height() / 16))
        area = QRectF(1, 1, self.width() - 3, self.height() - 3 - (row + px(GAP) if row else 0))
        return area, QRectF(1, area.bottom() + px(GAP), area.width(), row)


def _frame(x: float, y: float, width: float, height: float) -> QRectF:
    """Return a frame around a cell, extended where the cell is small."""
    least = px(SMALLEST_FRAME)
    wide, high = max(width, least), max(height, least)
    return QRectF(x - (wide - width) / 2, y - (high - height) / 2, wide, high)
