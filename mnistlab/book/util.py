"""``common/util.py``: smoothing a curve, and shuffling a data set."""

import numpy as np
from numpy.typing import ArrayLike

from mnistlab.nn.functions import Array

WINDOW = 11  # points of the Kaiser window, an odd number
BETA = 2  # its shape


def smooth_curve(x: ArrayLike) -> Array:
    """Return a curve (M,) smoothed by a Kaiser window of 11 points, float64 (M,). It needs 11 points or more.

    At both ends the curve is continued by its mirror image, so that the result is as long as the curve.
    """
    window = np.kaiser(WINDOW, BETA)
    continued = np.pad(np.asarray(x, np.float64), WINDOW // 2, mode="reflect")
    return np.convolve(continued, window / window.sum(), mode="valid")


def shuffle_dataset(x: Array, t: Array) -> tuple[Array, Array]:
    """Return images `x` (M, ...) and labels `t` (M, ...) in the same random order, by NumPy's global generator."""
    order = np.random.permutation(len(x))
    return x[order], t[order]
