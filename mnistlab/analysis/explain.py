"""Why a network answers as it does: what each hidden unit and each pixel adds to a score.

A score is a plain sum over the hidden units, ``score[k] = Σⱼ z[j] W2[j, k] + b2[k]``, so it can be taken apart without
a remainder; and so can the difference of two scores, which is what decides between two digits. The pixels act through
the activation, which is not a sum: for them there is the gradient, what a little more ink at each place would change.

Without a hidden layer the units are the outputs themselves: unit k adds ``x·W1[:, k]`` to the score of digit k alone.
"""

from typing import NamedTuple

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Dropout
from mnistlab.nn.network import Forward, Network


class Difference(NamedTuple):
    """The difference ``score[first] - score[second]``, in its parts; they sum to it.

    Attributes
    ----------
    units : ndarray of float64, shape (H,)
        ``z[j] (W2[j, first] - W2[j, second])``: above zero where the unit speaks for the first digit, below zero where
        it speaks for the second.
    bias : float
        ``b2[first] - b2[second]``, or without a hidden layer of ``b1``: what the network is inclined to before it has
        seen anything.
    """

    units: Array
    bias: float

    @property
    def total(self) -> float:
        """The difference of the scores."""
        return float(self.units.sum()) + self.bias


def contributions(network: Network, forward: Forward) -> Array:
    """Return what each hidden unit adds to each score: ``z[j] W2[j, k]``.

    Parameters
    ----------
    network : Network
    forward : Forward
        Of one image: z (H,) and scores (K,).

    Returns
    -------
    ndarray, shape (H, K)
        With the biases of the outputs, its columns sum to the scores. Without a hidden layer H is K.
    """
    if not network.has_hidden_layer:
        return np.diag(forward.scores - network.params["b1"])
    return np.asarray(forward.z[:, None] * network.params["W2"])


def difference(network: Network, forward: Forward, first: int, second: int) -> Difference:
    """Return why the score of the digit `first` is above, or below, that of `second`.

    Parameters
    ----------
    network : Network
    forward : Forward
        Of one image.
    first, second : int
        Classes, 0..K-1.
    """
    exact = forward._replace(z=forward.z.astype(np.float64), scores=forward.scores.astype(np.float64))
    parts = contributions(network, exact)  # in float64, so that they sum to the whole
    bias = network.params[network.keys[-1]].astype(np.float64)
    return Difference(parts[:, first] - parts[:, second], float(bias[first] - bias[second]))


def pixel_gradient(network: Network, x: Array, direction: Array) -> Array:
    """Return ``∂(Σₖ direction[k] score[k]) / ∂x``: backpropagation, and one step farther, into the image.

    Parameters
    ----------
    network : Network
    x : ndarray, shape (D,)
        The image, with values in 0..1.
    direction : ndarray, shape (K,)
        One-hot for the gradient of one score; 1 for one digit and -1 for another for that of their difference.

    Returns
    -------
    ndarray, shape (D,)
        How fast the sum of scores grows with the ink at each pixel, in the dtype of `params`.
    """
    own = network.with_params(network.params)  # layers remember what they are given
    own.scores(x)
    dout = np.asarray(direction, network.dtype)[None]  # (1, K)
    _, *others = own.layers.values()
    for layer in reversed(others):
        # In reading, dropout silences nothing.
        dout = dout * (1 - layer.dropout_ratio) if isinstance(layer, Dropout) else layer.backward(dout)
    return np.asarray(network.params["W1"] @ dout[0])  # (D, H) (H,)
