"""Many images through a network, piece by piece: whoever waits for it sees how far it is, and can give up."""

from collections.abc import Iterator

import numpy as np

from mnistlab.data.images import as_input
from mnistlab.nn.functions import Array
from mnistlab.nn.network import TwoLayerNet

PIECE = 500  # images at once, at most
PIECE_ACTIVATIONS = 150_000  # of the hidden layer: in a wide network fewer images take as long


def predict_in_pieces(network: TwoLayerNet, images: Array) -> Iterator[tuple[slice, Array]]:
    """Yield, every few milliseconds, which images have been read, and the probability of each class.

    Parameters
    ----------
    network : TwoLayerNet
        With D inputs and K outputs.
    images : ndarray of uint8, shape (M, D)
        Brightness, 0..255.

    Yields
    ------
    slice
        The part of `images`: P of them, from the first to the last.
    ndarray, shape (P, K)
        No numbers (NaN), without a warning, where the weights are none or far too large.
    """
    piece = max(PIECE // 5, min(PIECE, PIECE_ACTIVATIONS // len(network.params["b1"])))
    for start in range(0, len(images), piece):
        part = slice(start, min(start + piece, len(images)))
        with np.errstate(all="ignore"):
            y = network.predict(as_input(images[part]))
        yield part, y
