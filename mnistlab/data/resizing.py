"""Pictures made smaller and larger."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.tight import Values


def means(values: NDArray[Any], times: int) -> Values:
    """Return the mean of each block of `times` by `times` pixels; blocks at the far edges may be smaller."""
    for axis in (0, 1):
        starts = np.arange(0, values.shape[axis], times)
        sizes = np.diff([*starts, values.shape[axis]]).astype(np.float32)
        values = np.add.reduceat(values, starts, axis=axis) / (sizes[:, None] if axis == 0 else sizes)
    return values.astype(np.float32)


def enlarged(values: Values, shape: tuple[int, ...]) -> Values:
    """Return values interpolated to a larger shape."""
    for axis, length in enumerate(shape):
        old = values.shape[axis]
        place = ((np.arange(length) + 0.5) * old / length - 0.5).clip(0, old - 1)
        first = np.minimum(place.astype(np.intp), max(0, old - 2))
        share = (place - first).astype(np.float32)
        share = share[:, None] if axis == 0 else share
        second = np.minimum(first + 1, old - 1)
        values = values.take(first, axis) * (1 - share) + values.take(second, axis) * share
    return values


def repeated(cells: NDArray[Any], times: int, shape: tuple[int, ...]) -> NDArray[Any]:
    """Return each cell as `times` by `times` pixels, cut to a shape."""
    return cells.repeat(times, axis=0).repeat(times, axis=1)[: shape[0], : shape[1]]
