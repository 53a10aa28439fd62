"""Frames: what they say of a moment, and that nobody changes it."""

import numpy as np
import pytest

from mnistlab.engine.camera import WORTH_SAYING
from mnistlab.engine.intents import ChangeSetting, GoTo, MakeMistake, Pause, Run, SetSpeed, Step, Update
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings


def test_nobody_can_write_to_a_frame(worker):
    for _ in range(2):
        worker.perform(Step())
    frame = worker.frame
    arrays = [frame.seen, frame.loss, frame.smoothed_loss, frame.evaluated_at, frame.train_accuracy]
    arrays += [frame.test_accuracy, *frame.network.params.values(), *frame.gradient.values()]
    batch = frame.batch
    arrays += [batch.indices, batch.images, batch.labels, batch.probabilities, batch.probabilities_before]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0
    worker.perform(Step())  # the run goes on in arrays of its own


def test_the_speed_is_that_of_the_last_second(worker, clock):
    worker.perform(ChangeSetting("iterations", 10_000))
    worker.perform(SetSpeed(100.0))
    worker.perform(Run())
    for _ in range(30):
        worker.advance()
        speed = worker.frame.speed
        clock.now += 0.1
    assert speed == pytest.approx(worker.live.iteration / 3.0, rel=0.1)  # as many each time, 10 times a second
    worker.perform(SetSpeed(10.0))
    for _ in range(30):
        worker.advance()
        speed = worker.frame.speed
        clock.now += 0.1
    assert speed == pytest.approx(10.0, rel=0.2)


def test_the_plain_loop_is_timed_where_gradients_are_numerical(make_worker):
    worker = make_worker(RunSettings(hidden_size=3, batch_size=10))
    assert worker.frame.plain_seconds == 0
    worker.perform(ChangeSetting("gradient", "numerical"))
    few = worker.frame.plain_seconds
    assert few > 0
    assert worker.frame.plain_seconds == few  # measured once


def test_work_is_spoken_of_once_it_has_taken_a_while(make_worker, clock):
    worker = make_worker(RunSettings(hidden_size=300, batch_size=100, gradient="numerical"))
    worker.calls += 100_000_000  # every slice ends after a piece
    worker.perform(Step())
    while worker.live.working != "gradient":
        worker.advance()
    assert worker.frame.working is None
    clock.now += 2 * WORTH_SAYING
    worker.advance()
    frame = worker.frame
    assert frame.working == "gradient"
    assert 0 < frame.progress == worker.live.progress < 1


def test_a_way_back_is_spoken_of(worker, clock):
    for _ in range(150):
        worker.perform(Step())
    worker.tracks.look_at = lambda *_: iter([0.25, 0.5, 0.75])
    worker.calls += 100_000_000  # every slice ends after a piece
    worker.perform(GoTo(60))
    assert worker.frame.working is None
    clock.now += 2 * WORTH_SAYING
    frame = worker.frame
    assert (frame.working, frame.progress) == ("way_back", 0.25)


def test_the_learning_rate_of_the_update_that_is_shown(worker):
    worker.perform(Step())
    worker.perform(ChangeSetting("learning_rate", 0.7))  # of the next
    assert worker.frame.learning_rate_used == 0.1
    assert worker.frame.settings.learning_rate == 0.7
    worker.perform(Step())
    assert worker.frame.learning_rate_used == 0.7


def test_a_frame_has_the_history_of_one_run(worker):
    for _ in range(30):
        worker.perform(Step())
    worker.perform(GoTo(10))
    frame = worker.frame
    assert (frame.past, frame.iteration, frame.latest) == (True, 10, 30)
    assert len(frame.loss) == len(frame.smoothed_loss) == 30
    np.testing.assert_array_equal(frame.seen, worker.tracks.viewed.seen_in_epoch())
    worker.perform(MakeMistake(Mistake.NO_LABELS))
    assert (worker.frame.branch_id, len(worker.frame.loss)) == (frame.branch_id + 1, 10)
    assert worker.frame.mistake is Mistake.NO_LABELS


def test_an_error_in_a_frame_is_told_and_the_next_change_brings_another(worker, monkeypatch):
    assert worker.frame.iteration == 0
    broken = pytest.MonkeyPatch()
    broken.setattr(worker._camera, "frame", lambda *_, **__: 1 / 0)
    worker.perform(Update())  # nothing to be updated: that is told too
    worker.want_frame()
    broken.undo()
    assert [type(event.error).__name__ for event in worker.events[-2:]] == ["PhaseError", "ZeroDivisionError"]
    worker.perform(Step())
    assert worker._taken[-1].iteration == 1


def test_work_that_was_given_up_is_not_spoken_of(make_worker, clock):
    worker = make_worker(RunSettings(hidden_size=300, batch_size=100, gradient="numerical"))
    worker.calls += 100_000_000  # every slice ends after a piece
    worker.perform(Step())
    while worker.live.working != "gradient":
        worker.advance()
    assert worker.frame.working is None
    clock.now += 2 * WORTH_SAYING
    assert worker.frame.working == "gradient"
    worker.perform(Pause())
    worker.advance()
    assert worker.live.working == "gradient"  # it is there to be gone on with
    assert worker.frame.working is None
    clock.now += 2 * WORTH_SAYING
    assert worker.frame.working is None


def test_at_speed_the_last_whole_iteration_is_seen_while_a_long_one_goes_on(make_worker, large_batches):
    worker = make_worker(RunSettings(hidden_size=4, batch_size=0, iterations=4, dropout=0.2, seed=2))
    worker.perform(Run())
    worker._begin_slice = lambda: iter([False, True]).__next__  # every slice ends after one piece of work
    within = 0
    while worker.run.active:
        worker.advance()
        frame = worker.frame
        if frame.iteration:
            within += worker.live.working == "gradient"
            assert frame.next_phase is Phase.SELECT_BATCH
            assert len(frame.batch.probabilities) == len(frame.batch.masks) == 50
            assert frame.batch.count == 600
            assert frame.gradient is not None
            assert frame.batch_loss_after is not None
    assert within > 3 * 10


def test_a_pause_within_a_long_iteration_is_answered_after_a_piece(make_worker, large_batches):
    worker = make_worker(RunSettings(hidden_size=4, batch_size=0, iterations=4))
    worker.perform(Run())
    worker._begin_slice = lambda: iter([False, True]).__next__
    while worker.live.iteration < 1 or worker.live.working != "gradient":
        worker.advance()
    worker.perform(Pause())
    frame = worker.frame
    assert not frame.running
    assert (frame.iteration, frame.next_phase) == (1, Phase.COMPUTE_GRADIENT)
    assert frame.batch.probabilities is None
