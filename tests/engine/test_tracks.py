"""A run, and the moment of it that is looked at."""

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
    look_at(tracks, 50)
    assert tracks.go_on().iteration == 50
    assert (tracks.viewed, tracks.branch_id) == (None, 1)
    assert tracks.go_on() is tracks.live  # nothing is looked at: the same run
    assert tracks.branch_id == 1


def test_the_latest_moment_is_one_step_from_any_other(tracks):
    look_at(tracks, 50)
    tracks.show_latest()
    assert (tracks.shown.iteration, tracks.branch_id) == (133, 0)
