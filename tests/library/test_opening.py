"""Libraries that are new, older, newer, damaged, of another program, or where nothing may be written."""

import contextlib
import errno
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import numpy as np
import pytest

from mnistlab.errors import LibraryError
from mnistlab.library import Library, opening
from mnistlab.library.file import LibraryFile
from mnistlab.library.hands import FIRST
from mnistlab.library.opening import DamagedError, open_library, open_runs, runs_of, save_runs

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights of a folder")


@pytest.fixture
def filled(path, kept):
    """Return the keys in a library of eight runs that has been closed."""
    library, _ = open_library(path)
    runs = [kept(10 + number, name=f"run {number}") for number in range(8)]
    for run in runs:
        library.write(run)
    library.close()
    assert not path.with_name(path.name + "-wal").exists()
    return [run.entry.key for run in runs]


def refusal(open_it, path):
    with pytest.raises(LibraryError) as error:
        open_it(path)
    return error.value.kind


def test_a_file_that_is_no_database_is_put_aside(path, kept):
    path.parent.mkdir()
    path.write_bytes(b"my shopping list" * 500)
    library, said = open_library(path)
    assert (said.kind, said.facts["found"], said.facts["aside"]) == ("library_damaged", 0, "library-damaged.mnistlab")
    assert path.with_name("library-damaged.mnistlab").read_bytes() == b"my shopping list" * 500
    library.write(kept())
    library.close()
    library, said = open_library(path)
    assert said is None
    assert len(library.entries()) == 1
    library.close()


@pytest.mark.parametrize("moment", ["take_over", "os.link", "Path.replace"])
def test_a_damaged_library_lies_in_its_place_until_what_is_left_of_it_is_whole(path, filled, monkeypatch, moment):
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = bytes(4096)
    path.write_bytes(content)

    def be_killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(f"{opening.__name__}.{moment}", be_killed)
        with pytest.raises(KeyboardInterrupt):
            open_library(path)
    library, said = open_library(path)
    assert said.kind == "library_damaged"
    assert len(library.entries()) == said.facts["found"] >= 6
    assert {entry.key for entry in library.entries()} <= set(filled)
    library.close()
    assert not path.with_name(f".{path.name}.part").exists()


def test_a_damaged_library_is_put_aside_where_a_file_has_but_one_name(path, filled, monkeypatch):
    path.write_bytes(path.read_bytes()[:-4096])

    def refuse(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    library, said = open_library(path)
    library.close()
    assert said.kind == "library_damaged"
    assert path.with_name(said.facts["aside"]).exists()


def test_a_damaged_library_stays_where_there_is_no_room_for_another(path, filled, monkeypatch):
    path.write_bytes(path.read_bytes()[:-4096])
    before = path.read_bytes()

    def refuse(library, _damaged):
        raise LibraryError("library_not_written", file=str(library.path), reason="the disk is full")

    monkeypatch.setattr(opening, "take_over", refuse)
    with pytest.raises(LibraryError) as caught:
        open_library(path)
    assert str(caught.value).startswith(f"{path} cannot be written: the disk is full.")
    assert path.read_bytes() == before


def test_a_database_of_another_program_is_put_aside(path):
    path.parent.mkdir()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE runs (name)")
    connection.close()
    library, said = open_library(path)
    library.close()
    assert said.kind == "library_damaged"
    assert "no runs of this program" in str(said)
    assert refusal(open_runs, path.with_name("library-damaged.mnistlab")) == "runs_not_readable"


def test_a_library_that_the_disk_does_not_give_is_not_damaged(path, filled, monkeypatch):
    check, before, left = opening._check, path.read_bytes(), [True]

    def check_later(*arguments, **facts):
        if left:
            left.pop()
            raise DamagedError("Page 5: unable to get the page. error code=266")
        return check(*arguments, **facts)

    def fail(_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(opening, "_check", check_later)
    with monkeypatch.context() as broken:
        broken.setattr(opening, "_read_all", fail)
        assert refusal(open_library, path) == "library_not_written"
    assert path.read_bytes() == before
    left.append(True)
    library, said = open_library(path)
    assert (said, len(library.entries())) == (None, 8)
    library.close()


@pytest.mark.parametrize("damaged", [False, True])
def test_a_run_that_the_disk_does_not_give_is_not_damaged(path, filled, tmp_path, damaged):
    code, kind = (sqlite3.SQLITE_CORRUPT, "run_damaged") if damaged else (sqlite3.SQLITE_IOERR, "library_not_read")
    library, _ = open_library(path)

    class Disk:
        def execute(self, *_):
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorcode = code
            raise error

        fetchone = close = execute

    whole, library.connection = library.connection, Disk()
    assert refusal(library.read, filled[0]) == kind
    assert refusal(lambda key: save_runs(tmp_path / "mine", (library.read(one) for one in [key])), filled[0]) == kind
    assert not list(tmp_path.glob("*mine*"))
    if damaged:
        assert library.entries() == []
    else:
        assert refusal(lambda _: library.entries(), path) == refusal(lambda _: library.version, path) == kind
    library.connection = whole
    library.close()


def test_nothing_lies_beside_a_file_that_is_being_written(tmp_path, kept, monkeypatch):
    """Where the disk is full, SQLite leaves its journal behind."""
    seen = []
    real = LibraryFile.transaction

    @contextlib.contextmanager
    def transaction(self):
        with real(self) as db:
            yield db
            seen.extend(file.suffix for file in tmp_path.iterdir())

    monkeypatch.setattr(LibraryFile, "transaction", transaction)
    save_runs(tmp_path / "mine", [kept(), kept()])
    assert seen == [".part"] * 2


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_file_that_was_cut_short_gives_what_is_left(path, filled, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(share * len(content))])
    library, said = open_library(path)
    assert said.kind == "library_damaged"
    assert said.facts["found"] == len(library.entries()) < 8
    if share == 0.9:
        assert said.facts["found"] >= 3
    for entry in library.entries():
        assert entry.key in filled
        assert len(library.read(entry.key).record.loss) == entry.iteration
    library.close()


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_flipped_bytes_never_gives_a_wrong_run(path, filled, seed):
    """Whatever is damaged is put aside, refused or left out: what is read is as it was written."""
    library, _ = open_library(path)
    whole = {key: library.read(key) for key in filled}
    library.close()
    rng = np.random.default_rng(seed)
    content = bytearray(path.read_bytes())
    for place in rng.integers(len(content), size=1 + seed // 3 * 4):
        content[place] ^= int(rng.integers(1, 256))
    path.write_bytes(content)
    library, _ = open_library(path)
    for run in runs_of(library):
        before = whole[run.entry.key]
        np.testing.assert_array_equal(run.record.loss, before.record.loss)
        np.testing.assert_array_equal(run.state.params["W1"], before.state.params["W1"])
        assert run.entry.settings == before.entry.settings
    library.close()


def test_a_newer_library_is_refused_and_left_as_it_is(path, filled):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    assert refusal(open_library, path) == "library_newer"
    assert refusal(open_runs, path) == "runs_newer"
    assert path.read_bytes() == before


@pytest.fixture
def older(path):
    """Return a library of two runs as version 1 of the program has left it."""
    path.parent.mkdir()
    shutil.copyfile(Path(__file__).with_name("version_1.mnistlab"), path)
    return path


def version_of(path):
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def test_an_older_library_is_brought_up_to_date(older):
    library, said = open_library(older)
    assert said is None
    assert [entry.name for entry in library.entries()] == ["run 1", "run 2"]
    first, second = runs_of(library)
    assert first.state.params["W1"].sum() == pytest.approx(-0.7770082)
    assert second.record.loss[-1] == pytest.approx(2.2888157)
    library.answers.note("lesson", "step", 1)
    library.hands.add(FIRST)
    library.close()
    assert version_of(older) == 1 + len(opening.MIGRATIONS)
    assert {file.name for file in older.parent.iterdir()} == {older.name, f".{older.name}.lock"}
    library, said = open_library(older)
    assert said is None
    assert library.answers.of("lesson")["step"].given == 1
    library.close()


def test_a_window_that_has_an_older_library_open_goes_on_in_the_same_file(older, kept):
    window = Library(sqlite3.connect(older, isolation_level=None), older)
    window.connection.execute("PRAGMA journal_mode = WAL")
    library, _ = open_library(older)
    run = kept(12, name="of the other window")
    window.write(run)
    assert [entry.name for entry in library.entries()] == ["run 1", "run 2", "of the other window"]
    window.close()
    library.close()


def test_a_file_of_runs_of_version_1_is_read_and_left_as_it_is(older):
    before = older.read_bytes()
    library = open_runs(older)
    assert len(list(runs_of(library))) == 2
    library.close()
    assert older.read_bytes() == before


def test_where_an_older_library_cannot_be_brought_up_to_date_it_stays(older, monkeypatch):
    before = older.read_bytes()
    monkeypatch.setattr(opening, "MIGRATIONS", ("ALTER TABLE nowhere ADD COLUMN colour TEXT;",))
    assert refusal(open_library, older) == "library_not_written"
    assert older.read_bytes() == before


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="an administrator may write anywhere")
def test_a_folder_that_may_only_be_read(path, filled):
    path.parent.chmod(0o500)
    try:
        assert refusal(open_library, path) == "library_not_written"
        library = open_runs(path)
        assert len(library.entries()) == 8
        library.close()
    finally:
        path.parent.chmod(0o700)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="an administrator may write anywhere")
@pytest.mark.parametrize("log", [False, True])
def test_a_copy_of_a_library_is_read_where_nothing_may_be_written(path, filled, tmp_path, log):
    folder = tmp_path / "disk"
    folder.mkdir()
    copy = Path(shutil.copy(path, folder))
    if log:
        copy.with_name(copy.name + "-wal").touch()
    folder.chmod(0o500)
    try:
        with contextlib.closing(open_runs(copy)) as runs:
            assert [run.entry.key for run in runs_of(runs)] == filled
    finally:
        folder.chmod(0o700)


def test_a_file_in_the_place_of_the_folder(tmp_path):
    (tmp_path / "data").write_text("a file")
    assert refusal(open_library, tmp_path / "data" / "library.mnistlab") == "library_not_written"


def test_a_library_that_another_program_holds(path, filled, monkeypatch):
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryError) as error:
        open_library(path)
    holder.close()
    assert error.value.kind == "library_not_written"
    assert "another program" in str(error.value)


def test_runs_are_saved_to_a_file_and_read_from_it(tmp_path, kept, same_run):
    runs = [kept(12, name="one"), kept(30)]
    file = save_runs(tmp_path / "mine", runs)
    assert file == tmp_path / "mine.mnistlab"
    assert sorted(tmp_path.iterdir()) == [file]  # one file, and nothing beside it
    library = open_runs(file)
    for run, again in zip(runs, runs_of(library), strict=True):
        same_run(again, run)
    with pytest.raises(LibraryError):
        library.delete(runs[0].entry.key)
    library.close()


def test_a_link_that_leads_to_itself_is_no_error(tmp_path, kept):
    (tmp_path / "mine.mnistlab").symlink_to("mine.mnistlab")
    file = save_runs(tmp_path / "mine", [kept()], library=tmp_path / "library.mnistlab")
    with contextlib.closing(open_runs(file)) as library:
        assert len(list(runs_of(library))) == 1


def test_a_file_that_cannot_be_written_stays(tmp_path, kept):
    (tmp_path / "runs.mnistlab").mkdir()
    with pytest.raises(LibraryError) as error:
        save_runs(tmp_path / "runs.mnistlab", [kept()])
    assert error.value.kind == "not_writable"


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TRIGGER t AFTER UPDATE ON runs BEGIN DELETE FROM runs; END",
        "CREATE VIEW v AS SELECT * FROM runs",
        "DROP TABLE losses",
    ],
)
def test_a_strangers_file_holds_nothing_but_runs(tmp_path, kept, change):
    file = save_runs(tmp_path / "strange.mnistlab", [kept()])
    with sqlite3.connect(file) as connection:
        connection.execute(change)
    connection.close()
    assert refusal(open_runs, file) == "runs_not_readable"


def test_a_strangers_million_runs_are_refused(tmp_path, kept, monkeypatch):
    monkeypatch.setattr(opening, "MOST_RUNS", 2)
    file = save_runs(tmp_path / "strange.mnistlab", [kept(), kept(), kept()])
    assert refusal(open_runs, file) == "runs_too_many"


def test_all_runs_of_a_school_are_opened_again(tmp_path, kept):
    file = save_runs(tmp_path / "school.mnistlab", [kept()])
    with sqlite3.connect(file) as connection:
        names = [name for _, name, *_ in connection.execute("PRAGMA table_info(runs)") if name not in ("id", "key")]
        query = f"INSERT INTO runs (key, {', '.join(names)}) SELECT ?, {', '.join(names)} FROM runs WHERE id = 1"  # noqa: S608
        connection.executemany(query, [(f"{number:032x}",) for number in range(2_000)])
    connection.close()
    library = open_runs(file)
    assert len(library.entries()) == 2_001
    library.close()


def test_too_many_runs_are_counted_before_the_file_is_read_whole(tmp_path, kept, monkeypatch):
    file = save_runs(tmp_path / "strange.mnistlab", [kept(), kept(), kept()])
    with file.open("r+b") as damaged:
        damaged.seek(-3 * 4096, os.SEEK_END)
        damaged.write(b"\xa5" * 3 * 4096)
    assert refusal(open_runs, file) == "runs_not_readable"
    monkeypatch.setattr(opening, "MOST_RUNS", 2)
    assert refusal(open_runs, file) == "runs_too_many"


def test_files_that_are_not_there_or_empty(tmp_path):
    assert refusal(open_runs, tmp_path / "none.mnistlab") == "runs_not_readable"
    (tmp_path / "empty.mnistlab").touch()
    assert refusal(open_runs, tmp_path / "empty.mnistlab") == "runs_not_readable"
    assert refusal(open_runs, tmp_path) == "runs_not_readable"


@posix
def test_a_damaged_library_that_cannot_be_moved_is_left(path, monkeypatch):
    path.parent.mkdir()
    path.write_bytes(b"no library" * 1000)

    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(opening.Path, "replace", refuse)
    assert refusal(open_library, path) == "library_stuck"
    assert path.read_bytes() == b"no library" * 1000


def test_a_copy_of_a_library_in_use_is_whole(path, kept, tmp_path):
    library, _ = open_library(path)
    library.write(kept())
    shutil.copytree(path.parent, tmp_path / "copy")  # as a backup would, with the log beside it
    library.close()
    copy, said = open_library(tmp_path / "copy" / path.name)
    assert said is None
    assert len(copy.entries()) == 1
    copy.close()
