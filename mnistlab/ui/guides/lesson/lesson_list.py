"""The list of lessons: what there is, how long it takes, and what has been done; and all that belongs to lessons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from mnistlab.lessons.lesson import Choose, Lesson
from mnistlab.lessons.quiz import AFTER, BEFORE, Quiz
from mnistlab.ui.guides.lesson.progress import Known
from mnistlab.ui.guides.lesson.quiz_page import QuizRow
from mnistlab.ui.guides.lesson.recall_card import RecallCard
from mnistlab.ui.guides.lesson.tall_button import TallButton
from mnistlab.ui.guides.step_mark import StepMark
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, literal, named, push_button


class LessonList(QWidget):
    """A button for each lesson, from lesson 0 on; those that were opened from files are at the end.

    Of those whose files are `gone`, the names are told.

    Signals
    -------
    chosen : Lesson
    quiz_wanted, file_wanted, new_wanted
    help_wanted : str
        A topic of the help.
    learner_named : str
        The name that the learner is typing, which may be empty.
    report_wanted : str
        With that name.
    sheet_wanted : Lesson
    recalled : bool
        The question about an earlier lesson has been answered: right or not.
    asking_changed : bool
        Whether to ask about earlier lessons now and then.
    """

    chosen = Signal(object)
    quiz_wanted = Signal()
    file_wanted = Signal()
    new_wanted = Signal()
    help_wanted = Signal(str)
    learner_named = Signal(str)
    report_wanted = Signal(str)
    sheet_wanted = Signal(object)
    recalled = Signal(bool)
    asking_changed = Signal(bool)

    def __init__(
        self,
        lessons: Sequence[Lesson],
        opened: Sequence[Lesson],
        gone: Sequence[str],
        known: Known,
        quiz: Quiz,
        language: str,
        *,
        asks: bool,
        question: tuple[Lesson, Choose] | None,
        learner: str,
    ) -> None:
        super().__init__()
        words = QLabel(self.tr("Each asks what you expect before it shows what comes. You can leave one at any time."))
        words.setWordWrap(True)
        column = in_column(spacing=4, on=self)
        if question is not None:
            card = RecallCard(*question, language)
            card.answered.connect(self.recalled)
            column.addWidget(card)
        column.addWidget(words)
        for number, lesson in enumerate((*lessons, *opened)):
            standing = known.standing(lesson)
            done, begun = standing.is_done(lesson), standing.reached > 0
            row = self._row(number, lesson.title(language), lesson.minutes, done=done, begun=begun)
            row.setObjectName(f"lesson_{lesson.name}")
            row.clicked.connect(lambda _checked=False, lesson=lesson: self.chosen.emit(lesson))
            column.addWidget(row)
        for name in gone:
            text = self.tr("“{name}” is not there any more, or has a fault. Your answers are kept: open it again.")
            lost = named(QLabel(text.format(name=name)), "goneLesson", role="muted")
            lost.setWordWrap(True)
            column.addWidget(lost)
        questions = QuizRow(quiz, known.given(BEFORE), known.given(AFTER), language)
        questions.clicked.connect(self.quiz_wanted)
        column.addWidget(questions)
        column.addWidget(self._asking(on=asks))
        column.addWidget(_title(self.tr("For your teacher")))
        column.addLayout(self._report(learner))
        column.addWidget(_title(self.tr("For a class")))
        column.addWidget(self._link("openLesson", self.tr("Open a lesson…"), self.file_wanted.emit))
        column.addWidget(self._sheets((*lessons, *opened), language))
        column.addWidget(self._link("newLesson", self.tr("Begin a lesson of your own…"), self.new_wanted.emit))
        teachers = self.tr("How to write a lesson")
        column.addWidget(self._link("helpTeachers", teachers, lambda: self.help_wanted.emit("teachers")))
        column.addWidget(_title(self.tr("Help")))
        window = self.tr("Help on this window")
        column.addWidget(self._link("helpWindow", window, lambda: self.help_wanted.emit("controls")))
        column.addStretch(1)

    def _row(self, order: int, title: str, minutes: int, *, done: bool, begun: bool) -> TallButton:
        number = StepMark(order)
        number.show_state("done" if done else "now" if begun else "later")
        length = named(QLabel(self.tr("{minutes} min").format(minutes=minutes)), role="muted")
        button = TallButton(title, number, length)
        state = self.tr("done") if done else self.tr("begun") if begun else ""
        button.setAccessibleName(" · ".join(filter(None, (title, length.text(), state))))
        return button

    def _asking(self, *, on: bool) -> QCheckBox:
        tick = named(QCheckBox(self.tr("Ask about earlier lessons now and then")), "recallTick", role="muted")
        tick.setChecked(on)
        tick.toggled.connect(self.asking_changed)
        return tick

    def _report(self, learner: str) -> QHBoxLayout:
        name = named(QLineEdit(learner), "reportName")
        name.textEdited.connect(self.learner_named)
        name.setPlaceholderText(self.tr("your name, if you like"))
        name.setAccessibleName(self.tr("your name, if you like"))
        save = push_button("saveReport", lambda: self.report_wanted.emit(name.text().strip()), small="true")
        save.setText(self.tr("Save a report…"))
        name.setMinimumWidth(80)
        return in_row((name, 1), save)

    def _sheets(self, lessons: Sequence[Lesson], language: str) -> QWidget:
        button = named(QPushButton(), "sheets", role="link")
        menu = QMenu(button)
        for number, lesson in enumerate(lessons):
            action = menu.addAction(literal(f"{number} · {lesson.title(language)}"))
            action.triggered.connect(lambda _checked=False, lesson=lesson: self.sheet_wanted.emit(lesson))
        button.setText(self.tr("An exercise sheet to print…"))
        button.setMenu(menu)
        return _at_left(button)

    def _link(self, name: str, text: str, does: Callable[[], object]) -> QWidget:
        button = push_button(name, does, role="link")
        button.setText(text)
        return _at_left(button)


def _at_left(button: QWidget) -> QWidget:
    row = QWidget()
    in_row(button, STRETCH, on=row).setContentsMargins(0, 4, 0, 4)
    return row


def _title(text: str) -> QWidget:
    label = named(QLabel(text), role="title")
    whole = QWidget()
    in_column(label, on=whole).setContentsMargins(0, 12, 0, 0)
    return whole
