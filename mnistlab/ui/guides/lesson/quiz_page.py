"""The quiz in the drawer: one question after the other, and at its end what has changed since the first time."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from typing_extensions import override

from mnistlab.lessons.lesson import Choice
from mnistlab.lessons.quiz import UNKNOWN, Item, Quiz
from mnistlab.ui.guides.lesson.forms import ChoiceForm
from mnistlab.ui.guides.lesson.keys import BACK, ON, letter_of
from mnistlab.ui.guides.lesson.tall_button import TallButton
from mnistlab.ui.look.keys import is_plain, leave_keys
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button


class QuizPage(QWidget):
    """The questions. Before the lessons nothing is told; after them each question is explained.

    Parameters
    ----------
    quiz : Quiz
    before, after : mapping
        The answers so far, by the names of items; `before` is whole where the second time has begun.
    language : str

    Signals
    -------
    answered : str, str
        The name of an item, and the choice.
    ended
        The learner leaves the page.
    """

    answered = Signal(str, str)
    ended = Signal()

    def __init__(self, quiz: Quiz, before: Mapping[str, Any], after: Mapping[str, Any], language: str) -> None:
        super().__init__()
        self._quiz, self._language = quiz, language
        self._before = dict(before)
        self._second = quiz.is_whole(before)
        self._given: dict[str, Any] = dict(after if self._second else before)
        unanswered = [place for place, item in enumerate(quiz.items) if item.name not in self._given]
        self.place = unanswered[0] if unanswered else len(quiz.items)
        self._column = in_column(spacing=0, on=self)
        self._body = QWidget()
        self._column.addWidget(self._body)
        self._column.addStretch(1)
        self._show()

    @property
    def title(self) -> str:
        """The title of the quiz."""
        return self._quiz.titles.get(self._language, self._quiz.titles["en"])

    def speak(self, language: str) -> None:
        """Be in another language from now on, at the same question."""
        self._language = language
        self._show()

    def _show(self) -> None:
        before = self._body
        at_end = self.place == len(self._quiz.items)
        self._body = self._result() if at_end else self._question(self._quiz.items[self.place])
        self._column.replaceWidget(before, self._body)
        self._body.show()
        focused = QApplication.focusWidget()
        if focused is not None and before.isAncestorOf(focused):
            self.setFocus()  # because otherwise the next button of the window would have the focus, and the space bar
        before.hide()
        before.deleteLater()
        rescale(self._body)
        leave_keys(self._body)

    def _turn(self, place: int) -> None:
        self.place = min(max(place, 0), len(self._quiz.items))
        self._show()

    # Keys

    def _button_of(self, event: QKeyEvent) -> QAbstractButton | None:
        """Return the button that a key presses: that of a choice, or one that leads on or back; None for others."""
        buttons = self._body.findChildren(QAbstractButton)
        place = letter_of(event)
        if place is not None:
            choices = [button for button in buttons if button.objectName().startswith("choice_")]
            return choices[place] if place < len(choices) else None
        names = ("quizNext", "quizDone") if event.key() in ON else ("quizBack",) if event.key() in BACK else ()
        found = next((button for button in buttons if button.objectName() in names), None)
        return found if is_plain(event) else None

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a key that nothing else needs answers a question, or leads on or back."""
        return self._button_of(event) is not None

    def press_key(self, event: QKeyEvent) -> bool:
        """Do what a key means, and return whether it means something."""
        button = self._button_of(event)
        if button is not None and not event.isAutoRepeat():
            button.click()
        return button is not None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key before what scrolls the page does."""
        if not self.press_key(event):
            super().keyPressEvent(event)

    # A question

    def _question(self, item: Item) -> QWidget:
        section = self._quiz.section(item, self._language)
        heading = named(QLabel(section.heading), role="heading")
        heading.setWordWrap(True)
        unknown = Choice(UNKNOWN, self.tr("I do not know."))
        form = ChoiceForm([*section.choices, unknown], self._given.get(item.name), open_to_change=True)
        form.answered.connect(lambda given: self._answer(item, given))
        back = push_button("quizBack", lambda: self._turn(self.place - 1), small="true")
        back.setText(self.tr("Back"))
        back.setEnabled(self.place > 0)
        self.next = push_button("quizNext", lambda: self._turn(self.place + 1), role="primary")
        self.next.setText(self.tr("Next"))
        self.next.setEnabled(item.name in self._given)
        of = named(QLabel(f"{self.place + 1} / {len(self._quiz.items)}"), role="muted")
        body = QWidget()
        words = named(QLabel(self._words()), role="muted")
        words.setWordWrap(True)
        in_column(words, heading, form, in_row(back, of, STRETCH, self.next), spacing=12, on=body)
        return body

    def _words(self) -> str:
        if self._second:
            return self.tr("After the lessons: the same questions once more.")
        return self.tr("Before the lessons: answer as you think now. What is right is told after the second time.")

    def _answer(self, item: Item, given: str) -> None:
        self._given[item.name] = given
        self.next.setEnabled(True)
        self.answered.emit(item.name, given)

    # The end

    def _result(self) -> QWidget:
        quiz, body = self._quiz, QWidget()
        column = in_column(spacing=12, on=body)
        column.addWidget(_wrapped(self._counts(), "quizResult", role="heading"))
        if self._second:
            for item in quiz.items:
                column.addWidget(self._explained(item))
        else:
            column.addWidget(_wrapped(self.tr("Your answers are kept. Come back after the lessons.")))
        done = push_button("quizDone", self.ended.emit, role="primary")
        done.setText(self.tr("Done"))
        column.addLayout(in_row(done, STRETCH))
        return body

    def _counts(self) -> str:
        total, before = len(self._quiz.items), self._quiz.right(self._before if self._second else self._given)
        if not self._second:
            return self.tr("All {total} answered.").format(total=total)
        text = self.tr("Before: {before} of {total}. After: {after} of {total}.")
        return text.format(before=before, after=self._quiz.right(self._given), total=total)

    def _explained(self, item: Item) -> QWidget:
        """Return a question with both answers, and what is said to the later one."""
        section = self._quiz.section(item, self._language)
        names = {choice.name: choice for choice in section.choices}
        block = QWidget()
        column = in_column(_wrapped(section.heading, role="title"), spacing=4, on=block)
        for name, given in ((self.tr("before"), self._before), (self.tr("after"), self._given)):
            choice = names.get(given.get(item.name, ""))
            mark = "✓" if given.get(item.name) == item.right else "✕"
            answer = self.tr("{when}: {answer}").format(when=name, answer=choice.text if choice else "?")
            column.addWidget(_wrapped(f"{mark} {answer}"))
        told = names.get(self._given.get(item.name, ""), names[item.right])
        column.addWidget(_wrapped(told.reply, role="reply"))
        return block


class QuizRow(TallButton):
    """The quiz in the list of lessons, with what has come of it."""

    def __init__(self, quiz: Quiz, before: Mapping[str, Any], after: Mapping[str, Any], language: str) -> None:
        title = quiz.titles.get(language, quiz.titles["en"])
        total = len(quiz.items)
        if quiz.is_whole(after):
            state = f"{quiz.right(before)} → {quiz.right(after)} / {total}"
        elif quiz.is_whole(before):
            state = self.tr("after the lessons")
        else:
            state = self.tr("before the lessons")
        super().__init__(title, None, named(QLabel(state), role="muted"))
        self.setObjectName("quiz")
        self.setAccessibleName(f"{title} · {state}")


def _wrapped(text: str, name: str = "", **properties: str) -> QLabel:
    label = named(QLabel(text), name, **properties)
    label.setWordWrap(True)
    return label
