"""A run, what is looked at, and the future that was abandoned."""

import pytest

from mnistlab.engine.tracks import Tracks
from mnistlab.training import RunSettings, Trainer


@pytest.fixture
def tracks(small_dataset):
    trainer = Trainer(RunSettings(hidden_size=4, batch_size=50), small_dataset)
    while trainer.iteration < 133:
        trainer.step()
    return Tracks(trainer)


def look_at(tracks, iteration, tolerance=0):
    for _ in tracks.look_at(iteration, tolerance):
        pass
    return tracks.shown.iteration


@pytest.mark.parametrize(("iteration", "seen"), [(0, 0), (133, 133), (70, 61), (-5, 0), (9999, 133)])
def test_the_ends_are_reached_exactly_and_the_rest_where_it_is_quick(tracks, iteration, seen):
    """Checkpoints are 20 apart, and what is one step behind them is quick."""
    assert look_at(tracks, iteration, tolerance=15) == seen


def test_the_latest_moment_is_no_look_back(tracks):
    look_at(tracks, 40)
    assert tracks.viewed is not None
    look_at(tracks, 133)
    assert tracks.viewed is None
    tracks.live.select_batch()
    look_at(tracks, 133)  # the run stands within its next iteration
    assert tracks.viewed.batch is not tracks.live.batch


def test_a_look_back_that_is_dropped_leaves_what_was_looked_at(tracks):
    look_at(tracks, 40)
    before = tracks.viewed
    work = tracks.look_at(130)
    next(work)
    work.close()
    assert tracks.viewed is before


def test_going_on_makes_a_branch(tracks):
    end = tracks.live
    look_at(tracks, 50)
    assert tracks.go_on().iteration == 50
    assert (tracks.other, tracks.viewed, tracks.branch_id) == (end, None, 1)
    assert tracks.go_on() is tracks.live  # nothing is looked at: the same run
    assert tracks.branch_id == 1
    tracks.show_latest()
    assert (tracks.live, tracks.branch_id) == (end, 2)
    assert tracks.other is None  # the branch has done nothing of its own


def test_a_branch_that_retraces_its_future_has_none_beside_it(tracks):
    end = tracks.live
    look_at(tracks, 130)
    live = tracks.go_on()
    live.step()
    tracks.forget_caught_up()
    assert tracks.other is end
    while live.iteration < 133:
        live.step()
    tracks.forget_caught_up()
    assert tracks.other is None


def test_a_branch_by_another_rule_keeps_the_future(tracks):
    end = tracks.live
    look_at(tracks, 130)
    live = tracks.go_on()
    live.learning_rate = 0.3
    while live.iteration < 140:
        live.step()
    tracks.forget_caught_up()
    assert tracks.other is end
