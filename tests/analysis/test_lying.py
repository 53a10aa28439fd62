"""Digits that lie on their side are told from those that stand, and from what is no digit."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.analysis.lying import lie_on_their_side
from mnistlab.training import ready_network


@pytest.fixture(scope="module")
def network():
    return ready_network()


def test_only_digits_that_lie_are_said_to_lie(small_dataset, network):
    noise = np.random.default_rng(0).integers(0, 256, small_dataset.train_images.shape, np.uint8)
    assert not lie_on_their_side(small_dataset, network)
    assert lie_on_their_side(small_dataset.turned(), network)
    assert not lie_on_their_side(replace(small_dataset, train_images=noise), network)


def test_turned_twice_they_are_as_before(small_dataset):
    again = small_dataset.turned().turned()
    np.testing.assert_array_equal(again.train_images, small_dataset.train_images)
    np.testing.assert_array_equal(again.test_images, small_dataset.test_images)
