"""Arrow keys for a picture of many things: they go from one to the next, and Enter does what a click does."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import ENTER, MOVES, is_plain
from mnistlab.ui.look.theme import colours, stroke

ENDS: Final = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class ArrowKeys(QWidget):
    """Cells in rows, with a frame around the one that the keys have reached.

    Only Tab brings the widget into focus, so that after a click the arrow keys are still the window's.
    A subclass says how many cells there are, where one lies, and what it means to point at one and to pick it.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key_cell = 0  # the cell that the keys have reached
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def cells(self) -> tuple[int, int]:
        """Return how many cells there are, and how many of them in a row."""
        raise NotImplementedError

    def place_of_cell(self, cell: int) -> QRectF:
        """Return where a cell lies in the widget."""
        raise NotImplementedError

    def point_at_cell(self, cell: int | None) -> None:
        """Describe a cell as hovering would; None when the keys have left."""

    def pick_cell(self, cell: int) -> None:
        """Do what a click on the cell does."""

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this is one of the keys."""
        return is_plain(event) and event.key() in (*MOVES, *ENDS, *ENTER) and self.cells()[0] > 0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            super().keyPressEvent(event)
            return
        (count, columns), key = self.cells(), Qt.Key(event.key())
        cell = min(self.key_cell, count - 1)
        if key in ENTER:
            self.pick_cell(cell)
            return
        if key in ENDS:
            cell = ENDS[key] % count
        else:
            aside, down = MOVES[key]
            wanted = cell + aside + down * columns
            cell = wanted if 0 <= wanted < count else cell
        self.key_cell = cell
        self.point_at_cell(cell)
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        count, _ = self.cells()
        if count:
            self.key_cell = min(self.key_cell, count - 1)
            self.point_at_cell(self.key_cell)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point_at_cell(None)

    def paint_key_cell(self, painter: QPainter) -> None:
        """Frame the cell that the keys have reached, dark within light, so that it is visible on every colour."""
        if not self.hasFocus() or self.key_cell >= self.cells()[0]:
            return
        place = self.place_of_cell(self.key_cell)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((colours().card, 4), (colours().text, 2)):
            painter.setPen(QPen(QColor(colour), stroke(width)))
            painter.drawRect(place)
