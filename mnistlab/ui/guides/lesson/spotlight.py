"""Brings what a step of a lesson is about onto the screen, and lays a ring around it."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mnistlab.ui.guides.lesson.facts import find
from mnistlab.ui.guides.outline import Outline
from mnistlab.ui.workbench.workbench import Workbench


class Spotlight(QObject):
    """Shows one thing of the window at a time, by the name of a panel, a widget or an action.

    Parameters
    ----------
    workbench : Workbench
    parent : QObject

    Attributes
    ----------
    ring : Outline

    Signals
    -------
    points_at : str
        The panel that holds the thing; empty if there is none.
    """

    points_at = Signal(str)

    def __init__(self, workbench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.ring = Outline(workbench.window())

    def turn_to(self, name: str) -> None:
        """Bring a thing onto the screen, because the learner may have hidden what it stands in."""
        thing = self._thing(name)
        if thing is None:
            self.points_at.emit("")
            return
        panels = self._workbench.panels.items()
        self.points_at.emit(next((key for key, one in panels if one is thing or one.isAncestorOf(thing)), ""))
        self._workbench.reveal(thing)

    def outline(self, name: str) -> None:
        """Lay the ring around a thing; an empty name takes it away."""
        self.ring.lie_around(self._thing(name))

    def stop(self) -> None:
        """Take the ring away."""
        self.ring.hide()
        self.ring.deleteLater()

    def _thing(self, name: str) -> QWidget | None:
        if not name:
            return None
        return self._workbench.panels.get(name) or find(self._workbench.window(), name)
