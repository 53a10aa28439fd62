"""Smoothing and shuffling."""

import numpy as np

from mnistlab.book.util import shuffle_dataset, smooth_curve


def test_a_smoothed_curve_is_as_long_and_a_level_one_stays_level():
    np.testing.assert_allclose(smooth_curve(np.full(30, 2.5)), np.full(30, 2.5))


def test_a_smoothed_curve_varies_less_about_the_same_mean():
    rough = 1 + np.random.default_rng(0).normal(size=500)
    smooth = smooth_curve(rough)
    assert smooth.shape == rough.shape
    assert smooth.std() < 0.5 * rough.std()
    assert abs(smooth.mean() - rough.mean()) < 0.02


def test_shuffling_keeps_each_image_with_its_label():
    x, t = np.arange(50.0).reshape(50, 1), np.arange(50)
    shuffled, labels = shuffle_dataset(x, t)
    np.testing.assert_array_equal(shuffled[:, 0], labels)
    assert sorted(labels) == list(range(50))
    assert (labels != t).any()
