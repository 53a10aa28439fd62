"""The gradient by moving each number a little: slow, and what every faster way is compared with."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from mnistlab.nn.functions import Array

STEP = 1e-4  # h: small enough for the tangent, large enough for the rounding of float64


def numerical_gradient(f: Callable[[Array], Any], x: ArrayLike) -> Array:
    """Return ``∂f/∂x`` by central differences, ``(f(x + h) - f(x - h)) / 2h`` for one entry after the other.

    The error shrinks with h², which is why both sides are taken (Saito, "Deep Learning from Scratch",
    section 4.3).

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x` and returns a number. It is called twice for each entry of `x`.
    x : array_like
        The point, of any shape. A writable floating array is changed in place while `f` runs, one entry at a
        time, and is restored before returning; therefore an `f` that uses `x` by another name sees the change.
        Anything else is copied to float64 first.

    Returns
    -------
    ndarray
        Same shape as `x`, float64.
    """
    x = np.asarray(x)
    if not (np.issubdtype(x.dtype, np.floating) and x.flags.writeable):
        x = x.astype(np.float64)
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        value = x[index]
        try:
            x[index] = value + STEP
            above = f(x)
            x[index] = value - STEP
            below = f(x)
        finally:
            x[index] = value
        gradient[index] = (above - below) / (2 * STEP)
    return gradient
