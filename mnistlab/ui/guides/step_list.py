"""The steps of a guide, one below the other: what has been done, what is to be done now, and what comes after."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, UNIT, colours, font, px, stroke
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, mark, named, push_button
from mnistlab.ui.widgets.painted import Painted

MARK: Final = 22  # px: the circle with the number
TICK: Final = ((0.24, 0.52), (0.42, 0.70), (0.76, 0.32))  # its corners, as shares of the circle


@dataclass(frozen=True, slots=True)
class Card:
    """What a step says at the moment.

    Attributes
    ----------
    words : str
    act : str
        What the bold button is called; empty where there is nothing to press yet.
    skip : str
        What the button is called that leaves the step out; empty where there is none.
    """

    words: str
    act: str = ""
    skip: str = ""


class StepMark(Painted):
    """The number of a step: in a filled circle for the present one, a tick for one that is done."""

    hint = MARK, MARK

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._state = ""
        self.setFixedSize(MARK, MARK)

    def show_state(self, state: str) -> None:
        """Show that the step is ``"done"``, ``"now"`` or ``"later"``."""
        if state != self._state:
            self._state = state
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now, side = colours(), px(MARK)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state == "done":
            painter.setPen(QPen(QColor(now.text), stroke(2), c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([QPointF(x * side, y * side) for x, y in TICK])
            return
        circle, present = QRectF(0, 0, side, side), self._state == "now"
        if present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.fill))
            painter.drawEllipse(circle)
        painter.setFont(font(SMALL, bold=present))
        painter.setPen(QColor(now.on_fill if present else now.muted))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))


class StepRow(QFrame):
    """One step: its mark and its title; while it is the present one, its card too.

    Attributes
    ----------
    act : QPushButton
        The bold button.
    skip : QPushButton
    """

    def __init__(self, number: int, act: Callable[[], object], skip: Callable[[], object]) -> None:
        super().__init__()
        self.mark = StepMark(number)
        self.title, self.words = QLabel(), QLabel()
        for label in (self.title, self.words):
            label.setWordWrap(True)
        self.act = push_button(f"step{number}Act", act, role="primary")
        self.skip = push_button(f"step{number}Skip", skip, role="link")
        self._buttons = QWidget()
        in_row(self.act, self.skip, STRETCH, spacing=2 * UNIT, on=self._buttons).setContentsMargins(0, 4, 0, 4)
        right = in_column(self.title, self.words, self._buttons, spacing=6)
        in_row((self.mark, 0, Qt.AlignmentFlag.AlignTop), (right, 1), on=self).setContentsMargins(0, UNIT, 0, UNIT)

    def show_state(self, state: str, card: Card) -> None:
        """Show that the step is ``"done"``, ``"now"`` or ``"later"``, and what is to be read in it now."""
        present = state == "now"
        self.mark.show_state(state)
        mark(self.title, role="heading" if present else "muted")
        for widget, text in ((self.words, card.words), (self.act, card.act), (self.skip, card.skip)):
            widget.setText(text)
            widget.setVisible(present and bool(text))
        self._buttons.setVisible(present and bool(card.act or card.skip))


class StepList(QWidget):
    """All steps.

    Parameters
    ----------
    count : int
    act, skip : callable
        Called when the bold button, or the one that leaves a step out, is pressed.
    """

    def __init__(self, count: int, act: Callable[[], object], skip: Callable[[], object]) -> None:
        super().__init__()
        self.rows = [StepRow(number, act, skip) for number in range(1, count + 1)]
        column = in_column(spacing=0, on=self)
        for row in self.rows:
            if row is not self.rows[0]:
                line = named(QFrame(), "divider")
                line.setFixedHeight(1)
                column.addWidget(line)
            column.addWidget(row)
        column.addStretch(1)

    def show_step(self, at: int, card: Card) -> None:
        """Show the step at place `at`, from 0, as the present one."""
        for place, row in enumerate(self.rows):
            row.show_state("done" if place < at else "now" if place == at else "later", card)
