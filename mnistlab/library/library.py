"""The library: one SQLite file with runs, which any number of windows may read and write at the same time."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from mnistlab.data.images import SIDE
from mnistlab.errors import LibraryError, Name, names
from mnistlab.library.kept_run import KeptRun, RunEntry, clean_name
from mnistlab.library.packing import arrays_of, count, from_text, pack, state_from, state_to, to_text, unpack
from mnistlab.library.rows import COLUMNS, DAMAGE, chunks_of, entry_from, record_from, row_of
from mnistlab.training import Record, State

ENTRIES: Final = f"SELECT {COLUMNS} FROM runs WHERE deleted IS NULL ORDER BY changed, id"  # noqa: S608
PATIENCE: Final = 10.0  # s for which another window may be writing
DAY: Final = 24 * 3600  # s


class TakenError(Exception):
    """The run goes on in another window, which has written it since."""


class MovedError(Exception):
    """Another file lies where the library was opened."""


class Library:
    """An open file of runs, for the thread that opened it.

    Every change is whole or not made at all, even if the program is killed in the middle of it.

    Parameters
    ----------
    connection : sqlite3.Connection
    path : Path

    Raises
    ------
    LibraryError
        By every method: "library_not_written" if the file cannot be written now.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        connection.row_factory = sqlite3.Row
        self.path = path
        self._identity = identity(path)
        self._known: dict[str, tuple[tuple[object, ...], RunEntry]] = {}  # what entries were read from, and they

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def version(self) -> int:
        """A number that changes when another connection has changed the file."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    def entries(self) -> list[RunEntry]:
        """Return all runs at a glance, the one changed last at the end; what is damaged is left out."""
        found = []
        with contextlib.suppress(sqlite3.DatabaseError):  # where the rest cannot be read
            for row in self._connection.execute(ENTRIES):
                with contextlib.suppress(*DAMAGE):
                    found.append(self._entry(row))
        self._known = {entry.key: self._known[entry.key] for entry in found}
        return found

    def _entry(self, row: sqlite3.Row) -> RunEntry:
        """Return the entry in a row; it is not read again while it stays the same, because that takes half a ms."""
        content = tuple(row)
        known = self._known.get(row["key"])
        if known is None or known[0] != content:
            known = self._known[row["key"]] = content, entry_from(row)
        return known[1]

    def all_keys(self) -> list[str]:
        """Return the keys of all runs, damaged ones and deleted ones too."""
        return [row["key"] for row in self._connection.execute("SELECT key FROM runs ORDER BY id")]

    def read(self, key: str) -> KeptRun:
        """Return a run with all that it needs to go on, deleted or not.

        Raises
        ------
        LibraryError
            If there is none, or what is kept of it is damaged.
        """
        row = self._connection.execute("SELECT * FROM runs WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise LibraryError("run_missing", name=key[:8])
        try:
            return self._run(row)
        except (*DAMAGE, sqlite3.DatabaseError) as error:
            raise LibraryError("run_damaged", name=clean_name(str(row["name"])) or key[:8]) from error

    def _run(self, row: sqlite3.Row) -> KeptRun:
        entry = entry_from(row)
        query = "SELECT start, loss, smoothed_loss FROM losses WHERE run = ? ORDER BY start"
        record = record_from(row, entry, self._connection.execute(query, (row["id"],)))
        *earlier, last = self._states(row["id"])
        if last.iteration != entry.iteration or not earlier:
            raise ValueError("its last moment is missing")
        ink = None if row["drawing"] is None else unpack(row["drawing"], np.uint8, (SIDE, SIDE))
        return KeptRun(entry=entry, record=record, state=last, earlier=tuple(earlier), drawing=ink)

    def write(self, run: KeptRun, owner: str = "", *, goes_on: bool = False) -> None:
        """Write a run, or what is new of it since it was written last.

        A name that is there already stays, because `rename` gives it.

        Parameters
        ----------
        run : KeptRun
        owner : str
            The window that writes it.
        goes_on : bool
            Whether it goes on in that window.

        Raises
        ------
        TakenError
            If it goes on in another window; nothing is written then.
        """
        entry = run.entry
        values = {**row_of(run), "owner": owner if goes_on else "", "deleted": None}
        with self.transaction() as db:
            before = db.execute("SELECT id, owner, iteration FROM runs WHERE key = ?", (entry.key,)).fetchone()
            if before is not None and before[1] not in ("", owner):
                raise TakenError
            changing = [name for name in values if name not in ("key", "name", "created")]
            query = (
                f"INSERT INTO runs ({', '.join(values)}) VALUES ({', '.join(':' + name for name in values)})"  # noqa: S608
                f" ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = :{name}' for name in changing)} RETURNING id"
            )
            (number,) = db.execute(query, values).fetchone()
            self._write_losses(number, run.record, 0 if before is None else before[2])
            self._write_states(number, run)

    def rename(self, key: str, name: str) -> None:
        """Give a run a name; an empty one lets it be named by its settings."""
        with self.transaction() as db:
            db.execute("UPDATE runs SET name = ? WHERE key = ?", (clean_name(name), key))

    def delete(self, key: str) -> None:
        """Delete a run; `restore` brings it back, for a day."""
        with self.transaction() as db:
            db.execute("UPDATE runs SET deleted = ?, owner = '' WHERE key = ?", (time.time(), key))

    def restore(self, key: str) -> None:
        """Bring a deleted run back."""
        with self.transaction() as db:
            db.execute("UPDATE runs SET deleted = NULL WHERE key = ?", (key,))

    def purge(self, age: float = DAY) -> None:
        """Take away for good what was deleted so many seconds ago, and give its room back to the disk."""
        old = time.time() - age
        if not self._connection.execute("SELECT 1 FROM runs WHERE deleted <= ?", (old,)).fetchone():
            return  # because only one can write at a time
        with self.transaction() as db:
            db.execute("DELETE FROM runs WHERE deleted <= ?", (old,))
        with contextlib.suppress(sqlite3.OperationalError):  # another window is writing: there is another time
            self._connection.execute("PRAGMA incremental_vacuum").fetchall()

    def _write_losses(self, number: int, record: Record, written: int) -> None:
        db = self._connection
        if written > len(record.loss):
            db.execute("DELETE FROM losses WHERE run = ?", (number,))
            written = 0
        for start, *losses in chunks_of(record, written):
            db.execute("INSERT OR REPLACE INTO losses VALUES (?, ?, ?, ?)", (number, start, *losses))

    def _write_states(self, number: int, run: KeptRun) -> None:
        db = self._connection
        there = dict(db.execute("SELECT iteration, id FROM states WHERE run = ? AND NOT last", (number,)))
        wanted = {state.iteration: state for state in run.earlier}
        for iteration in there.keys() - wanted.keys():
            db.execute("DELETE FROM states WHERE id = ?", (there[iteration],))
        db.execute("DELETE FROM states WHERE run = ? AND last", (number,))
        for iteration in wanted.keys() - there.keys():
            self._write_state(number, wanted[iteration], last=False)
        self._write_state(number, run.state, last=True)

    def _write_state(self, number: int, state: State, *, last: bool) -> None:
        db = self._connection
        query = "INSERT INTO states (run, iteration, last, facts, checksum) VALUES (?, ?, ?, ?, ?)"
        place = db.execute(query, (number, state.iteration, last, *to_text(state_to(state)))).lastrowid
        for name, array in arrays_of(state).items():
            db.execute("INSERT INTO arrays VALUES (?, ?, ?)", (place, name, pack(array)))

    def _states(self, number: int) -> Iterator[State]:
        """Return the states of a run in their order, its present one last."""
        db = self._connection
        query = "SELECT id, iteration, facts, checksum FROM states WHERE run = ? ORDER BY last, iteration LIMIT 100"
        for place, iteration, text, checksum in db.execute(query, (number,)).fetchall():
            arrays = dict(db.execute("SELECT name, content FROM arrays WHERE state = ?", (place,)))
            yield state_from(from_text(text, checksum), count(iteration), arrays)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Change the file, wholly or not at all, when no other window does.

        Raises
        ------
        MovedError
            If another file lies in its place, as after it was found damaged in another window.
        LibraryError
            If it cannot be written.
        """
        if identity(self.path) != self._identity:
            raise MovedError
        db = self._connection
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise LibraryError("library_not_written", file=str(self.path), reason=reason_of(error)) from error
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # a full disk has done so already
            self._connection.execute("ROLLBACK")


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells one file from another that has taken its place; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def reason_of(error: sqlite3.Error) -> str:
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
    return Name(known[code]) if code in known else str(error)
