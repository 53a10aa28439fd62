"""All of the window's lessons: the list of them, and the one that is gone through, in the drawer."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mnistlab.engine.lab import Lab
from mnistlab.lessons.files import lessons
from mnistlab.lessons.lesson import Lesson
from mnistlab.lessons.standing import Standing
from mnistlab.ui.guides.drawer import Desk
from mnistlab.ui.guides.lesson.lesson_list import LessonList
from mnistlab.ui.guides.lesson.page import LessonPage
from mnistlab.ui.guides.lesson.progress import Known, Progress
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.workbench.workbench import Workbench


class Lessons(QObject):
    """Shows lessons in the drawer; whoever owns it puts away what was there before.

    Attributes
    ----------
    page : LessonPage or None
        The lesson that is gone through.

    Signals
    -------
    opens
        Something is about to be shown: what is in the drawer is to be put away.
    leading : bool
        A lesson says what to do, or does so no longer.
    """

    opens = Signal()
    leading = Signal(bool)

    def __init__(
        self,
        desk: Desk,
        workbench: Workbench,
        lab: Lab,
        controls: ControlsPanel,
        selection: Selection,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._desk, self._workbench = desk, workbench
        self._lab, self._controls, self._selection = lab, controls, selection
        self._language = "en"
        self._presenting = False
        self._again: Callable[[], None] | None = None  # shows what is open in another language
        self.page: LessonPage | None = None
        self.progress = Progress(lab, QSettings("mnistlab", "mnistlab"))

    def show_list(self) -> None:
        """Show the list of lessons; one that is chosen begins where the learner stands in it."""
        self.progress.read(self._show_list)

    def _show_list(self, known: Known) -> None:
        page = LessonList(lessons(), known, self._language)
        page.chosen.connect(self.show_lesson)
        self._show(page, self.tr("Lessons"), "")
        self._again = self.show_list

    def _show(self, page: QWidget, kind: str, title: str) -> None:
        self.opens.emit()
        self._desk.drawer.show_page(page, kind, title)
        self._desk.open_drawer()

    def show_lesson(self, lesson: Lesson) -> None:
        """Go on with a lesson where the learner stands in it; one that is done begins anew."""
        self.progress.read(lambda known: self._show_lesson(lesson, known))

    def _show_lesson(self, lesson: Lesson, known: Known) -> None:
        standing = known.standing(lesson)
        if standing.is_done(lesson):
            standing = Standing(lesson.name)
        page = LessonPage(lesson, standing, self._lab, self._controls, self._selection, self._workbench, self._language)
        page.moved.connect(lambda: self.progress.keep(standing))
        page.ended.connect(self.show_list)
        self._show(page, self.tr("Lesson"), lesson.title(self._language))
        self.page = page
        page.start()
        page.present(self._presenting)
        self.leading.emit(True)

    def speak(self, language: str) -> None:
        """Be in another language from now on, a key of `LANGUAGES`; what is open follows."""
        self._language = language
        if self.page is not None:
            self.page.language = language
            self.page.retranslate()
            self._desk.drawer.name(self.tr("Lesson"), self.page.lesson.title(language))
        elif self._again is not None:
            self._again()

    def put_away(self) -> None:
        """Put away what is open."""
        self._again = None
        if self.page is not None:
            self.page.stop()
            self.page = None
            self.leading.emit(False)

    def present(self, presenting: bool) -> None:
        """Put the questions of lessons to a class from now on, or no longer."""
        self._presenting = presenting
        if self.page is not None:
            self.page.present(presenting)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a lesson takes a key that nothing else needs."""
        return self.page is not None and self.page.takes_key(event)

    def press_key(self, event: QKeyEvent) -> bool:
        """Let a lesson do what a key means, and return whether it means something there."""
        return self.page is not None and self.page.press_key(event)
