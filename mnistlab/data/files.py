"""Files, read and written as a whole.

An `OSError` raised here may have a `Name` as its reason, which is said in the person's language.
"""

import contextlib
import errno
import itertools
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Final

from mnistlab.errors import MnistLabError, Name, names, reason_of

LONGEST_NAME: Final = 255  # bytes


class NoFileError(OSError):
    """There is a folder, a pipe or a device where a file should be."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, Name(names.tr("it is a folder or a device, not a file")))


def open_file(path: Path) -> BufferedReader:
    """Open a file to read, but no folder, pipe or device, because reading one fails, waits, or never ends.

    Raises
    ------
    OSError
        If the file is missing, is no file, or cannot be read.
    """
    check_readable(path)
    return path.open("rb")


def check_readable(path: Path) -> None:
    """Check that there is a file to read, without opening it.

    A file of SQLite's may only be opened by SQLite: when anything else in the program closes it, its locks are gone.

    Raises
    ------
    OSError
        If the file is missing, is no file, or cannot be read.
    """
    refuse_impossible(path)
    if not stat.S_ISREG(path.stat().st_mode):
        raise NoFileError
    if not os.access(path, os.R_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))


@contextlib.contextmanager
def write_whole(path: Path, error: type[MnistLabError], kind: str = "not_writable") -> Iterator[BinaryIO]:
    """Write a file, all of it or nothing: ``with write_whole(path, WeightsError) as file: file.write(...)``.

    The content goes into a file beside it, which takes its place at the end. If `path` is a symbolic link, the file
    behind the link is replaced. The file keeps its mode, and one that may not be written is not replaced.

    Parameters
    ----------
    path : Path
        The file; an existing one is replaced.
    error : type of MnistLabError
        What is raised with `kind`, the file and the reason, if the file cannot be written.
    kind : str

    Raises
    ------
    MnistLabError
        If the file cannot be written; what was there before is untouched.
    """
    part: Path | None = None
    try:
        target = _target(path)
        part = _part(target)
        with part.open("xb") as file:
            if target.exists():
                shutil.copymode(target, part)  # first, because nobody else may read what is private, even unfinished
            yield file
            file.flush()
            os.fsync(file.fileno())  # because after a power cut the name could be that of an empty file
        part.replace(target)
        _sync_folder(target.parent)
    except OSError as caught:
        raise error(kind, file=str(path), reason=reason_of(caught)) from caught
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk, because after a power cut a file could have its old content again."""
    with contextlib.suppress(OSError):  # Windows opens no folder, and some disks in a network cannot
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def check_writable(path: Path, error: type[MnistLabError], kind: str = "not_writable") -> None:
    """Refuse a file that `write_whole` would refuse, without changing anything.

    Raises
    ------
    MnistLabError
        As `write_whole`.
    """
    try:
        target = _target(path)
        part = _part(target)
        with part.open("xb"):
            pass
        part.unlink()
    except OSError as caught:
        raise error(kind, file=str(path), reason=reason_of(caught)) from caught


def numbered(path: Path) -> Iterator[Path]:
    """Return names for a file: the one given, then ``name-2.npz``, ``name-3.npz``, and so on."""
    yield path
    for number in itertools.count(2):
        yield with_addition(path, f"-{number}")


def with_addition(path: Path, addition: str, ending: str | None = None) -> Path:
    """Return a path with something added to its stem, which gets shorter where the name would be too long for a file.

    Parameters
    ----------
    path : Path
    addition : str
    ending : str, optional
        Instead of the path's own.
    """
    stem, end = path.stem, addition + (path.suffix if ending is None else ending)
    while len(stem) > 1 and len(os.fsencode(stem + end)) > LONGEST_NAME:
        stem = stem[:-1]
    return path.with_name(stem + end)


def file_named(text: str, error: type[MnistLabError], example: str) -> Path:
    """Return the path that a person has typed for a file to write; `example` is the name of such a file.

    Raises
    ------
    MnistLabError
        Of the kind "save_in_folder", if it ends as the name of a folder does, which a path would forget.
    """
    if text.endswith(("/", os.sep)):
        raise error("save_in_folder", file=text, example=str(Path(text, example)))
    return Path(text)


def as_text(name: str) -> str:
    """Return a file's name as a text that can be written anywhere, because a name need not be UTF-8."""
    return os.fsencode(name).decode(errors="replace")


def with_ending(path: Path, ending: str, error: type[MnistLabError]) -> Path:
    """Return a path with an ending where it lacks it.

    Raises
    ------
    MnistLabError
        Of the kind "save_in_folder", if the path lacks it and is a folder.
    """
    if path.suffix.lower() == ending:
        return path
    if not path.name or is_folder(path):
        raise error("save_in_folder", file=str(path), example=str(path / f"mnistlab{ending}"))
    return path.with_name(path.name + ending)


def is_folder(path: Path) -> bool:
    """Return whether there is a folder of this name; False too if the system cannot tell."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_missing(path: Path) -> bool:
    """Return whether there is nothing of this name; False too if the system cannot tell."""
    try:
        return not path.exists()
    except OSError:
        return False


def _target(path: Path) -> Path:
    """Return the file behind any link; refuse a folder, pipe, device, and a file that may not be written."""
    refuse_impossible(path)
    target = Path(os.path.realpath(path))
    if target.exists():
        if not target.is_file():
            raise NoFileError
        if not os.access(target, os.W_OK):  # its folder alone would let it be replaced
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target))
    return target


def _part(target: Path) -> Path:
    """Return a file beside `target` for incomplete content."""
    # The name is random, because two programs may write the same file, and short, because names have a limit.
    return target.with_name(f".{secrets.token_hex(8)}.part")


def refuse_impossible(path: Path) -> None:
    """Raise the error of the system for a missing file where no file can have that name."""
    try:
        impossible = b"\0" in os.fsencode(path)
    except UnicodeEncodeError:  # half of a sign
        impossible = True
    if impossible:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
