"""The answers of a class in one table, from the reports of its learners. Nothing leaves this computer by itself."""

from collections.abc import Callable, Sequence
from pathlib import Path
from textwrap import fill

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)
from typing_extensions import override

from mnistlab.errors import MnistLabError
from mnistlab.lessons.collected import in_one_language, learner, misconceptions, questions, table, write_table
from mnistlab.lessons.lesson import Lesson
from mnistlab.lessons.quiz import Quiz
from mnistlab.lessons.report import Report
from mnistlab.numerals import percent
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated

SIZE = 900, 600  # px
TIP = 60  # characters in a line of a tool tip


class AnswersWindow(Retranslated, QDialog):
    """A row for each question, a column for each learner; below it, the misconceptions that the quiz has found.

    Parameters
    ----------
    window : QWidget
    reports : sequence of Report
    lessons : sequence of Lesson
        Those whose words are known in each language.
    quiz : Quiz
    language : str
    ask : callable
        Asks the person for a file to write; returns a path or None.
    left_out : sequence of str
        Files that were no reports.

    Signals
    -------
    refused : MnistLabError
        The table could not be written.
    """

    refused = Signal(object)

    def __init__(
        self,
        window: QWidget,
        reports: Sequence[Report],
        lessons: Sequence[Lesson],
        quiz: Quiz,
        language: str,
        ask: Callable[[], Path | None],
        left_out: Sequence[str] = (),
    ) -> None:
        super().__init__(window)
        self.setObjectName("answersWindow")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._as_written, self._lessons, self._quiz, self._ask = list(reports), lessons, quiz, ask
        self._language, self._left_out = language, ", ".join(left_out)
        self._reports = in_one_language(reports, lessons, language)
        self.words = named(QLabel(), role="muted")
        self.words.setWordWrap(True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.answers = named(QTableWidget(), "answersTable")
        self.found_title = named(QLabel(), role="title")
        self.found = named(QTableWidget(), "misconceptions")
        for shown in (self.answers, self.found):
            shown.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
            shown.setWordWrap(True)
            shown.verticalHeader().hide()
            shown.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.names = named(QCheckBox(), "answersNames")
        self.names.toggled.connect(self.retranslate)
        self.save = push_button("answersSave", self._save, role="primary")
        row = in_row(self.names, STRETCH, self.save)
        column = in_column(self.words, (self.answers, 3), self.found_title, (self.found, 2), row, spacing=12, on=self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        self.retranslate()
        self.resize(*SIZE)
        rescale(self)

    def speak(self, language: str) -> None:
        """Show what comes from the quiz in another language."""
        self._language = language
        self._reports = in_one_language(self._as_written, self._lessons, language)
        self.retranslate()

    def _save(self) -> None:
        path = self._ask()
        if path is None:
            return
        try:
            write_table(path, table(self._reports, self._quiz, names=self.names.isChecked()))
        except MnistLabError as error:
            self.refused.emit(error)

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(self.tr("Answers of a class"))
        text = self.tr("Reports: {count}. They are read here and sent nowhere.")
        left_out = self.tr("No reports, and left out: {files}.").format(files=self._left_out) if self._left_out else ""
        self.words.setText("\n".join(filter(None, (text.format(count=len(self._reports)), left_out))))
        self.names.setText(self.tr("With names, here and in the table"))
        self.save.setText(self.tr("Save as a table…"))
        self.found_title.setText(self.tr("What the quiz has found: how many think so"))
        self.answers.setAccessibleName(self.windowTitle())
        self.found.setAccessibleName(self.found_title.text())
        self._fill_answers()
        self._fill_found()

    def _fill_answers(self) -> None:
        asked = questions(self._reports)
        who = [learner(self._reports, place, names=self.names.isChecked()) for place in range(len(self._reports))]
        heads = [self.tr("Lesson"), self.tr("Question"), self.tr("right"), *who]
        shown = _emptied(self.answers, heads, len(asked))
        shown.setVisible(bool(asked))  # a class may have answered the quiz alone
        for row, question in enumerate(asked):
            right = "" if question.right is None else percent(question.right[0] / question.right[1])
            texts = [question.title, question.text, right]
            texts += ["" if one is None else f"{_mark(one.right)}{one.answer}" for one in question.given]
            _fill(shown, row, texts)
        self.answers.horizontalHeader().resizeSections(QHeaderView.ResizeMode.Interactive)
        self.answers.setColumnWidth(1, 3 * self.answers.columnWidth(0))
        self.answers.resizeRowsToContents()

    def _fill_found(self) -> None:
        counted = misconceptions(self._reports, self._quiz)
        heads = [self.tr("Misconception"), self.tr("before"), self.tr("after")]
        shown = _emptied(self.found, heads, len(counted))
        for row, (name, before, after) in enumerate(counted):
            _fill(shown, row, [self._quiz.misconception(name, self._language), f"{before}", f"{after}"])
        self.found.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for widget in (self.found_title, self.found):
            widget.setVisible(bool(counted))


def _emptied(shown: QTableWidget, heads: Sequence[str], rows: int) -> QTableWidget:
    shown.clear()
    shown.setColumnCount(len(heads))
    shown.setRowCount(rows)
    shown.setHorizontalHeaderLabels(list(heads))
    return shown


def _fill(shown: QTableWidget, row: int, texts: Sequence[str]) -> None:
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        item.setToolTip(fill(text, TIP))
        shown.setItem(row, column, item)


def _mark(right: bool | None) -> str:
    return {True: "✓ ", False: "✕ ", None: ""}[right]
