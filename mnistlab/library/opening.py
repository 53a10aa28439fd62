"""Opening a library, and files of runs.

A new library is made, an older one brought up to date, and a damaged one put aside and read as far as it goes. The
digits that an earlier version kept in a file of their own are taken over.
"""

import contextlib
import math
import os
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from mnistlab.data.files import check_readable, numbered, with_addition, with_ending, write_whole
from mnistlab.errors import LibraryError, MnistLabError, Name, SettingsError, names
from mnistlab.errors import reason_of as reason_of_os
from mnistlab.library.file import PATIENCE, MovedError, reason_of, tells_of_damage
from mnistlab.library.kept_run import KeptRun, RunEntry
from mnistlab.library.library import Library, count_runs
from mnistlab.library.salvage import take_over
from mnistlab.library.schema import APPLICATION, FIRST_SCHEMA, MIGRATIONS, tables_of
from mnistlab.nn.differences import result_of

OLD_DIGITS: Final = "samples.npz"  # where earlier versions kept the digits that a person drew
ENDING: Final = ".mnistlab"
MOST_RUNS: Final = 10_000  # that a file of a stranger may bring: a school has some thousand, and may save all of them


class DamagedError(Exception):
    """A file is no library, or no longer; the first argument says why."""


def open_library(path: Path) -> tuple[Library, MnistLabError | None]:
    """Open a library to read and write, or make it.

    Returns
    -------
    tuple of Library and (MnistLabError or None)
        The error is "library_damaged" where the file was put aside: the library is a new one, with what could be read;
        or it says that the file of digits of an earlier version could not be.

    Raises
    ------
    LibraryError
        If it is of a newer version ("library_newer"), if it is damaged and cannot be moved ("library_stuck"), or if it
        cannot be written ("library_not_written").
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(path):
            said: MnistLabError | None = None
            try:
                library = _open(path)
            except DamagedError:
                _read_all(path)  # what the disk does not give, or not at once, is no damage
                library, said = _open_damaged(path)
            try:
                library.hands.take_over(path.with_name(OLD_DIGITS))
            except MnistLabError as error:
                said = said or error
            return library, said
    except sqlite3.Error as error:
        raise LibraryError("library_not_written", file=str(path), reason=reason_of(error)) from error
    except OSError as error:
        raise LibraryError("library_not_written", file=str(path), reason=reason_of_os(error)) from error


def open_runs(path: Path) -> Library:
    """Open a file of runs to read, which is left as it is.

    Raises
    ------
    LibraryError
        If it cannot be read, is no file of runs, is of a newer version, or has more runs than can be opened.
    """
    try:
        check_readable(path)  # because SQLite says little of what it cannot open
    except FileNotFoundError as error:
        reason = Name(names.tr("there is no such file"))
        raise LibraryError("runs_not_readable", file=str(path), reason=reason) from error
    except OSError as error:
        raise LibraryError("runs_not_readable", file=str(path), reason=reason_of_os(error)) from error
    try:
        connection = _connect(path, _reading(path))
        try:
            _check(connection, path, "runs_newer", most=MOST_RUNS)
        except BaseException:
            connection.close()
            raise
    except DamagedError as damage:
        raise LibraryError("runs_not_readable", file=str(path), reason=damage.args[0]) from damage
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise LibraryError("runs_not_readable", file=str(path), reason=reason_of(error)) from error
    return Library(connection, path)


def save_runs(path: str | Path, runs: Iterable[KeptRun], *, library: Path | None = None) -> Path:
    """Write runs into a file of their own, all of them or nothing.

    Parameters
    ----------
    path : path
        The file; ``.mnistlab`` is added if the name lacks it. An existing one is replaced.
    runs : iterable of KeptRun
    library : Path, optional
        A file that is not replaced.

    Raises
    ------
    LibraryError
        If it is a folder, or the file cannot be written; what was there before is untouched.
    SettingsError
        If it is `library`.
    """
    return result_of(save_runs_in_pieces(path, runs, library=library))


def save_runs_in_pieces(
    path: str | Path, runs: Iterable[KeptRun], *, library: Path | None = None
) -> Generator[None, None, Path]:
    """Do as `save_runs`, and yield after each run; given up, no file is left."""
    path = with_ending(Path(path), ENDING, LibraryError)
    if library is not None and os.path.realpath(path) == os.path.realpath(library):
        raise SettingsError("export_over_library", file=str(path))
    with write_whole(path, LibraryError, "not_writable") as file:
        part = Path(file.name)
        connection = _connect_part(part)
        try:
            _make(connection)
            file_of_runs = Library(connection, part)
            for run in runs:
                file_of_runs.write(run)
                yield
        except MovedError as error:
            reason = Name(names.tr("another program is writing to it"))
            raise LibraryError("not_writable", file=str(path), reason=reason) from error
        except LibraryError as error:
            if error.kind != "library_not_written":  # one of the runs cannot be read
                raise
            raise LibraryError("not_writable", file=str(path), reason=error.facts["reason"]) from error
        except sqlite3.Error as error:
            raise LibraryError("not_writable", file=str(path), reason=reason_of(error)) from error
        finally:
            connection.close()
    return path


def take_in(
    path: Path, there: Mapping[str, RunEntry], write: Callable[[KeptRun], object]
) -> tuple[tuple[RunEntry, ...], int]:
    """Have the runs in a file written, but for those that are there already.

    Parameters
    ----------
    path : Path
    there : mapping of str to RunEntry
        What stays as it is, by its key.
    write : callable

    Returns
    -------
    tuple of (tuple of RunEntry) and int
        All runs in the file, and how many others cannot be read.

    Raises
    ------
    LibraryError
        If the file cannot be read, or holds no run that can be.
    """
    found = []
    with contextlib.closing(open_runs(path)) as file:
        for run in runs_of(file):
            if run.entry.key not in there:
                write(run)
            found.append(there.get(run.entry.key, run.entry))
        if not found:
            raise no_runs(file)
        return tuple(found), file.count() - len(found)


def no_runs(file: Library) -> LibraryError:
    """Return what is wrong with a file that has no run to read: it holds none, or they are damaged."""
    count = file.count()
    return LibraryError("runs_unreadable" if count else "runs_none", file=str(file.path), found=f"{count:,}")


def runs_of(library: Library) -> Iterator[KeptRun]:
    """Yield the runs of a library that can be read, the one changed last at the end."""
    for entry in library.entries():
        with contextlib.suppress(MnistLabError):
            yield library.read(entry.key)


def _connect(path: Path, mode: str = "rwc") -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None
    )
    connection.text_factory = _text
    try:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA cell_size_check = ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _reading(path: Path) -> str:
    """Return how a file is opened to be read.

    One in which a window has written before has a log beside it, which SQLite makes anew even to read. Where no file
    can be made, as on a disk that may only be read, nobody is writing unless there is a log already.
    """
    log = path.with_name(f"{path.name}-wal")
    return "ro" if os.access(path.parent, os.W_OK) or (log.exists() and log.stat().st_size) else "ro&immutable=1"


def _connect_part(part: Path) -> sqlite3.Connection:
    """Connect to a new file that is not in its place yet."""
    connection = _connect(part)
    connection.execute("PRAGMA journal_mode = MEMORY")  # because a journal stays behind where the disk is full
    return connection


def _text(content: bytes) -> str:
    """Return a text of a file that may be damaged; what stands in it is checked by those who read it."""
    return content.decode(errors="replace")


def _make(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.executescript(f"BEGIN IMMEDIATE; {FIRST_SCHEMA} PRAGMA user_version = 1; COMMIT;")
    _migrate(connection, 1)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    for number, script in enumerate(MIGRATIONS[version - 1 :], version + 1):
        connection.executescript(f"BEGIN IMMEDIATE; {script} PRAGMA user_version = {number}; COMMIT;")


def _open(path: Path) -> Library:
    """Open or make a library; raise DamagedError where it is none."""
    connection = _connect(path)
    try:
        is_new = not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if is_new:
            _make(connection)
        version = _check(connection, path)
        if version <= len(MIGRATIONS):
            _bring_up_to_date(connection, path, version)
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        library = Library(connection, path)
        library.purge()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        connection.close()
        if tells_of_damage(error):
            raise DamagedError(reason_of(error)) from error
        raise
    except BaseException:
        connection.close()
        raise
    return library


def _check(connection: sqlite3.Connection, path: Path, newer: str = "library_newer", *, most: float = math.inf) -> int:
    """Return the version of a library that is whole.

    Raises
    ------
    LibraryError
        Of the kind `newer`, if it is of a newer version; "runs_too_many", if it has more than `most` runs.
    DamagedError
        If it is no library, or damaged.
    """
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application == APPLICATION and version > 1 + len(MIGRATIONS):
            raise LibraryError(newer, file=str(path))
        kinds = dict(connection.execute("SELECT name, type FROM sqlite_schema WHERE type != 'index'"))
        whole = all(kinds.get(name) == "table" for name in tables_of(version))
        if application != APPLICATION or version < 1 or not whole:
            raise DamagedError(Name(names.tr("it holds no runs of this program")))
        if set(kinds.values()) != {"table"}:  # no trigger and no view of a stranger
            raise DamagedError(Name(names.tr("it holds more than runs")))
        if most < math.inf:  # before all is read, because that takes long in a large file
            found = count_runs(connection)
            if found > most:
                raise LibraryError("runs_too_many", file=str(path), found=f"{found:,}", expected=f"{most:,}")
        if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise DamagedError(Name(names.tr("it is damaged")))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if tells_of_damage(error):
            raise DamagedError(reason_of(error)) from error
        raise
    return int(version)


def _bring_up_to_date(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Change an older library to the present version, after that has gone well with a copy of it.

    The file stays the same one, and changes all at once: so another window that has it open loses nothing.
    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    copy = _connect_part(part)
    try:
        connection.backup(copy)
        _migrate(copy, version)
        _check(copy, part)
    finally:
        copy.close()
        part.unlink(missing_ok=True)
    _migrate(connection, version)


def _read_all(path: Path) -> None:
    """Read a library from its beginning to its end; OSError if that is not possible."""
    for file in (path, path.with_name(f"{path.name}-wal")):
        with contextlib.suppress(FileNotFoundError), file.open("rb") as stream:
            while stream.read(2**20):
                pass


def _open_damaged(path: Path) -> tuple[Library, LibraryError | None]:
    """Open a library that seemed damaged; where it is, begin anew, and return what to say of that."""
    try:
        return _open(path), None
    except DamagedError as damage:
        return _begin_anew(path, damage.args[0])


def _begin_anew(path: Path, reason: str) -> tuple[Library, LibraryError]:
    """Put a damaged library aside, and return a new one with what can be read of it, and what to say of that.

    The new one takes its place as a whole: until then the damaged one lies there, should the program be killed.
    """
    aside = next(name for name in numbered(with_addition(path, "-damaged")) if not os.path.lexists(name))
    part = path.with_name(f".{path.name}.part")
    found = _save_what_is_left(path, part)
    try:
        try:
            os.link(path, aside)
        except OSError:  # a disk that has no such names
            path.rename(aside)
        for end in ("-wal", "-shm"):  # what was not written into it yet
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
        part.replace(path)
    except OSError as error:
        raise LibraryError("library_stuck", file=str(path), reason=reason) from error
    finally:
        part.unlink(missing_ok=True)
    said = LibraryError("library_damaged", file=str(path), reason=reason, aside=aside.name, found=found)
    return _open(path), said


def _save_what_is_left(path: Path, part: Path) -> int:
    """Make a library of what can be read of a damaged one, and return how many runs that is."""
    part.unlink(missing_ok=True)
    connection = _connect(part)
    try:
        _make(connection)
        return take_over(Library(connection, part), path)
    except LibraryError as error:
        raise LibraryError("library_not_written", file=str(path), reason=error.facts["reason"]) from error
    finally:
        connection.close()


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other window is opening the library: two must not put it aside, or replace it, at once.

    SQLite's own lock on an empty file beside it, which ends with the program, even if that is killed.
    """
    lock = sqlite3.connect(path.with_name(f".{path.name}.lock"), timeout=PATIENCE, isolation_level=None)
    try:
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()
