"""The dialogs for files and folders: kinds with capitals, too, and names that get the ending of their kind.

Each belongs to the window of the widget that it is given, because the buttons of a panel have another style.
"""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

ENDING: Final = re.compile(r"\*(\.\w+)")

translate = QCoreApplication.translate


def to_open(kinds: str) -> str:
    """Return the kinds of files that a dialog lists, such as ``"Weights (*.npz)"``, for one that opens files.

    The dialogs of some desktops tell capitals from small letters: there ``*.npz`` does not list W.NPZ.
    """
    each = re.sub(r"\*\.(\w+)", lambda one: f"{one[0]} *.{one[1].upper()} *.{one[1].capitalize()}", kinds)
    every = translate("Files", "All files (*)")
    return f"{each};;{every}"


def path_to_open(window: QWidget, title: str, kinds: str) -> Path | None:
    """Ask for a file of some kinds, and return its path, or None."""
    return _path(QFileDialog.getOpenFileName(window.window(), title, "", to_open(kinds))[0])


def paths_to_open(window: QWidget, title: str, kinds: str) -> list[Path]:
    """Ask for files of some kinds, and return their paths; none where none was chosen."""
    return list(map(Path, QFileDialog.getOpenFileNames(window.window(), title, "", to_open(kinds))[0]))


def folder_to_open(window: QWidget, title: str) -> Path | None:
    """Ask for a folder, and return its path, or None."""
    return _path(QFileDialog.getExistingDirectory(window.window(), title))


def folder_to_make(window: QWidget, title: str, name: str) -> Path | None:
    """Ask for the name of a folder that is to be made, and return its path, or None."""
    return _path(QFileDialog.getSaveFileName(window.window(), title, name)[0])


def path_to_save(window: QWidget, title: str, name: str, *kinds: str) -> tuple[Path | None, str]:
    """Ask where something is to be written, and return the path, or None, and the kind that was chosen.

    A name without the ending of a kind gets one. The dialog has asked whether a file of the name that was typed is to
    be replaced, but not for the whole name: so that is asked here.

    Parameters
    ----------
    window : QWidget
    title : str
    name : str
        What is offered, with the ending of the first kind.
    *kinds : str
        Such as ``"Weights (*.npz)"``.
    """
    chosen, kind = QFileDialog.getSaveFileName(window.window(), title, name, ";;".join(kinds))
    if not chosen:
        return None, kind
    path = _whole(Path(chosen), name, kind, kinds)
    if path == Path(chosen) or not os.path.lexists(path) or _may_replace(window, title, path):
        return path, kind
    return None, kind


def _whole(path: Path, offered: str, kind: str, kinds: Sequence[str]) -> Path:
    """Return a path with the ending of its kind; one that was typed stays, if it is that of another kind."""
    endings = {one: found[1] for one in kinds if (found := ENDING.search(one))}
    wanted = endings.get(kind, Path(offered).suffix)
    if path.name == offered:
        return path.with_suffix(wanted)
    return path if path.suffix.lower() in endings.values() else path.with_name(path.name + wanted)


def _may_replace(window: QWidget, title: str, path: Path) -> bool:
    text = translate("Files", "{file} is there already. Replace it?").format(file=path)
    yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
    return QMessageBox.question(window.window(), title, text, yes | no, no) == yes


def _path(chosen: str) -> Path | None:
    return Path(chosen) if chosen else None
