"""The functions that networks are made of, each beside its derivative.

They take arrays of any floating dtype and return arrays of the same dtype. Formulas: Saito, "Deep Learning from
Scratch", chapters 3 (activations, softmax) and 4 (cross-entropy).
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[Any]


def sigmoid(x: ArrayLike) -> Array:
    """Return ``1 / (1 + exp(-x))``, element by element, in the shape of `x`: values in 0..1."""
    x = np.asarray(x)
    with np.errstate(over="ignore"):  # exp(-x) may reach inf, and 1 / inf is the 0 that is meant
        return np.asarray(1 / (1 + np.exp(-x)))


def sigmoid_grad(x: ArrayLike) -> Array:
    """Return the derivative of the sigmoid at `x`: ``sigmoid(x) · (1 - sigmoid(x))``, values in 0..0.25.

    `x`, of any shape, is what went into the sigmoid, not what came out.
    """
    z = sigmoid(x)
    return np.asarray(z * (1 - z))


def relu(x: ArrayLike) -> Array:
    """Return ``max(x, 0)``, element by element, in the shape of `x`."""
    return np.maximum(x, 0)


def relu_grad(x: ArrayLike) -> Array:
    """Return the derivative of `relu` at `x`: 1 where it is positive, else 0, in its shape and dtype."""
    x = np.asarray(x)
    return np.asarray(x > 0, x.dtype)


def softmax(x: ArrayLike) -> Array:
    """Turn scores (..., K) into probabilities: ``exp(x) / Σ exp(x)`` over the last axis, in 0..1, with sum 1."""
    x = np.asarray(x)
    x = x - x.max(axis=-1, keepdims=True)  # the result stays the same, and exp does not overflow
    e = np.exp(x)
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


def cross_entropy_error(y: ArrayLike, t: ArrayLike) -> float:
    """Return the mean cross-entropy ``-Σ log(y[n, t[n]]) / N``.

    Together with softmax its derivative by the scores is simply ``(y - t) / N``.

    Parameters
    ----------
    y : array_like, shape (N, K) or (K,)
        Probabilities.
    t : array_like, shape (N,) or (N, K), or a scalar or (K,) for a single image
        The right answers, as class numbers or one-hot.

    Returns
    -------
    float
        About 0 for a perfect answer (``-1e-7``); ``log(K)`` for even guesses.
    """
    y = np.atleast_2d(np.asarray(y))  # (N, K)
    rows = np.arange(len(y))
    # Without 1e-7 the loss would be infinite as soon as one right answer has a probability of 0.
    return float(-np.log(y[rows, class_numbers(t, y.shape)] + 1e-7).mean())


def class_numbers(t: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Return labels as class numbers, int (N,), whether they came as such or one-hot.

    `shape` is that of the scores, (N, K); `t` is (N,) or (N, K), or a scalar or (K,) where N = 1, else ValueError.
    """
    t = np.asarray(t)
    n, k = shape
    if t.size == n * k and (k > 1 or t.ndim == 2):
        return np.asarray(t.reshape(n, k).argmax(axis=1))
    if t.size == n:
        return t.reshape(n).astype(np.intp)
    raise ValueError(f"labels of shape {t.shape} do not fit scores of shape {shape}: expected ({n},) or {shape}")
