"""The prediction: what a person expects of an experiment, asked before it can be run."""

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QLineEdit, QRadioButton, QWidget
from typing_extensions import override

from mnistlab.experiments.card import Card, Guess
from mnistlab.experiments.words import quantity_value
from mnistlab.experiments.work import SHARES
from mnistlab.numerals import shown
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.scenes.book.texts import called, language, spoken
from mnistlab.ui.widgets.kit import in_column, in_row, literal, named
from mnistlab.ui.widgets.number_answer import NumberAnswer
from mnistlab.ui.widgets.painted import tied
from mnistlab.ui.widgets.retranslated import Retranslated

ROOM: Final = 520  # px: choices that need more stand in several rows
LARGEST: Final = 100_000  # of a loss or an epoch that is expected


class Ask(Retranslated, QWidget):
    """The question, and what to answer: one of some choices, or a number.

    Signals
    -------
    answered : float or None
        The place of the choice, or the value: a share in 0..1, a loss or an epoch. None: what is typed is no answer.
    """

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._card: Card | None = None
        self._given: float | None = None  # the answer
        self.question = named(QLabel(), "cardPrediction", role="heading")
        self.question.setWordWrap(True)
        self._choices = QWidget()
        self._whole = in_column(self.question, self._choices, spacing=UNIT // 2, on=self)
        self.buttons: list[QRadioButton] = []
        self.number: QLineEdit | None = None

    def show_card(self, card: Card, prediction: float | None) -> None:
        """Ask what a card asks, with what has been answered."""
        self._card, self._given = card, prediction
        self.question.setText(tied(card.text("prediction", language())))
        # Other widgets each time, because PySide keeps wrappers of layout items that Qt has deleted.
        self._choices.hide()
        self._choices.deleteLater()
        self._choices = QWidget()
        self._whole.addWidget(self._choices)
        self.buttons, self.number = [], None  # those before go with their parent
        texts = choices_of(card)
        if texts:
            self._add_choices(texts, prediction)
        elif card.guess is not None:
            self._add_number(card.guess, prediction)

    @property
    def asks(self) -> bool:
        """Whether there is anything to answer."""
        return bool(self.fields)

    @property
    def fields(self) -> Sequence[QWidget]:
        """What the answer is given in."""
        return self.buttons or ([] if self.number is None else [self.number])

    def take_focus(self) -> None:
        """Take the keyboard, if there is anything to answer."""
        if self.asks and self.isVisible():
            self.fields[0].setFocus(Qt.FocusReason.TabFocusReason)  # by which a number is chosen, to be written over

    def _add_choices(self, texts: list[str], prediction: float | None) -> None:
        group = QButtonGroup(self._choices)
        for place, text in enumerate(texts):
            button = named(QRadioButton(literal(text)), f"choice{place}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(QCoreApplication.translate("CardScene", "This is what I expect"))
            button.setChecked(prediction == place)
            button.clicked.connect(lambda _on=False, place=place: self._take(place))
            group.addButton(button)
            self.buttons.append(button)
        grid = QGridLayout(self._choices)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT // 2)
        columns = self._columns()
        for place, button in enumerate(self.buttons):
            grid.addWidget(button, place // columns, place % columns)
        grid.setColumnStretch(columns, 1)

    def _columns(self) -> int:
        """Return how many choices stand side by side, so that all rows are alike."""
        count, widths = len(self.buttons), [button.sizeHint().width() + px(2 * UNIT) for button in self.buttons]
        for rows in range(1, count):
            columns = math.ceil(count / rows)
            if sum(max(widths[column::columns]) for column in range(columns)) <= px(ROOM):
                return columns
        return 1

    def _add_number(self, guess: Guess, prediction: float | None) -> None:
        share = guess.quantity in SHARES
        least, most = (-1 if guess.quantity == "gap" else 0), (1 if share else LARGEST)
        whole = 100 if share else 1
        answer = NumberAnswer("guess", (least * whole, most * whole), "%" if share else "")
        self.number = answer.field
        self.number.setAccessibleName(self.question.text())
        if prediction is not None:
            self.number.setText(shown(float(f"{prediction * whole:.15g}")))
        answer.answered.connect(lambda number: self._take(None if number is None else number / whole))
        in_row(answer, on=self._choices)

    def _take(self, answer: float | None) -> None:
        self._given = answer
        self.answered.emit(answer)

    @override
    def retranslate(self) -> None:
        if self._card is not None:
            self.show_card(self._card, self._given)


def choices_of(card: Card) -> list[str]:
    """Return what there is to choose from: the card's own choices, or its runs where one of them is to win."""
    if card.choices:
        return [spoken(choice.texts) for choice in card.choices]
    if card.guess is not None and not card.guess.run:
        return [called(card, run.name) for run in card.runs]
    return []


def expected(card: Card, prediction: float) -> str:
    """Return what a person expects, in words."""
    texts = choices_of(card)
    if texts:
        return texts[int(prediction)]
    assert card.guess is not None
    return quantity_value(card.guess.quantity, prediction)
