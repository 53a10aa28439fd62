"""How long a run had trained at any of its iterations."""

import numpy as np
import pytest

from mnistlab.training.clock import Clock


def test_between_two_evaluations_time_goes_by_proportion():
    clock = Clock(np.array([0, 100, 200]), np.array([0.0, 1.0, 3.0]), 250, 5.0)
    assert clock.known
    assert clock.at(np.array([0, 50, 100, 150, 200, 225, 250])).tolist() == [0, 0.5, 1, 2, 3, 4, 5]


def test_a_run_that_is_done_again_is_not_timed_by_what_lies_ahead():
    clock = Clock(np.array([0, 100, 200]), np.array([0.0, 1.0, 3.0]), 150, 1.5)
    assert clock.at(np.array([100, 125, 150])).tolist() == [1, 1.25, 1.5]


@pytest.mark.parametrize("evaluations", [0, 1])
def test_before_any_evaluation_it_goes_from_the_start_to_now(evaluations):
    nothing = np.zeros(evaluations)
    assert Clock(nothing, nothing, 10, 2.0).at(np.array([5])) == 1
    assert Clock(nothing, nothing, 0, 0.0).at(np.array([0])) == 0


def test_time_never_goes_back():
    times = Clock(np.array([0, 100]), np.array([0.0, 2.0]), 200, 1.9).at(np.arange(201))
    assert (np.diff(times) >= 0).all()


def test_a_run_of_an_earlier_version_has_no_times():
    assert not Clock(np.array([0, 100]), np.full(2, np.nan), 100, np.nan).known
