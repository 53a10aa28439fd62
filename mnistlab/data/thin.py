"""Lines that are thinner than those of any digit of MNIST, brought to a width that a network has learned from."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.resizing import enlarged
from mnistlab.data.tight import Values

# Measured on the test images of MNIST, in sides of the digit's box: 0.06 to 0.17 in 99 of 100, in the middle 0.11.
THIN: Final = 0.05
USUAL: Final = 0.1
FINE: Final = 160  # px: a digit's longest side, so that lines can be made wider by parts of a pixel of 28×28


def with_usual_lines(ink: Values, longest: int) -> Values:
    """Return ink (H, W), 0..1, with its lines as wide as those of MNIST, if they are thinner.

    A small picture becomes larger by a whole number, but no longer than `longest` px.
    """
    side = _extent(ink)
    if not side or line_width(ink) >= THIN * side:
        return ink
    times = max(1, min(-(-FINE // side), longest // max(ink.shape)))
    finer = enlarged(ink, (times * ink.shape[0], times * ink.shape[1]))
    side = _extent(finer)
    more = (USUAL * side - line_width(finer)) / (1 - USUAL)  # because the box grows too
    return _wider(finer, round(more / 2))


def line_width(ink: NDArray[Any]) -> float:
    """Return the mean width in px of the lines in ink (H, W), 0..1: twice its area by the length of its edge."""
    around = np.pad(ink, 1).astype(np.float64)
    down, right = np.diff(around, axis=0)[:, :-1], np.diff(around, axis=1)[:-1]
    return 2 * float(around.sum()) / max(1e-9, float(np.hypot(down, right).sum()))


def _extent(ink: Values) -> int:
    """Return the longest side of the box around the ink, in px; 0 without any."""
    sides = [np.flatnonzero((ink > 0.5).any(axis=axis)) for axis in (0, 1)]
    return max(int(np.ptp(side)) + 1 for side in sides) if sides[0].size else 0


def _wider(ink: Values, reach: int) -> Values:
    """Return ink with the largest value within an octagon around each pixel, which reaches `reach` px."""
    wide = np.pad(ink, reach)
    for step in range(reach):
        rows = wide.copy()
        np.maximum(rows[1:], wide[:-1], out=rows[1:])
        np.maximum(rows[:-1], wide[1:], out=rows[:-1])
        start = wide if step % 2 else rows  # a cross, or a square, in turn
        both = rows.copy()
        np.maximum(both[:, 1:], start[:, :-1], out=both[:, 1:])
        np.maximum(both[:, :-1], start[:, 1:], out=both[:, :-1])
        wide = both
    return wide
