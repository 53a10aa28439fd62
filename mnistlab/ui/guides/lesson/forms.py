"""What a learner answers with: choices, numbers, an order, numbers to fill in."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QPlainTextEdit, QPushButton, QWidget
from typing_extensions import override

from mnistlab.lessons.lesson import Choice, Choose, FillIn, Order, PredictNumber, Section, Step
from mnistlab.lessons.standing import OWN
from mnistlab.numerals import shown
from mnistlab.ui.guides.lesson.tall_button import TallButton
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, literal, named
from mnistlab.ui.widgets.number_answer import WIDTH, NumberAnswer, readings
from mnistlab.ui.widgets.number_line import NumberLine

OWN_WORDS_HEIGHT = 64  # px
LONGEST = 500  # characters of one's own words


class Form(QWidget):
    """A form of a step.

    Signals
    -------
    answered : object
        The answer, as `mnistlab.lessons.standing.Standing.answers` keeps it.
    """

    answered = Signal(object)

    def draft(self) -> list[str]:
        """Return what has been filled in, whether it is an answer yet or not."""
        return []

    def take(self, draft: list[str]) -> None:
        """Fill in again what `draft` gave."""

    @property
    def can_check(self) -> bool:
        """Whether all is filled in, and not looked at yet."""
        return False

    def check(self) -> None:
        """Say what is right, and take it as the answer."""


class ChoiceForm(Form):
    """One of several choices, each a button; or words of one's own.

    Parameters
    ----------
    choices : sequence of Choice
    given : str or None
        What has been chosen.
    open_to_change : bool
        Whether another may be chosen still.
    own_words : bool
    """

    def __init__(self, choices: Sequence[Choice], given: Any, *, open_to_change: bool, own_words: bool = False) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        column = in_column(spacing=6, on=self)
        for choice in choices:
            button = TallButton(choice.text)
            button.setObjectName(f"choice_{choice.name}")
            button.setCheckable(True)
            button.setChecked(choice.name == given)
            button.setEnabled(open_to_change)
            self._group.addButton(button)
            self.buttons[choice.name] = button
            column.addWidget(button)
            button.clicked.connect(lambda _checked=False, name=choice.name: self.answered.emit(name))
        self.words: QPlainTextEdit | None = None
        if own_words:
            self.words = named(QPlainTextEdit(), "ownWords")
            self.words.setFixedHeight(OWN_WORDS_HEIGHT)
            self.words.setTabChangesFocus(True)
            self.words.setPlaceholderText(self.tr("or in your own words"))
            self.words.setAccessibleName(self.tr("or in your own words"))
            if isinstance(given, str) and given.startswith(OWN):
                self.words.setPlainText(given[len(OWN) : -1])
            self.words.textChanged.connect(self._take_words)
            column.addWidget(self.words)

    @override
    def draft(self) -> list[str]:
        return [] if self.words is None else [self.words.toPlainText()]

    @override
    def take(self, draft: list[str]) -> None:
        if self.words is not None:
            with QSignalBlocker(self.words):  # because a choice may be the answer
                self.words.setPlainText(draft[0])

    def _take_words(self) -> None:
        """Take one's own words in the place of a choice, or take them back where none are left."""
        assert self.words is not None
        words = self.words.toPlainText().strip()
        chosen = self._group.checkedButton()
        if words and chosen is not None:
            self._group.setExclusive(False)  # because an exclusive group keeps one checked
            chosen.setChecked(False)
            self._group.setExclusive(True)
        if words:
            self.answered.emit(f"{OWN}{words[:LONGEST]}”")
        elif chosen is None:
            self.answered.emit(None)


class NumberForm(Form):
    """A number between two bounds."""

    def __init__(self, step: PredictNumber, given: Any, *, open_to_change: bool) -> None:
        super().__init__()
        answer = NumberAnswer("predictedNumber", (step.low, step.high), step.unit)
        self.field = answer.field
        self.field.setEnabled(open_to_change)
        self.field.setAccessibleName(self.tr("your prediction"))
        if given is not None:
            self.field.setText(shown(given))
        answer.answered.connect(self.answered)
        in_column(answer, on=self)

    @override
    def draft(self) -> list[str]:
        return [self.field.text()]

    @override
    def take(self, draft: list[str]) -> None:
        self.field.setText(draft[0])


class OrderForm(Form):
    """Things to put in order, by pressing one after the other."""

    def __init__(self, choices: Sequence[Choice], given: Any, *, open_to_change: bool) -> None:
        super().__init__()
        self._chosen: list[str] = list(given or [])
        self._texts = {choice.name: choice.text for choice in choices}
        self.buttons = {name: named(QPushButton(), f"order_{name}") for name in self._texts}
        for name, button in self.buttons.items():
            button.setEnabled(open_to_change)
            button.clicked.connect(lambda _checked=False, name=name: self._press(name))
        self.hint = named(QLabel(self.tr("Press them one after the other, the first first.")), role="muted")
        self.hint.setWordWrap(True)
        in_column(*self.buttons.values(), self.hint, spacing=6, on=self)
        self._show()

    @override
    def draft(self) -> list[str]:
        return self._chosen

    @override
    def take(self, draft: list[str]) -> None:
        self._chosen = list(draft)
        self._show()

    def _press(self, name: str) -> None:
        if name in self._chosen:
            del self._chosen[self._chosen.index(name) :]
        else:
            self._chosen.append(name)
        self._show()
        whole = len(self._chosen) == len(self._texts)
        self.answered.emit(list(self._chosen) if whole else None)

    def _show(self) -> None:
        for name, button in self.buttons.items():
            place = f"{self._chosen.index(name) + 1}" if name in self._chosen else "–"
            button.setText(literal(f"{place}   {self._texts[name]}"))


class FillForm(Form):
    """A computation with blanks; each is told right or wrong once all are filled in and the learner wants to know."""

    def __init__(self, step: FillIn, lines: Sequence[Choice], given: Any) -> None:
        super().__init__()
        self._step = step
        self.fields: list[NumberLine] = []
        self.said: list[QLabel] = []
        column = in_column(on=self)
        for line in lines:
            before, *blanks = line.text.split("___")
            column.addWidget(QLabel(before.strip()))
            for after in blanks:
                field, said = named(NumberLine(), f"blank{len(self.fields) + 1}"), named(QLabel(), role="muted")
                field.setFixedWidth(WIDTH)
                field.setAccessibleName(f"{before.strip()} {after.strip()}")
                field.textEdited.connect(self._change)
                self.fields.append(field)
                self.said.append(said)
                column.addLayout(in_row(field, QLabel(after.strip()), said, STRETCH))
        for field, number in zip(self.fields, given or [], strict=False):
            field.setText(shown(number))
        if given:
            self._tell(given)

    @property
    def _numbers(self) -> list[float | None]:
        """What is filled in; what can be read as two numbers is right where one of them is."""
        found = (readings(field.text()) for field in self.fields)
        return [
            next((number for number in numbers if self._is_right(number, right)), numbers[0] if numbers else None)
            for numbers, right in zip(found, self._step.right, strict=False)
        ]

    def _is_right(self, number: float, right: float) -> bool:
        return abs(number - right) <= self._step.tolerance

    @property
    @override
    def can_check(self) -> bool:
        return None not in self._numbers and not any(said.text() for said in self.said)

    @override
    def check(self) -> None:
        self._tell(self._numbers)
        self.answered.emit(self._numbers)

    @override
    def draft(self) -> list[str]:
        return [field.text() for field in self.fields]

    @override
    def take(self, draft: list[str]) -> None:
        for field, text in zip(self.fields, draft, strict=True):
            field.setText(text)

    def _change(self) -> None:
        """Wait for another look, because what is said at the first digit of a number would tell the number."""
        for field, said, number in zip(self.fields, self.said, self._numbers, strict=True):
            is_number = number is not None or not field.text().strip(" -−+.,")
            said.setText("" if is_number else self.tr("a number, such as 0.5"))
        self.answered.emit(None)

    def _tell(self, numbers: Sequence[Any]) -> None:
        for said, number, right in zip(self.said, numbers, self._step.right, strict=False):
            said.setText(
                self.tr("right")
                if self._is_right(number, right)
                else self.tr("it is {number}").format(number=shown(right))
            )


def form_for(step: Step, section: Section, given: Any, *, open_to_change: bool) -> Form | None:
    """Return the form of a step, with what has been answered; None for a step that has none."""
    if isinstance(step, Choose):
        return ChoiceForm(section.choices, given, open_to_change=open_to_change, own_words=step.own_words)
    if isinstance(step, PredictNumber):
        return NumberForm(step, given, open_to_change=open_to_change)
    if isinstance(step, Order):
        return OrderForm(section.choices, given, open_to_change=open_to_change)
    return FillForm(step, section.choices, given) if isinstance(step, FillIn) else None
