"""What explains the window: the first steps, the help, the sheet of keys. Each is made when it is first asked for."""

# ruff: noqa: PLC0415 (the window opens sooner without them)

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMainWindow

from mnistlab.engine.lab import Lab
from mnistlab.ui.look.theme import window_of
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.workbench.workbench import Workbench

if TYPE_CHECKING:
    from mnistlab.ui.guides.first_steps import Welcome
    from mnistlab.ui.guides.sheets import HelpSheet, ShortcutSheet


class Guides(QObject):
    """The guides to a window.

    Attributes
    ----------
    language : str
        The key of `LANGUAGES` that the help is in; the rest follows by itself.
    """

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._welcome: Welcome | None = None
        self._help: HelpSheet | None = None
        self._shortcuts: ShortcutSheet | None = None
        self.language = "en"

    def show_first_steps(self, lab: Lab, controls: ControlsPanel, selection: Selection, workbench: Workbench) -> None:
        """Lay the first of the first steps over the window."""
        from mnistlab.ui.guides.first_steps import Welcome

        if self._welcome is None:
            self._welcome = Welcome(window_of(self), lab, controls, selection, workbench)
            rescale(self._welcome)
        self._welcome.start()

    def explain(self, topic: str) -> None:
        """Show the help on a topic: a file of ``resources/help``."""
        from mnistlab.ui.guides.sheets import HelpSheet

        if self._help is None:
            self._help = HelpSheet(window_of(self))
        self._help.explain(topic, self.language)

    def speak(self, language: str) -> None:
        """Have the help in `language` from now on, a key of `LANGUAGES`; what is open follows."""
        self.language = language
        if self._help is not None and self._help.isVisible():
            self.explain(self._help.topic)

    def show_shortcuts(self) -> None:
        """Show the sheet of keys."""
        from mnistlab.ui.guides.sheets import ShortcutSheet

        if self._shortcuts is None:
            self._shortcuts = ShortcutSheet(window_of(self))
        self._shortcuts.show()
        self._shortcuts.activateWindow()
