"""Many images read at full speed, piece by piece, by the kernels of a network."""

from collections.abc import Iterator

import numpy as np

from mnistlab.nn.fast import Row, in_one_block, products_for_an_image
from mnistlab.nn.functions import Array
from mnistlab.nn.kernels import Signal
from mnistlab.nn.network import Network

PIECE = 500  # images that are read at once, at most: they stay in the processor's cache
PIECE_PRODUCTS = 40_000_000  # multiplications in a piece: about a millisecond


def images_at_once(network: Network, images: Array) -> int:
    """Return how many of some images `count_right` reads in a piece."""
    return max(1, min(PIECE, len(images), PIECE_PRODUCTS // products_for_an_image(network)))


def scores_in_pieces(network: Network, images: Array) -> Iterator[Array]:
    """Yield the scores (n, K) of `images` uint8 (M, D), piece by piece; each is written over by the next.

    A piece takes from half a millisecond to a few, however wide the network is.
    """
    most = images_at_once(network, images)
    block = in_one_block(network)
    x = Signal(most, images.shape[1], 1 / 255)
    row = Row(network, block, block, x, train=False)
    for start in range(0, len(images), most):
        pixels = images[start : start + most]
        x.values[: len(pixels)] = pixels  # behind the last images come some that have been counted
        with np.errstate(all="ignore"):  # the weights of a run that diverged
            row.forward()
            row.scores.values[...] *= np.float32(row.scores.scale)
        yield row.scores.values[: len(pixels)]


def count_right(network: Network, images: Array, labels: Array) -> Iterator[int]:
    """Yield, piece by piece, how many of `images` uint8 (M, D) the network reads as their `labels` (M,).

    The sum is what `Network.accuracy` counts, without the softmax, which does not change which score is the largest.
    """
    start = 0
    for scores in scores_in_pieces(network, images):
        end = start + len(scores)
        yield int(np.count_nonzero(scores.argmax(axis=1) == labels[start:end]))
        start = end
