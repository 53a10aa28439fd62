"""One hidden unit: which images turn it on and off, and how far it is on for each class.

Without a hidden layer it is one of the outputs, and its activation is a probability.
"""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mnistlab.data.images import PIXELS, Pixels, as_input
from mnistlab.nn.functions import Array
from mnistlab.nn.network import Network

PIECE = 1000  # images at a time: about 3 ms


@dataclass(frozen=True, eq=False, slots=True)
class OneUnit:
    """How a unit answers to M images of K classes.

    Attributes
    ----------
    sums : ndarray, shape (M,)
        Its weighted sum and bias, ``x · W1[:, unit] + b1[unit]``.
    activations : ndarray, shape (M,)
        What it makes of them.
    on, off : ndarray of int64, shape (n,)
        The images with the largest sums, and those with the smallest, each the farthest first. They are ordered by sums
        because activations near their end are all alike.
    by_class : ndarray of float64, shape (K,)
        Mean activation of the images of each class; NaN where there are none.
    """

    sums: Array
    activations: Array
    on: Array
    off: Array
    by_class: Array


def explore_unit(
    network: Network, unit: int, images: Pixels, labels: Array, *, count: int = 10
) -> Generator[float, None, OneUnit]:
    """Have a unit answer to images; yield the share done, 0..1, every few milliseconds.

    Parameters
    ----------
    network : Network
        Whose first layer is followed by an activation for each unit alone, or is its only one.
    unit : int
        0..H-1
    images : ndarray of uint8, shape (M, 784)
        Brightness, 0..255.
    labels : ndarray of integers, shape (M,)
        Class numbers below K.
    count : int
        How many images `on` and `off` name, at the most.
    """
    own = network.with_params(network.params)  # because layers remember what they are given
    pieces = [(np.empty(0, network.dtype),) * 2]
    for start in range(0, len(images), PIECE):
        yield start / len(images)
        with np.errstate(all="ignore"):  # the weights of a run that diverged
            pieces.append(_answers(own, unit, as_input(images[start : start + PIECE].reshape(-1, PIXELS))))
    sums, activations = map(np.concatenate, zip(*pieces, strict=True))
    order = np.argsort(np.nan_to_num(sums), kind="stable")
    count = min(count, len(order))
    classes = len(network.params[network.keys[-1]])
    with np.errstate(invalid="ignore"):
        by_class = np.bincount(labels, activations, classes) / np.bincount(labels, minlength=classes)
    return OneUnit(sums, activations, order[::-1][:count], order[:count], by_class)


def _answers(network: Network, unit: int, x: Array) -> tuple[Array, Array]:
    """Return the sums and the activations of a unit for images (N, D)."""
    if not network.has_hidden_layer:
        forward = network.forward(x)
        return forward.scores[:, unit], forward.y[:, unit]
    sums = x @ network.params["W1"][:, unit] + network.params["b1"][unit]
    _, activation, *_ = network.layers.values()
    return sums, activation.forward(sums[:, None])[:, 0]
