"""Images: 28×28 bytes that show one of ten digits, and the numbers that a network takes for them."""

from typing import Any, Final

import numpy as np
from numpy.typing import DTypeLike, NDArray

from mnistlab.errors import DataError
from mnistlab.nn.functions import Array

SIDE: Final = 28  # px
PIXELS: Final = SIDE * SIDE
CLASSES: Final = 10
LIGHT: Final = 127  # brighter pixels are light
MOST: Final = 0.9  # of the corners, which ink seldom reaches

Pixels = NDArray[np.uint8]


def as_input(images: Array, dtype: DTypeLike = np.float32) -> Array:
    """Return images as a network takes them: brightness divided by 255.

    Parameters
    ----------
    images : ndarray of uint8, any shape
        From 0 (background) to 255 (ink).
    dtype : dtype
        Of the result and of the division.

    Returns
    -------
    ndarray of `dtype`, the same shape
        In 0..1.
    """
    return np.divide(images, 255, dtype=dtype)


def are_dark_on_light(images: Pixels) -> bool:
    """Return whether images (N, 784) are dark ink on light paper, as their corners and most of their pixels say."""
    corners = images.reshape(-1, SIDE, SIDE)[:, [0, 0, -1, -1], [0, -1, 0, -1]]
    return bool((corners > LIGHT).mean() > MOST and (images > LIGHT).mean() > 1 / 2)


def read_only(name: str, array: Any, dtype: DTypeLike, shape: tuple[int, ...]) -> Array:
    """Return a read-only view of an array; the array itself stays writable.

    Raises
    ------
    DataError
        If `array` is no array of this dtype and shape; the error calls it `name`.
    """
    if not isinstance(array, np.ndarray) or array.dtype != dtype or array.shape != shape:
        found = f"{array.dtype} {array.shape}" if isinstance(array, np.ndarray) else type(array).__name__
        raise DataError("wrong_array", field=name, expected=f"{np.dtype(dtype)} {shape}", found=found)
    view = array.view()
    view.flags.writeable = False
    return view


def check_labels(labels: Array, file: str) -> None:
    """Raise DataError if a label is larger than 9; the error says the `file`."""
    if labels.size and labels.max() >= CLASSES:
        raise DataError("label_range", file=file, expected=CLASSES - 1, found=int(labels.max()))
