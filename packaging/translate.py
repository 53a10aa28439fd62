"""Bring the translations in step with the sources: ``python packaging/translate.py``.

It adds new texts to ``resources/i18n/*.ts`` as unfinished and drops those that are gone; translate what is
unfinished in Qt Linguist or an editor, and run it again to write the ``.qm`` files that the program reads.
A new language is a new line in ``mnistlab.language.LANGUAGES``; its file is made here.
"""

import subprocess
import sys
from pathlib import Path

import PySide6

from mnistlab.language import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "resources" / "i18n"


def update(code: str, folder: Path = TRANSLATIONS) -> Path:
    """Bring the ``.ts`` file of one language in step with the sources, and return it."""
    ts = folder / f"mnistlab_{code}.ts"
    options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en", "-target-language", code]
    _run("lupdate", "-extensions", "py", "mnistlab", *options, "-ts", str(ts))
    return ts


def release(ts: Path, folder: Path = TRANSLATIONS) -> Path:
    """Write the ``.qm`` file of a ``.ts`` file, and return it."""
    qm = folder / ts.with_suffix(".qm").name
    _run("lrelease", "-silent", str(ts), "-qm", str(qm))
    return qm


def _run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools as it lies inside PySide6."""
    suffix = ".exe" if sys.platform == "win32" else ""
    subprocess.run([str(Path(PySide6.__file__).parent / f"{tool}{suffix}"), *arguments], cwd=ROOT, check=True)


if __name__ == "__main__":
    for language in LANGUAGES:
        if language != "en":
            release(update(language))
