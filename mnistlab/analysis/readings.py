"""What a network reads of images: of each the digit, and its probability."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from mnistlab.analysis.batched_prediction import predict_in_pieces
from mnistlab.data.images import PIXELS, Pixels
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array

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
    return _readings(network, [y for _, y in predict_in_pieces(network, images.reshape(-1, PIXELS))])


def read_all(network: TwoLayerNet, images: Pixels) -> Generator[float, None, Readings]:
    """Do as `read` does; yield the share done, 0..1, every few milliseconds."""
    pieces = []
    for part, y in predict_in_pieces(network, images.reshape(-1, PIXELS)):
        pieces.append(y)
        yield part.stop / len(images)
    return _readings(network, pieces)


def _readings(network: TwoLayerNet, pieces: Sequence[Array]) -> Readings:
    y = np.concatenate([np.empty((0, len(network.params["b2"])), np.float32), *pieces])  # (N, 10)
    known = np.isfinite(y).all(axis=1)
    digits = np.where(known, y.argmax(axis=1), NO_NUMBER).astype(np.int8)
    return Readings(network.params, digits, np.where(known, y.max(axis=1), 0))
