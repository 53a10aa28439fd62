"""How a network reads many images: in pieces, so that whoever waits sees how far it is, and can give up."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from mnistlab.data.distortion import Distortion
from mnistlab.data.images import PIXELS, Pixels, as_input
from mnistlab.nn import Network
from mnistlab.nn.functions import Array

UNREAD: Final = -1  # in the place of a digit, where the weights of a run that diverged give no numbers
PIECE: Final = 500  # images at once, at most
PIECE_ACTIVATIONS: Final = 150_000  # of the hidden layer, at most: a wide network takes fewer images at once


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """How one network reads N images, each as one of K classes.

    Attributes
    ----------
    params : dict
        The weights that it read with.
    probabilities : ndarray of float, shape (N, K)
        Of each class, 0..1; NaN or inf in a row where the network gives no numbers.
    """

    params: dict[str, Array]
    probabilities: Array

    @property
    def known(self) -> Array:
        """Which images are read at all: bool (N,)."""
        return np.asarray(np.isfinite(self.probabilities).all(axis=1))

    @property
    def digits(self) -> Array:
        """The likeliest class of each image, int64 (N,), or `UNREAD`."""
        return np.where(self.known, self.probabilities.argmax(axis=1), UNREAD)

    @property
    def shares(self) -> Array:
        """The probability of that class, float (N,); NaN where unread."""
        return np.where(self.known, self.probabilities.max(axis=1), np.nan)

    def shares_of(self, labels: Array) -> Array:
        """Return the probability of one class for each image, float (N,); NaN where unread."""
        return np.where(self.known, self.probabilities[np.arange(len(labels)), labels], np.nan)

    def with_one(self, place: int, one: "Readings") -> Self:
        """Return them with the reading of one image more, at a place among them."""
        return type(self)(self.params, np.insert(self.probabilities, place, one.probabilities[0], axis=0))

    def without(self, place: int) -> Self:
        """Return them without the reading of the image at a place."""
        return type(self)(self.params, np.delete(self.probabilities, place, axis=0))


def read(network: Network, images: Pixels) -> Readings:
    """Return how a network reads images, uint8 (N, 28, 28) or (N, 784) with brightness 0..255."""
    return _readings(network, [y for _, y in _pieces(network, images)])


def read_all(network: Network, images: Pixels) -> Generator[float, None, Readings]:
    """Do as `read` does; yield the share done, 0..1, every few milliseconds."""
    pieces = []
    for end, y in _pieces(network, images):
        pieces.append(y)
        yield end / len(images)
    return _readings(network, pieces)


def _pieces(network: Network, images: Pixels) -> Iterator[tuple[int, Array]]:
    """Yield how many images have been read, and the probabilities (P, K) of the last P of them."""
    piece = max(PIECE // 5, min(PIECE, PIECE_ACTIVATIONS // len(network.params["b1"])))
    images = images.reshape(-1, PIXELS)
    for start in range(0, len(images), piece):
        part = images[start : start + piece]
        with np.errstate(all="ignore"):
            y = network.probabilities(as_input(part))
        yield start + len(part), y


def _readings(network: Network, pieces: list[Array]) -> Readings:
    classes = len(network.params[network.keys[-1]])
    return Readings(network.params, np.concatenate([np.empty((0, classes), np.float32), *pieces]))


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
