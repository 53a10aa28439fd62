"""The file of a library, whatever is in it: changed wholly or not at all, by one window at a time."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mnistlab.errors import LibraryError, Name, names
from mnistlab.library.schema import APPLICATION

BROKEN: Final = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
UNREAD: Final = (  # the disk or another program does not give the file now, which says nothing of what is in it
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
)
PATIENCE: Final = 10.0  # s for which another window may be writing


class MovedError(LibraryError):
    """Another file lies where the library was opened, or what lies there is damaged: it has to be opened anew."""


class LibraryFile:
    """An open SQLite file, for the thread that opened it.

    Every change is whole or not made at all, even if the program is killed in the middle of it.

    Parameters
    ----------
    connection : sqlite3.Connection
    path : Path

    Raises
    ------
    LibraryError
        By everything that changes it: "library_not_written" if the file cannot be written now.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        connection.row_factory = sqlite3.Row
        self.path = path
        self._identity = identity(path)
        self._log: tuple[int, int] | None = None  # of the file beside it with what is not written into it yet
        self._left = self._state()  # as SQLite has left it

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @property
    def version(self) -> int:
        """A number that changes when another connection has changed the file."""
        try:
            return int(self.connection.execute("PRAGMA data_version").fetchone()[0])
        except sqlite3.Error as error:
            raise self.not_read(error) from error

    def not_read(self, error: Exception) -> LibraryError:
        """Return what says that the file cannot be read now."""
        return LibraryError("library_not_read", file=str(self.path), reason=reason_of(error))

    def _state(self) -> tuple[tuple[int, int] | None, int]:
        """Return when the file was written last with how long it is, and `version`."""
        return _written(self.path), self.version

    def is_in_place(self) -> bool:
        """Return whether the file still lies where it was opened, and is what it was.

        An open connection does not look, because it has parts of the file in memory. Only if something else than SQLite
        seems to have written into the file is all of it read.
        """
        if identity(self.path) != self._identity or not _begins_well(self.path):
            return False
        now = self._state()
        if now[0] != self._left[0] and now[1] == self._left[1] and not _is_whole(self.path):
            return False  # written by no change of a connection
        self._left = now
        log = _place(self.path.with_name(f"{self.path.name}-wal"))
        self._log = self._log or log
        return log == self._log

    def leave(self) -> None:
        """Close a file that is no longer in place; what was not written into it yet is written first."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Change the file, wholly or not at all, when no other window does.

        Raises
        ------
        MovedError
            If another file lies in its place, as after it was found damaged in another window; or if it is damaged, or
            the file beside it is gone that has what is not written into it yet.
        LibraryError
            If it cannot be written.
        """
        if not self.is_in_place():
            raise MovedError("library_moved", file=str(self.path))
        db = self.connection
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
            self._left = self._state()
        except sqlite3.Error as error:
            self._roll_back()
            if tells_of_damage(error):
                raise MovedError("library_moved", file=str(self.path)) from error
            raise LibraryError("library_not_written", file=str(self.path), reason=reason_of(error)) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # a full disk has done so already
            self.connection.execute("ROLLBACK")


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another that has taken its place; None where there is none, or nothing in it."""
    found = _found(path)
    return _place(path) if found is not None and found.st_size else None


def _place(path: Path) -> tuple[int, int] | None:
    found = _found(path)
    return None if found is None else (found.st_dev, found.st_ino)


def _found(path: Path) -> os.stat_result | None:
    """Return what the system knows of a file; None where there is none."""
    try:
        return path.stat()
    except OSError:
        return None


def _begins_well(path: Path) -> bool:
    """Return whether a file begins as a library does, and is as long as it says.

    SQLite itself looks, because SQLite loses its locks on a file that other code in the program opens and closes.
    """
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as look:
            return bool(look.execute("PRAGMA application_id").fetchone() == (APPLICATION,))
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def _written(path: Path) -> tuple[int, int] | None:
    """Return when a file was written last, in ns, and how long it is; None where there is none."""
    found = _found(path)
    return None if found is None else (found.st_mtime_ns, found.st_size)


def _is_whole(path: Path) -> bool:
    """Return whether a file that was overwritten can be read; by a connection that has nothing of it in memory."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as look:
            return bool(look.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return not tells_of_damage(error)


def tells_of_damage(error: Exception) -> bool:
    """Return whether the file is damaged. Python cannot read what SQLite says of some damage: it is no text."""
    return isinstance(error, UnicodeDecodeError) or getattr(error, "sqlite_errorcode", 0) & 0xFF in BROKEN


def tells_of_disk(error: Exception) -> bool:
    """Return whether the file cannot be read now, whatever is in it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in UNREAD


def reason_of(error: Exception) -> Name:
    """Return why SQLite refuses, in words that a person understands."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    known = {
        sqlite3.SQLITE_FULL: names.tr("the disk is full"),
        sqlite3.SQLITE_BUSY: names.tr("another program is writing to it"),
        sqlite3.SQLITE_LOCKED: names.tr("another program is writing to it"),
        sqlite3.SQLITE_READONLY: names.tr("it may only be read"),
        sqlite3.SQLITE_CANTOPEN: names.tr("it cannot be opened"),
        sqlite3.SQLITE_PERM: names.tr("it may not be opened"),
        sqlite3.SQLITE_CORRUPT: names.tr("it is damaged"),
        sqlite3.SQLITE_NOTADB: names.tr("it is another kind of file, or damaged"),
        sqlite3.SQLITE_IOERR: names.tr("the disk does not answer as it should"),
    }
    return Name(known.get(code, names.tr("it is damaged")))
