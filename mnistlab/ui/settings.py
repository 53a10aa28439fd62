"""The settings of the window, which Qt keeps."""

import stat
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSettings, QStandardPaths

NAME: Final = "mnistlab"


def open_settings() -> QSettings:
    """Return the settings; those in a file beside it where a pipe or a device lies in the place of their file.

    Qt would wait for a pipe without end, and would put a file in the place of a device.
    """
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation))
    own = folder / NAME / f"{NAME}.conf"
    if _is_device(own) or _is_device(folder / f"{NAME}.conf"):  # Qt looks into both
        return QSettings(str(own.with_name(f"{NAME}-2.conf")), QSettings.Format.IniFormat)
    return QSettings(NAME, NAME)


def _is_device(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # there is nothing, or links go round: Qt goes on without
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
