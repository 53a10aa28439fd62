"""What the full colours of a picture stand for, and which network a gradient belongs to."""

import numpy as np
import pytest

from mnistlab.ui.scenes.base import Scale, at_speed, before_update, moment


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


@pytest.mark.parametrize(
    ("running", "phase_by_phase", "fast"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_a_run_is_at_speed_where_it_does_not_stop_at_its_phases(make_frame, running, phase_by_phase, fast):
    assert at_speed(make_frame(running=running, phase_by_phase=phase_by_phase)) is fast


def test_the_gradient_belongs_to_the_network_before_the_update(make_frame):
    frame = make_frame()
    gradient = {key: np.ones_like(value) for key, value in frame.network.params.items()}
    assert before_update(make_frame(network=frame.network, gradient=gradient)) is frame.network
    done = make_frame(network=frame.network, gradient=gradient, learning_rate_used=0.5)
    for key, value in frame.network.params.items():
        np.testing.assert_allclose(before_update(done).params[key], value + 0.5)


def test_a_moment_is_told_by_weights_and_mini_batch(make_frame, make_batch):
    now = make_frame(batch=make_batch([1, 2]))
    assert moment(now) == moment(make_frame(batch=make_batch([1, 2]), running=True))
    for other in ({"iteration": 1}, {"run_id": 2}, {"branch_id": 2}, {"batch": make_batch([1])}):
        assert moment(now) != moment(make_frame(**{"batch": now.batch, **other}))
