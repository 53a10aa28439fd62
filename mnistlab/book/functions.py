"""``common/functions.py``: activations and losses. A program that takes all of it finds NumPy as ``np``, too."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mnistlab.nn.functions import Array as _Array
from mnistlab.nn.functions import cross_entropy_error, relu, relu_grad, sigmoid, sigmoid_grad, softmax

__all__ = [
    "cross_entropy_error",
    "identity_function",
    "mean_squared_error",
    "np",
    "relu",
    "relu_grad",
    "sigmoid",
    "sigmoid_grad",
    "softmax",
    "softmax_loss",
    "step_function",
    "sum_squared_error",
]


def identity_function(x: Any) -> Any:
    """Return `x`: the activation of the last layer where numbers are predicted (section 3.5)."""
    return x


def step_function(x: ArrayLike) -> _Array:
    """Return 1 where `x` is positive, else 0, as integers in its shape (section 3.2)."""
    return np.asarray(np.asarray(x) > 0, np.int_)


def sum_squared_error(y: ArrayLike, t: ArrayLike) -> float:
    """Return ``½ Σ (y - t)²`` of two arrays of the same shape (section 4.2)."""
    return float(0.5 * np.sum((np.asarray(y) - np.asarray(t)) ** 2))


mean_squared_error = sum_squared_error  # its name in earlier printings


def softmax_loss(x: ArrayLike, t: ArrayLike) -> float:
    """Return the mean cross-entropy of the probabilities of scores `x` (N, K), for labels `t`, (N,) or (N, K)."""
    return cross_entropy_error(softmax(x), t)
