"""The library: one SQLite file, which any number of windows may read and write at the same time."""

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

from mnistlab.data.images import PIXELS
from mnistlab.errors import LibraryError
from mnistlab.library.answers import Answers
from mnistlab.library.curves import Curves
from mnistlab.library.file import LibraryFile, tells_of_disk
from mnistlab.library.hands import Hands
from mnistlab.library.kept_run import KeptRun, RunEntry, clean_name
from mnistlab.library.outcomes import Outcomes
from mnistlab.library.packing import arrays_of, count, from_text, largest_state, pack, state_from, state_to, to_text
from mnistlab.library.rows import COLUMNS, DAMAGE, LATEST, chunks_of, drawing_from, entry_from, record_from, row_of
from mnistlab.library.seeds import Seeds, write_seeds
from mnistlab.training import Record, State
from mnistlab.training.state import check_state

ENTRIES: Final = f"SELECT {COLUMNS} FROM runs WHERE deleted IS NULL ORDER BY changed, id"  # noqa: S608
LAST: Final = "SELECT max(changed) FROM runs WHERE key != ? AND changed < ?"
DAY: Final = 24 * 3600  # s
MOST_STATES: Final = 16  # of a run, in a file of a stranger, too
SPARE: Final = 1024  # pages of 4 KiB that are left free, because the next runs take them
PIECE: Final = 4096  # pages that are given back at once: so long do others wait who want to write
MOMENT: Final = 1.0  # s
STANDS: Final = 30.0  # s after which a run that is not written again stands, because what goes on is written earlier


def count_runs(connection: sqlite3.Connection) -> int:
    """Return how many runs a file has, damaged ones too."""
    return int(connection.execute("SELECT count(*) FROM runs WHERE deleted IS NULL").fetchone()[0])


class TakenError(Exception):
    """The run goes on in another window, which has written it since."""


class Library(LibraryFile):
    """An open file of what a person has made: its methods are about runs, and its attributes about the rest.

    Attributes
    ----------
    hands : Hands
        The digits that people have drawn.
    answers : Answers
        Of lessons.
    seeds : Seeds
        What runs have come to with other seeds.
    curves : Curves
        From elsewhere.
    outcomes : Outcomes
        Of experiments.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self.hands, self.answers = Hands(self), Answers(self)
        self.seeds, self.curves, self.outcomes = Seeds(self), Curves(self), Outcomes(self)
        self._known: dict[str, tuple[tuple[object, ...], RunEntry]] = {}  # what entries were read from, and they

    def entries(self) -> list[RunEntry]:
        """Return all runs at a glance, the one changed last at the end; what is damaged is left out.

        Raises
        ------
        LibraryError
            If the disk does not give the file now: the runs are not gone then.
        """
        found = []
        try:
            for row in self.connection.execute(ENTRIES):
                with contextlib.suppress(*DAMAGE):
                    found.append(self._entry(row))
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            if tells_of_disk(error):
                raise self.not_read(error) from error
        self._known = {entry.key: self._known[entry.key] for entry in found}
        return found

    def _entry(self, row: sqlite3.Row) -> RunEntry:
        """Return the entry in a row; it is not read again while it stays the same, because that takes half a ms."""
        content = tuple(row)
        known = self._known.get(row["key"])
        if known is None or known[0] != content:
            known = self._known[row["key"]] = content, entry_from(row)
        return known[1]

    def count(self) -> int:
        """Return how many runs there are, damaged ones too."""
        return count_runs(self.connection)

    def all_keys(self) -> list[str]:
        """Return the keys of all runs, damaged ones and deleted ones too."""
        return [row["key"] for row in self.connection.execute("SELECT key FROM runs ORDER BY id")]

    def read(self, key: str) -> KeptRun:
        """Return a run with all that it needs to go on, deleted or not.

        Raises
        ------
        LibraryError
            If there is none, what is kept of it is damaged, or the disk does not give it now.
        """
        name = key[:8]
        try:
            row = self.connection.execute("SELECT * FROM runs WHERE key = ?", (key,)).fetchone()
            if row is not None:
                name = clean_name(str(row["name"])) or name
                return self._run(row)
        except (*DAMAGE, sqlite3.DatabaseError) as error:
            if tells_of_disk(error):
                raise self.not_read(error) from error
            raise LibraryError("run_damaged", name=name) from error
        raise LibraryError("run_missing", name=name)

    def _run(self, row: sqlite3.Row) -> KeptRun:
        entry = entry_from(row)
        query = "SELECT start, loss, smoothed_loss FROM losses WHERE run = ? ORDER BY start"
        record = record_from(row, entry, self.connection.execute(query, (row["id"],)))
        *earlier, last = self._states(row["id"], largest_state(entry.settings))
        if last.iteration != entry.iteration or not earlier:
            raise ValueError("its last moment is missing")
        for state in (*earlier, last):
            check_state(state, entry.settings, PIXELS)
        image, strokes = drawing_from(row)
        return KeptRun(
            entry=entry,
            record=record,
            state=last,
            earlier=tuple(earlier),
            drawing=image,
            strokes=strokes,
            seeds=self.seeds.of(entry.key),
        )

    def write(self, run: KeptRun, owner: str = "", *, goes_on: bool = False) -> None:
        """Write a run, or what is new of it since it was written last.

        A name that is there already stays, because `rename` gives it. What a window writes is changed last, even if the
        clock has gone back.

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
            if owner:
                (last,) = db.execute(LAST, (entry.key, LATEST)).fetchone()
                values["changed"] = max(entry.changed, np.nextafter(last or 0.0, np.inf))
            changing = [name for name in values if name not in ("key", "name", "created")]
            query = (
                f"INSERT INTO runs ({', '.join(values)}) VALUES ({', '.join(':' + name for name in values)})"  # noqa: S608
                f" ON CONFLICT (key) DO UPDATE SET {', '.join(f'{name} = :{name}' for name in changing)} RETURNING id"
            )
            (number,) = db.execute(query, values).fetchone()
            self._write_losses(number, run.record, 0 if before is None else before[2])
            self._write_states(number, run)
            write_seeds(db, entry.key, run.seeds)

    def rename(self, key: str, name: str) -> None:
        """Give a run a name; an empty one lets it be named by its settings."""
        with self.transaction() as db:
            db.execute("UPDATE runs SET name = ? WHERE key = ?", (clean_name(name), key))

    def delete(self, key: str, *, for_good: bool = False, by: str | None = None) -> None:
        """Delete a run; `restore` brings it back, for a day, or until the next `purge` if it is to be for good.

        Parameters
        ----------
        key : str
        for_good : bool
        by : str or None
            The window that deletes it; None deletes what goes on in another window too.

        Raises
        ------
        TakenError
            If it goes on in another window.
        """
        with self.transaction() as db:
            row = db.execute("SELECT owner, changed FROM runs WHERE key = ?", (key,)).fetchone()
            if by is not None and row is not None and row[0] not in ("", by) and time.time() - row[1] < STANDS:
                raise TakenError
            db.execute("UPDATE runs SET deleted = ?, owner = '' WHERE key = ?", (0 if for_good else time.time(), key))

    def restore(self, key: str) -> None:
        """Bring a deleted run back."""
        with self.transaction() as db:
            db.execute("UPDATE runs SET deleted = NULL WHERE key = ?", (key,))

    def purge(self) -> None:
        """Take away what was deleted for good or a day ago, and give its room back to the disk."""
        old = time.time() - DAY
        # Not without need, because only one can write at a time.
        if self.connection.execute("SELECT 1 FROM runs WHERE deleted <= ?", (old,)).fetchone():
            with self.transaction() as db:
                db.execute("DELETE FROM seeds WHERE run IN (SELECT key FROM runs WHERE deleted <= ?)", (old,))
                db.execute("DELETE FROM runs WHERE deleted <= ?", (old,))
        self._give_back_room()

    def _give_back_room(self) -> None:
        """Give free room back to the disk, for a moment: what is more has its turn when the library is opened next."""
        end = time.monotonic() + MOMENT
        with contextlib.suppress(sqlite3.OperationalError):  # another window is writing: there is another time
            while self._free_pages() > SPARE and time.monotonic() < end:
                # As a script, because `execute` gives back a single page.
                self.connection.executescript(f"PRAGMA incremental_vacuum({PIECE})")
        self._left = self._state()

    def _free_pages(self) -> int:
        return int(self.connection.execute("PRAGMA freelist_count").fetchone()[0])

    def _write_losses(self, number: int, record: Record, written: int) -> None:
        db = self.connection
        if written > len(record.loss):
            db.execute("DELETE FROM losses WHERE run = ?", (number,))
            written = 0
        for start, *losses in chunks_of(record, written):
            db.execute("INSERT OR REPLACE INTO losses VALUES (?, ?, ?, ?)", (number, start, *losses))

    def _write_states(self, number: int, run: KeptRun) -> None:
        db = self.connection
        there = dict(db.execute("SELECT iteration, id FROM states WHERE run = ? AND NOT last", (number,)))
        wanted = {state.iteration: state for state in run.earlier}
        for iteration in there.keys() - wanted.keys():
            db.execute("DELETE FROM states WHERE id = ?", (there[iteration],))
        db.execute("DELETE FROM states WHERE run = ? AND last", (number,))
        for iteration in wanted.keys() - there.keys():
            self._write_state(number, wanted[iteration], last=False)
        self._write_state(number, run.state, last=True)

    def _write_state(self, number: int, state: State, *, last: bool) -> None:
        db = self.connection
        query = "INSERT INTO states (run, iteration, last, facts, checksum) VALUES (?, ?, ?, ?, ?)"
        place = db.execute(query, (number, state.iteration, last, *to_text(state_to(state)))).lastrowid
        for name, array in arrays_of(state).items():
            db.execute("INSERT INTO arrays VALUES (?, ?, ?)", (place, name, pack(array)))

    def _states(self, number: int, largest: int) -> Iterator[State]:
        """Return the states of a run in their order, its present one last."""
        db = self.connection
        query = "SELECT id, iteration, facts, checksum FROM states WHERE run = ? ORDER BY last, iteration LIMIT ?"
        rows = db.execute(query, (number, MOST_STATES + 1)).fetchall()
        if len(rows) > MOST_STATES:
            raise ValueError("more states than a run is kept with")
        for place, iteration, text, checksum in rows:
            arrays = dict(db.execute("SELECT name, content FROM arrays WHERE state = ?", (place,)))
            yield state_from(from_text(text, checksum), count(iteration), arrays, largest)
