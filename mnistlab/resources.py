"""Where the files that come with the program lie: MNIST, translations, icons."""

import errno
import os
import sys
from functools import cache
from pathlib import Path


def resource_path(name: str) -> Path:
    """Return the path of a file or folder below ``resources/``.

    In a wheel or a frozen bundle the resources lie inside the package; in a clone or an editable install
    they lie beside it.

    Parameters
    ----------
    name : str
        Path below ``resources/``, such as ``"mnist"``.

    Raises
    ------
    FileNotFoundError
        If neither place has it: the installation is damaged.
    """
    package = Path(__file__).resolve().parent
    for root in (package / "resources", package.parent / "resources"):
        path = root / name
        if path.exists():
            return path
    missing = f"{name} is missing from {package / 'resources'}: please install mnistlab again"
    raise FileNotFoundError(errno.ENOENT, missing)


def path_for_qt(path: Path) -> str:
    """Return the path of a file or folder as Qt can open it.

    Qt opens nothing whose path is no UTF-8. Where there are such paths, on Linux, an open folder has another one.
    """
    text = str(path)
    try:
        text.encode()
    except UnicodeEncodeError:
        if sys.platform == "linux":
            return f"/proc/self/fd/{_opened(path.parent)}/{path.name}"
    return text


@cache
def _opened(folder: Path) -> int:
    return os.open(folder, os.O_RDONLY)  # until the program ends, because Qt opens icons when they are first seen
