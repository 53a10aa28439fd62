"""Runs in a file: written, read, changed and deleted, by one window or by several."""

import math
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from mnistlab.errors import LibraryError
from mnistlab.library import DataMark, keep, new_key, open_library
from mnistlab.library import library as module
from mnistlab.library.library import TakenError
from mnistlab.library.rows import CHUNK
from mnistlab.training import RunSettings, Trainer


def test_a_run_is_read_as_it_was_written(library, kept, same_run):
    drawing, strokes = np.arange(784, dtype=np.uint8).reshape(28, 28), np.array([[0.2, 0.3, 1.4], [0.5, 0.3, 0.0]])
    run = replace(kept(130, name="first"), drawing=drawing, strokes=strokes)
    library.write(run)
    again = library.read(run.entry.key)
    same_run(again, run)
    np.testing.assert_array_equal(again.drawing, run.drawing)
    np.testing.assert_array_equal(again.strokes, run.strokes)
    assert library.entries() == [run.entry]


def test_a_run_without_iterations_has_no_numbers_yet(library, kept):
    run = kept(0)
    library.write(run)
    (entry,) = library.entries()
    assert math.isnan(entry.loss)
    assert math.isnan(entry.test_accuracy)
    assert len(library.read(entry.key).record.loss) == 0


def test_the_accuracy_of_the_untrained_network_is_not_that_of_the_run(kept):
    assert math.isnan(kept(3).entry.test_accuracy)
    measured = kept(12)
    assert measured.entry.test_accuracy == measured.record.test_accuracy[-1] > 0


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
    library.delete(run.entry.key, for_good=True)
    library.purge()
    library.restore(run.entry.key)
    assert library.entries() == []
    with pytest.raises(LibraryError) as error:
        library.read(run.entry.key)
    assert error.value.kind == "run_missing"


def test_the_room_of_what_is_deleted_goes_back_to_the_disk(library, path, kept, monkeypatch):
    monkeypatch.setattr(module, "SPARE", 20)
    monkeypatch.setattr(module, "PIECE", 7)
    runs = [kept(20, hidden_size=300) for _ in range(4)]
    for run in runs:
        library.write(run)
    for run in runs[1:]:
        library.delete(run.entry.key, for_good=True)
    with monkeypatch.context() as hurry:
        hurry.setattr(module, "MOMENT", -1.0)
        library.purge()
    pages = "PRAGMA freelist_count"
    assert library.connection.execute(pages).fetchone()[0] > 200
    library.purge()  # goes on, although nothing else is to be deleted
    assert library.connection.execute(pages).fetchone()[0] <= 20
    assert library.is_in_place()
    library.close()
    again, said = open_library(path)
    assert said is None
    assert [entry.key for entry in again.entries()] == [runs[0].entry.key]
    again.close()


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
        library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        sizes.append(path.stat().st_size)
    each = np.diff(sizes).mean()
    assert 200 * each < 160e6, each


def test_what_a_window_writes_is_changed_last_even_if_the_clock_has_gone_back(library, kept):
    first, second = (kept(name=name) for name in ("first", "second"))
    earlier = replace(second, entry=replace(second.entry, changed=first.entry.changed - 1e6))
    for run in (first, earlier, first, earlier):
        library.write(run, "window", goes_on=True)
        assert library.entries()[-1].name == run.entry.name


@pytest.mark.parametrize("changed", ["1e308", "'x'", "-1e300", "9e999"])
def test_a_time_that_is_none_is_no_fault(library, kept, changed):
    library.write(kept(name="first"))
    library.connection.execute(f"UPDATE runs SET changed = {changed}, created = {changed}")  # noqa: S608
    (entry,) = library.entries()
    datetime.fromtimestamp(entry.changed)  # noqa: DTZ006
    library.write(kept(name="second"), "window")
    assert {one.name for one in library.entries()} == {"first", "second"}
