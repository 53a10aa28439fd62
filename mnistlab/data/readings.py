"""What a network reads of images: of each the digit, and its probability."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from mnistlab.data.dataset import PIXELS
from mnistlab.data.ink import Pixels
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array

PIECE: Final = 64  # images at a time: some milliseconds, so that a reading can be given up
NO_NUMBER: Final = -1  # in the place of a digit, where the weights of a run that diverged give none


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """How one network reads N images.

    Attributes
    ----------
    params : dict
        The weights that it read with.
    digits : ndarray of int8, shape (N,)
        The likeliest digit of each image, or `NO_NUMBER`.
    shares : ndarray of float, shape (N,)
        Its probability, 0..1.
    """

    params: dict[str, Array]
    digits: Array
    shares: Array

    def with_one(self, place: int, one: "Readings") -> Self:
        """Return them with the reading of one image more."""
        digits = np.insert(self.digits, place, one.digits[0])
        return type(self)(self.params, digits, np.insert(self.shares, place, one.shares[0]))

    def without(self, place: int) -> Self:
        """Return them without the reading of the image at a place."""
        return type(self)(self.params, np.delete(self.digits, place), np.delete(self.shares, place))


def read(network: TwoLayerNet, images: Pixels) -> Readings:
    """Return how a network reads images, uint8 (N, 28, 28)."""
    with np.errstate(all="ignore"):  # the weights of a run that diverged
        y = network.predict(images.reshape(-1, PIXELS) / np.float32(255))  # (N, 10)
    known = np.isfinite(y).all(axis=1)
    digits = np.where(known, y.argmax(axis=1), NO_NUMBER).astype(np.int8)
    return Readings(network.params, digits, np.where(known, y.max(axis=1), 0))


def read_all(network: TwoLayerNet, images: Pixels) -> Generator[float, None, Readings]:
    """Do as `read` does, in pieces; yield the share done, 0..1."""
    pieces = [read(network, images[:0])]
    for start in range(0, len(images), PIECE):
        pieces.append(read(network, images[start : start + PIECE]))
        yield min(1.0, (start + PIECE) / len(images))
    digits, shares = (np.concatenate([getattr(piece, name) for piece in pieces]) for name in ("digits", "shares"))
    return Readings(network.params, digits, shares)
