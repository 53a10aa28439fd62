"""What explains the window: lessons, help, the sheet of keys. Each is made when it is first asked for."""

# ruff: noqa: PLC0415 (the window opens sooner without them)

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mnistlab.engine.lab import Lab
from mnistlab.ui.guides.drawer import Desk
from mnistlab.ui.look.theme import window_of
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.workbench.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QMainWindow

    from mnistlab.ui.guides.lesson.lessons import Lessons
    from mnistlab.ui.guides.shortcuts import ShortcutSheet


class Guides(QObject):
    """The guides to a window; all but the sheet of keys stand in its drawer, one at a time.

    Attributes
    ----------
    language : str
        The key of `LANGUAGES` that the help is in; the rest follows by itself.
    topic : str
        What the help is about that is open; empty while none is.

    Signals
    -------
    welcomed
        The person has begun with lesson 0, or has put it away.
    leading : bool
        A lesson says what to do, or does so no longer.
    saved : str
        The file that has been written for a lesson.
    refused : MnistLabError
        What a lesson could not open or write.
    """

    welcomed = Signal()
    leading = Signal(bool)
    saved = Signal(str)
    refused = Signal(object)

    def __init__(self, window: "QMainWindow", desk: Desk, workbench: Workbench) -> None:
        super().__init__(window)
        self._desk, self._workbench = desk, workbench
        self._lessons: Lessons | None = None
        self._shortcuts: ShortcutSheet | None = None
        self.language = "en"
        self.topic = ""
        self._presenting = False
        desk.closed.connect(self._put_away)

    def explain(self, topic: str) -> None:
        """Show the help on a topic: a file of ``resources/help``."""
        from mnistlab.ui.guides.help_page import HelpPage, read_help

        self._put_away()
        self.topic = topic
        title, paragraphs = read_help(topic, self.language)
        self._desk.drawer.show_page(HelpPage(paragraphs), self.tr("Help"), title)
        panel = self._workbench.panels.get(topic)
        self._desk.open_drawer(topic if panel is not None else "")
        if panel is not None:
            self._workbench.reveal(panel)

    def lessons(self, lab: Lab, controls: ControlsPanel, selection: Selection) -> "Lessons":
        """Return the lessons, which stand in the drawer too."""
        from mnistlab.ui.guides.lesson.lessons import Lessons

        if self._lessons is None:
            self._lessons = Lessons(self._desk, self._workbench, lab, controls, selection, self)
            self._lessons.opens.connect(self._put_away)
            self._lessons.leading.connect(self.leading)
            self._lessons.help_wanted.connect(self.explain)
            self._lessons.welcomed.connect(self.welcomed)
            self._lessons.saved.connect(self.saved)
            self._lessons.refused.connect(self.refused)
            self._lessons.present(self._presenting)
            self._lessons.speak(self.language)
        return self._lessons

    @property
    def tell_of_run(self) -> bool:
        """Whether a lesson says how the present run has ended."""
        page = self._lessons.page if self._lessons is not None else None
        return page is not None and page.tells_of_run

    def present(self, presenting: bool) -> None:
        """Put the questions of lessons to a class from now on, or no longer."""
        self._presenting = presenting
        if self._lessons is not None:
            self._lessons.present(presenting)

    def takes_key(self, event: "QKeyEvent") -> bool:
        """Return whether a lesson takes a key that nothing else needs."""
        return self._lessons is not None and self._lessons.takes_key(event)

    def press_key(self, event: "QKeyEvent") -> bool:
        """Let a lesson do what a key means, and return whether it means something there."""
        return self._lessons is not None and self._lessons.press_key(event)

    def speak(self, language: str) -> None:
        """Have the help in `language` from now on, a key of `LANGUAGES`; what is open follows."""
        self.language = language
        if self._lessons is not None:
            self._lessons.speak(language)
        if self.topic:
            self.explain(self.topic)

    def _put_away(self) -> None:
        self.topic = ""
        if self._lessons is not None:
            self._lessons.put_away()

    def show_shortcuts(self) -> None:
        """Show the sheet of keys."""
        from mnistlab.ui.guides.shortcuts import ShortcutSheet

        if self._shortcuts is None:
            self._shortcuts = ShortcutSheet(window_of(self))
            rescale(self._shortcuts)
        self._shortcuts.show()
        self._shortcuts.activateWindow()
