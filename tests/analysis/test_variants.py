"""One digit in many shapes."""

import numpy as np
import pytest

from mnistlab.analysis.readings import vary
from mnistlab.data.distortion import Distortion
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.differences import result_of


@pytest.fixture
def network():
    return TwoLayerNet(784, 20, 10, 0.1, rng=np.random.default_rng(0))


@pytest.fixture
def image():
    image = np.zeros((28, 28), np.uint8)
    image[6:22, 12:16] = 255
    return image.reshape(-1)


def test_without_a_distortion_all_are_the_digit_itself(network, image):
    variants = result_of(vary(network, image, Distortion(), 5, throw=1))
    np.testing.assert_array_equal(variants.images, np.tile(image, (5, 1)))
    y = network.predict(image / np.float32(255))
    np.testing.assert_allclose(variants.readings.probabilities, np.tile(y, (5, 1)), rtol=1e-5)


def test_the_same_throw_turns_each_variant_the_same_way(network, image):
    few, more, other = (
        result_of(vary(network, image, Distortion(turn=turn), 5, throw)).images.astype(int)
        for turn, throw in ((20, 1), (21, 1), (20, 2))
    )
    assert np.abs(more - few).mean() < np.abs(other - few).mean() / 4
