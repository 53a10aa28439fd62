import numpy as np
import pytest

from mnistlab.analysis.update import update_of
from mnistlab.nn.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, RMSprop


@pytest.mark.parametrize("kind", [SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam])
def test_an_update_is_told_alike_before_and_after_it_is_made(kind):
    rng = np.random.default_rng(4)
    params, optimizer = {"W1": rng.standard_normal(6).astype(np.float32)}, kind(0.05)
    for _ in range(3):
        gradient = {"W1": rng.standard_normal(6).astype(np.float32)}
        before = params["W1"].copy()
        coming = update_of({"W1": before}, gradient, optimizer, made=False)
        optimizer.update(params, gradient)
        made = update_of(params, gradient, optimizer, made=True)
        for update in (coming, made):
            np.testing.assert_allclose(update.before["W1"], before, atol=1e-6)
            np.testing.assert_allclose(update.after["W1"], params["W1"], atol=1e-6)
            np.testing.assert_allclose(update.before["W1"] + update.step["W1"], params["W1"], atol=1e-6)
            assert update.step["W1"].dtype == np.float32
            for name in kind.STATE:
                np.testing.assert_array_equal(getattr(update.optimizer, name)["W1"], getattr(optimizer, name)["W1"])


def test_the_way_of_momentum_goes_on_without_any_rate():
    params, optimizer = {"w": np.array([1.0])}, Momentum(0.1, momentum=0.5)
    optimizer.update(params, {"w": np.array([2.0])})  # the velocity is -0.2
    way = update_of(params, {"w": np.array([4.0])}, optimizer, made=False).way
    assert way.start["w"] == pytest.approx(-0.1)
    assert way.at(0.1)["w"] == pytest.approx(-0.5)
