"""A running mean that lies in the data: each value is a mean over as many samples before it as after it."""

import numpy as np
from numpy.typing import NDArray

from mnistlab.nn.functions import Array

MOST = 60  # samples to either side of the middle
LEAST, SHARE = 2.0, 0.12  # at the start it is fewer, because the loss falls fast there: 2 + 0.12·i
CHUNK = 8192  # samples that are added up together; few enough for one huge value to spoil no others


def mean_at_end(samples: Array) -> float:
    """Return the last value of the centred mean of all samples (n,), n at least 1."""
    last = len(samples) - 1
    return float(_fitted(samples, np.arange(last, last + 1))[0])


def half_widths(middles: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many samples count on either side of each middle (n,); near the end fewer may be there."""
    wide = np.minimum(LEAST + SHARE * middles, MOST).astype(np.int64)
    halves: NDArray[np.int64] = np.minimum(wide, middles)
    return halves


class CentredMean:
    """The centred mean of a sequence that grows, in time that does not depend on its length.

    At the end of the sequence, where samples after the middle are missing, the mean is the value there of the line that
    fits the samples best (least squares). With all samples present both are the same, so the curve has no bend there.
    """

    def __init__(self) -> None:
        self._means: NDArray[np.float32] = np.empty(1024, np.float32)
        self._final = 0  # means that no later sample changes

    def take(self, samples: Array) -> NDArray[np.float32]:
        """Return the means (n,) of all samples (n,) so far, which begin with those taken before.

        Samples that are not finite do not count; where there are no others around, the mean is nan.
        """
        count = len(samples)
        if count < self._final:
            self._final = 0
        if count > len(self._means):
            means = np.empty(max(2 * len(self._means), count), np.float32)
            means[: self._final] = self._means[: self._final]
            self._means = means
        for first in range(self._final, count, CHUNK):
            middles = np.arange(first, min(first + CHUNK, count))
            self._means[first : first + len(middles)] = _fitted(samples, middles)
        middles = np.arange(max(count - MOST - 1, 0), count)
        self._final = int(middles[0] + np.count_nonzero(middles + half_widths(middles) < count)) if count else 0
        return self._means[:count]

    def forget(self) -> None:
        """Begin another sequence."""
        self._final = 0


def _fitted(samples: Array, middles: NDArray[np.int64]) -> Array:
    """Return the value at each middle (m,) of the line that fits the samples around it best."""
    halves = half_widths(middles)
    start = int((middles - halves).min())
    stop = min(int((middles + halves).max()) + 1, len(samples))
    y = samples[start:stop].astype(np.float64)
    known = np.isfinite(y)
    low = middles - halves - start
    high = np.minimum(middles + halves + 1, stop) - start
    if known.all() and (high - low == 2 * halves + 1).all():  # the line's value in the middle is the mean: far quicker
        total = np.concatenate([[0.0], np.cumsum(y)])
        return np.asarray((total[high] - total[low]) / (high - low))
    y[~known] = 0.0
    x = np.arange(len(y), dtype=np.float64)
    sums = np.zeros((5, len(y) + 1))
    np.cumsum((known, known * x, known * x * x, y, x * y), axis=1, out=sums[:, 1:])
    n, sx, sxx, sy, sxy = sums[:, high] - sums[:, low]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_x, mean_y = sx / n, sy / n
        spread = sxx / n - mean_x**2
        slope = np.where(spread > 1e-6, (sxy / n - mean_x * mean_y) / spread, 0.0)
        fitted: Array = mean_y + slope * (middles - start - mean_x)
    return fitted
