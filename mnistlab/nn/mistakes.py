"""Backpropagation with one mistake in it: those that everyone makes once.

Each leaves every shape as it should be, so that nothing complains: the network only learns badly, or slowly, or not
at all. `TwoLayerNet.numerical_gradient` finds all of them.
"""

from enum import Enum

import numpy as np
from numpy.typing import ArrayLike

from mnistlab.nn.functions import Array, class_numbers
from mnistlab.nn.network import TwoLayerNet


class Mistake(Enum):
    """What may go wrong on the way back, and which gradients it spoils."""

    NO_DIVISION = "no_division"
    """The loss is a mean, but nothing is divided by N: all four are N times too large (for one image: right)."""
    NO_SIGMOID_SLOPE = "no_sigmoid_slope"
    """The sigmoid is passed as if it were not there: ``W1`` and ``b1`` are wrong, by 4 times and more."""
    W2_NOT_TRANSPOSED = "w2_not_transposed"
    """Not ``W2.T`` but ``W2`` forced into its shape (K, H), its numbers in other places: ``W1 b1`` are wrong."""
    NO_LABELS = "no_labels"
    """``y`` in place of ``y - t``: the right answers have no say, and all four are wrong."""
    BIAS_NOT_SUMMED = "bias_not_summed"
    """``b1`` and ``b2`` are those of the last image instead of the sum over all (for one image: right)."""


def wrong_gradient(network: TwoLayerNet, x: ArrayLike, t: ArrayLike, mistake: Mistake) -> dict[str, Array]:
    """Return `TwoLayerNet.gradient` as it comes out with one mistake in it.

    Parameters
    ----------
    network : TwoLayerNet
    x : array_like, shape (N, D) or (D,)
        Images with values in 0..1.
    t : array_like, shape (N,) or (N, K)
        Labels, as class numbers or one-hot.
    mistake : Mistake
        Which one; all other lines are right.

    Returns
    -------
    dict
        ``W1 b1 W2 b2``: in the shapes and the dtype of the network's `params`.
    """
    W2 = network.params["W2"]
    x = np.atleast_2d(np.asarray(x, W2.dtype))  # (N, D)

    # forward
    z, _, y = network.forward(x)  # (N, H), (N, K), (N, K)

    # backward: as in `TwoLayerNet.gradient`, but for one line
    dy = y  # (N, K)
    if mistake is not Mistake.NO_LABELS:
        dy[np.arange(len(x)), class_numbers(t, y.shape)] -= 1
    if mistake is not Mistake.NO_DIVISION:
        dy /= len(x)

    dz = dy @ W2.T  # (N, H)
    if mistake is Mistake.W2_NOT_TRANSPOSED:
        dz = dy @ W2.reshape(W2.shape[::-1])  # (K, H) as well, but the numbers stay in their order

    da = dz * network.slope(z)  # (N, H)
    if mistake is Mistake.NO_SIGMOID_SLOPE:
        da = dz

    db1, db2 = da.sum(axis=0), dy.sum(axis=0)  # (H,), (K,)
    if mistake is Mistake.BIAS_NOT_SUMMED:
        db1, db2 = da[-1], dy[-1]

    return {"W1": x.T @ da, "b1": db1, "W2": z.T @ dy, "b2": db2}
