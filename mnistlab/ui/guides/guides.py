"""What explains the window: first steps, lessons, help, the sheet of keys. Each is made when it is first asked for."""

# ruff: noqa: PLC0415 (the window opens sooner without them)

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Signal

from mnistlab.engine.lab import Lab
from mnistlab.ui.guides.drawer import Desk
from mnistlab.ui.look.theme import window_of
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.workbench.workbench import Workbench

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from mnistlab.lessons.lesson import Lesson
    from mnistlab.ui.guides.first_steps import FirstSteps
    from mnistlab.ui.guides.lesson.page import LessonPage
    from mnistlab.ui.guides.lesson.progress import Progress
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
        The person has done the first of the first steps, or has put them away.
    leading : bool
        The first steps say what to do, or do so no longer.
    """

    welcomed = Signal()
    leading = Signal(bool)

    def __init__(self, window: "QMainWindow", desk: Desk, workbench: Workbench) -> None:
        super().__init__(window)
        self._desk, self._workbench = desk, workbench
        self._steps: FirstSteps | None = None
        self._lesson: LessonPage | None = None
        self._list: Callable[[], None] | None = None  # shows the list of lessons again, while that is open
        self._shortcuts: ShortcutSheet | None = None
        self.language = "en"
        self.topic = ""
        desk.closed.connect(self._put_away)

    def show_first_steps(self, lab: Lab, controls: ControlsPanel, selection: Selection) -> None:
        """Begin with the first of the first steps."""
        from mnistlab.ui.guides.first_steps import FirstSteps

        self._put_away()
        self._steps = FirstSteps(window_of(self), lab, controls, selection, self._workbench)
        self._steps.begun.connect(self.welcomed)
        self._steps.ended.connect(self._desk.close_drawer)
        self._steps.points_at.connect(self._desk.open_drawer)
        self._desk.drawer.show_page(self._steps, self.tr("First steps"), "")
        self._steps.start()
        self.leading.emit(True)

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

    def show_lessons(self, lab: Lab, controls: ControlsPanel, selection: Selection) -> None:
        """Show the list of lessons; one that is chosen begins where the learner stands in it."""
        from mnistlab.lessons.files import lessons
        from mnistlab.ui.guides.lesson.lesson_list import LessonList

        self._put_away()
        page = LessonList(lessons(), self._progress(), self.language)
        page.chosen.connect(lambda lesson: self.show_lesson(lesson, lab, controls, selection))
        self._desk.drawer.show_page(page, self.tr("Lessons"), "")
        self._list = lambda: self.show_lessons(lab, controls, selection)
        self._desk.open_drawer()

    def show_lesson(self, lesson: "Lesson", lab: Lab, controls: ControlsPanel, selection: Selection) -> None:
        """Go on with a lesson where the learner stands in it; one that is done begins anew."""
        from mnistlab.lessons.standing import Standing
        from mnistlab.ui.guides.lesson.page import LessonPage

        self._put_away()
        progress = self._progress()
        standing = progress.standing(lesson)
        if standing.is_done(lesson):
            standing = Standing(lesson.name)
        page = LessonPage(lesson, standing, lab, controls, selection, self._workbench, self.language)
        page.moved.connect(lambda: progress.keep(standing))
        page.ended.connect(lambda: self.show_lessons(lab, controls, selection))
        self._lesson = page
        self._desk.drawer.show_page(page, self.tr("Lesson"), lesson.title(self.language))
        self._desk.open_drawer()
        page.start()
        self.leading.emit(True)

    def _progress(self) -> "Progress":
        from mnistlab.ui.guides.lesson.progress import Progress

        return Progress(QSettings("mnistlab", "mnistlab"))

    def speak(self, language: str) -> None:
        """Have the help in `language` from now on, a key of `LANGUAGES`; what is open follows."""
        self.language = language
        if self.topic:
            self.explain(self.topic)
        elif self._list is not None:
            self._list()
        elif self._lesson is not None:
            self._lesson.language = language
            self._lesson.retranslate()
            self._desk.drawer.name(self.tr("Lesson"), self._lesson.lesson.title(language))
        elif self._steps is not None:
            self._desk.drawer.name(self.tr("First steps"), "")

    def _put_away(self) -> None:
        self.topic = ""
        self._list = None
        if self._lesson is not None:
            self._lesson.stop()
            self._lesson = None
            self.leading.emit(False)
        if self._steps is not None:
            self._steps.stop()
            self._steps = None
            self.welcomed.emit()
            self.leading.emit(False)

    def show_shortcuts(self) -> None:
        """Show the sheet of keys."""
        from mnistlab.ui.guides.shortcuts import ShortcutSheet

        if self._shortcuts is None:
            self._shortcuts = ShortcutSheet(window_of(self))
            rescale(self._shortcuts)
        self._shortcuts.show()
        self._shortcuts.activateWindow()
