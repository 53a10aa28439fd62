"""The digit that is asked for, and what can be done about it."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, mark, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated

START = 84  # px: whatever is written on it, the buttons beside it stay


class HandQuestion(Retranslated, QWidget):
    """What is to be drawn, a hint below it, and four buttons.

    Signals
    -------
    start_wanted, done_wanted, skip_wanted, undo_wanted
        A button was pressed.
    """

    start_wanted = Signal()
    done_wanted = Signal()
    skip_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked = named(QLabel(), "handAsked")
        self.hint = named(QLabel(), "handHint")
        self.hint.setWordWrap(True)
        self.hint.setMinimumHeight(36)  # two lines
        self.start = button("handStart", self.start_wanted)
        self.start.setMinimumWidth(START)
        self.done = button("handDone", self.done_wanted)
        self.skip = button("handSkip", self.skip_wanted)
        self.undo = button("handUndo", self.undo_wanted)
        buttons = in_row(self.start, self.done, self.skip, self.undo, STRETCH)
        in_column(self.asked, self.hint, buttons, spacing=4, on=self)
        self.retranslate()

    def ask(self, digit: int, left: int, *, laid: bool) -> None:
        """Ask for a digit, of so many that are left in the round; `laid`: what is on the canvas was not drawn now."""
        self.start.setText(self.tr("Stop"))
        self.start.setToolTip(self.tr("Stop here; what you have drawn is kept"))
        # "an 8" in English; other languages say both alike.
        asked = self.tr("Draw an {digit}") if digit == 8 else self.tr("Draw a {digit}")
        self.asked.setText(asked.format(digit=digit))
        if laid:
            self.hint.setText(self.tr("This was not drawn now: clear the canvas, and draw."))
        else:
            hint = self.tr("Draw it at the right, then press Enter.\nLeft in this round: {count}")
            self.hint.setText(hint.format(count=left))
        mark(self.start, next=False)
        self.skip.setEnabled(True)

    def rest(self, *, begun: bool) -> None:
        """Ask for nothing; `begun`: something has been drawn before."""
        self.start.setText(self.tr("Continue") if begun else self.tr("Start"))
        self.start.setToolTip(self.tr("Have digits asked for: ten make a round, each of them once"))
        self.asked.setText(self.tr("Ready?"))
        self.hint.setText(self.tr("Ten digits make a round. Stop any time."))
        mark(self.start, next=True)
        self.skip.setEnabled(False)

    @override
    def retranslate(self) -> None:
        self.done.setText(self.tr("That’s it"))
        self.done.setToolTip(self.tr("The digit is finished: have it read, and go on to the next (Enter)"))
        self.skip.setText(self.tr("Skip"))
        self.skip.setToolTip(self.tr("Leave this digit out in this round"))
        self.undo.setText(self.tr("Undo the last"))
        self.undo.setToolTip(self.tr("A slip of the pen: take back the last digit drawn, or the last one deleted"))


def button(name: str, pressed: SignalInstance, **properties: str) -> QPushButton:
    """Return a button that Tab reaches and Enter presses; a click leaves the keyboard to the canvas."""
    made = push_button(name, lambda _on=False: pressed.emit(), **properties)
    made.setAutoDefault(True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
