"""The engine is closed at any moment, and returns at once."""

import gc
import threading
import time

from mnistlab.engine.events import DataReady, RunFinished
from mnistlab.engine.intents import (
    ChangeLibrary,
    ChangeSetting,
    GoTo,
    OpenData,
    OpenWeights,
    ReadPath,
    RenameRun,
    Run,
    Step,
)
from mnistlab.engine.lab import Lab
from mnistlab.library import open_library
from mnistlab.training import RunSettings, Trainer


def closes_at_once(lab):
    start = time.perf_counter()
    lab.close()
    seconds = time.perf_counter() - start
    assert seconds < 0.1
    assert lab._thread.wait(5_000)  # ms


def test_closing_while_a_large_network_is_measured(large):
    large.perform(Step())
    large.until_working("accuracy")
    closes_at_once(large)


def test_closing_during_a_numerical_gradient(large, small_dataset):
    large.do(OpenData(small_dataset), ChangeSetting("gradient", "numerical"))
    large.perform(Step())
    large.until_working("gradient")
    closes_at_once(large)


def test_what_is_asked_for_just_before_closing_is_carried_out(make_lab, small_dataset, tmp_path, monkeypatch):
    busy, end = threading.Event(), threading.Event()

    def path(_trainer, _points):
        busy.set()
        end.wait()
        return []

    monkeypatch.setattr("mnistlab.engine.live_run.path", path)
    lab = make_lab(library=tmp_path / "library.mnistlab")
    with lab.hears(DataReady):
        lab.perform(OpenData(small_dataset))
    lab.perform(ReadPath((1, 0), 2, print))
    assert busy.wait(5)
    lab.perform(ChangeLibrary(lambda library: library.answers.note("lesson", "step", 7)))
    lab.perform(RenameRun("none", "name"))
    lab.close()
    end.set()
    assert lab._thread.wait(5_000)  # ms
    for thread in threading.enumerate():
        if thread.name == "keeper":
            thread.join(5)
    library, _ = open_library(tmp_path / "library.mnistlab")
    assert library.answers.of("lesson")["step"].given == 7
    library.close()


def test_closing_on_the_way_back(make_lab, small_dataset, monkeypatch):
    monkeypatch.setattr("mnistlab.training.checkpoints.MEMORY", 1)
    monkeypatch.setattr("mnistlab.training.checkpoints.RECENT", 100_000)  # iterations: hardly a checkpoint
    lab = make_lab(RunSettings(hidden_size=50, batch_size=600, iterations=300))
    with lab.hears(RunFinished):
        lab.do(OpenData(small_dataset), Run())
    lab.perform(GoTo(299))
    lab.until_working("way_back")
    closes_at_once(lab)


def test_closing_while_data_are_read(lab, tmp_path, monkeypatch):
    end = threading.Event()
    monkeypatch.setattr("mnistlab.engine.file_handling.load_dataset", lambda _path: end.wait())
    lab.perform(OpenData(tmp_path))
    lab.until_working("data")
    closes_at_once(lab)
    end.set()


def test_closing_while_weights_are_read_from_a_pipe(lab, monkeypatch):
    end = threading.Event()
    monkeypatch.setattr("mnistlab.engine.file_handling.load_network", lambda _path: end.wait())
    lab.perform(OpenWeights("a pipe"))
    lab.until_working("file")
    closes_at_once(lab)
    end.set()


def test_a_lab_that_nobody_closed_dies_in_peace(qtbot, small_dataset):
    """As when an exception ends the making of a window: a thread that outlives its object would abort the program."""
    lab = Lab(RunSettings(hidden_size=8, iterations=1_000_000))
    lab.perform(OpenData(small_dataset))
    lab.perform(Run())
    with qtbot.waitSignal(lab.frame_ready):
        lab._want_frame()
    thread = lab._thread
    del lab
    gc.collect()
    assert not thread.isRunning()


def test_an_iteration_that_cannot_be_waited_for_is_let_end(qtbot, lab, monkeypatch):
    """2,000 units and 10,000 images: one iteration takes a second."""
    begun, end = threading.Event(), threading.Event()

    def slow(_self):
        begun.set()
        end.wait()

    monkeypatch.setattr(Trainer, "_step", slow)
    lab.perform(Run())
    qtbot.waitUntil(begun.is_set)
    start = time.perf_counter()
    lab.close()
    assert time.perf_counter() - start < 0.1
    assert lab._thread.isRunning()
    end.set()
    assert lab._thread.wait(5_000)


def test_closing_in_the_middle_of_a_run(lab):
    lab.do(ChangeSetting("iterations", 10_000_000), Run())
    lab.close()
    assert lab._thread.wait(5_000)  # ms
    lab.close()
