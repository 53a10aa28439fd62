"""The worker without its thread: which intents may drop what is being done."""

import numpy as np
import pytest

from mnistlab.engine.events import Failed
from mnistlab.engine.intents import ChangeSetting, GoTo, Pause, Run, ShowLatest, Step
from mnistlab.training import Phase, RunSettings, Trainer

NUMERICAL = RunSettings(hidden_size=30, batch_size=50, gradient="numerical", seed=1)


def perform(worker, *intents):
    for intent in intents:
        worker.perform(intent)
    return worker.frame


def in_pieces(worker):
    """Let every slice end after one piece of work."""
    worker.calls += 1_000_000_000


def whole_slices(worker):
    worker.calls = 0


def test_an_interruption_leaves_what_was_done_before(make_worker):
    worker = make_worker(NUMERICAL)
    in_pieces(worker)
    perform(worker, Step())
    while worker.live.working != "gradient":
        worker.advance()
    frame = perform(worker, Pause())
    assert not worker.working
    assert (frame.answered, frame.iteration, frame.next_phase) == (3, 0, Phase.COMPUTE_GRADIENT)
    whole_slices(worker)
    perform(worker, Step())
    other = Trainer(NUMERICAL, worker.live.dataset)
    other.step()
    np.testing.assert_array_equal(worker.frame.network.params["W1"], other.network.params["W1"])


def test_what_waits_behind_is_settled_when_that_is_dropped(make_worker):
    worker = make_worker(NUMERICAL)
    in_pieces(worker)
    perform(worker, Step(), Step(), ChangeSetting("learning_rate", 0.3), Step(), Pause())
    assert (worker.frame.iteration, worker.frame.settings.learning_rate) == (0, 0.3)
    assert worker.frame.answered == 6
    assert not worker.working


def test_a_way_back_can_be_dropped_for_another(worker):
    perform(worker, *[Step()] * 150)
    in_pieces(worker)
    worker.perform(GoTo(40))  # one piece takes some milliseconds: that may be enough
    whole_slices(worker)
    assert perform(worker, GoTo(90)).iteration == 90
    assert perform(worker, ShowLatest()).iteration == 150


def test_a_run_goes_on_where_a_look_at_it_fails(worker, monkeypatch):
    worker.perform(Run())
    monkeypatch.setattr(worker._camera, "look_at", lambda _live: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        worker.advance()
    assert worker._timer.isActive()


def test_what_fails_before_it_is_begun_is_answered(worker, monkeypatch):
    """Otherwise the window would take every later frame for one from before its last intent."""
    with monkeypatch.context() as broken:
        broken.setattr(worker, "_may_interrupt", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            worker.perform(Pause())
    assert worker.frame.answered == 2  # the other one opened the images


@pytest.mark.parametrize("where", ["_begin_slice", "run.write_what_is_new"])
def test_a_run_that_cannot_be_led_on_stands(make_worker, monkeypatch, where):
    worker = make_worker(RunSettings(hidden_size=5, batch_size=50, iterations=3))
    worker.perform(Run())
    holder = worker.run if where.startswith("run.") else worker
    monkeypatch.setattr(holder, where.removeprefix("run."), lambda: 1 / 0)
    while worker.run.running:
        worker.advance()
    assert isinstance(worker.heard(Failed)[-1].error, ZeroDivisionError)
    assert not worker.frame.running
