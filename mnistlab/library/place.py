"""Where the library lies: in the folder where the platform keeps what programs have made."""

import os
import sys
from pathlib import Path
from typing import Final

NAME: Final = "library.mnistlab"


def library_path() -> Path:
    """Return the path of this person's library. Nothing is made there.

    It is the folder that Qt calls AppDataLocation, found without Qt, because the command line may have none.
    """
    return _data_folder() / "mnistlab" / NAME


def _data_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or home() / "AppData" / "Roaming")
    if sys.platform == "darwin":
        return home() / "Library" / "Application Support"
    named = Path(os.environ.get("XDG_DATA_HOME", ""))
    return named if named.is_absolute() else home() / ".local" / "share"  # as the specification has it


def home() -> Path:
    """Return this person's home, whether it is there or not."""
    try:
        return Path.home()
    except RuntimeError:  # a user whom the system does not know, as in some containers
        return Path("/")  # which Qt takes, too
