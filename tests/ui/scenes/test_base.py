"""Which network a gradient belongs to, what tells one moment of a run from another, and when a run is at speed."""

import numpy as np
import pytest

from mnistlab.ui.scenes.base import at_speed, before_update, moment


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
