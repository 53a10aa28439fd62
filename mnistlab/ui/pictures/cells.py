"""Pictures of many things: which one is pointed at, by mouse or by arrow keys, and which one is picked."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from mnistlab.ui.look.keys import ENTER, MOVES, is_plain
from mnistlab.ui.look.theme import colours
from mnistlab.ui.widgets.painted import Painted, draw_frame

ENDS: Final = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class Pointing(Painted):
    """A picture that says which of its things the mouse is over.

    A subclass says in `thing_at` what lies where.

    Signals
    -------
    pointed : object
        The mouse has come to another thing; None beside all things.
    """

    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pointed: Any = None
        self._mouse: QPoint | None = None
        self._describe: Callable[[Any], str] | None = None
        self.setMouseTracking(True)

    def thing_at(self, place: QPoint) -> Any:
        """Return what lies at a place in the widget; None beside all things."""
        raise NotImplementedError

    def set_description(self, describe: Callable[[Any], str]) -> None:
        """Set what a tool tip says of a thing."""
        self._describe = describe

    def describe(self, thing: Any) -> str:
        """Return what a tool tip says of a thing; empty for no tool tip."""
        return "" if self._describe is None else self._describe(thing)

    def point(self) -> None:
        """Report what is below the mouse, because the thing there may have changed, or its numbers."""
        self._pointed = None if self._mouse is None else self.thing_at(self._mouse)
        self.pointed.emit(self._pointed)

    def event(self, event: QEvent) -> bool:
        """Describe what is below the mouse."""
        if self._describe is None or not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        thing = self.thing_at(event.pos())
        QToolTip.showText(event.globalPos(), "" if thing is None else self.describe(thing), self)
        return True

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position().toPoint()
        self._point_at(self.thing_at(self._mouse))

    @override
    def leaveEvent(self, _event: QEvent) -> None:
        self._mouse = None
        self._point_at(None)

    def _point_at(self, thing: Any) -> None:
        if thing != self._pointed:
            self._pointed = thing
            self.pointed.emit(thing)


class Cells(Pointing):
    """Things in rows, with a frame around the one that the keys have reached; Enter does what a click does.

    Only Tab brings the widget into focus, so that after a click the arrow keys are still the window's.
    A subclass says how many cells there are, where one lies, which thing is in it, and what it means to pick that.
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

    def thing_in(self, cell: int) -> Any:
        """Return the thing in a cell, as `thing_at` does."""
        return cell

    def pick(self, thing: Any) -> None:
        """Do what a click on a thing does."""
        raise NotImplementedError

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this is one of the keys."""
        return is_plain(event) and event.key() in (*MOVES, *ENDS, *ENTER) and self.cells()[0] > 0

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        thing = self.thing_at(event.position().toPoint())
        if thing is not None:
            self.pick(thing)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            super().keyPressEvent(event)
            return
        (count, columns), key = self.cells(), Qt.Key(event.key())
        cell = min(self.key_cell, count - 1)
        if key in ENTER:
            self.pick(self.thing_in(cell))
            return
        if key in ENDS:
            cell = ENDS[key] % count
        else:
            aside, down = MOVES[key]
            wanted = cell + aside + down * columns
            cell = wanted if 0 <= wanted < count else cell
        self.key_cell = cell
        self._point_at(self.thing_in(cell))
        self.update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        count, _ = self.cells()
        if count:
            self.key_cell = min(self.key_cell, count - 1)
            self._point_at(self.thing_in(self.key_cell))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)

    def paint_key_cell(self, painter: QPainter) -> None:
        """Frame the cell that the keys have reached, dark within light, so that it is visible on every colour."""
        if self.hasFocus() and self.key_cell < self.cells()[0]:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            draw_frame(painter, self.place_of_cell(self.key_cell), colours().card, 4)
            draw_frame(painter, self.place_of_cell(self.key_cell), colours().text, 2)
