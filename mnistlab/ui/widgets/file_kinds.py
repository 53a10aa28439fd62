"""Kinds of files in dialogs: names in capitals, too, and all files for one whose name ends otherwise."""

import re

from PySide6.QtCore import QCoreApplication


def to_open(kinds: str) -> str:
    """Return the kinds of files that a dialog lists, such as ``"Weights (*.npz)"``, for one that opens files.

    The dialogs of some desktops tell capitals from small letters: there ``*.npz`` does not list W.NPZ.
    """
    both = re.sub(r"\*\.(\w+)", lambda found: f"{found[0]} *.{found[1].upper()}", kinds)
    return f"{both};;{QCoreApplication.translate('Files', 'All files (*)')}"
