"""What an image is: 28×28 bytes that show one of ten digits, and the numbers that a network is given for it."""

from typing import Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

from mnistlab.nn.functions import Array

SIDE: Final = 28  # px
PIXELS: Final = SIDE * SIDE
CLASSES: Final = 10

Pixels = NDArray[np.uint8]


def as_input(images: Array, dtype: DTypeLike = np.float32) -> Array:
    """Return images as a network is given them: brightness divided by 255.

    Parameters
    ----------
    images : ndarray of uint8, any shape
        From 0 (background) to 255 (ink).
    dtype : dtype
        Of the result; the division is made in it.

    Returns
    -------
    ndarray of `dtype`, the same shape
        In 0..1.
    """
    return np.divide(images, 255, dtype=dtype)
