"""Runs in a file: written, read, changed and deleted, by one window or by several."""

import math
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.errors import LibraryError
from mnistlab.library import DataMark, keep, new_key, open_library
from mnistlab.library.library import MovedError, TakenError
from mnistlab.library.rows import CHUNK
from mnistlab.training import RunSettings, Trainer

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal, and no such rights of a folder")


def test_a_run_is_read_as_it_was_written(library, kept, same_run):
    run = replace(kept(130, name="first"), drawing=np.arange(784, dtype=np.uint8).reshape(28, 28))
    library.write(run)
    again = library.read(run.entry.key)
    same_run(again, run)
    np.testing.assert_array_equal(again.drawing, run.drawing)
    assert library.entries() == [run.entry]


def test_a_run_without_iterations_has_no_numbers_yet(library, kept):
    run = kept(0)
    library.write(run)
    (entry,) = library.entries()
    assert math.isnan(entry.loss)
    assert math.isnan(entry.test_accuracy)
    assert len(library.read(entry.key).record.loss) == 0


def test_what_is_new_of_a_run_is_added(library, mark, trained, same_run):
    trainer, key = trained(CHUNK - 5, hidden_size=1, batch_size=1), new_key()
    for iterations in (CHUNK - 5, CHUNK, CHUNK + 7, 2 * CHUNK + 1):
        trainer.run(lambda: False, iterations)
        run = keep(trainer, mark, key=key, created=1.0)
        library.write(run)
        same_run(library.read(key), run)


def test_a_name_stays_when_the_run_is_written_again(library, mark, trained):
    trainer, key = trained(5), new_key()
    library.write(keep(trainer, mark, key=key))
    library.rename(key, "  my\nrun\x00 " + 100 * "x")
    trainer.step()
    library.write(keep(trainer, mark, key=key))
    (entry,) = library.entries()
    assert entry.name == ("my run " + 100 * "x")[:60]
    assert entry.iteration == 6


def test_a_deleted_run_comes_back_or_goes_for_good(library, kept):
    run = kept()
    library.write(run)
    library.delete(run.entry.key)
    assert library.entries() == []
    library.purge()  # not yet
    library.restore(run.entry.key)
    assert library.entries() == [run.entry]
    library.delete(run.entry.key)
    library.purge(age=0)
    library.restore(run.entry.key)
    assert library.entries() == []
    with pytest.raises(LibraryError) as error:
        library.read(run.entry.key)
    assert error.value.kind == "run_missing"


def test_two_windows_see_each_others_runs(library, path, kept):
    other, _ = open_library(path)
    version = library.version
    other.write(kept(name="of the other"))
    assert library.version != version
    library.write(kept(name="of this"))
    assert [entry.name for entry in other.entries()] == ["of the other", "of this"]
    other.close()


def test_a_run_that_goes_on_in_another_window_is_not_overwritten(library, path, kept):
    run = kept()
    library.write(run, "one", goes_on=True)
    other, _ = open_library(path)
    with pytest.raises(TakenError):
        other.write(run, "other", goes_on=True)
    library.write(run, "one", goes_on=False)
    other.write(run, "other", goes_on=True)
    with pytest.raises(TakenError):
        library.write(run, "one")
    other.close()


def test_a_library_that_was_replaced_is_noticed(library, path, kept):
    shutil.copy(path, path.with_name("copy"))
    path.with_name("copy").replace(path)
    with pytest.raises(MovedError):
        library.write(kept())


@posix
def test_a_full_disk_loses_nothing_that_was_there(library, kept):
    first = kept()
    library.write(first)
    (pages,) = library._connection.execute("PRAGMA page_count").fetchone()
    library._connection.execute(f"PRAGMA max_page_count = {pages}")  # SQLite's own way of a disk without room
    with pytest.raises(LibraryError) as error:
        library.write(kept(200))
    assert error.value.kind == "library_not_written"
    assert "full" in str(error.value)
    assert library.entries() == [first.entry]
    library._connection.execute("PRAGMA max_page_count = 1000000")
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
        time.sleep(0.003 * attempt)  # at another moment of the next write each time
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


def test_two_hundred_long_runs_take_less_than_two_hundred_megabytes(library, path, mnist):
    """Because each takes the same room, some are written, and the room of one more is counted 200 times."""
    trainer = Trainer(RunSettings(), mnist)
    for _ in range(200):
        trainer.step()
    history = trainer.history
    rng = np.random.default_rng(0)
    while len(history.loss) < 10_000:
        history.record_loss(float(np.float32(rng.uniform(0.1, 0.5))))
    for epoch in range(1, 18):
        history.record_accuracy(600 * epoch, *rng.uniform(0.8, 1, 2))
    trainer.iteration = 10_000
    state = trainer.state
    base = keep(trainer, DataMark("MNIST", "", "0"), key=new_key())
    sizes = []
    for _ in range(6):
        states = [
            replace(
                state,
                iteration=at,
                params={key: rng.normal(0, 0.3, value.shape).astype(np.float32) for key, value in state.params.items()},
            )
            for at in (0, 3320, 6680, 10_000)
        ]
        library.write(
            replace(base, entry=replace(base.entry, key=new_key()), earlier=tuple(states[:3]), state=states[3])
        )
        library._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        sizes.append(path.stat().st_size)
    each = np.diff(sizes).mean()
    assert 200 * each < 160e6, each


def test_the_file_says_whose_it_is(library, path):
    assert path.read_bytes()[68:72] == b"mnsl"
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    connection.close()
