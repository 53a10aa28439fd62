"""What is below the mouse in a picture."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QMouseEvent
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as _Widget
else:
    _Widget = object  # the other base of a class is its widget


class Pointing(_Widget):
    """Mixin of a widget that emits `pointed` when the mouse comes to another thing; None beside all things.

    The widget has the signal, tracks the mouse, and says in `thing_at` what lies where.
    """

    pointed: Signal
    _pointed: Any = None  # the thing below the mouse

    def thing_at(self, place: QPoint) -> object:
        """Return what lies at a place in the widget; None beside all things."""
        raise NotImplementedError

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.thing_at(event.position().toPoint()))

    @override
    def leaveEvent(self, _event: QEvent) -> None:
        self._point_at(None)

    def _point_at(self, thing: object) -> None:
        if thing != self._pointed:
            self._pointed = thing
            self.pointed.emit(thing)
