"""Which release is built, and the date that it bears: what every installer takes from one place.

The version is ``mnistlab.__version__``; the date is that of its entry in ``packaging/linux/changelog``, or
``SOURCE_DATE_EPOCH`` where it is set. Files in installers have that date, so that the same sources give the same bytes.
"""

import ast
import email.utils
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"  # what is needed on the way
DIST = ROOT / "dist"  # what is handed out
CHANGELOG = ROOT / "packaging" / "linux" / "changelog"
ICON = ROOT / "resources" / "icons" / "mnistlab.svg"
IDENTIFIER = "org.mnistlab.mnistlab"
SUMMARY = "Watch a neural network learn to read handwritten digits"


def version() -> str:
    """Return the version, read without importing the program."""
    source = (ROOT / "mnistlab" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r"^__version__ = (.+)$", source, re.MULTILINE)
    if found is None:
        raise SystemExit("mnistlab/__init__.py has no __version__")
    return str(ast.literal_eval(found[1]))


def timestamp() -> int:
    """Return the date of this release, in seconds since 1970.

    Raises
    ------
    SystemExit
        If the first entry of the changelog is about another version.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given:
        return int(given)
    text = CHANGELOG.read_text(encoding="utf-8")
    newest = re.match(r"mnistlab \((.+?)\)", text)
    dated = re.search(r"^ -- .+>  (.+)$", text, re.MULTILINE)
    if newest is None or dated is None or newest[1] != version():
        raise SystemExit(f"packaging/linux/changelog begins with another version than {version()}: please add an entry")
    return int(email.utils.parsedate_to_datetime(dated[1]).timestamp())


def environment() -> dict[str, str]:
    """Return the environment in which the same sources give the same bytes."""
    return os.environ | {"SOURCE_DATE_EPOCH": str(timestamp()), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def size_of(folder: Path) -> str:
    """Say how many megabytes the files of a folder have."""
    total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return f"{total / 1e6:.0f} MB"


def say(sentence: str) -> None:
    """Print one line on what happens now."""
    print(sentence, flush=True)
