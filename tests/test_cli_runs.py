"""Kept runs on the command line: listed, exported, gone on with in another process."""

import os
import re
import shutil
import signal
import sqlite3
import sys
from dataclasses import replace

import numpy as np
import pytest

from mnistlab import cli, cli_runs
from mnistlab.errors import LibraryError, WeightsError
from mnistlab.library import Library, library_path, new_key, open_library, open_runs
from mnistlab.library.file import MovedError
from mnistlab.main import main
from mnistlab.stopping import StopWish
from mnistlab.training import RunSettings, Trainer, save_weights

SMALL = ("--hidden", 4)


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr("mnistlab.language.system_language", lambda: "en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory, write_idx_folder, small_dataset):
    data = small_dataset
    return write_idx_folder(
        tmp_path_factory.mktemp("data"),
        train=(data.train_images, data.train_labels),
        test=(data.test_images, data.test_labels),
    )


@pytest.fixture
def mnistlab(capsys):
    """Run the program in this process, and return its exit code, what it has printed, and what it has said."""

    def run(*arguments):
        code = main([*map(str, arguments)])
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def train(mnistlab, folder):
    def run(*arguments):
        return mnistlab("train", *arguments, "--data", folder)

    return run


def kept():
    library, _ = open_library(library_path())
    runs = {entry.name: library.read(entry.key) for entry in library.entries()}
    library.close()
    return runs


def test_a_run_is_kept_and_listed(mnistlab, train):
    assert "No runs are kept yet" in mnistlab("runs")[2]
    code, _, said = train("--iterations", 20, "--keep", "my first", *SMALL)
    assert code == 0
    assert "mnistlab train --resume='my first'" in said
    assert train("--iterations", 10, "--lr", 0.5, "--keep", "数字", *SMALL)[0] == 0
    code, printed, _ = mnistlab("runs")
    head, later, first = printed.splitlines()
    assert head.split() == ["key", "run", "iterations", "epoch", "loss", "train", "test", "changed"]
    assert re.fullmatch(r"[0-9a-f]{8}  数字 +10 +1\.67 +2\.\d{3} +0\.\d{4} +0\.\d{4} +\d{4}-\d\d-\d\d \d\d:\d\d", later)
    assert "my first" in first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such rights of a folder")
def test_runs_are_listed_and_exported_where_the_library_may_only_be_read(mnistlab, train, tmp_path, monkeypatch):
    train("--iterations", 20, "--keep", "one", *SMALL)
    refused = LibraryError("library_not_written", file=str(library_path()), reason="it may only be read")

    def refuse(_path):  # an administrator may write anywhere
        raise refused

    monkeypatch.setattr(cli_runs, "open_library", refuse)
    library_path().parent.chmod(0o500)
    try:
        code, printed, _ = mnistlab("runs")
        assert (code, printed.splitlines()[1].split()[1]) == (0, "one")
        assert mnistlab("runs", "export", tmp_path / "one.csv", "one")[0] == 0
        assert (tmp_path / "one.csv").exists()
        code, _, said = mnistlab("runs", "rename", "one", "two")
        assert (code, "may only be read" in said) == (1, True)
    finally:
        library_path().parent.chmod(0o700)


@pytest.mark.parametrize("sampling", ["random", "shuffle"])
def test_a_run_that_goes_on_is_that_which_never_stopped(train, small_dataset, sampling):
    assert train("--iterations", 17, "--sampling", sampling, "--keep", "mine", *SMALL)[0] == 0
    code, printed, said = train("--resume", "mine", "--iterations", 40)
    assert code == 0
    assert "23 iterations" in said
    assert printed.count("train acc") == 4  # epochs 3 to 6 end in it
    trainer = Trainer(RunSettings(hidden_size=4, iterations=40, sampling=sampling), small_dataset)
    trainer.run(lambda: False)
    run = kept()["mine"]
    np.testing.assert_array_equal(run.state.params["W1"], trainer.network.params["W1"])
    np.testing.assert_array_equal(run.record.loss, trainer.history.loss)


def test_what_cannot_go_on_is_said(train):
    train("--iterations", 5, "--keep", "mine", *SMALL)
    for arguments, words in (
        (("--resume", "mine"), "has done all of its 5 iterations. Ask for more, such as --iterations 10."),
        (("--resume", "mine", "--hidden", 7), "--hidden is fixed by the run"),
        (("--resume", "mine", "--weights", "w.npz"), "--weights is fixed by the run"),
    ):
        code, _, said = train(*arguments)
        assert (code, words in said) == (2, True), said
    code, _, said = train("--resume", "yours")
    assert (code, "no run named yours" in said) == (1, True)


def test_other_data_are_refused(mnistlab, train, tmp_path, write_idx_folder):
    train("--iterations", 5, "--keep", "mine", *SMALL)
    other = write_idx_folder(tmp_path / "other")
    code, _, said = mnistlab("train", "--resume", "mine", "--iterations", 9, "--data", other)
    assert code == 1
    assert "learned from" in said


def test_a_run_goes_on_from_a_file_and_stays_there_as_it_is(mnistlab, train, tmp_path):
    train("--iterations", 5, "--keep", "one", *SMALL)
    train("--iterations", 6, "--keep", "two", *SMALL)
    file = tmp_path / "runs.mnistlab"
    assert mnistlab("runs", "export", file, "one", "two")[0] == 0
    assert mnistlab("runs", "delete", "one", "two")[0] == 0
    code, _, said = train("--resume", file, "--iterations", 9)
    assert (code, "#two" in said) == (1, True)
    assert train("--resume", f"{file}#one", "--iterations", 9)[0] == 0
    assert kept() == {}
    assert train("--resume", f"{file}#one", "--iterations", 9, "--keep", "one on")[0] == 0
    assert kept()["one on"].entry.branched_at == 5
    library = open_runs(file)
    assert sorted(entry.iteration for entry in library.entries()) == [5, 6]
    library.close()


def test_a_file_of_runs_may_have_any_sign_and_capitals_in_its_name(mnistlab, train, tmp_path):
    train("--iterations", 5, "--keep", "n#1", *SMALL)
    folder = tmp_path / "C#, 100 % [of it]"
    folder.mkdir()
    assert mnistlab("runs", "export", folder / "a#b.MNISTLAB", "n#1")[0] == 0
    for name in ("", "#n#1"):
        assert train("--resume", f"{folder / 'a#b.MNISTLAB'}{name}", "--iterations", 9)[0] == 0
    code, _, said = train("--resume", f"{folder / 'none.MNISTLAB'}#n#1")
    assert (code, f"{folder / 'none.MNISTLAB'}" in said) == (1, True)


def test_runs_are_exported_as_a_table_too(mnistlab, train, tmp_path):
    train("--iterations", 7, "--keep", "a, b", *SMALL)
    assert mnistlab("runs", "export", tmp_path / "x.csv", "a, b")[0] == 0
    lines = (tmp_path / "x.csv").read_text("utf-8").splitlines()
    assert lines[0] == "run,iteration,loss,smoothed_loss,train_accuracy,test_accuracy,train_loss,test_loss"
    assert len(lines) == 9
    assert re.fullmatch(r'"a, b",7(,\d\.\d+){6}', lines[-1])


def test_runs_are_imported_renamed_and_deleted(mnistlab, train, tmp_path):
    train("--iterations", 5, "--keep", "one", *SMALL)
    mnistlab("runs", "export", tmp_path / "x", "one")
    mnistlab("runs", "delete", "one")
    assert "Kept from now on: one" in mnistlab("runs", "import", tmp_path / "x.mnistlab")[2]
    key = kept()["one"].entry.key
    assert mnistlab("runs", "rename", key[:6], "another")[0] == 0
    assert list(kept()) == ["another"]
    assert mnistlab("runs", "delete", "another")[0] == 0
    assert mnistlab("runs", "delete", "another")[0] == 1


def test_runs_of_a_file_that_cannot_be_read_are_counted(mnistlab, train, tmp_path):
    for name in ("one", "two"):
        train("--iterations", 5, "--keep", name, *SMALL)
    file = tmp_path / "x.mnistlab"
    mnistlab("runs", "export", file, "one", "two")
    for damaged, words in (("two", "1 of 2"), ("one", "All runs in")):
        with sqlite3.connect(file) as connection:
            connection.execute("UPDATE runs SET checksum = 0 WHERE name = ?", (damaged,))
        connection.close()
        for action in ("import", "list"):
            assert words in mnistlab("runs", action, file)[2]


def test_many_runs_are_found_as_quickly_as_one(mnistlab, train, monkeypatch):
    """A school has some thousand: each was looked for among all."""
    train(*SMALL, "--iterations", 2, "--keep", "one")
    library, _ = open_library(library_path())
    (entry,) = library.entries()
    run = library.read(entry.key)
    for number in range(20):
        library.write(replace(run, entry=replace(entry, key=new_key(), name=f"run {number}")))
    library.close()
    asked, name = [], cli_runs.run_name
    monkeypatch.setattr(cli_runs, "run_name", lambda *one: asked.append(one) or name(*one))
    code, _, said = mnistlab("runs", "delete", *(f"run {number}" for number in range(20)))
    assert code == 0
    assert "run 0, run 1, " in said
    assert [*kept()] == ["one"]
    assert len(asked) == 2 * 21 + 20  # in two languages, and once for each that is said


def test_a_run_that_goes_on_in_a_window_is_not_deleted(mnistlab, train):
    for name in ("in a window", "here"):
        train("--iterations", 5, "--keep", name, *SMALL)
    library, _ = open_library(library_path())
    library.write(kept()["in a window"], "a window", goes_on=True)
    code, _, said = mnistlab("runs", "delete", "here", "in a window")
    assert code == 1
    assert "in a window goes on in another window" in said
    library.write(kept()["in a window"], "a window", goes_on=False)
    assert list(kept()) == ["in a window"]
    library.close()
    assert mnistlab("runs", "delete", "in a window")[0] == 0


def test_what_a_window_can_still_undo_stays_when_another_run_is_deleted(mnistlab, train):
    for name in ("in the window", "here"):
        train("--iterations", 5, "--keep", name, *SMALL)
    key = kept()["in the window"].entry.key
    library, _ = open_library(library_path())
    library.delete(key)
    assert "Deleted: here\n" in mnistlab("runs", "delete", "here", "here")[2]
    library.restore(key)
    library.close()
    assert list(kept()) == ["in the window"]


def test_a_pipe_or_a_name_that_cannot_be_is_said(mnistlab, train, tmp_path):
    os.mkfifo(tmp_path / "pipe.mnistlab")
    for name, words in (("pipe.mnistlab", "it is a folder or a device"), ("x" * 300, "File name too long")):
        assert words in mnistlab("runs", "import", tmp_path / name)[2]
    assert "There is no run named" in train("--resume", "x" * 300)[2]


def test_a_name_that_two_runs_have_is_not_guessed(mnistlab, train):
    said = [train("--iterations", 5, "--keep", "same", *SMALL)[2] for _ in range(2)]
    assert "mnistlab train --resume=same " in said[0]
    assert re.search(r"mnistlab train --resume=[0-9a-f]{8} ", said[1])  # because the name does not say which
    code, _, said = mnistlab("runs", "delete", "same")
    assert (code, "2 runs are named same" in said) == (1, True)


@pytest.mark.parametrize("name", ["library.mnistlab", "library"])
def test_the_library_itself_is_not_written_over(mnistlab, train, name):
    train("--iterations", 5, "--keep", "one", *SMALL)
    assert mnistlab("runs", "export", library_path().with_name(name), "one")[0] == 2
    assert list(kept()) == ["one"]


def test_a_run_begins_with_weights_from_a_file(train, tmp_path, small_dataset):
    weights = Trainer(RunSettings(hidden_size=9, seed=5), small_dataset).network.params
    file = save_weights(tmp_path / "w.npz", weights)
    assert train("--weights", file, "--iterations", 5, "--keep", "mine")[0] == 0
    np.testing.assert_array_equal(kept()["mine"].earlier[0].params["W1"], weights["W1"])
    code, _, said = train("--weights", file, *SMALL)
    assert (code, "--hidden is fixed by the weights" in said) == (2, True)


def test_a_run_that_is_stopped_or_diverges_is_kept_as_far_as_it_came(train, monkeypatch):
    real = cli._is_due

    def stop_soon(trainer, *due):
        if trainer.iteration >= 30 and not due[-1]():
            signal.raise_signal(signal.SIGINT)
        return real(trainer, *due)

    monkeypatch.setattr(cli, "_is_due", stop_soon)
    code, _, said = train("--iterations", 100_000, "--keep", "stopped", *SMALL)
    assert code == 130
    assert "the run is kept as stopped" in said
    assert kept()["stopped"].entry.iteration == 30
    monkeypatch.setattr(cli, "_is_due", real)
    assert train("--lr", 1000, "--keep", "wild", *SMALL)[0] == 3
    assert kept()["wild"].entry.iteration > 0


def test_a_library_that_fills_up_on_the_way_costs_neither_the_run_nor_what_else_is_written(
    train, tmp_path, monkeypatch
):
    def fail(self, *_, **__):
        raise LibraryError("library_not_written", file="library", reason="the disk is full")

    monkeypatch.setattr(cli_runs, "WRITE_AFTER", 0.0)
    monkeypatch.setattr(Library, "write", fail)
    weights, script = tmp_path / "w.npz", tmp_path / "run.py"
    code, _, said = train("--keep", "mine", "--save", weights, "--script", script, "--iterations", 30, *SMALL)
    assert code == 1
    assert "accuracy at the end" in said
    assert "the disk is full" in said
    assert weights.exists()
    assert script.exists()


def test_a_library_that_is_replaced_meanwhile_is_opened_anew_or_said(mnistlab, train, monkeypatch):
    left = [1, 1]  # so often it is replaced

    def moved(real):
        def change(self, *arguments, **facts):
            if left:
                left.pop()
                raise MovedError("library_moved", file="library")
            return real(self, *arguments, **facts)

        return change

    monkeypatch.setattr(Library, "rename", moved(Library.rename))
    assert train("--iterations", 20, "--keep", "first", *SMALL)[0] == 0
    code, printed, said = mnistlab("runs", "rename", "first", "second")
    assert (code, printed) == (1, "")
    assert said.startswith("mnistlab: library was moved, replaced or damaged in the meantime.")
    monkeypatch.setattr(Library, "write", moved(Library.write))
    assert train("--iterations", 20, "--keep", "third", *SMALL)[0] == 0
    assert not left
    assert {"first", "third"} <= kept().keys()


def test_what_can_be_written_is_written_where_something_else_cannot(train, tmp_path, monkeypatch):
    def fail(*_):
        raise WeightsError("not_writable", file="w.npz", reason="the disk is full")

    monkeypatch.setattr(cli, "save_network", fail)
    code, _, said = train(
        "--keep", "mine", "--save", tmp_path / "w.npz", "--script", tmp_path / "run", "--iterations", 30, *SMALL
    )
    assert code == 1
    assert "w.npz cannot be written" in said
    assert (tmp_path / "run.py").exists()
    assert kept()["mine"].entry.iteration == 30


@pytest.mark.parametrize("name", ["run.mnistlab", "RUN.MNISTLAB", "run.mnistlab#2", "there", "there#1", "the#re#1"])
def test_the_way_to_go_on_is_true_for_a_run_that_is_called_like_a_file(train, tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for file in ("there", "the#re"):
        (tmp_path / file).touch()
    said = train("--iterations", 5, "--keep", name, *SMALL)[2]
    again = re.search(r"--resume=(\S+)", said)[1]
    assert train("--resume", again, "--iterations", 9)[0] == 0
    assert kept()[name].entry.iteration == 9


@pytest.mark.parametrize("folder_named", [".", "..", "/", "there", "there/.."])
def test_a_folder_is_no_file_to_write(mnistlab, train, tmp_path, monkeypatch, folder_named):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there").mkdir()
    train("--iterations", 5, "--keep", "one", *SMALL)
    for done in (
        mnistlab("runs", "export", folder_named, "one"),
        train("--script", folder_named, "--iterations", 100_000_000),
        train("--save", folder_named, "--iterations", 100_000_000),
    ):
        assert done[0] == 1
        assert "names a folder, not a file. Name a file in it" in done[2]
    assert [file.name for file in tmp_path.iterdir()] == ["there"]


def test_a_program_that_cannot_be_written_under_its_whole_name_is_said_before_the_run(train, tmp_path):
    (tmp_path / "run.py").mkdir()
    code, printed, said = train("--iterations", 100_000_000, "--script", tmp_path / "run")
    assert (code, printed) == (1, "")
    assert "run.py cannot be written" in said


def test_once_the_run_has_ended_another_signal_does_not_tear_what_is_written(train, tmp_path, monkeypatch):
    real = cli.save_network

    def save(*arguments):
        for age in (0, 10):
            signal.raise_signal(signal.SIGINT)
            wishes[-1]._since -= age
        signal.raise_signal(signal.SIGINT)
        return real(*arguments)

    wishes = []
    run = cli._run
    monkeypatch.setattr(cli, "_run", lambda *rest: wishes.append(rest[2]) or run(*rest))
    monkeypatch.setattr(cli, "save_network", save)
    train("--save", tmp_path / "w.npz", "--iterations", 30, *SMALL)
    assert (tmp_path / "w.npz").exists()


def test_a_library_that_cannot_be_written_is_said_before_the_run(train):
    library_path().parent.mkdir(parents=True)
    library_path().mkdir()
    code, printed, said = train("--iterations", 100_000_000, "--keep", "mine", *SMALL)
    assert (code, printed) == (1, "")
    assert "cannot be" in said


@pytest.mark.parametrize("option", ["--keep", "--resume", "--weights"])
def test_a_recipe_takes_none_of_them(mnistlab, option):
    code, _, said = mnistlab("train", "--recipe", "best", option, "x")
    assert (code, f"{option} is fixed by the recipe" in said) == (2, True)


def test_it_needs_no_qt(monkeypatch, train):
    monkeypatch.setitem(sys.modules, "mnistlab.language", None)
    assert train("--iterations", 5, "--keep", "mine", *SMALL)[0] == 0
    with StopWish():
        assert list(kept()) == ["mine"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are UTF-8 elsewhere")
def test_a_run_on_a_folder_whose_name_is_not_utf8_is_kept_and_goes_on(mnistlab, folder, tmp_path):
    data = tmp_path / os.fsdecode(b"caf\xe9")
    shutil.copytree(folder, data)
    code, _, said = mnistlab("train", "--data", data, "--keep", "first", "--iterations", 3)
    assert (code, "Kept as first" in said) == (0, True)
    code, _, said = mnistlab("train", "--resume", "first", "--iterations", 5)
    assert (code, "Kept as first" in said) == (0, True)
    assert kept()["first"].entry.data.folder == str(data)
