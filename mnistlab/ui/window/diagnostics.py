"""What somebody who helps needs to know of this program and computer. Names of persons and folders are left out."""

import getpass
import os
import platform
import re
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import numpy as np
import PySide6
from PySide6.QtCore import QSysInfo, qVersion
from PySide6.QtGui import QGuiApplication
from threadpoolctl import threadpool_info

from mnistlab import __version__
from mnistlab.library.place import home
from mnistlab.ui.look.theme import scale

OF_CODE: Final = ("mnistlab", "site-packages", "lib", "Lib")  # folders that name nobody, and all in them
PLACE: Final = "<path>"
ROOT: Final = r"(?:[A-Za-z]:[\\/]|\\\\|~?/)"
QUOTED: Final = re.compile(rf"(['\"])[fF]?{ROOT}(?:\\.|(?!\1)[^\n])+\1")
# To the last mark between folders on the line, because spaces and apostrophes may stand in a name.
BARE: Final = re.compile(rf"(?<![\w<>.)\]]){ROOT}[/\\]*[\w.~-](?:[^\n<>|]*[/\\])?[^\s<>|]*")


def diagnostics() -> str:
    """Return versions, processor and screens, a line each, in English."""
    lines = [
        f"mnistlab {__version__}",
        f"Python {platform.python_version()}, NumPy {np.__version__}, PySide6 {PySide6.__version__}, Qt {qVersion()}",
        f"{QSysInfo.prettyProductName()}, {platform.machine()}, platform plug-in {QGuiApplication.platformName()}",
    ]
    lines += [
        f"{one['internal_api']} {one['version']} ({one.get('architecture')}), threads: {one['num_threads']}"
        for one in threadpool_info()
    ]
    lines += [
        f"screen {screen.size().width()}×{screen.size().height()}, {screen.devicePixelRatio():g} dots a px, "
        f"{screen.logicalDotsPerInch():.0f} dpi"
        for screen in QGuiApplication.screens()
    ]
    lines.append(f"scale of the window {scale():g}")
    return "\n".join(lines)


def happened_in(error: BaseException) -> str:
    """Return what happened, with the lines of code that led there."""
    happened = traceback.TracebackException.from_exception(error)
    for told in _with_causes(happened):
        for frame in told.stack:
            frame.filename = _in_code(frame.filename)
    text = "".join(happened.format())
    for one in _with_causes(error):
        for name in (getattr(one, "filename", None), getattr(one, "filename2", None)):
            text = text.replace(repr(name), f"'{PLACE}'") if isinstance(name, str) and name else text  # a relative one
    return without_names(text)


def without_names(text: str) -> str:
    """Return a text without paths, and without the names by which the system knows the person."""
    own = home()
    names = {own.name, *(os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME"))}
    with suppress(OSError, KeyError, ImportError):  # the system knows none
        names.add(getpass.getuser())
    homes = {str(own), os.path.realpath(own), os.environ.get("HOME", "")}
    said = {form for one in homes for form in (one, repr(one)[1:-1])}
    for one in sorted(said, key=len, reverse=True):
        if len(one) > 1:  # what has no home lives in "/"
            text = re.sub(rf"{re.escape(one)}(?![\w.-])", "~", text)
    text = BARE.sub(PLACE, QUOTED.sub(f"'{PLACE}'", text))
    for name in filter(None, names):
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "<person>", text)
    return text.encode("utf-8", "replace").decode()


def _with_causes(error: Any) -> list[Any]:
    """Return an error, or what `traceback` has of one, and those that it came of or holds."""
    found = [error]
    for one in found:  # which grows meanwhile
        others = (one.__cause__, one.__context__, *(getattr(one, "exceptions", None) or ()))
        found += [other for other in others if other is not None and not any(other is known for known in found)]
    return found


def _in_code(filename: str) -> str:
    """Return the end of a path, from a folder of code on."""
    parts = Path(filename).parts
    places = [place for place, part in enumerate(parts[:-1]) if part in OF_CODE]
    return "/".join(parts[places[-1] if places else -1 :])
