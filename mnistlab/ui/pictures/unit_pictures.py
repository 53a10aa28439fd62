"""A picture of 28×28 for each hidden unit: its weights, or other numbers in their place."""

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.pictures.diverging import diverging_grid
from mnistlab.ui.pictures.grid import Grid, fitted_grid
from mnistlab.ui.widgets.painted import draw_frame

GAP = 4
BAR = 3  # px: height of the bar below a picture, where there is one; it lies in the gap
SMALLEST = 14  # px: a picture smaller than this shows nothing


class UnitPictures(Cells):
    """A grid of pictures on the diverging scale, as large as the room allows; the wheel turns the page.

    The arrow keys go from unit to unit; where there is only one, from pixel to pixel.

    Signals
    -------
    pointed : tuple of int, or None
        Unit and pixel (0..783) below the mouse; None when there is none.
    picked : int
        The unit that was clicked.
    clicked_at : int
        Its pixel that was clicked.
    turned
        Another page is shown.
    """

    hint = 480, 240
    picked = Signal(int)
    clicked_at = Signal(int)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = np.zeros((0, PIXELS), np.float32)  # (H, 784)
        self._bars: Array | None = None  # (H,)
        self._limit = 1.0
        self._first = 0  # unit at the top left
        self._selected: int | None = None
        self._marked: int | None = None  # pixel
        self.setMinimumSize(100, 60)

    def show_values(self, values: Array, limit: float, bars: Array | None = None) -> None:
        """Show `values` (784, H), one column for each unit; ±`limit` are the full colours.

        `bars` (H,), 0..1, are drawn below the pictures.
        """
        self._values = values.T
        self._limit = limit
        self._bars = bars
        if self._first >= len(self._values):
            self._first = 0
        self.update()
        if self._pointed is not None:
            self.pointed.emit(self._pointed if self._pointed[0] < len(self._values) else None)

    def select(self, unit: int | None, pixel: int | None = None) -> None:
        """Frame a unit and one of its pixels, and turn to its page."""
        self.mark(pixel)
        if unit == self._selected:
            return
        self._selected = unit
        if unit is not None:
            if len(self._values) > 1 and not self.hasFocus():
                self.key_cell = unit
            self._turn_to(unit)
        self.update()

    def _turn_to(self, unit: int) -> None:
        """Turn to the page of a unit."""
        shown = self._grid().shown
        if shown and not self._first <= unit < self._first + shown:
            self._first = unit // shown * shown
            self.turned.emit()

    def mark(self, pixel: int | None) -> None:
        """Frame a pixel of the selected unit, or of the only one."""
        if pixel != self._marked:
            self._marked = pixel
            self.update()

    @property
    def shown(self) -> range:
        """The units that are on the present page."""
        return range(self._first, min(self._first + self._grid().shown, len(self._values)))

    @override
    def thing_at(self, place: QPoint) -> tuple[int, int] | None:
        """Return unit and pixel (0..783) at a place in the widget, or None in a gap."""
        grid = self._grid()
        found = grid.cell_at(place.x(), place.y())
        if found is None or found[0] + self._first >= len(self._values):
            return None
        place_in_page, x, y = found
        return place_in_page + self._first, (y * SIDE // grid.cell) * SIDE + x * SIDE // grid.cell

    @override
    def cells(self) -> tuple[int, int]:
        # The units on all pages; the pixels, where there is one unit.
        return (PIXELS, SIDE) if len(self._values) == 1 else (len(self._values), self._grid().columns)

    @override
    def place_of_cell(self, cell: int) -> QRectF:
        grid = self._grid()
        if len(self._values) > 1:
            return QRectF(*grid.corner(cell - self._first), grid.cell, grid.cell)
        left, top = grid.corner(0)
        row, column = divmod(cell, SIDE)
        size = grid.cell / SIDE
        return QRectF(left + column * size, top + row * size, size, size)

    @override
    def thing_in(self, cell: int) -> tuple[int, int]:
        # Of a unit's picture the pixel that is marked, or that in the middle.
        middle = SIDE // 2 * SIDE + SIDE // 2
        return (0, cell) if len(self._values) == 1 else (cell, middle if self._marked is None else self._marked)

    @override
    def pick(self, thing: tuple[int, int]) -> None:
        self.picked.emit(thing[0])
        self.clicked_at.emit(thing[1])

    @override
    def _point_at(self, thing: tuple[int, int] | None) -> None:
        if thing is not None:
            self._turn_to(thing[0])
        super()._point_at(thing)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        page = self._grid().shown
        if page >= len(self._values):
            event.ignore()
            return
        last = (len(self._values) - 1) // page * page
        self._first = min(max(self._first + (page if event.angleDelta().y() < 0 else -page), 0), last)
        self.update()
        self.turned.emit()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        grid, units = self._grid(), self.shown
        if not units:
            return
        values = self._values[units.start : units.stop].reshape(-1, SIDE, SIDE)
        painter.drawImage(grid.left, 0, diverging_grid(values, self._limit, grid, self.devicePixelRatioF()))
        painter.setPen(QColor(colours().background))
        targets = [QRect(*grid.corner(place), grid.cell, grid.cell) for place in range(len(units))]
        painter.drawRects([target.adjusted(0, 0, -1, -1) for target in targets])
        for target, unit in zip(targets, units, strict=True):
            if self._bars is not None:
                bar = QRectF(target.left(), target.bottom() + 2, grid.cell, px(BAR))
                painter.fillRect(bar, QColor(colours().track))
                bar.setWidth(grid.cell * float(self._bars[unit]))
                painter.fillRect(bar, QColor(colours().blue))
            if self._marked is not None and (unit == self._selected or len(self._values) == 1):
                row, column = divmod(self._marked, SIDE)
                size = grid.cell / SIDE
                pixel = QRectF(target.left() + column * size, target.top() + row * size, size, size)
                draw_frame(painter, pixel, colours().text, 2)
        if self._selected is not None and self._selected in units:
            draw_frame(painter, targets[self._selected - self._first], colours().text, 2)
        if len(self._values) == 1 or self.key_cell in units:
            self.paint_key_cell(painter)

    def _grid(self) -> Grid:
        gap, smallest = px(GAP) + (px(BAR) if self._bars is not None else 0), px(SMALLEST)
        # Room for the frame of a selected unit, and for the lowest bars.
        height = self.height() - 1 - gap + px(GAP)
        return fitted_grid(len(self._values), self.width() - 1, height, gap=gap, smallest=smallest)
