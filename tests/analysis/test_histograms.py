import numpy as np
import pytest

from mnistlab.analysis.histograms import KINDS, layer_numbers
from mnistlab.nn import MultiLayerNet, TwoLayerNet


@pytest.fixture
def net():
    return TwoLayerNet(6, 5, 3, 0.5, rng=np.random.default_rng(0))


def test_each_layer_has_its_sums_and_what_it_makes_of_them(net):
    x = np.random.default_rng(1).random((4, 6)).astype(np.float32)
    first, second = layer_numbers(net, x)
    forward = net.forward(x)
    np.testing.assert_allclose(first["sums"].values, (x @ net.params["W1"] + net.params["b1"]).ravel(), rtol=1e-6)
    np.testing.assert_allclose(first["activations"].values, forward.z.ravel(), rtol=1e-6)
    np.testing.assert_allclose(second["sums"].values, forward.scores.ravel(), rtol=1e-6)
    np.testing.assert_allclose(second["activations"].values, forward.y.ravel(), rtol=1e-6)
    assert set(first) == set(second) == {"sums", "activations", "weights"}


def test_gradients_and_steps_are_without_those_that_are_nothing(net):
    gradient = {key: np.zeros_like(value) for key, value in net.params.items()}
    gradient["W1"][2, 3] = 0.5
    step = {key: -0.01 * value for key, value in gradient.items()}
    first, second = layer_numbers(net, np.zeros((0, 6), np.float32), gradient=gradient, step=step)
    assert first["gradients"].values.tolist() == [0.5]
    assert first["gradients"].zeros == pytest.approx(29 / 30)
    assert first["ratios"].values == pytest.approx(np.log10(0.005 / abs(net.params["W1"][2, 3])))
    assert second["ratios"].values.size == 0
    assert set(first) == set(KINDS) - {"sums", "activations"}


def test_silent_units_and_broken_numbers(net):
    dropped = MultiLayerNet(6, [5], 3, use_dropout=True, params=net.params)
    masks = np.zeros((4, 5), bool)
    first, _ = layer_numbers(dropped, np.ones((4, 6), np.float32), masks)
    assert first["activations"].values.any()  # of the units, before dropout
    net.params["W1"][0, 0] = np.nan
    assert len(layer_numbers(net, np.ones((1, 6), np.float32))[0]["weights"].values) == 29
