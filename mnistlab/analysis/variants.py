"""One digit in many shapes, and what a network reads each of them as."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mnistlab.analysis.readings import Readings, read
from mnistlab.data.distortion import Distortion
from mnistlab.data.images import Pixels
from mnistlab.nn import Network


@dataclass(frozen=True, eq=False, slots=True)
class Variants:
    """Distorted copies of a digit: `images` uint8 (N, 784), and how they are read."""

    images: Pixels
    readings: Readings


def vary(
    network: Network, image: Pixels, distortion: Distortion, count: int, throw: int
) -> Generator[float, None, Variants]:
    """Distort an image, uint8 (784,), `count` times, and have all variants read.

    The same `throw`, the seed of the random numbers, bends and turns them the same way for every amount of a
    distortion: a variant changes smoothly as the amount does.
    """
    yield 0.0  # so that an amount that has changed again meanwhile costs nothing
    images = distortion.apply(np.tile(image, (count, 1)), np.random.default_rng(throw))
    return Variants(images, read(network, images))
