import numpy as np
import pytest

from mnistlab.data.written import NO_DIGITS, WAYS, draw_figures, write_anew
from mnistlab.nn import softmax
from mnistlab.training import ready_network
from mnistlab.training.recipe import KNOWN

COUNT = 400


@pytest.fixture
def blank():
    return np.zeros((COUNT, 784), np.uint8)


def certainty(images):
    return softmax(ready_network().predict(images / np.float32(255)))


def extents(images):
    inked = images.reshape(-1, 28, 28) > 60
    return [np.flatnonzero(inked.any(axis=axis)[each]) for each in range(len(images)) for axis in (1, 2)]


def test_only_digits_that_have_other_ways_are_written_anew(blank):
    labels = (np.arange(COUNT) % 10).astype(np.uint8)
    write_anew(blank, labels, 1.0, np.random.default_rng(1))
    assert set(labels[blank.any(axis=1)].tolist()) == set(WAYS)
    half = np.zeros_like(blank)
    write_anew(half, labels, 0.5, np.random.default_rng(1))
    assert 0.3 < half.any(axis=1).sum() / blank.any(axis=1).sum() < 0.7


def test_what_is_written_has_the_size_of_mnist_and_lies_in_the_middle(blank):
    write_anew(blank, np.full(COUNT, 4, np.uint8), 1.0, np.random.default_rng(1))
    sides = extents(blank)
    longest = [max(side[-1] - side[0] for side in pair) + 1 for pair in zip(sides[::2], sides[1::2], strict=True)]
    assert 18 <= np.mean(longest) <= 21
    rows = blank.reshape(-1, 28, 28).sum(axis=2, dtype=float)
    middle = (rows @ np.arange(28)) / rows.sum(axis=1)
    assert abs(middle.mean() - 13.5) < 1.5


@pytest.mark.parametrize("digit", sorted(WAYS))
def test_what_is_written_is_read_as_the_digit_that_it_is(blank, digit):
    write_anew(blank, np.full(COUNT, digit, np.uint8), 1.0, np.random.default_rng(3))
    assert (certainty(blank).argmax(axis=1) == digit).mean() > 0.95


def test_figures_come_with_any_label_and_the_other_images_stay(blank):
    labels = np.full(COUNT, 3, np.uint8)
    draw_figures(blank, labels, 0.5, np.random.default_rng(1))
    drawn = blank.any(axis=1)
    assert 0.4 < drawn.mean() < 0.6
    assert set(labels[drawn].tolist()) == set(range(10))
    assert (labels[~drawn] == 3).all()


def test_the_built_in_network_is_unsure_of_figures_and_sure_of_digits(blank, mnist):
    draw_figures(blank, np.zeros(COUNT, np.uint8), 1.0, np.random.default_rng(5))
    some = np.linspace(0, COUNT * len(NO_DIGITS) // (3 * len(NO_DIGITS)) - 1, 100).astype(int)  # letters and signs
    assert (certainty(blank[some]).max(axis=1) < KNOWN).mean() > 0.8
    assert (certainty(blank).max(axis=1) < KNOWN).mean() > 0.8
    assert (certainty(mnist.train_images[:6000]).max(axis=1) < KNOWN).mean() <= 0.005
    assert (certainty(mnist.test_images).max(axis=1) < KNOWN).mean() <= 0.01
