"""The run in the window: what each intent does to it."""

import gc
import weakref

import numpy as np
import pytest

from mnistlab.engine import events
from mnistlab.engine.intents import (
    Begin,
    ChangeSetting,
    GoOn,
    GoTo,
    MakeMistake,
    OpenRun,
    OpenTestSet,
    Pause,
    Rewind,
    Run,
    SetSpeed,
    ShowLatest,
    Step,
    TrainMore,
    UndoRun,
)
from mnistlab.engine.shelf import PLACES
from mnistlab.errors import SettingsError
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings, Trainer
from mnistlab.training.validation import Validation

NUMERICAL = RunSettings(hidden_size=30, batch_size=50, gradient="numerical", seed=1)


def perform(worker, *intents):
    for intent in intents:
        worker.perform(intent)
    return worker.frame


def test_the_test_set_is_read_when_it_is_asked_for_and_not_before(make_worker, small_dataset):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=50, validation_images=100))
    perform(worker, Step())
    assert worker.frame.own.opened == ()
    perform(worker, OpenTestSet())
    while worker.working:
        worker.advance()
    ((iteration, accuracy),) = worker.frame.own.opened
    network, images = worker.live.network, small_dataset.test_images / np.float32(255)
    assert iteration == 1
    assert accuracy == pytest.approx(network.accuracy(images, small_dataset.test_labels))
    kept = small_dataset.train_images[-100:] / np.float32(255)
    assert worker.frame.test_accuracy[0] == pytest.approx(
        Trainer(worker.live.settings, small_dataset).network.accuracy(kept, small_dataset.train_labels[-100:])
    )


def test_openings_of_the_test_set_stay_with_the_run_and_those_that_branch_from_it(make_worker):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=50, validation_images=100))

    def opened(*intents):
        perform(worker, *intents)
        while worker.working:
            worker.advance()
        return [iteration for iteration, _ in worker.frame.own.opened]

    assert opened(Step(), Step(), OpenTestSet()) == [2]
    first = worker.frame.own.key
    assert opened(GoTo(1), GoOn()) == [2]  # what it goes on from was seen
    assert opened(Step(), OpenTestSet()) == [2, 2]
    assert opened(Begin((("learning_rate", 0.5),))) == []
    assert opened(Step(), OpenTestSet()) == [1]
    assert opened(OpenRun(first)) == [2]
    assert opened(Rewind()) == []
    assert opened(Step(), Step()) == [2]  # the same run again: what it had seen, it has seen


def test_the_end_of_a_run_is_measured_once(make_worker, monkeypatch):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=50, iterations=30))
    measured = []
    real = Validation.advance
    monkeypatch.setattr(Validation, "advance", lambda self, at: measured.append(at) or real(self, at))
    perform(worker, Run())
    worker.finish()
    (end,) = worker.heard(events.RunFinished)
    frame = worker.frame
    assert list(frame.evaluated_at) == [0, 12, 24, 30]
    assert (end.train_accuracy, end.test_accuracy) == (frame.train_accuracy[-1], frame.test_accuracy[-1])
    assert measured.count(30) == measured.count(24)
    perform(worker, Run(), Pause())
    worker.finish()
    assert len(worker.heard(events.RunFinished)) == 1
    assert len(worker.frame.evaluated_at) == 4


def test_the_end_goes_when_an_earlier_moment_becomes_the_run(make_worker):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=50, iterations=30))
    perform(worker, Run())
    worker.finish()
    frame = perform(worker, GoTo(26), GoOn())
    assert list(frame.evaluated_at) == [0, 12, 24]
    frame = perform(worker, UndoRun())
    assert list(frame.evaluated_at) == [0, 12, 24, 30]


@pytest.mark.parametrize("sampling", ["random", "shuffle"])
def test_a_run_made_longer_is_the_run_that_was_long_from_the_start(make_worker, sampling):
    settings = RunSettings(hidden_size=3, batch_size=50, iterations=30, sampling=sampling)
    worker = make_worker(settings)
    perform(worker, Run())
    worker.finish()
    assert worker.frame.finished
    frame = perform(worker, TrainMore(30))
    assert frame.running
    assert (frame.settings.iterations, frame.next_settings.iterations) == (60, 60)
    worker.finish()
    frame = worker.frame
    assert (frame.iteration, frame.finished) == (60, True)
    assert list(frame.evaluated_at) == [0, 12, 24, 30, 36, 48, 60]
    whole = Trainer(RunSettings(hidden_size=3, batch_size=50, iterations=60, sampling=sampling), worker.live.dataset)
    whole.run(until=lambda: False)
    np.testing.assert_array_equal(frame.network.params["W1"], whole.network.params["W1"])
    np.testing.assert_array_equal(frame.loss, whole.history.loss)
    for iteration in (20, 30, 45):  # before the old end, at it, and after it
        past = perform(worker, GoTo(iteration))
        assert (past.iteration, past.past, past.finished) == (iteration, True, False)
    again = perform(worker, GoTo(30), GoOn(), Run())
    worker.finish()
    again = worker.frame
    assert again.iteration == 60
    np.testing.assert_array_equal(again.network.params["W1"], whole.network.params["W1"])


def test_a_run_cannot_be_made_longer_than_any_may_be(make_worker):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=50, iterations=5))
    perform(worker, Run())
    worker.finish()
    frame = perform(worker, TrainMore(100_000_000))
    (failed,) = worker.heard(events.Failed)
    assert "Iterations must be 1 to 100,000,000" in str(failed.error)
    assert (frame.running, frame.settings.iterations, frame.next_settings.iterations) == (False, 5, 5)


def test_a_new_run_begins_with_some_settings_changed(worker):
    perform(worker, *[Step()] * 5, ChangeSetting("seed", 7))
    before = worker.frame.run_id
    frame = perform(worker, Begin((("learning_rate", 1.0), ("hidden_size", 10))))
    assert (frame.iteration, frame.running, frame.run_id) == (0, False, before + 1)
    assert (frame.settings.learning_rate, frame.settings.hidden_size, frame.settings.seed) == (1.0, 10, 7)
    assert frame.next_settings == frame.settings
    frame = perform(worker, Begin((("hidden_size", -1),)))
    assert len(worker.heard(events.Failed)) == 1
    assert (frame.run_id, frame.settings.hidden_size) == (before + 1, 10)


def test_a_learning_rate_that_was_set_and_not_used_goes_along_on_the_way_back(worker):
    frame = perform(worker, *[Step()] * 5, ChangeSetting("learning_rate", 0.7), GoTo(2))
    assert (frame.past, frame.settings.learning_rate) == (True, 0.7)
    assert perform(worker, Step()).settings.learning_rate == 0.7  # one moment later
    perform(worker, GoOn(), Step())
    assert worker.frame.settings.learning_rate == 0.7
    assert perform(worker, GoTo(3)).settings.learning_rate == 0.7  # once used, it stays where it was used
    assert perform(worker, GoTo(2)).settings.learning_rate == 0.1


def test_what_else_was_set_and_not_used_leaves_the_moment_its_rate(worker):
    perform(worker, *[Step()] * 5, ChangeSetting("learning_rate", 0.7), *[Step()] * 5)
    perform(worker, MakeMistake(Mistake.NO_DIVISION))
    frame = perform(worker, GoTo(3))
    assert (frame.settings.learning_rate, frame.mistake) == (0.1, None)
    perform(worker, ShowLatest(), ChangeSetting("gradient", "numerical"))
    frame = perform(worker, GoTo(2))
    assert (frame.settings.learning_rate, frame.settings.gradient) == (0.1, "numerical")
    frame = perform(worker, GoOn())
    assert frame.settings == frame.next_settings


def test_after_going_on_the_next_run_has_the_rate_of_this_one(worker):
    perform(worker, *[Step()] * 5, ChangeSetting("learning_rate", 0.7), *[Step()] * 5)
    frame = perform(worker, GoTo(3))
    assert (frame.settings.learning_rate, frame.next_settings.learning_rate) == (0.1, 0.7)
    assert perform(worker, GoOn()).next_settings.learning_rate == 0.1


def test_what_is_changed_at_an_earlier_moment_leaves_the_next_run_the_rate_of_that_moment(worker):
    perform(worker, *[Step()] * 3, ChangeSetting("learning_rate", 0.7), *[Step()] * 3)
    frame = perform(worker, GoTo(2), ChangeSetting("gradient", "numerical"))
    assert (frame.settings.learning_rate, frame.settings.gradient) == (0.1, "numerical")
    assert frame.settings == frame.next_settings


def test_after_going_on_the_next_run_has_the_gradient_of_this_one(worker):
    perform(worker, *[Step()] * 3, ChangeSetting("gradient", "numerical"), *[Step()] * 2)
    frame = perform(worker, GoTo(2))
    assert (frame.settings.gradient, frame.next_settings.gradient) == ("backpropagation", "numerical")
    frame = perform(worker, GoOn())
    assert frame.settings == frame.next_settings
    perform(worker, ChangeSetting("gradient", "numerical"), Step(), ChangeSetting("gradient", "backpropagation"))
    perform(worker, Step(), ChangeSetting("dropout", 0.5))  # waits for the next run, which cannot have both
    frame = perform(worker, GoTo(2))
    assert frame.settings.gradient == "numerical"
    frame = perform(worker, GoOn())
    assert (frame.settings.gradient, frame.next_settings.gradient) == ("numerical", "backpropagation")
    assert not worker.heard(events.Failed)


def test_a_gradient_of_another_kind_is_computed_at_rest_and_not_in_a_run(make_worker):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=10))
    perform(worker, SetSpeed(0.5), Run())
    while worker.live.next_phase is not Phase.UPDATE:
        worker.advance()
        worker._clock.now += 1.0
    perform(worker, ChangeSetting("gradient", "numerical"))
    assert worker.live.stale  # the run does it before the update
    perform(worker, Pause(), ChangeSetting("learning_rate", 0.2))
    while worker.working:
        worker.advance()
    assert not worker.live.stale


def test_branches_leave_nothing_behind(worker):
    """Going back and on fifty times holds no more trainers than that of the run and of the moment that is looked at."""
    alive = weakref.WeakSet()
    perform(worker, *[Step()] * 60)
    for branch in range(50):
        perform(worker, GoTo(30), GoOn(), ChangeSetting("learning_rate", 0.1 + branch / 1000), *[Step()] * 3, GoTo(31))
        alive.update((worker.live, worker.tracks.viewed))
    gc.collect()
    assert len(alive) == 2
    assert len(worker.frame.kept) == PLACES


@pytest.mark.parametrize("speed", [None, 1000.0])
def test_a_run_that_fails_stops_and_says_so(worker, speed, monkeypatch):
    monkeypatch.setattr(Trainer, "_select_batch", lambda _self: 1 / 0)
    perform(worker, SetSpeed(speed), Run())
    for _ in range(5):
        worker.advance()
    assert not worker.frame.running
    assert isinstance(worker.heard(events.Failed)[-1].error, ZeroDivisionError)


def test_a_rule_that_the_run_cannot_have_leaves_the_moments_after_the_one_looked_at(make_worker):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=50, iterations=30, dropout=0.5))
    perform(worker, Step(), Step(), ChangeSetting("dropout", 0.0), GoTo(1))  # which is of the next run
    perform(worker, ChangeSetting("gradient", "numerical"))
    (failed,) = worker.heard(events.Failed)
    assert isinstance(failed.error, SettingsError)
    assert worker.live.iteration == 2
