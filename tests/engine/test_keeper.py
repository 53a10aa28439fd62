"""The keeper, in its own thread, and where the library cannot be used."""

import os
import sqlite3
import threading
import weakref
from contextlib import contextmanager
from dataclasses import replace

import pytest

from mnistlab.engine import keeper as module
from mnistlab.engine.intents import AskLibrary
from mnistlab.engine.jobs import Jobs
from mnistlab.engine.keeper import Keeper
from mnistlab.engine.store import Store
from mnistlab.library import DataMark, Library, keep, library_path, new_key, open_library, open_runs, save_runs
from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings, Trainer


class Heard:
    def __init__(self, keeper):
        self.lists, self.faults, self.taken, self.changes, self.answers = [], [], [], [], []
        self.reopened = False
        keeper.hear = self.hear

    def hear(self, kind, *values):
        several = {"taken": self.taken, "changed": self.changes, "answered": self.answers}
        if kind == "opened anew":
            self.reopened = True
        elif kind in several:
            several[kind].append(values)
        else:
            {"listed": self.lists, "told": self.faults}[kind].append(*values)

    @property
    def names(self):
        return [entry.name for entry in self.lists[-1]] if self.lists else None


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "library.mnistlab"


@pytest.fixture
def start(qapp, path):
    """Return a keeper in its thread, and what it has told."""
    started = []

    def make(where=path):
        keeper = Keeper(where)
        heard = Heard(keeper)
        keeper.start()
        started.append(keeper)
        return keeper, heard

    yield make
    for keeper in started:
        end(keeper)


@pytest.fixture
def run(small_dataset):
    def make(name, iterations=5, **changes):
        trainer = Trainer(RunSettings(hidden_size=3, batch_size=50, **changes), small_dataset)
        trainer.run(lambda: False, iterations)
        return keep(trainer, DataMark("small", str(small_dataset.path), ""), key=new_key(), name=name)

    return make


@pytest.mark.parametrize("where", [[(Jobs, "take")], [(Store, "look"), (Store, "tell")]], ids=["taking", "telling"])
def test_nothing_that_fails_ends_the_thread(start, path, run, monkeypatch, caplog, where):
    """Every window that asks it for something later would wait for ever."""
    monkeypatch.setattr(module, "REFRESH", 0.01)
    keeper, _ = start()
    failed = threading.Event()

    def fail(*_, **__):
        failed.set()
        raise MemoryError

    with pytest.MonkeyPatch.context() as broken:
        for one in where:
            broken.setattr(*one, fail)
        keeper.write(run("first"), None, goes_on=False)
        assert failed.wait(10)
    keeper.write(run("second"), None, goes_on=False)
    end(keeper)
    assert "second" in in_library(path)
    caplog.clear()


def test_images_are_not_held_for_the_sake_of_their_mark(start, run, small_dataset):
    keeper, _heard = start()
    dataset = replace(small_dataset)
    keeper.write(run("first"), dataset, goes_on=False)
    end(keeper)
    gone = weakref.ref(dataset)
    del dataset
    assert gone() is None


def end(keeper):
    keeper.close()
    keeper._thread.join(20)
    assert not keeper._thread.is_alive()


def in_library(path):
    library, _ = open_library(path)
    entries = library.entries()
    library.close()
    return {entry.name: entry for entry in entries}


def test_what_is_asked_for_is_done_before_it_ends(start, path, run, small_dataset):
    keeper, _ = start()
    runs = [run(f"run {number}") for number in range(5)]
    for one in runs:
        keeper.write(one, small_dataset, goes_on=False)
    keeper.rename(runs[0].entry.key, "another name")
    keeper.delete(runs[1].entry.key)
    keeper.delete(runs[2].entry.key)
    keeper.restore(runs[2].entry.key)
    end(keeper)
    found = in_library(path)
    assert set(found) == {"another name", "run 2", "run 3", "run 4"}
    assert found["run 3"].data == DataMark.of(small_dataset)


def test_the_list_is_told_when_another_window_has_changed_it(qtbot, start, path, run, small_dataset, monkeypatch):
    monkeypatch.setattr("mnistlab.engine.keeper.REFRESH", 0.05)
    (one, of_one), (_, of_other) = start(), start()
    qtbot.waitUntil(lambda: of_one.names == of_other.names == [])
    one.write(run("mine"), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: of_one.names == of_other.names == ["mine"])


def test_a_run_is_read_after_it_was_written(start, run, small_dataset):
    keeper, _ = start()
    one = run("mine")
    keeper.write(one, small_dataset, goes_on=True)
    assert result_of(keeper.read(one.entry.key)).entry.name == "mine"


def test_a_run_that_goes_on_and_is_left_is_one_run(start, path, run, small_dataset):
    keeper, heard = start()
    one = run("mine")
    for goes_on in (True, True, False, True, False):
        keeper.write(one, small_dataset, goes_on=goes_on)
        result_of(keeper.ask(lambda library: library))
    end(keeper)
    assert heard.taken == []
    assert set(in_library(path)) == {"mine"}


def test_a_run_that_two_windows_go_on_with_becomes_two(qtbot, start, path, run, small_dataset):
    (one, _), (other, of_other) = start(), start()
    mine = run("mine")
    one.write(mine, small_dataset, goes_on=True)
    result_of(one.ask(lambda library: library))
    other.write(replace(mine, entry=replace(mine.entry, name="theirs")), small_dataset, goes_on=True)
    qtbot.waitUntil(lambda: len(of_other.taken) == 1)
    ((key, new),) = of_other.taken
    assert key == mine.entry.key
    qtbot.waitUntil(lambda: of_other.names == ["mine", "theirs"])
    assert in_library(path)["theirs"].key == new
    assert in_library(path)["theirs"].parent == key


@pytest.mark.parametrize("where", ["a file in the place of the folder", None])
def test_without_a_library_runs_stay_until_the_program_ends(qtbot, start, tmp_path, run, small_dataset, where):
    (tmp_path / "file").touch()
    keeper, heard = start(None if where is None else tmp_path / "file" / "library.mnistlab")
    one, other = run("one"), run("other")
    for each in (one, other):
        keeper.write(each, small_dataset, goes_on=False)
    keeper.rename(one.entry.key, "renamed")
    keeper.delete(other.entry.key)
    qtbot.waitUntil(lambda: heard.names == ["renamed"])
    keeper.restore(other.entry.key)
    qtbot.waitUntil(lambda: sorted(heard.names) == ["other", "renamed"])
    assert result_of(keeper.read(one.entry.key)).entry.name == "renamed"
    assert [fault.kind for fault in heard.faults] == ([] if where is None else ["library_not_written"])


def test_a_full_disk_is_told_once_and_what_was_not_written_is_written_later(qtbot, start, path, run, small_dataset):
    keeper, heard = start()
    qtbot.waitUntil(lambda: heard.names == [])

    def limit(pages):
        result_of(keeper.ask(lambda library: library.connection.execute(f"PRAGMA max_page_count = {pages}").fetchall()))

    limit(1)
    for name in ("one", "two", "three"):
        keeper.write(run(name), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: heard.names == ["one", "two", "three"])
    assert [fault.kind for fault in heard.faults] == ["library_not_written"]
    assert in_library(path) == {}
    limit(100_000)
    keeper.write(run("four"), small_dataset, goes_on=False)
    end(keeper)
    assert set(in_library(path)) == {"one", "two", "three", "four"}


def test_what_cannot_be_written_when_nobody_listens_any_more_is_known_at_the_end(
    qtbot, start, run, small_dataset, caplog
):
    keeper, heard = start()
    qtbot.waitUntil(lambda: heard.names == [])
    result_of(keeper.ask(lambda library: library.connection.execute("PRAGMA max_page_count = 1").fetchall()))
    keeper.fall_silent()
    keeper.write(run("one"), small_dataset, goes_on=False)
    keeper.end()
    assert [fault.kind for fault in keeper.unheard] == ["library_not_written"]
    assert heard.faults == []
    assert "cannot be written" in caplog.text
    caplog.clear()


@contextmanager
def written_by_another(keeper, path):
    """Let another program write to the library meanwhile, for which the keeper does not wait."""
    result_of(keeper.ask(lambda library: library.connection.execute("PRAGMA busy_timeout = 0").fetchall()))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.close()


@pytest.mark.parametrize("then", ["it goes on", "it ends"])
def test_what_cannot_be_changed_now_is_changed_later(qtbot, start, path, run, small_dataset, monkeypatch, then):
    monkeypatch.setattr("mnistlab.engine.keeper.REFRESH", 0.05 if then == "it goes on" else 60)
    monkeypatch.setattr("mnistlab.engine.store.RETRY", 0.05)
    keeper, heard = start()
    one, other, present = run("one"), run("other"), run("present")
    for each in (one, other, present):
        keeper.write(each, small_dataset, goes_on=each is present)
    with written_by_another(keeper, path):
        keeper.rename(one.entry.key, "renamed")
        keeper.delete(other.entry.key)
        further = replace(present, entry=replace(present.entry, loss=0.125))
        keeper.write(further, small_dataset, goes_on=True)
        keeper.write(run("new"), small_dataset, goes_on=False)
        qtbot.waitUntil(lambda: bool(heard.faults))
        qtbot.waitUntil(lambda: "new" in heard.names)
    if then == "it goes on":
        qtbot.waitUntil(lambda: set(heard.names) == {"renamed", "present", "new"})
    end(keeper)
    found = in_library(path)
    assert set(found) == {"renamed", "present", "new"}
    assert found["present"].loss == 0.125
    assert [fault.kind for fault in heard.faults] == ["library_not_written"]


def test_the_run_that_goes_on_is_written_before_all_else(qtbot, start, run, small_dataset):
    keeper, _heard = start()
    free, order = threading.Event(), []
    keeper.change(lambda _library: free.wait(10))
    present, left = run("present"), run("left")
    later = replace(present, entry=replace(present.entry, name="later"))
    for one, goes_on in ((left, False), (run("kept"), False), (present, True), (left, False), (later, True)):
        keeper.write(one, small_dataset, goes_on=goes_on)
    keeper.change(lambda library: order.extend(entry.name for entry in library.entries()))
    free.set()
    qtbot.waitUntil(lambda: bool(order))
    assert order == ["later", "left", "kept"]


def test_what_nobody_expected_is_told_and_the_next_is_done(qtbot, start, path, run, small_dataset, monkeypatch):
    monkeypatch.setattr("mnistlab.engine.keeper.DataMark.of", lambda _dataset: 1 / 0)
    keeper, heard = start()
    keeper.write(run("one"), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: [type(fault) for fault in heard.faults] == [ZeroDivisionError])
    assert result_of(keeper.ask(lambda library: library.entries())) == []


def test_a_run_that_could_not_be_written_for_a_reason_that_nobody_knows_is_held(
    qtbot, start, path, run, small_dataset, monkeypatch
):
    monkeypatch.setattr("mnistlab.engine.keeper.REFRESH", 0.05)
    monkeypatch.setattr("mnistlab.engine.store.RETRY", 0.05)
    keeper, heard = start()
    broken = pytest.MonkeyPatch()
    broken.setattr(Library, "write", lambda *_, **__: 1 / 0)
    keeper.write(run("one"), small_dataset, goes_on=False)
    keeper.write(run("two"), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: heard.names == ["one", "two"])
    assert [type(fault) for fault in heard.faults] == [ZeroDivisionError]  # not again with every run
    broken.undo()
    qtbot.waitUntil(lambda: set(in_library(path)) == {"one", "two"})


def test_a_library_that_nobody_can_open_for_a_reason_that_nobody_knows_lets_the_rest_go_on(
    start, run, small_dataset, monkeypatch
):
    monkeypatch.setattr("mnistlab.engine.store.open_library", lambda _path: 1 / 0)
    keeper, heard = start()
    one = run("one")
    keeper.write(one, small_dataset, goes_on=False)
    assert result_of(keeper.read(one.entry.key)).entry.name == "one"
    assert [type(fault) for fault in heard.faults] == [ZeroDivisionError]


def test_a_library_that_was_moved_away_is_made_anew(start, path, run, small_dataset):
    keeper, _ = start()
    result_of(keeper.ask(lambda library: library))
    for file in path.parent.iterdir():
        file.rename(file.with_name(f"old-{file.name}"))
    keeper.write(run("mine"), small_dataset, goes_on=False)
    end(keeper)
    assert set(in_library(path)) == {"mine"}


def test_a_library_whose_folder_was_away_is_written_again_once_it_is_back(
    qtbot, start, path, run, small_dataset, monkeypatch
):
    monkeypatch.setattr("mnistlab.engine.keeper.REFRESH", 0.05)
    monkeypatch.setattr("mnistlab.engine.store.RETRY", 0.05)
    keeper, heard = start()
    keeper.write(run("before"), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: heard.names == ["before"])
    away = path.parent.rename(path.parent.with_name("away"))
    path.parent.write_text("a file in the folder's place")
    for name in ("one", "two"):
        keeper.write(run(name), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: heard.names == ["one", "two"])
    path.parent.unlink()
    away.rename(path.parent)
    qtbot.waitUntil(lambda: set(heard.names) == {"before", "one", "two"})
    end(keeper)
    assert set(in_library(path)) == {"before", "one", "two"}
    assert [fault.kind for fault in heard.faults] == ["library_not_written"]


def test_a_library_overwritten_while_it_is_open_is_put_aside_at_once(
    qtbot, start, path, run, small_dataset, monkeypatch
):
    monkeypatch.setattr("mnistlab.engine.keeper.REFRESH", 0.05)
    keeper, heard = start()
    keeper.write(run("before"), small_dataset, goes_on=False)
    result_of(keeper.ask(lambda library: library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()))
    with path.open("r+b") as file:
        file.write(b"noise" * 10_000)
    qtbot.waitUntil(lambda: [fault.kind for fault in heard.faults] == ["library_damaged"])
    assert path.with_name(heard.faults[0].facts["aside"]).read_bytes().startswith(b"noise")
    assert heard.reopened
    keeper.write(run("after"), small_dataset, goes_on=False)
    end(keeper)
    assert "after" in in_library(path)


def test_what_is_not_written_into_the_library_yet_is_not_lost_with_the_file_beside_it(
    qtbot, start, path, run, small_dataset, monkeypatch
):
    monkeypatch.setattr("mnistlab.engine.keeper.REFRESH", 60)
    keeper, heard = start()
    log = path.with_name(f"{path.name}-wal")
    keeper.write(run("before"), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: heard.names == ["before"])
    log.unlink()
    keeper.write(run("after"), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: heard.names == ["before", "after"])
    assert log.exists()
    assert set(in_library(path)) == {"before", "after"}  # as another program reads it
    assert heard.faults == []


def test_a_run_that_is_deleted_elsewhere_comes_back_only_if_it_goes_on(start, path, run, small_dataset):
    keeper, heard = start()
    one = run("one")
    keeper.write(one, small_dataset, goes_on=True)
    result_of(keeper.ask(lambda library: library))
    library, _ = open_library(path)
    library.delete(one.entry.key, for_good=True)
    library.purge()
    library.close()
    keeper.write(one, small_dataset, goes_on=False)  # as when the window is closed
    result_of(keeper.ask(lambda library: library))
    assert in_library(path) == {}
    further = run("one", 6)
    further = replace(further, entry=replace(further.entry, key=one.entry.key))
    keeper.write(further, small_dataset, goes_on=True)
    result_of(keeper.ask(lambda library: library))
    assert in_library(path)["one"].key == heard.taken[0][1] != one.entry.key


def test_a_run_that_goes_on_in_another_window_is_not_deleted(qtbot, start, path, run, small_dataset):
    (one, _), (other, of_other) = start(), start()
    mine = run("mine")
    one.write(mine, small_dataset, goes_on=True)
    result_of(one.ask(lambda library: library))
    other.delete(mine.entry.key)
    qtbot.waitUntil(lambda: of_other.names == ["mine"] and bool(of_other.faults))
    assert [(fault.kind, fault.facts["name"]) for fault in of_other.faults] == [("run_goes_on", "mine")]
    assert set(in_library(path)) == {"mine"}


def test_a_library_that_is_emptied_in_between_is_opened_anew(start, path, run, small_dataset):
    keeper, _ = start()
    keeper.write(run("before"), small_dataset, goes_on=False)
    result_of(keeper.ask(lambda _library: os.truncate(path, 0)))
    keeper.write(run("after"), small_dataset, goes_on=False)
    end(keeper)
    assert "after" in in_library(path)


def test_a_library_that_is_found_damaged_while_it_is_written_is_opened_anew(start):
    keeper, heard = start()
    tried = []

    def change(library):
        with library.transaction():
            tried.append(library)
            if len(tried) == 1:
                error = sqlite3.DatabaseError("malformed")
                error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise error

    keeper.change(change)
    end(keeper)
    assert len(set(tried)) == 2
    assert heard.faults == []  # because it was not damaged after all


def test_a_damaged_library_is_said(qtbot, start, path):
    path.parent.mkdir()
    path.write_bytes(b"no library" * 1000)
    _, heard = start()
    qtbot.waitUntil(lambda: [fault.kind for fault in heard.faults] == ["library_damaged"])


def test_runs_are_saved_to_a_file_and_taken_in_from_it(qtbot, start, path, tmp_path, run, small_dataset):
    keeper, heard = start()
    one, live = run("one"), run("live")
    keeper.write(one, small_dataset, goes_on=False)
    keys = one.entry.key, live.entry.key
    file = result_of(keeper.save(tmp_path / "mine", keys, (live, small_dataset)))
    keeper.delete(one.entry.key)
    entries, left_out = result_of(keeper.take_in(file))
    assert [entry.name for entry in entries] == ["one", "live"]
    assert entries[1].data.hash
    assert left_out == 0
    qtbot.waitUntil(lambda: heard.names is not None and sorted(heard.names) == ["live", "one"])


def test_the_library_of_the_tests_is_not_the_persons(tmp_path_factory):
    assert tmp_path_factory.getbasetemp() in library_path().parents


def test_an_unreadable_list_is_no_end(qtbot, start, path, run, small_dataset, monkeypatch):
    keeper, heard = start()
    qtbot.waitUntil(lambda: heard.names == [])
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE arrays")
    connection.close()
    keeper.write(run("mine"), small_dataset, goes_on=False)
    qtbot.waitUntil(lambda: heard.names == ["mine"])  # from memory
    assert save_runs(path.with_name("x"), []).exists()


# What is kept besides runs


def ask_answers(keeper):
    keeper.tell(AskLibrary(lambda library: {step: one.given for step, one in library.answers.of("a").items()}, print))


def test_a_question_is_answered_after_the_changes_before_it(qtbot, start):
    keeper, heard = start()
    keeper.change(lambda library: library.answers.note("a", "one", 1))
    ask_answers(keeper)
    keeper.change(lambda library: library.answers.note("a", "two", 2))
    ask_answers(keeper)
    qtbot.waitUntil(lambda: len(heard.answers) == 2)
    assert [found for _, found in heard.answers] == [{"one": 1}, {"one": 1, "two": 2}]


def test_what_cannot_be_kept_now_is_told_once_and_kept_later(qtbot, path, start):
    keeper, heard = start()
    qtbot.waitUntil(lambda: bool(heard.lists))  # it is open
    library = open_library(path)[0]
    library.connection.execute("DROP TABLE answers")  # so that only this cannot be written
    for step in ("one", "two"):
        keeper.change(lambda library, step=step: library.answers.note("a", step, 1))
    ask_answers(keeper)
    qtbot.waitUntil(lambda: bool(heard.answers))
    assert heard.answers[0][1] is None  # not known: who asks goes on with what it has
    assert [fault.kind for fault in heard.faults] == ["library_not_written"]
    library.connection.execute("CREATE TABLE answers (lesson, step, given, at, PRIMARY KEY (lesson, step))")
    library.close()
    keeper.change(lambda library: library.answers.note("a", "three", 1))
    ask_answers(keeper)
    qtbot.waitUntil(lambda: len(heard.answers) == 2)
    assert heard.answers[1][1] == {"one": 1, "two": 1, "three": 1}


def test_a_change_that_nobody_could_make_stops_no_other(qtbot, start):
    keeper, heard = start()
    keeper.change(lambda library: library.answers.note("a", "one", object()))
    keeper.change(lambda library: library.answers.note("a", "two", 2))
    ask_answers(keeper)
    qtbot.waitUntil(lambda: bool(heard.answers))
    assert heard.answers[0][1] == {"two": 2}
    assert [type(fault) for fault in heard.faults] == [TypeError]


def test_without_a_library_nothing_is_known(qtbot, tmp_path, start):
    (tmp_path / "data").write_text("a file in the folder's place")
    keeper, heard = start()
    keeper.change(lambda library: library.answers.note("a", "one", 1))
    ask_answers(keeper)
    qtbot.waitUntil(lambda: bool(heard.answers))
    assert heard.answers[0][1] is None
    assert [fault.kind for fault in heard.faults] == ["library_not_written"]


def test_what_is_asked_for_while_many_runs_are_saved_does_not_wait_for_them(start, tmp_path, run, small_dataset):
    keeper, _ = start()
    runs, live = [run(f"run {number}") for number in range(20)], run("live")
    for one in runs:
        keeper.write(one, small_dataset, goes_on=False)
    keys = tuple(one.entry.key for one in runs)
    saving = keeper.save(tmp_path / "mine", keys, (live, small_dataset))
    next(saving)
    result_of(keeper.ask(lambda library: library))
    share = next(saving)
    assert 0 <= share < 1
    shares = [share, *saving]
    assert shares == sorted(shares)
    library = open_runs(tmp_path / "mine.mnistlab")
    assert library.count() == 20
    library.close()


@pytest.mark.parametrize("name", ["mine.mnistlab", "mine.csv"])
def test_saving_that_takes_too_long_at_the_end_leaves_no_file_and_is_said(
    start, tmp_path, run, small_dataset, monkeypatch, name
):
    monkeypatch.setattr("mnistlab.engine.keeper.PATIENCE", 0.0)
    keeper, _ = start()
    one, live = run("one"), run("live")
    keeper.write(one, small_dataset, goes_on=False)
    result_of(keeper.ask(lambda library: library))
    begun, end_now, held = threading.Event(), threading.Event(), keeper._store.held
    monkeypatch.setattr(keeper._store, "held", lambda key: (begun.set(), end_now.wait(), held(key))[-1])
    next(keeper.save(tmp_path / name, (one.entry.key, live.entry.key), (live, small_dataset)))
    assert begun.wait(5)
    threading.Timer(0.1, end_now.set).start()
    keeper.end()
    assert [error.kind for error in keeper.unheard] == ["save_given_up"]
    assert [file for file in tmp_path.iterdir() if file.is_file()] == []
