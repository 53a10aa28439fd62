"""A picture of 28×28 for each hidden unit: its weights, or what is to be seen in their place."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from mnistlab.nn.functions import Array
from mnistlab.ui.theme import BACKGROUND
from mnistlab.ui.widgets.diverging import diverging_image
from mnistlab.ui.widgets.grid import Grid, fit

SIDE = 28
GAP = 4
SMALLEST = 14  # px: a picture smaller than this shows nothing


class UnitPictures(QWidget):
    """A grid of pictures on the diverging scale, as large as the room allows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = np.zeros((0, SIDE * SIDE), np.float32)  # (H, 784)
        self._limit = 1.0
        self._tip = ""
        self.setMouseTracking(True)
        self.setMinimumSize(200, 100)

    def show_values(self, values: Array, limit: float) -> None:
        """Show `values` (784, H), one column for each unit; ±`limit` are the full colours."""
        self._values = values.T
        self._limit = limit
        self.update()

    def set_tip(self, text: str) -> None:
        """Set what hovering says, with places ``{unit} {row} {column} {value}``."""
        self._tip = text

    def unit_at(self, place: QPoint) -> tuple[int, int] | None:
        """Return unit and pixel (0..783) at a place in the widget, or None in a gap."""
        grid = self._grid()
        found = grid.cell_at(place.x(), place.y())
        if found is None:
            return None
        unit, x, y = found
        return unit, (y * SIDE // grid.cell) * SIDE + x * SIDE // grid.cell

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the room for the fifty pictures of a default run."""
        return QSize(688, 344)

    def event(self, event: QEvent) -> bool:
        """Say the value below the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self.unit_at(event.pos())
            if found is None or not self._tip:
                QToolTip.hideText()
            else:
                unit, pixel = found
                row, column = divmod(pixel, SIDE)
                value = float(self._values[unit, pixel])
                text = self._tip.format(unit=unit, row=row, column=column, value=f"{value:+.4f}")
                QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw the pictures, pixel by pixel, never smoothed: a pixel is a weight."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
        grid = self._grid()
        if grid.shown == 0:
            return
        # One image of all pictures below each other: one conversion, whatever their number.
        sheet = diverging_image(self._values[: grid.shown].reshape(grid.shown * SIDE, SIDE), self._limit)
        painter.setPen(QColor(BACKGROUND))
        for unit in range(grid.shown):
            target = QRect(*grid.corner(unit), grid.cell, grid.cell)
            painter.drawImage(target, sheet, QRect(0, unit * SIDE, SIDE, SIDE))
            painter.drawRect(target.adjusted(0, 0, -1, -1))

    def _grid(self) -> Grid:
        return fit(len(self._values), self.width(), self.height(), gap=GAP, smallest=SMALLEST)
