"""The keys that lead through a lesson: those of a keyboard, and those of a clicker."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from mnistlab.ui.look.keys import ENTER, in_place_of, is_plain

CLICKER: Final = frozenset({Qt.Key.Key_PageDown, Qt.Key.Key_Period})  # forward, and the one that blanks a screen
ON: Final = ENTER | CLICKER | {Qt.Key.Key_Space}
BACK: Final = frozenset({Qt.Key.Key_PageUp})
LETTERS: Final = range(Qt.Key.Key_A, Qt.Key.Key_F + 1)
FIGURES: Final = range(Qt.Key.Key_1, Qt.Key.Key_6 + 1)


def letter_of(event: QKeyEvent, *, figures: bool = False) -> int | None:
    """Return the place, from 0, of the choice that a letter from A on means, or a figure from 1 on; None for others."""
    key = in_place_of(event)
    if not (is_plain(event) or event.modifiers() == Qt.KeyboardModifier.ShiftModifier):
        return None
    if key in LETTERS:
        return key - Qt.Key.Key_A
    return key - Qt.Key.Key_1 if figures and key in FIGURES else None
