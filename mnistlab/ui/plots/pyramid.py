"""A curve of any length in as many points as the screen can show, with none of its peaks lost.

Level 0 holds the lowest and the highest value of every 8 samples, level 1 of every 16, and so on, doubling.
New samples touch only the blocks that they complete, so `Pyramid.extend` costs what is new; a range of any
length is some hundred blocks of the right level, so `Pyramid.envelope` costs what is drawn. All levels
together take half as many numbers as the samples.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Values = NDArray[Any]

_FIRST_BLOCK = 8  # samples; finer blocks are cheaper to compute than to keep


class _Blocks:
    """Lowest and highest value of equal blocks, and which of the two comes first. Grows at its end."""

    def __init__(self) -> None:
        self.length = 0
        self._low = np.empty(64, np.float32)
        self._high = np.empty(64, np.float32)
        self._rises = np.empty(64, np.bool_)

    def append(self, low: Values, high: Values, rises: Values) -> None:
        end = self.length + len(low)
        if end > len(self._low):
            size = max(end, 2 * len(self._low))
            self._low, self._high, self._rises = (
                np.concatenate((old[: self.length], np.empty(size - self.length, old.dtype)))
                for old in (self._low, self._high, self._rises)
            )
        self._low[self.length : end] = low
        self._high[self.length : end] = high
        self._rises[self.length : end] = rises
        self.length = end

    def cut(self, start: int, stop: int) -> tuple[Values, Values, Values]:
        return self._low[start:stop], self._high[start:stop], self._rises[start:stop]


def _of_samples(samples: Values) -> tuple[Values, Values, Values]:
    """Return low, high and rises of each row; NaN where nothing in it is finite. (n, k) → 3 × (n,)."""
    finite = np.isfinite(samples)
    below = np.where(finite, samples, np.inf)
    above = np.where(finite, samples, -np.inf)
    rises = below.argmin(axis=1) <= above.argmax(axis=1)
    low, high = below.min(axis=1), above.max(axis=1)
    low[np.isinf(low)] = np.nan
    high[np.isinf(high)] = np.nan
    return low, high, rises


def _of_pairs(low: Values, high: Values, rises: Values) -> tuple[Values, Values, Values]:
    """Join each block with its right neighbour. 3 × (2n,) → 3 × (n,)."""
    low_left, low_right = low[0::2], low[1::2]
    high_left, high_right = high[0::2], high[1::2]
    # NaN compares as false: an empty block never holds the extreme of a pair that has one.
    low_is_right = (low_right < low_left) | np.isnan(low_left)
    high_is_right = (high_right > high_left) | np.isnan(high_left)
    inside = np.where(low_is_right, rises[1::2], rises[0::2])
    return (
        np.where(low_is_right, low_right, low_left),
        np.where(high_is_right, high_right, high_left),
        np.where(low_is_right == high_is_right, inside, high_is_right),
    )


def _of_all(low: Values, high: Values, rises: Values) -> tuple[Values, Values, Values]:
    """Join all blocks into one. 3 × (n,) → 3 × (1,); nothing stays nothing."""
    if len(low) <= 1:
        return low, high, rises
    lowest = int(np.where(np.isnan(low), np.inf, low).argmin())
    highest = int(np.where(np.isnan(high), -np.inf, high).argmax())
    rise = rises[lowest] if lowest == highest else lowest < highest
    return low[lowest : lowest + 1], high[highest : highest + 1], np.array([rise])


class Pyramid:
    """The samples of one growing curve, ready to be drawn at any scale.

    Values that are not finite are drawn as gaps, and never hide the finite ones beside them.
    """

    def __init__(self) -> None:
        self._values: Values = np.empty(0, np.float32)
        self._levels: list[_Blocks] = []

    def __len__(self) -> int:
        return len(self._values)

    @property
    def values(self) -> Values:
        """All samples, as last given."""
        return self._values

    def clear(self) -> None:
        """Forget everything."""
        self._values = self._values[:0]
        self._levels = []

    def extend(self, values: Values) -> None:
        """Take the same samples again and those that came after them.

        Parameters
        ----------
        values : ndarray, shape (n,)
            Kept, not copied: nobody may write to it any more. One shorter than the last is another curve, and
            replaces it.
        """
        if len(values) < len(self._values):
            self.clear()
        self._values = values
        blocks = len(values) // _FIRST_BLOCK
        for depth in range(blocks.bit_length()):
            if depth == len(self._levels):
                self._levels.append(_Blocks())
            level = self._levels[depth]
            start, stop = level.length, blocks >> depth
            if start == stop:
                break  # what is complete here is complete above
            if depth == 0:
                rows = values[start * _FIRST_BLOCK : stop * _FIRST_BLOCK].reshape(-1, _FIRST_BLOCK)
                level.append(*_of_samples(rows))
            else:
                level.append(*_of_pairs(*self._levels[depth - 1].cut(2 * start, 2 * stop)))

    def block_size(self, start: int, stop: int, points: int) -> int:
        """Return how many samples become one pair of points: a power of two, or 1 where each is drawn."""
        count, points = stop - start, max(points, 4)
        if count <= points:
            return 1
        return 1 << (-(-2 * count // points) - 1).bit_length()

    def envelope(self, start: int, stop: int, points: int) -> tuple[Values, Values]:
        """Return a polyline that looks like samples `start` to `stop` and holds each of their peaks.

        Each block of samples gives its lowest and its highest value, in the order in which they come, at its
        first and its last sample. Blocks lie on a fixed grid, so that a curve that grows or is moved does not
        flicker. The time this takes depends on `points`, not on the length of the range.

        Parameters
        ----------
        start, stop : int
            Half-open range of samples; cut to what there is.
        points : int
            How many points to give about: at most 4 more, seldom less than half; as many as there are samples
            where those are fewer.

        Returns
        -------
        x : ndarray of float64, shape (m,)
            Numbers of the samples, never falling.
        y : ndarray of float32, shape (m,)
            NaN where there is nothing finite to draw.
        """
        start, stop = max(start, 0), min(stop, len(self._values))
        if start >= stop:
            return np.empty(0), np.empty(0, np.float32)
        size = self.block_size(start, stop, points)
        if size == 1:
            y = self._values[start:stop].astype(np.float32)
            y[~np.isfinite(y)] = np.nan
            return np.arange(start, stop, dtype=np.float64), y

        first, last = -(-start // size), stop // size  # the blocks that lie wholly inside
        parts = [self._extremes(start, min(first * size, stop))]
        if first < last:
            parts.append(self._blocks(first, last, size))
        if last >= first and last * size < stop:
            parts.append(self._extremes(last * size, stop))
        low, high, rises = (np.concatenate(column) for column in zip(*parts, strict=True))
        edges = np.unique(np.concatenate(([start], np.arange(first, last + 1) * size, [stop])).clip(start, stop))
        x = np.empty(2 * len(low))
        x[0::2], x[1::2] = edges[:-1], edges[1:] - 1
        y = np.empty(2 * len(low), np.float32)
        y[0::2], y[1::2] = np.where(rises, low, high), np.where(rises, high, low)
        return x, y

    def _blocks(self, first: int, last: int, size: int) -> tuple[Values, Values, Values]:
        """Return low, high and rises of blocks `first` to `last` of `size` samples."""
        if size >= _FIRST_BLOCK:
            return self._levels[(size // _FIRST_BLOCK).bit_length() - 1].cut(first, last)
        return _of_samples(self._values[first * size : last * size].reshape(-1, size))

    def _extremes(self, start: int, stop: int) -> tuple[Values, Values, Values]:
        """Return low, high and rises of one range that is shorter than its block: 3 × (1,), or 3 × (0,)."""
        parts = [(np.empty(0, np.float32), np.empty(0, np.float32), np.empty(0, np.bool_))]
        at = start
        while at < stop:
            if at % _FIRST_BLOCK == 0 and at + _FIRST_BLOCK <= stop:
                # The largest block that starts here and ends in the range.
                size = _FIRST_BLOCK
                while at % (2 * size) == 0 and at + 2 * size <= stop:
                    size *= 2
                parts.append(self._blocks(at // size, at // size + 1, size))
            else:
                size = min(_FIRST_BLOCK - at % _FIRST_BLOCK, stop - at)
                parts.append(_of_samples(self._values[at : at + size].reshape(1, -1)))
            at += size
        low, high, rises = (np.concatenate(column) for column in zip(*parts, strict=True))
        return _of_all(low, high, rises)
