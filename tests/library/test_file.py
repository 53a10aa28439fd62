"""The file of a library: whole after every change, whatever happens in the middle of it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest

from mnistlab.errors import LibraryError
from mnistlab.library import file as file_module
from mnistlab.library import open_library
from mnistlab.library.file import MovedError
from mnistlab.library.schema import MIGRATIONS

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal, and no such rights of a folder")


def test_a_library_that_was_replaced_is_noticed(library, path, kept):
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)
    with pytest.raises(MovedError):
        library.write(kept())


@posix
def test_a_full_disk_loses_nothing_that_was_there(library, kept):
    first = kept()
    library.write(first)
    (pages,) = library.connection.execute("PRAGMA page_count").fetchone()
    library.connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way of a disk without room
    with pytest.raises(LibraryError) as error:
        library.write(kept(200))
    assert error.value.kind == "library_not_written"
    assert "full" in str(error.value)
    assert library.entries() == [first.entry]
    library.connection.execute("PRAGMA max_page_count = 1000000")
    library.write(kept(200))
    assert len(library.entries()) == 2


WRITER = """
import sys
from pathlib import Path
import numpy as np
from mnistlab.data import Dataset, load_dataset
from mnistlab.library import DataMark, keep, new_key, open_library
from mnistlab.training import RunSettings, Trainer

data = load_dataset()
train, test = slice(600), slice(200)
parts = data.train_images[train], data.train_labels[train], data.test_images[test], data.test_labels[test]
data = Dataset("small", data.path, *parts)
mark = DataMark.of(data)
library, _ = open_library(Path(sys.argv[1]))
trainer = Trainer(RunSettings(hidden_size=40, iterations=1000, seed=int(sys.argv[2])), data)
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    trainer.run(lambda: False, trainer.iteration + 3)
    library.write(keep(trainer, mark, key=new_key(), name=f"{sys.argv[2]}-{number}"))
    print(number, flush=True)
"""


def wait_for_changes(file, count):
    """Wait until a file has been written to so many times, as its time tells."""
    seen = file.stat().st_mtime_ns
    while count:
        now = file.stat().st_mtime_ns
        count -= now != seen
        seen = now


def writer(path, seed, runs):
    words = [sys.executable, "-c", WRITER, str(path), str(seed), str(runs)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_programs_write_at_the_same_time(path):
    programs = [writer(path, seed, 15) for seed in (1, 2)]
    for program in programs:
        _, errors = program.communicate(timeout=100)
        assert program.returncode == 0, errors
    library, said = open_library(path)
    assert said is None
    found = {entry.name for entry in library.entries()}
    assert found == {f"{seed}-{number}" for seed in (1, 2) for number in range(15)}
    library.close()


@posix
def test_a_program_that_is_killed_while_it_writes_leaves_whole_runs(path):
    written = 0
    for attempt in range(4):
        program = writer(path, attempt, 10_000)
        assert program.stdout.readline() == "ready\n"
        for _ in range(attempt + 1):
            program.stdout.readline()
        wait_for_changes(path.with_name(f"{path.name}-wal"), attempt)  # so that it is at another moment each time
        os.kill(program.pid, signal.SIGKILL)
        said_by_it, _ = program.communicate()
        written += attempt + 1 + len(said_by_it.splitlines())
        library, said = open_library(path)
        assert said is None
        entries = library.entries()
        assert written <= len(entries) <= written + 1
        written = len(entries)
        assert all(len(library.read(entry.key).record.loss) == entry.iteration for entry in entries)
        library.close()


def test_the_file_says_whose_it_is(library, path):
    assert path.read_bytes()[68:72] == b"mnsl"
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1 + len(MIGRATIONS),)
    connection.close()


def test_noise_in_the_middle_of_the_file_is_noticed_though_the_header_is_whole(library, path, kept):
    for number in range(4):
        library.write(kept(20, name=f"run {number}"))
    library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert library.is_in_place()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 2 // 4096 * 4096)
        file.write(b"\xa5" * (size // 4))
    assert not library.is_in_place()
    with pytest.raises(MovedError):
        library.write(kept())


def test_what_another_window_writes_and_a_touch_are_no_damage(library, path, kept, monkeypatch):
    read = []
    whole = file_module._is_whole
    monkeypatch.setattr(file_module, "_is_whole", lambda path: not read.append(path) and whole(path))
    other, _ = open_library(path)
    for writer in (library, other):
        writer.write(kept())
        writer.connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        assert library.is_in_place()
        assert other.is_in_place()
    read.clear()
    assert library.is_in_place()
    assert other.is_in_place()
    assert read == []  # nothing is read whole while nobody writes
    os.utime(path)
    assert library.is_in_place()
    assert read == [path]
    other.close()
