"""What is left of a damaged library, row by row."""

import contextlib
import sqlite3
from pathlib import Path

from mnistlab.errors import LibraryError
from mnistlab.library.library import Library
from mnistlab.library.schema import tables_of


def take_over(library: Library, damaged: Path) -> int:
    """Copy into an empty library what can be read of a damaged one, and return how many runs that is.

    Indexes are left aside, because a row may be whole where its index is not.
    """
    source = sqlite3.connect(damaged, isolation_level=None)
    try:
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            source.execute("PRAGMA writable_schema = ON")  # so that SQLite reads a file that was cut short at all
            with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
                source.execute("BEGIN IMMEDIATE")  # so that no other window writes what would not be read
            with library.transaction() as db:
                for table in tables_of():
                    _copy(source, db, table)
    finally:
        source.close()
    for key in library.all_keys():
        try:
            library.read(key)
        except LibraryError as error:
            if error.kind == "run_damaged":
                library.delete(key, for_good=True)
    library.purge()
    return len(library.entries())


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
    """Copy the rows of a table; in one of an earlier version its last columns may be missing."""
    columns = len(target.execute(f"PRAGMA table_info({table})").fetchall())
    for number in _numbers(source, table):
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            row = source.execute(f"SELECT * FROM {table} NOT INDEXED WHERE rowid = ?", (number,)).fetchone()  # noqa: S608
            if row is None:  # the index of the numbers has one that the table has not
                continue
            places = ", ".join("?" * columns)
            target.execute(f"INSERT INTO {table} VALUES ({places})", (*row, *[None] * (columns - len(row))))  # noqa: S608


def _numbers(source: sqlite3.Connection, table: str) -> list[int]:
    """Return the numbers of the rows that a table still gives, from both of its ends."""
    found: dict[int, None] = {}
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error, UnicodeDecodeError):
            for (number,) in source.execute(f"SELECT rowid FROM {table} NOT INDEXED ORDER BY rowid {order}"):  # noqa: S608
                found[number] = None
    return sorted(found)
