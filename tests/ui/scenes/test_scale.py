"""What the full colours of a picture stand for: a round number that seldom changes."""

import numpy as np
import pytest

from mnistlab.ui.scenes.scale import Scale


@pytest.fixture
def fit(make_frame):
    """Let a scale fit values up to `most`, in a frame."""
    scale = Scale()

    def fit(most, **status):
        return scale.fit(np.linspace(-most, most, 101), make_frame(**status))

    return fit


@pytest.mark.parametrize(("most", "limit"), [(0.9, 1.0), (1.1, 2.0), (0.0042, 0.005), (0, 1e-7), (1e9, 5e3)])
def test_a_scale_is_the_next_round_number(fit, most, limit):
    assert fit(most) == limit


def test_a_few_large_numbers_do_not_make_all_others_pale(make_frame):
    values = np.full(10_000, 0.1)
    values[:3] = 0.25
    assert Scale().fit(values, make_frame()) == 0.1
    values[:3] = 1e3
    assert Scale().fit(values, make_frame()) == 300  # but are not all alike, where nearly all the others are nothing


def test_what_is_no_number_has_no_say(make_frame):
    assert Scale().fit(np.array([np.nan, np.inf, 0.3]), make_frame()) == 0.3
    assert Scale().fit(np.array([np.nan]), make_frame()) == 1


def test_a_scale_widens_at_once_and_becomes_finer_only_where_it_is_far_too_coarse(fit):
    assert fit(0.9) == 1
    assert fit(1.9) == 2
    assert fit(0.9) == 2
    assert fit(0.6) == 2
    assert fit(0.45) == 0.5  # a quarter of 2


def test_in_a_run_a_scale_is_locked_and_only_widens(fit):
    assert fit(1) == 1
    assert fit(0.01, running=True) == 1
    assert fit(1.5, running=True) == 2
    assert fit(0.01, running=True) == 2
    assert fit(0.01, running=True, phase_by_phase=True) == 0.01  # in slow motion there is time to look


def test_another_run_has_a_scale_of_its_own(fit):
    assert fit(1) == 1
    assert fit(0.3, run_id=2, running=True) == 0.3
