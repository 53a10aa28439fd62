"""Checkpoints: close together over the last iterations, sparse before, in bounded memory."""

import numpy as np
import pytest

from mnistlab.training import Phase, State
from mnistlab.training.checkpoints import MEMORY, Checkpoints
from mnistlab.training.sampling import Position

PARAMS = {"W1": np.zeros(1)}


def state(iteration):
    position = Position({}, 0, ({}, 0), 0)
    return State(
        iteration=iteration, next_phase=Phase.SELECT_BATCH, params=PARAMS, sampler=position, average=(0.0, 0.0)
    )


@pytest.mark.parametrize("size", [1_000, 160_000, 6_400_000, 100_000_000])
def test_memory_is_bounded_and_the_last_iterations_are_close(size):
    checkpoints = Checkpoints(size)
    for iteration in range(0, 200_000, checkpoints.interval):
        checkpoints.add(state(iteration))
        assert len(checkpoints) <= max(MEMORY // size, 8)
    assert checkpoints.before(0).iteration == 0
    last = 200_000 - checkpoints.interval
    for iteration in range(last - 299, last + 1):
        assert 0 < iteration - checkpoints.before(iteration).iteration <= checkpoints.interval
    for iteration in range(1, last, 997):
        assert 0 < iteration - checkpoints.before(iteration).iteration <= checkpoints.spacing
    assert 200_000 / checkpoints.spacing > min(len(checkpoints), 2) / 2  # memory that there is, is used


def test_checkpoints_of_an_earlier_moment_are_the_same_states():
    checkpoints = Checkpoints(1_000)
    for iteration in range(0, 100, 20):
        checkpoints.add(state(iteration))
    earlier = checkpoints.until(40)
    assert [one.iteration for one in earlier] == [0, 20, 40]
    assert list(earlier) == list(checkpoints)[:3]
    checkpoints.add(state(100))
    assert len(earlier) == 3


def test_an_iteration_that_comes_again_is_kept_once():
    checkpoints = Checkpoints(1_000)
    for iteration in (0, 20, 20, 0):
        checkpoints.add(state(iteration))
    assert [one.iteration for one in checkpoints] == [0, 20]


def test_nearest_is_one_step_behind_a_checkpoint():
    checkpoints = Checkpoints(1_000)
    for iteration in (0, 20, 40):
        checkpoints.add(state(iteration))
    assert [checkpoints.nearest(iteration) for iteration in (0, 12, 30, 400)] == [1, 21, 21, 41]
