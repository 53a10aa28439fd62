"""Kinds of files in dialogs: names with capitals, too, and all files for one whose name ends otherwise."""

import re

from PySide6.QtCore import QCoreApplication


def to_open(kinds: str) -> str:
    """Return the kinds of files that a dialog lists, such as ``"Weights (*.npz)"``, for one that opens files.

    The dialogs of some desktops tell capitals from small letters: there ``*.npz`` does not list W.NPZ.
    """
    each = re.sub(r"\*\.(\w+)", lambda one: f"{one[0]} *.{one[1].upper()} *.{one[1].capitalize()}", kinds)
    return f"{each};;{QCoreApplication.translate('Files', 'All files (*)')}"
