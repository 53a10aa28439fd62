"""What the full colours of a picture stand for."""

import math

import numpy as np

from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import Array
from mnistlab.ui.scenes.base import at_speed

# What the full colours may stand for: each picture takes the smallest that holds nearly all of its numbers.
STEPS = tuple(float(f"{lead}e{exponent}") for exponent in range(-7, 4) for lead in (1, 2, 3, 5))
NEARLY_ALL = 0.99
ENOUGH = 50_000  # numbers that tell what nearly all are like: more take too long in a run
PEAK = 0.3  # of the largest number, so that where nearly all are zero the few others do not all look alike
SPARE = 4.0  # a scale becomes finer only when it is this many times too coarse


class Scale:
    """What the full colours of one picture stand for: a round number that seldom changes.

    At rest it fits what is shown. In a run it is locked, and only widens where the numbers leave it.

    Attributes
    ----------
    limit : float
        The full colours stand for ± this.
    beyond : bool
        Some of the numbers lie beyond the limit.
    """

    def __init__(self, *, floor: float = 0.0) -> None:
        self.limit = 1.0
        self.beyond = False
        self._floor = floor
        self._run: tuple[int, int] | None = None

    def fit(self, values: Array, frame: Frame) -> float:
        """Return the limit for these values."""
        magnitudes = np.abs(values).ravel()
        largest = float(magnitudes.max(initial=0))
        if not math.isfinite(largest):
            magnitudes = magnitudes[np.isfinite(magnitudes)]
            largest = float(magnitudes.max(initial=0))
        some = magnitudes[:: magnitudes.size // ENOUGH + 1]
        run = frame.track
        new, self._run = run != self._run, run
        if new or not at_speed(frame):
            wanted = max(_fitting(some, largest), self._floor)
            if new or wanted > self.limit or wanted * SPARE <= self.limit:
                self.limit = wanted
        elif self._is_left_by(some, largest):
            self.limit = max(_fitting(some, largest), self.limit)
        self.beyond = largest > self.limit
        return self.limit

    def _is_left_by(self, magnitudes: Array, largest: float) -> bool:
        """Return whether too many numbers, or the largest, are too far beyond the limit; faster than `_fitting`."""
        outside = np.count_nonzero(magnitudes > self.limit)
        return bool(outside > (1 - NEARLY_ALL) * magnitudes.size) or largest * PEAK > self.limit


def _fitting(magnitudes: Array, largest: float) -> float:
    """Return the smallest of the limits that holds nearly all of these numbers."""
    typical = float(np.quantile(magnitudes, NEARLY_ALL)) if magnitudes.size else 1.0
    typical = max(typical, PEAK * largest)
    return next((step for step in STEPS if typical <= step), STEPS[-1])
