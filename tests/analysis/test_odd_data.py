"""Data that open and mean something else are told from digits as MNIST has them, and from what is no digit."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.analysis.odd_data import ALIKE, BLACK, INVERTED, LYING, ONE_LABEL, ONE_TEST_LABEL, oddity_of
from mnistlab.training import ready_network


@pytest.fixture(scope="module")
def network():
    return ready_network()


def test_only_digits_that_lie_are_said_to_lie(small_dataset, network):
    noise = np.random.default_rng(0).integers(0, 256, small_dataset.train_images.shape, np.uint8)
    assert oddity_of(small_dataset, network) is None
    assert oddity_of(small_dataset.turned(), network) is LYING
    assert oddity_of(replace(small_dataset, train_images=noise), network) is None


def test_dark_on_light_is_told_in_each_part_and_undone(small_dataset, network):
    dark = {name: 255 - getattr(small_dataset, name) for name in ("train_images", "test_images")}
    for odd in ({"train_images"}, {"test_images"}, dark.keys()):
        found = replace(small_dataset, **{name: dark[name] for name in odd})
        assert oddity_of(found, network) is INVERTED
        np.testing.assert_array_equal(found.inverted().train_images, small_dataset.train_images)
        np.testing.assert_array_equal(found.inverted().test_images, small_dataset.test_images)
    assert oddity_of(found.turned().inverted(), network) is LYING


@pytest.mark.parametrize(
    ("changed", "oddity"),
    [
        ({"train_labels": np.zeros(600, np.uint8)}, ONE_LABEL),
        ({"test_labels": np.full(200, 7, np.uint8)}, ONE_TEST_LABEL),
        ({"train_images": np.full((600, 784), 9, np.uint8)}, ALIKE),
        ({"train_images": np.eye(600, 784, dtype=np.uint8)}, BLACK),
    ],
)
def test_data_from_which_nothing_can_be_learned(small_dataset, network, changed, oddity):
    assert oddity_of(replace(small_dataset, **changed), network) is oddity


def test_turned_twice_they_are_as_before(small_dataset):
    again = small_dataset.turned().turned()
    np.testing.assert_array_equal(again.train_images, small_dataset.train_images)
    np.testing.assert_array_equal(again.test_images, small_dataset.test_images)
