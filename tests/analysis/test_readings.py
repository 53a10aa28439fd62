"""How a network reads many images, in pieces."""

import numpy as np
import pytest

from mnistlab.analysis.readings import PIECE, UNREAD, read, read_all
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.differences import result_of


@pytest.fixture
def network():
    return TwoLayerNet(784, 20, 10, 0.1, rng=np.random.default_rng(0))


@pytest.fixture
def images():
    return np.random.default_rng(1).integers(0, 256, (PIECE + 150, 28, 28), np.uint8)


def test_all_are_read_as_one_by_one(network, images):
    together = result_of(read_all(network, images))
    assert list(read_all(network, images)) == [PIECE / len(images), 1.0]
    y = network.predict(images.reshape(-1, 784) / np.float32(255))
    np.testing.assert_array_equal(together.digits, y.argmax(axis=1))
    np.testing.assert_allclose(together.shares, y.max(axis=1), rtol=1e-5)
    np.testing.assert_allclose(together.shares_of(np.full(len(y), 7)), y[:, 7], rtol=1e-5)
    np.testing.assert_array_equal(read(network, images).digits, together.digits)
    assert len(result_of(read_all(network, images[:0])).digits) == 0


def test_one_more_reading_and_one_less(network, images):
    readings, one = read(network, images[:9]), read(network, images[20:21])
    longer = readings.with_one(3, one)
    expected = [*readings.shares[:3], one.shares[0], *readings.shares[3:]]
    np.testing.assert_array_equal(longer.shares, expected)
    np.testing.assert_array_equal(longer.without(3).shares, readings.shares)


def test_weights_that_are_no_numbers_read_nothing(network, images):
    network.params["W2"][:] = np.nan
    readings = read(network, images[:2])
    assert readings.digits.tolist() == [UNREAD] * 2
    assert np.isnan(readings.shares).all()
