"""What tests of digits share: a person's own, and those in pictures."""

import numpy as np
import pytest

from mnistlab.data.ink import ink_to_image
from mnistlab.data.picture import ink_of
from mnistlab.data.samples import Samples


@pytest.fixture(scope="session")
def some():
    """Return samples with given labels: ``some(7, 1)``. The first pixel of each image is its number, from 0 on."""

    def samples(*labels):
        images = np.zeros((len(labels), 28, 28), np.uint8)
        images[:, 0, 0] = np.arange(len(labels))
        return Samples(images, np.array(labels, np.uint8), 1_000 + np.arange(len(labels)))

    return samples


@pytest.fixture(scope="session")
def how_far_apart():
    """Return a function: how far what is seen of two pictures is apart on the whole, at the best of nine places.

    Where a digit lies is rounded to whole pixels.
    """

    def measure(*pictures):
        one, other = (ink_to_image(ink_of(picture)).image.astype(float) for picture in pictures)
        moved = (np.roll(other, (down, right), (0, 1)) for down in (-1, 0, 1) for right in (-1, 0, 1))
        return min(np.abs(one - place).mean() for place in moved)

    return measure
