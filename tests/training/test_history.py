import numpy as np
import pytest

from mnistlab.training.history import SMOOTHING, GrowingArray, History


def test_a_view_never_changes_while_the_array_grows():
    array = GrowingArray(np.float32, capacity=2)
    views = []
    for value in range(100):
        array.append(value)
        views.append(array.values)
    for length, view in enumerate(views, 1):
        np.testing.assert_array_equal(view, np.arange(length))
        with pytest.raises(ValueError, match="read-only"):
            view[0] = 1


def test_smoothing_is_the_weighted_mean_of_what_has_come():
    losses = np.random.default_rng(0).random(200)
    history = History()
    for loss in losses:
        history.record_loss(loss)
    for n in (1, 2, 50, 200):
        weights = SMOOTHING ** np.arange(n)[::-1]
        assert history.smoothed_loss[n - 1] == pytest.approx(np.average(losses[:n], weights=weights), rel=1e-5)
    np.testing.assert_allclose(history.loss, losses, rtol=1e-6)
