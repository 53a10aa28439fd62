"""A score taken apart: the parts sum to it, and the gradient by the pixels is that of the definition."""

import numpy as np
import pytest

from mnistlab.analysis.explain import contributions, difference, pixel_gradient
from mnistlab.nn import MultiLayerNet, TwoLayerNet, numerical_gradient


def relu_network(inputs, hidden, outputs, *args, **kwargs):
    return MultiLayerNet(inputs, [hidden], outputs, "relu", *args, **kwargs)


def no_hidden_layer(inputs, _hidden, outputs, *args, **kwargs):
    return MultiLayerNet(inputs, [], outputs, "relu", *args, **kwargs)


def with_dropout(inputs, hidden, outputs, *args, **kwargs):
    return MultiLayerNet(inputs, [hidden], outputs, "relu", *args, use_dropout=True, dropout_ration=0.3, **kwargs)


KINDS = [TwoLayerNet, relu_network, no_hidden_layer, with_dropout]


@pytest.fixture
def x():
    return np.random.default_rng(5).random(12)


def network_of(kind, dtype=np.float64):
    network = kind(12, 7, 4, 0.8, rng=np.random.default_rng(6), dtype=dtype)
    for key in ("b1", "b2")[: len(network.params) // 2]:
        network.params[key] += np.linspace(-0.5, 0.7, len(network.params[key])).astype(dtype)
    return network


@pytest.mark.parametrize("kind", KINDS[:2])
def test_what_the_units_add_sums_to_the_scores(kind, x):
    network = network_of(kind)
    z, scores, _ = forward = network.forward(x)
    parts = contributions(network, forward)
    assert parts.shape == (7, 4)
    np.testing.assert_allclose(parts.sum(axis=0) + network.params["b2"], scores)
    assert parts[3, 2] == pytest.approx(z[3] * network.params["W2"][3, 2])


def test_without_a_hidden_layer_each_output_adds_to_its_own_score_alone(x):
    network = network_of(no_hidden_layer)
    W1, b1 = network.params["W1"], network.params["b1"]
    forward = network.forward(x)
    np.testing.assert_allclose(contributions(network, forward), np.diag(x @ W1))
    found = difference(network, forward, 1, 3)
    np.testing.assert_allclose(found.units, [0, x @ W1[:, 1], 0, -x @ W1[:, 3]])
    assert found.bias == b1[1] - b1[3]
    np.testing.assert_allclose(pixel_gradient(network, x, np.array([0, 1, 0, -1])), W1[:, 1] - W1[:, 3])


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_of_a_difference_sum_to_it(kind, x):
    network = network_of(kind)
    forward = network.forward(x)
    found = difference(network, forward, 1, 3)
    assert found.total == pytest.approx(forward.scores[1] - forward.scores[3], abs=1e-12)
    bias = network.params[network.keys[-1]]
    assert found.bias == bias[1] - bias[3]
    parts = contributions(network, forward)
    np.testing.assert_allclose(found.units, parts[:, 1] - parts[:, 3])


def test_the_parts_sum_in_single_precision_too():
    network = relu_network(784, 1500, 10, 0.05, rng=np.random.default_rng(1))
    forward = network.forward(np.random.default_rng(2).random(784, np.float32))
    scores, found = forward.scores, difference(network, forward, 7, 2)
    assert found.units.dtype == np.float64
    assert found.total == pytest.approx(scores[7] - scores[2], abs=1e-4)


def test_a_difference_worked_by_hand():
    network = relu_network(1, 2, 2, dtype=np.float64)
    network.params["W1"][:] = [[2, -1]]
    network.params["W2"][:] = [[3, 1], [5, 5]]
    network.params["b2"][:] = [0.5, 1]
    forward = network.forward(np.array([0.5]))  # z is 1, and 0: the second unit is silent
    found = difference(network, forward, 0, 1)
    np.testing.assert_array_equal(found.units, [2, 0])
    assert (found.bias, found.total) == (-0.5, 1.5)
    np.testing.assert_array_equal(pixel_gradient(network, np.array([0.5]), np.array([1, -1])), [4])  # 2 (3 - 1)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("direction", [[0, 1, 0, 0], [0, 1, 0, -1]])
def test_the_gradient_by_the_pixels_is_that_of_the_definition(kind, direction, x):
    network = network_of(kind)
    direction = np.array(direction)
    exact = pixel_gradient(network, x, direction)
    numerical = numerical_gradient(lambda x: network.forward(x).scores @ direction, x)
    np.testing.assert_allclose(exact, numerical, atol=1e-7)
    assert np.abs(exact).max() > 0.1


@pytest.mark.parametrize("kind", KINDS)
def test_everything_stays_in_the_dtype_of_the_params(kind, x):
    network = network_of(kind, np.float32)
    assert contributions(network, network.forward(x)).dtype == np.float32
    assert pixel_gradient(network, x, np.array([0, 1, 0, -1])).dtype == np.float32
