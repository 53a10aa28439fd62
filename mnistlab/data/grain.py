"""The grain of a picture: noise, the dots of a print or of one bit a pixel, the rows of a screen. It is no ink."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.tight import Values

SMALLEST: Final = 64  # px: the shortest side of a picture that shows its grain
NEAR: Final = 5  # px: side of the square in which a tone is compared with those around it
STRONG: Final = 0.03  # between black and white: a weaker grain does no harm
APART: Final = 0.3  # between black and white: a dot differs from the pixels around it by more
DOTTED: Final = 0.004  # of all pixels are lone dots
FINEST: Final = 60  # of the longest side is one such part: the widest square that is averaged


def without_grain(bright: Values) -> Values:
    """Return a picture (H, W), 0..1, whose grain, if it is strong, has been averaged away."""
    if min(bright.shape) < SMALLEST:
        return bright
    most = max(3, max(bright.shape) // FINEST)
    noise = 1.4826 * float(np.median(np.abs(bright - averaged(bright, NEAR))))
    wide = int(np.ceil(noise / STRONG)) | 1 if noise > STRONG else 1
    if lone_dots(bright) > DOTTED:
        wide = most
    wide = min(wide, most) | 1
    return averaged(bright, wide) if wide > 1 else bright


def lone_dots(bright: Values) -> float:
    """Return the share of pixels that differ from all eight around them, but for one at most."""
    padded = np.pad(bright, 1, mode="edge")
    alike = np.zeros(bright.shape, np.int8)
    height, width = bright.shape
    for down in range(3):
        for right in range(3):
            if (down, right) != (1, 1):
                alike += np.abs(padded[down : down + height, right : right + width] - bright) < APART
    return float((alike <= 1).mean())


def averaged(values: NDArray[Any], wide: int) -> Values:
    """Return for each pixel the mean of the square of an odd side around it."""
    padded = np.pad(values, wide // 2, mode="edge").astype(np.float64)
    for axis in (0, 1):
        sums = np.insert(np.cumsum(padded, axis=axis), 0, 0, axis=axis)
        low, high = np.arange(sums.shape[axis] - wide), np.arange(wide, sums.shape[axis])
        padded = (sums.take(high, axis) - sums.take(low, axis)) / wide
    return padded.astype(np.float32)
