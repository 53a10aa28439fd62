"""All of the window's lessons: the list of them, the one that is gone through, and the quiz, in the drawer."""

import datetime as dt
import re
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from mnistlab.engine.lab import Lab
from mnistlab.errors import MnistLabError
from mnistlab.lessons.files import FIRST, first_steps, lessons, read_lesson
from mnistlab.lessons.lesson import Choose, Lesson
from mnistlab.lessons.own import new_lesson
from mnistlab.lessons.packed import DESCRIPTION
from mnistlab.lessons.quiz import AFTER, BEFORE, read_quiz
from mnistlab.lessons.recall import ASKED, Asked, due, key
from mnistlab.lessons.report import Report, answers_of, to_html, write_html
from mnistlab.lessons.sheet import sheet
from mnistlab.lessons.standing import Standing
from mnistlab.ui.guides.drawer import Desk
from mnistlab.ui.guides.lesson import dialogs
from mnistlab.ui.guides.lesson.answers_window import AnswersWindow
from mnistlab.ui.guides.lesson.lesson_list import LessonList
from mnistlab.ui.guides.lesson.page import LessonPage
from mnistlab.ui.guides.lesson.progress import Known, Progress
from mnistlab.ui.guides.lesson.quiz_page import QuizPage
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.settings import open_settings
from mnistlab.ui.workbench.workbench import Workbench

UNFIT: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')  # what the name of a file cannot have everywhere
OPENED: Final = "lessons/opened"  # under which it is kept where lessons lie that were opened from files


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
    welcomed
        The person has begun with lesson 0, or has put it away.
    leading : bool
        A lesson says what to do, or does so no longer.
    help_wanted : str
        A topic of the help.
    saved : str
        The file that has been written.
    refused : MnistLabError
        What could not be opened or written.
    """

    opens = Signal()
    welcomed = Signal()
    leading = Signal(bool)
    help_wanted = Signal(str)
    saved = Signal(str)
    refused = Signal(object)

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
        self._settings = open_settings()
        self._language = "en"
        self._presenting = False
        self._learner = ""  # the name that was typed last, for a report
        self._again: Callable[[], None] | None = None  # shows what is open in another language
        self.page: LessonPage | None = None
        self._keyed: LessonPage | QuizPage | None = None  # what keys lead through
        self.progress = Progress(lab, self._settings)

    # The list

    def show_list(self) -> None:
        """Show the list of lessons; one that is chosen begins where the learner stands in it."""
        self.progress.read(self._show_list)

    def _show_list(self, known: Known) -> None:
        opened, gone = self._opened(known)
        page = LessonList(
            lessons(),
            opened,
            gone,
            known,
            read_quiz(),
            self._language,
            asks=self._asks,
            question=self._due(known) if self._asks else None,
            learner=self._learner,
        )
        page.chosen.connect(self.show_lesson)
        page.quiz_wanted.connect(self.show_quiz)
        page.help_wanted.connect(self.help_wanted)
        page.file_wanted.connect(self._ask_for_lesson)
        page.new_wanted.connect(self._make_lesson)
        page.learner_named.connect(self._note_learner)
        page.report_wanted.connect(self._ask_for_report)
        page.sheet_wanted.connect(self._save_sheet)
        page.recalled.connect(lambda right: self._note_recalled(known, right=right))
        page.asking_changed.connect(lambda on: self._settings.setValue("recall", on))
        self._show(page, self.tr("Lessons"), "")
        self._again = self.show_list

    def _show(self, page: QWidget, kind: str, title: str) -> None:
        self.opens.emit()
        self._desk.drawer.show_page(page, kind, title)
        self._desk.open_drawer()

    # Questions about earlier lessons

    @property
    def _asks(self) -> bool:
        return bool(self._settings.value("recall", defaultValue=True, type=bool))

    def remind(self, remind: Callable[[str], None]) -> None:
        """Hand over the title of the lesson about which a question is due, if there is one and the person allows it."""

        def look(known: Known) -> None:
            question = self._due(known)
            if question is not None and self.page is None:
                remind(question[0].title(self._language))

        if self._asks:
            self.progress.read(look)

    def _due(self, known: Known) -> tuple[Lesson, Choose] | None:
        every = lessons()
        left = {name: max((one.at for one in given.values()), default=0.0) for name, given in known.answers.items()}
        asked = {name: Asked.of(one.given, one.at) for name, one in known.answers.get(ASKED, {}).items()}
        return due(every, {one.name: known.standing(one) for one in every}, left, asked, time.time())

    def _note_recalled(self, known: Known, *, right: bool) -> None:
        question = self._due(known)
        if question is not None:
            name = key(*question)
            before = known.given(ASKED).get(name, 0)
            self.progress.note(ASKED, name, Asked.of(before, 0).streak + 1 if right else 0)

    # A lesson

    def show_lesson(self, lesson: Lesson, path: Path | None = None) -> None:
        """Go on with a lesson where the learner stands in it; one that is done begins anew.

        Parameters
        ----------
        lesson : Lesson
        path : Path or None
            Where it was read; None for one of the program's.
        """
        if path is not None:
            self.progress.note(OPENED, lesson.name, str(path.resolve()))
        self.progress.read(lambda known: self._show_lesson(lesson, known))

    def welcome(self) -> None:
        """Begin with lesson 0, at once, because nothing can be known of who opens the window for the first time."""
        self._show_lesson(first_steps(), Known())

    def show_first_steps(self) -> None:
        """Go on with lesson 0, as with any other."""
        self.show_lesson(first_steps())

    def _show_lesson(self, lesson: Lesson, known: Known) -> None:
        frame = self._controls.frame
        present = set() if frame is None else {frame.own.key}
        standing = known.standing(lesson).resumed(lesson, known.runs | present)
        page = LessonPage(lesson, standing, self._lab, self._controls, self._selection, self._workbench, self._language)
        page.moved.connect(lambda: self._keep(standing))
        page.spotlight.points_at.connect(self._desk.open_drawer)
        page.ended.connect(self.show_list)
        self._show(page, self.tr("Lesson"), lesson.title(self._language))
        self.page = self._keyed = page
        page.start()
        page.present(self._presenting)
        self.leading.emit(True)

    def _keep(self, standing: Standing) -> None:
        self.progress.keep(standing)
        if standing.lesson == FIRST and standing.reached > 0:
            self.welcomed.emit()

    def open(self, path: Path) -> None:
        """Open a lesson: a folder, a zip, or the description in a folder."""
        try:
            lesson = read_lesson(path)
        except MnistLabError as error:
            self.refused.emit(error)
        else:
            self.show_lesson(lesson, path)

    def _opened(self, known: Known) -> tuple[list[Lesson], list[str]]:
        """Return the lessons that have been opened from files, and the names of those that cannot be read now."""
        found, gone = [], []
        for kept in known.given(OPENED).values():
            path = Path(str(kept))
            folder = path.parent if path.name == DESCRIPTION else path
            try:
                found.append(read_lesson(folder))
            except MnistLabError:
                gone.append(folder.name)
        return found, gone

    def _ask_for_lesson(self) -> None:
        path = dialogs.lesson_to_open(self._workbench.window())
        if path is not None:
            self.open(path)

    def _make_lesson(self) -> None:
        path = dialogs.lesson_to_make(self._workbench.window())
        if path is None:
            return
        try:
            new_lesson(path)
        except MnistLabError as error:
            self.refused.emit(error)
        else:
            self.saved.emit(str(path))
            self.open(path)

    # The quiz

    def show_quiz(self) -> None:
        """Show the quiz: before the lessons, or after them."""
        self.progress.read(self._show_quiz)

    def _show_quiz(self, known: Known) -> None:
        quiz, before, after = read_quiz(), known.given(BEFORE), known.given(AFTER)
        second = quiz.is_whole(before)
        page = QuizPage(quiz, before, after, self._language)
        page.answered.connect(lambda item, given: self.progress.note(AFTER if second else BEFORE, item, given))
        page.ended.connect(self.show_list)
        self._show(page, self.tr("Quiz"), page.title)
        self._keyed = page
        self._again = partial(self._say_quiz, page)

    def _say_quiz(self, page: QuizPage) -> None:
        page.speak(self._language)
        self._desk.drawer.name(self.tr("Quiz"), page.title)

    # Pages to save, and reports

    def _note_learner(self, learner: str) -> None:
        self._learner = learner

    def _ask_for_report(self, learner: str) -> None:
        self.progress.read(lambda known: self._save_report(learner, known))

    def _save_report(self, learner: str, known: Known) -> None:
        every = [*lessons(), *self._opened(known)[0]]
        given = [one for lesson in every for one in answers_of(lesson, known.standing(lesson), self._language)]
        today = dt.datetime.now(dt.UTC).astimezone().date().isoformat()
        report = Report(learner, today, tuple(given), known.given(BEFORE), known.given(AFTER))
        html = to_html(report, read_quiz(), self._language, QCoreApplication.translate)
        self._save(html, " ".join(filter(None, (self.tr("report"), UNFIT.sub(" ", learner).strip(" .")))))

    def _save_sheet(self, lesson: Lesson) -> None:
        self._save(sheet(lesson, self._language, QCoreApplication.translate), lesson.name)

    def _save(self, html: str, name: str) -> None:
        path = dialogs.page_to_save(self._workbench.window(), name)
        if path is None:
            return
        try:
            write_html(path, html)
        except MnistLabError as error:
            self.refused.emit(error)
        else:
            self.saved.emit(str(path))

    def show_answers(self, reports: list[Report], left_out: Sequence[str] = ()) -> None:
        """Show the answers in reports as one table, and which files are none."""
        window = self._workbench.window()
        ask = partial(dialogs.table_to_save, window)
        shown = AnswersWindow(window, reports, lessons(), read_quiz(), self._language, ask, left_out)
        shown.refused.connect(self.refused)
        shown.show()

    # Whatever is open

    def speak(self, language: str) -> None:
        """Be in another language from now on, a key of `LANGUAGES`; what is open follows."""
        self._language = language
        for shown in self._workbench.window().findChildren(AnswersWindow):
            shown.speak(language)
        if self.page is not None:
            self.page.language = language
            self.page.retranslate()
            self._desk.drawer.name(self.tr("Lesson"), self.page.lesson.title(language))
        elif self._again is not None:
            self._again()

    def put_away(self) -> None:
        """Put away what is open."""
        self._again = self._keyed = None
        if self.page is not None:
            self.page.stop()
            if self.page.lesson.name == FIRST:
                self.welcomed.emit()
            self.page = None
            self.leading.emit(False)

    def present(self, presenting: bool) -> None:
        """Put the questions of lessons to a class from now on, or no longer."""
        self._presenting = presenting
        if self.page is not None:
            self.page.present(presenting)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a lesson or the quiz takes a key that nothing else needs."""
        return self._keyed is not None and self._keyed.takes_key(event)

    def press_key(self, event: QKeyEvent) -> bool:
        """Let a lesson or the quiz do what a key means, and return whether it means something there."""
        return self._keyed is not None and self._keyed.press_key(event)
