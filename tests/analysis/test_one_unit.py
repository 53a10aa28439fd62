"""One hidden unit: what turns it on and off."""

import numpy as np
import pytest

from mnistlab.analysis.one_unit import PIECE, explore_unit
from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.nn.differences import result_of


@pytest.fixture
def network():
    return TwoLayerNet(784, 6, 10, 0.05, rng=np.random.default_rng(2))


@pytest.fixture
def images():
    return np.random.default_rng(3).integers(0, 256, (2 * PIECE + 50, 784), np.uint8)


def test_its_answers_are_those_of_the_network(network, images):
    labels = np.arange(len(images)) % 10
    found, shares = (way(explore_unit(network, 4, images, labels)) for way in (result_of, list))
    z = network.forward(images / 255).z[:, 4]
    np.testing.assert_allclose(found.activations, z, atol=1e-5)
    np.testing.assert_allclose(found.sums, np.log(z / (1 - z)), atol=1e-3)
    np.testing.assert_allclose(found.by_class, [z[labels == label].mean() for label in range(10)], atol=1e-5)
    assert shares == [0, PIECE / len(images), 2 * PIECE / len(images)]


def test_without_a_hidden_layer_it_is_an_output_and_answers_with_its_probability(images):
    network = MultiLayerNet(784, [], 10, rng=np.random.default_rng(2))
    found = result_of(explore_unit(network, 4, images, np.arange(len(images)) % 10))
    forward = network.forward(images / 255)
    np.testing.assert_allclose(found.activations, forward.y[:, 4], atol=1e-5)
    np.testing.assert_allclose(found.sums, forward.scores[:, 4], atol=1e-4)


def test_the_images_that_turn_it_on_most_come_first_and_so_do_those_that_turn_it_off(network, images):
    found = result_of(explore_unit(network, 0, images, np.zeros(len(images), int), count=7))
    order = np.argsort(found.sums)
    assert found.off.tolist() == order[:7].tolist()
    assert found.on.tolist() == order[::-1][:7].tolist()


def test_what_looks_like_its_weights_turns_it_on_and_the_negative_of_that_turns_it_off(network, images):
    weights = network.params["W1"][:, 3]
    images[5], images[9] = np.where(weights > 0, 255, 0), np.where(weights > 0, 0, 255)
    found = result_of(explore_unit(network, 3, images, np.zeros(len(images), int)))
    assert (found.on[0], found.off[0]) == (5, 9)


def test_few_images_a_class_without_any_and_weights_that_are_no_numbers(network, images):
    found = result_of(explore_unit(network, 3, images[:4], np.array([1, 1, 2, 2])))
    assert sorted(found.on) == sorted(found.off) == [0, 1, 2, 3]
    assert np.isnan(found.by_class[[0, 3, 9]]).all()
    broken = network.of({**network.params, "W1": np.full((784, 6), np.nan, np.float32)})
    found = result_of(explore_unit(broken, 3, images[:4], np.array([1, 1, 2, 2])))
    assert len(found.on) == 4
