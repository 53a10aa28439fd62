"""The settings of the window, which Qt keeps."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QStandardPaths

NAME: Final = "mnistlab"


def open_settings() -> QSettings:
    """Return the settings; those in a file beside it where a pipe or a socket lies in the place of their file.

    Qt would wait for one without end.
    """
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
    own = folder / NAME / f"{NAME}.conf"
    if _waits(own) or _waits(folder / f"{NAME}.conf"):  # Qt looks into both
        return QSettings(str(own.with_name(f"{NAME}-2.conf")), QSettings.Format.IniFormat)
    return QSettings(NAME, NAME)


def _waits(path: Path) -> bool:
    try:
        return path.is_fifo() or path.is_socket()
    except OSError:  # links go round, or the folder may not be entered: Qt goes on without
        return False
