"""One hidden unit: which images turn it on and off, and how far it is on for each class."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mnistlab.data.images import PIXELS, Pixels, as_input
from mnistlab.nn.functions import Array
from mnistlab.nn.network import Network

PIECE = 1000  # images at a time: about 3 ms


@dataclass(frozen=True, eq=False, slots=True)
class OneUnit:
    """How a hidden unit answers to M images of K classes.

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
    """Have a hidden unit answer to images; yield the share done, 0..1, every few milliseconds.

    Parameters
    ----------
    network : Network
        Whose first layer is followed by an activation for each unit alone.
    unit : int
        0..H-1
    images : ndarray of uint8, shape (M, 784)
        Brightness, 0..255.
    labels : ndarray of integers, shape (M,)
        Class numbers below K.
    count : int
        How many images `on` and `off` name, at the most.
    """
    weights, bias = network.params["W1"][:, unit], network.params["b1"][unit]
    pieces: list[Array] = []
    for start in range(0, len(images), PIECE):
        yield start / len(images)
        with np.errstate(all="ignore"):  # the weights of a run that diverged
            pieces.append(as_input(images[start : start + PIECE].reshape(-1, PIXELS)) @ weights + bias)
    sums = np.concatenate([np.empty(0, weights.dtype), *pieces])
    _, activation, *_ = network.with_params(network.params).layers.values()  # its own, because layers remember
    with np.errstate(all="ignore"):
        activations = activation.forward(sums[:, None])[:, 0]
    order = np.argsort(np.nan_to_num(sums), kind="stable")
    count = min(count, len(order))
    classes = len(network.params["b2"])
    with np.errstate(invalid="ignore"):
        by_class = np.bincount(labels, activations, classes) / np.bincount(labels, minlength=classes)
    return OneUnit(sums, activations, order[::-1][:count], order[:count], by_class)
