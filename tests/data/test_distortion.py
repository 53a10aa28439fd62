import numpy as np
import pytest

from mnistlab.data import load_dataset
from mnistlab.data.distortion import Distortion


@pytest.fixture(scope="module")
def digits():
    data = load_dataset()
    return data.train_images[:600], data.train_labels[:600]


def bar():
    """Return an upright bar, four pixels wide and twenty high, in the middle."""
    image = np.zeros((28, 28), np.uint8)
    image[4:24, 12:16] = 255
    return image.reshape(1, 784)


def middle(images):
    mass = images.reshape(-1, 28, 28).astype(float)
    rows, columns = np.indices((28, 28))
    total = mass.sum(axis=(1, 2))
    return (mass * rows).sum(axis=(1, 2)) / total, (mass * columns).sum(axis=(1, 2)) / total


def test_nothing_asked_nothing_changed(digits):
    images, _ = digits
    assert np.array_equal(Distortion().apply(images, np.random.default_rng(1)), images)


def test_the_same_seed_gives_the_same_shapes_and_another_gives_others(digits):
    images, _ = digits
    amounts = Distortion(turn=10, slant=0.2, stretch=0.2, move=2, pen=0.5, bend=1)
    first, again, other = (amounts.apply(images, np.random.default_rng(seed)) for seed in (3, 3, 4))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    assert not np.array_equal(first[0], images[0])


def test_each_image_is_distorted_in_its_own_way():
    same = np.repeat(bar(), 20, axis=0)
    distorted = Distortion(turn=20, bend=1).apply(same, np.random.default_rng(1))
    assert len(np.unique(distorted, axis=0)) == 20


def test_moving_moves_to_both_sides_within_its_limit():
    rows, columns = middle(Distortion(move=3).apply(np.repeat(bar(), 300, axis=0), np.random.default_rng(1)))
    for place, before in ((rows, 13.5), (columns, 13.5)):
        assert place.min() < before - 2.5
        assert place.max() > before + 2.5
        assert np.abs(place - before).max() < 3.05


def test_stretching_changes_the_two_sides_apart_from_each_other():
    ink = Distortion(stretch=0.25).apply(np.repeat(bar(), 300, axis=0), np.random.default_rng(1)).reshape(-1, 28, 28)
    heights = ink.max(axis=2).sum(axis=1) / 255  # in px, parts of a pixel counted
    widths = ink.max(axis=1).sum(axis=1) / 255
    assert heights.min() < 16.5
    assert heights.max() > 23.5
    assert abs(np.corrcoef(heights, widths)[0, 1]) < 0.2


def test_turning_and_slanting_lean_the_bar():
    for amounts in (Distortion(turn=15), Distortion(slant=0.3)):
        ink = amounts.apply(np.repeat(bar(), 200, axis=0), np.random.default_rng(1)).reshape(-1, 28, 28)
        _, top = middle(np.where(np.arange(28)[:, None] < 10, ink, 0))
        _, bottom = middle(np.where(np.arange(28)[:, None] > 17, ink, 0))
        assert (top - bottom).min() < -2.5
        assert (top - bottom).max() > 2.5


def test_turning_and_slanting_together_leave_as_much_ink_as_there_was():
    """Both move the ink along lines, and neither of them spreads it."""
    square = np.zeros((28, 28), np.uint8)
    square[9:19, 9:19] = 255
    ink = Distortion(turn=40, slant=0.5).apply(np.repeat(square.reshape(1, 784), 300, axis=0), np.random.default_rng(1))
    assert ink.sum(axis=1) / square.sum() == pytest.approx(np.ones(300), abs=0.03)


def test_the_pen_becomes_thicker_or_thinner():
    ink = Distortion(pen=1).apply(np.repeat(bar(), 300, axis=0), np.random.default_rng(1))
    widths = ink.reshape(-1, 28, 28)[:, 13].sum(axis=1) / 255
    assert 5 < widths.max() <= 6  # of four, a pixel at each edge
    assert 3 <= widths.min() < 3.2


def test_bending_is_as_strong_as_asked():
    rows, columns = Distortion(bend=1.5)._places(200, np.random.default_rng(1))
    row, column = (axis.reshape(1, -1) for axis in np.indices((28, 28)))
    assert np.std(rows - row) == pytest.approx(1.5, rel=0.1)
    assert np.std(columns - column) == pytest.approx(1.5, rel=0.1)
