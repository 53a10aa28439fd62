"""What is held in memory where the library cannot be used, without a thread."""

import shutil
from pathlib import Path

import pytest

from mnistlab.engine.intents import AskLibrary
from mnistlab.engine.store import Store
from mnistlab.errors import LibraryError
from mnistlab.library import DataMark, Library, keep, new_key
from mnistlab.library.hands import FIRST
from mnistlab.training import RunSettings, Trainer


@pytest.fixture
def run(small_dataset):
    def make(name):
        trainer = Trainer(RunSettings(hidden_size=3, batch_size=50), small_dataset)
        trainer.run(lambda: False, 3)
        return keep(trainer, DataMark("small", "", ""), key=new_key(), name=name)

    return make


@pytest.fixture
def told():
    return []


@pytest.fixture
def make_store(told):
    stores = []

    def make(path):
        stores.append(Store(path, "me", lambda *what: told.append(what)))
        stores[-1].open()
        return stores[-1]

    yield make
    for store in stores:
        store.close()


def names(told):
    return [entry.name for kind, *values in told if kind == "listed" for entry in values[0]]


def test_what_was_changed_while_the_folder_was_away_is_there_when_it_is_back(make_store, tmp_path):
    path, away = tmp_path / "data" / "library.mnistlab", tmp_path / "away"
    store = make_store(path)
    store.change(lambda library: library.answers.note("lesson", "one", 1))
    path.parent.rename(away)
    store.change(lambda library: library.answers.note("lesson", "two", 2))
    assert list(store.library.answers.of("lesson")) == ["one", "two"]
    path.parent.rename(tmp_path / "begun meanwhile")
    away.rename(path.parent)
    store.look()
    assert list(store.library.answers.of("lesson")) == ["one", "two"]
    store.change(lambda library: library.hands.add(FIRST))
    store.change(lambda library: library.hands.delete(FIRST.key))
    path.unlink()
    store.look()
    assert list(store.library.answers.of("lesson")) == ["one", "two"]
    assert store.library.hands.all() == []


def test_what_cannot_be_written_is_held_and_written_once_it_can_be(make_store, tmp_path, run, told, monkeypatch):
    monkeypatch.setattr("mnistlab.engine.store.RETRY", 0.0)
    (tmp_path / "data").touch()  # no folder can be made there
    store, one = make_store(tmp_path / "data" / "library.mnistlab"), run("one")
    store.write(one, goes_on=False)
    store.rename(one.entry.key, "another name")
    assert [kind for kind, *_ in told].count("told") == 1
    assert store.held(one.entry.key).entry.name == "another name"
    (tmp_path / "data").unlink()
    store.look()
    assert [entry.name for entry in store.library.entries()] == ["another name"]


def test_of_too_many_runs_that_are_held_the_oldest_goes(make_store, run, monkeypatch, told):
    monkeypatch.setattr("mnistlab.engine.store.MOST_UNWRITTEN", 2)
    store, runs = make_store(None), [run(f"run {number}") for number in range(3)]
    for one in runs:
        store.write(one, goes_on=False)
    assert sorted(names(told[-1:])) == ["run 1", "run 2"]
    with pytest.raises(LibraryError) as error:
        store.held(runs[0].entry.key)
    assert error.value.kind == "run_missing"


def test_a_deleted_run_that_was_only_held_comes_back(make_store, run, told):
    store, one = make_store(None), run("one")
    store.write(one, goes_on=False)
    store.delete(one.entry.key)
    assert names(told[-1:]) == []
    store.restore(one.entry.key)
    assert names(told[-1:]) == ["one"]


@pytest.mark.parametrize("error", [LibraryError("library_not_written", file="", reason=""), MemoryError()])
def test_a_run_that_cannot_be_deleted_now_comes_back(make_store, tmp_path, run, told, error):
    store, one = make_store(tmp_path / "library.mnistlab"), run("one")
    store.write(one, goes_on=False)

    def fail(*_, **__):
        raise error

    with pytest.MonkeyPatch.context() as broken:
        for change in (Library.delete, Library.restore):
            broken.setattr(Library, change.__name__, fail)
        store.delete(one.entry.key)
        waits = isinstance(error, LibraryError)  # what is dropped comes back at once
        assert names(told[-1:]) == ([] if waits else ["one"])
        store.restore(one.entry.key)
        assert names(told[-1:]) == ["one"]
    store.try_again()
    assert [entry.name for entry in store.library.entries()] == ["one"]
    store.delete(one.entry.key)
    assert names(told[-1:]) == []


def test_what_is_deleted_in_a_row_is_listed_once(tmp_path, run, told):
    """A list of some thousand runs takes longer than each deletion."""
    more = []
    store = Store(tmp_path / "library.mnistlab", "me", lambda *what: told.append(what), lambda: bool(more))
    store.open()
    runs = [run(f"run {number}") for number in range(4)]
    for one in runs:
        store.write(one, goes_on=False)
    told.clear()
    more.append(True)
    for one in runs[:3]:
        store.delete(one.entry.key)
    store.restore(runs[2].entry.key)
    store.rename(runs[3].entry.key, "another name")
    assert not told
    store.list_what_changed()
    store.list_what_changed()
    assert names(told) == ["run 2", "another name"]
    more.clear()
    store.delete(runs[2].entry.key)
    assert [kind for kind, *_ in told] == ["listed", "listed"]
    store.library.close()


def test_what_an_older_library_lacks_that_may_only_be_read_is_no_damage(make_store, tmp_path, told, monkeypatch):
    path = tmp_path / "library.mnistlab"
    shutil.copyfile(Path(__file__).parents[1] / "library" / "version_1.mnistlab", path)

    def refuse(_path):
        raise LibraryError("library_not_written", file=str(path), reason="it may only be read")

    monkeypatch.setattr("mnistlab.engine.store.open_library", refuse)
    store, answers = make_store(path), []
    store.answer(AskLibrary(lambda library: library.hands.all(), answers.append))
    assert names(told) == ["run 1", "run 2"]
    assert [values[0].kind for kind, *values in told if kind == "told"] == ["library_not_written"]
    assert told[-1][0] == "answered"
    assert told[-1][2] is None


def test_what_is_in_a_library_that_may_only_be_read_is_listed_and_read(make_store, tmp_path, run, told, monkeypatch):
    monkeypatch.setattr("mnistlab.engine.store.RETRY", 0.0)
    path, one, two = tmp_path / "library.mnistlab", run("one"), run("two")
    make_store(path).write(one, goes_on=False)

    def refuse(_path):
        raise LibraryError("library_not_written", file=str(path), reason="it may only be read")

    with monkeypatch.context() as patched:
        patched.setattr("mnistlab.engine.store.open_library", refuse)
        told.clear()
        store = make_store(path)
        store.write(two, goes_on=False)
        store.look()
        assert names(told)[-2:] == ["one", "two"]
        assert store.held(one.entry.key).entry == one.entry
        assert store.held(two.entry.key) is two
        answers = []
        store.answer(AskLibrary(lambda library: library.hands.all(), answers.append))
        assert [kind for kind, *_ in told].count("told") == 1
    store.look()  # it may be written again
    assert [entry.name for entry in store.library.entries()] == ["one", "two"]
