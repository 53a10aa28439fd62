"""Runs done once more with other seeds, beside the run in the window."""

from dataclasses import replace
from pathlib import Path

import pytest

from mnistlab.engine import events
from mnistlab.engine.intents import (
    ChangeSetting,
    ForgetRepeats,
    NewWeights,
    OpenData,
    RepeatRun,
    Rewind,
    Step,
    StopRepeating,
)
from mnistlab.errors import LibraryError
from mnistlab.training import RunSettings

SETTINGS = RunSettings(hidden_size=4, batch_size=50, iterations=12, seed=3)


def here(work, jobs, processes=None, stopped=lambda: False, *, gently=False):
    """Do the jobs in this process; the parameters are those of `in_processes`."""
    for place, job in enumerate(jobs):
        if stopped():
            return
        yield place, work(job)


@pytest.fixture
def worker(make_worker, monkeypatch, small_dataset):
    monkeypatch.setattr("mnistlab.engine.repeats.in_processes", here)
    return make_worker(SETTINGS, replace(small_dataset, path=Path("nowhere")))


@pytest.fixture
def perform(qtbot, worker):
    def perform(*intents):
        for intent in intents:
            worker.perform(intent)
            while worker.working:
                worker.advance()
        return worker.frame

    return perform


@pytest.fixture
def settle(qtbot, worker):
    """Wait until all seeds are done, and return the frame then."""

    def settle():
        qtbot.waitUntil(lambda: worker.frame.repeating is None)
        return worker.frame

    return settle


def own(frame):
    return frame.spreads.get(frame.own.key)


def test_the_present_run_is_done_with_the_seeds_that_follow(perform, settle):
    frame = perform(Step())
    frame = perform(RepeatRun(frame.own.key, 5))
    assert frame.repeating == (frame.own.key, frame.repeating.done, 5)
    spread = own(settle())
    assert (spread.seeds, spread.iterations) == ((4, 5, 6, 7, 8), 12)


def test_more_seeds_are_added_to_those_that_are_there(perform, settle, worker):
    key = worker.frame.own.key
    perform(RepeatRun(key, 2))
    settle()
    frame = perform(RepeatRun(key, 5))
    assert frame.repeating.of == 3
    assert own(settle()).seeds == (4, 5, 6, 7, 8)
    assert perform(RepeatRun(key, 5)).repeating is None


def test_a_kept_run_is_repeated_as_far_as_it_has_come(perform, settle, worker, monkeypatch):
    perform(Step(), Step(), Step(), RepeatRun(worker.frame.own.key, 1))
    settle()
    frame = perform(NewWeights())
    key = frame.runs[0].key
    monkeypatch.setattr("mnistlab.experiments.repeats.find_data", lambda _mark, _name: worker.live.whole)
    perform(RepeatRun(key, 2))
    frame = settle()
    assert frame.spreads[key].iterations == 3
    assert own(frame) is None


def test_a_run_that_goes_another_way_has_no_band_any_more(perform, settle, worker):
    perform(Step(), RepeatRun(worker.frame.own.key, 2))
    assert own(settle()) is not None
    assert own(perform(ChangeSetting("learning_rate", 0.5), Step())) is None


def test_a_run_that_is_done_again_keeps_its_band(perform, settle, worker):
    perform(Step(), Step(), RepeatRun(worker.frame.own.key, 2))
    settle()
    frame = perform(Rewind(), Step(), Step())
    assert frame.runs == ()
    assert own(frame).seeds == (4, 5)


def test_the_same_run_on_turned_images_is_another_run(perform, worker):
    turned = worker.live.whole.turned()
    perform(Step(), Step())
    first = worker.frame.own.key
    frame = perform(OpenData(turned), Step(), Step())
    assert [entry.key for entry in frame.runs] == [first]


def test_the_band_is_put_away(perform, settle, worker):
    key = worker.frame.own.key
    perform(RepeatRun(key, 2))
    settle()
    assert own(perform(ForgetRepeats(key))) is None


def test_stopping_keeps_what_is_done(perform, settle, worker, qtbot, monkeypatch):
    def endless(work, jobs, stopped=None, gently=False):
        yield 0, work(jobs[0])
        stopped.__self__.wait()  # the event whose `is_set` it is

    monkeypatch.setattr("mnistlab.engine.repeats.in_processes", endless)
    key = worker.frame.own.key
    perform(RepeatRun(key, 5))
    qtbot.waitUntil(lambda: worker.frame.repeating.done == 1)
    frame = perform(StopRepeating())
    assert frame.repeating is None
    assert own(frame).seeds == (4,)


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (LibraryError("run_data_gone", name="a", data="b", folder="c"), "run_data_gone"),
        (OSError(12, "no memory"), "repeat_failed"),
    ],
)
def test_a_fault_in_a_process_is_told_and_the_next_is_begun(perform, settle, worker, monkeypatch, fault, kind):
    asked = []

    def failing(work, jobs, stopped=None, gently=False):
        asked.append(len(jobs))
        raise fault
        yield

    monkeypatch.setattr("mnistlab.engine.repeats.in_processes", failing)
    key = worker.frame.own.key
    perform(RepeatRun(key, 2), RepeatRun(key, 3))
    settle()
    assert [event.error.kind for event in worker.heard(events.Failed)] == [kind, kind]
    assert asked == [2, 3]
