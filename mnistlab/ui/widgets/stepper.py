"""Three steps in a row: those that are done have a tick, the one that comes next has a frame."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from mnistlab.ui.look.theme import px
from mnistlab.ui.widgets.icon_button import IconButton
from mnistlab.ui.widgets.kit import in_row, mark, named

WIDTH: Final = 108  # px of a step, whatever is written on it
NARROW: Final = 44  # px, without words
SIDES: Final = ("first", "middle", "last")


class Stepper(QWidget):
    """A button for each of three actions; the buttons never move.

    Attributes
    ----------
    buttons : list of QToolButton
    wordless : bool
        Whether there is a number on each button and no word.
    """

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = list(actions)
        self._states = [""] * len(actions)
        self.wordless = False
        self.buttons = [self._button(place, does) for place, does in enumerate(actions)]
        in_row(*self.buttons, spacing=0, on=self)
        for does in self._actions:
            does.changed.connect(self._follow)
        self._follow()

    def _button(self, place: int, does: QAction) -> IconButton:
        button = named(IconButton(), f"{does.objectName()}Button", segment=SIDES[place], phase="")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setFixedWidth(WIDTH)
        button.clicked.connect(does.trigger)
        return button

    def show_states(self, states: Sequence[str]) -> None:
        """Show of each step whether it is ``"done"`` or ``"next"``, or neither: ``""``."""
        self._states = list(states)
        self._follow()

    def drop_words(self, dropped: bool) -> None:
        """Have a number on each button and no word, or both."""
        self.wordless = dropped
        for button in self.buttons:
            button.setFixedWidth(px(NARROW if dropped else WIDTH))
        self._follow()

    def _follow(self) -> None:
        for place, (does, button, state) in enumerate(zip(self._actions, self.buttons, self._states, strict=True)):
            done = state == "done"
            words = [] if self.wordless else [does.text()]
            button.setText("  ".join(words if done else [str(place + 1), *words]))
            button.set_icon_name("check" if done else "")
            button.setEnabled(does.isEnabled())
            button.setToolTip(does.toolTip())
            button.setAccessibleName(does.text())
            mark(button, phase=state)
