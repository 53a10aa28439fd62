"""Round numbers for axes: how far an axis reaches, where its ticks stand, how they read.

An axis that moved with every frame would have to be laid out and painted with every frame, and would pull the
curve away under the eye. These functions move in steps.
"""

import itertools
import math
from collections.abc import Iterator, Sequence

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.numerals import power_of_ten

_TOPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
_TICKS = (1.0, 2.0, 5.0, 10.0)
MOST_BEHIND = 2  # digits behind the first one of a large number, beside a power of ten

_FLOORS = (0.98, 0.95, 0.9, 0.8, 0.5)  # where an axis of shares may begin


def span(reached: int, total: int) -> int:
    """Return how many iterations to show: the first of 100, 300, 1 000, 3 000, … that holds `reached`.

    At most `total`, unless the run has gone past it.
    """
    steps: Iterator[int] = (lead * 10**exponent for exponent in itertools.count(2) for lead in (1, 3))
    step = next(step for step in steps if step >= reached)
    return step if reached > total else min(step, total)


def top(value: float) -> float:
    """Return the least round number that is not below `value` (> 0)."""
    unit = 10.0 ** math.floor(math.log10(value))
    return next((step * unit for step in _TOPS if step * unit >= value), 10 * unit)


def decade_step(value: float, *, up: bool) -> float:
    """Return the next of 1, 2, 5, 10 × 10ⁿ at or above `value` (> 0), or at or below it."""
    exponent = math.floor(math.log10(value))
    steps = [float(f"{step:g}e{exponent}") for step in (0.5, *_TICKS)]  # exact, as 2 * 10.0**-1 is not
    if up:
        return next((step for step in steps if step >= value), steps[-1])
    return next((step for step in reversed(steps) if step <= value), steps[0])


def ticks(low: float, high: float, most: int) -> list[float]:
    """Return at most about `most` round numbers from `low` to `high`, evenly spaced."""
    step = tick_step(low, high, most)
    first = math.ceil(low / step - 1e-6)
    return [index * step for index in range(first, math.floor(high / step + 1e-6) + 1)]


def tick_step(low: float, high: float, most: int) -> float:
    """Return the distance of `ticks`: 1, 2 or 5 × 10ⁿ."""
    return decade_step(0.95 * (high - low) / max(most, 1), up=True)  # a margin at the ends costs no tick


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Return 1, 2 and 5 × 10ⁿ from `low` to `high` (both > 0), or where those are too many, fewer of them."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for steps in (("1", "2", "5"), ("1", "3"), ("1",)):
        found = [float(f"{step}e{n}") for n in range(first, last + 1) for step in steps]
        found = [value for value in found if low * (1 - 1e-6) <= value <= high * (1 + 1e-6)]
        if len(found) <= most:
            return found
    return found[:: math.ceil(len(found) / max(most, 1))]


def number(value: float, step: float) -> str:
    """Return the text of a tick among others at a distance of `step`: ``1,000``, ``0.5``, ``2×10⁻⁵``.

    It has as many digits as tell it from the next tick.
    """
    if value == 0:
        return "0"
    last = math.floor(math.log10(step) + 1e-6)
    digits = max(0, math.floor(math.log10(abs(value)) + 1e-6) - last)  # behind the first one
    if abs(value) < 1e-4 or (abs(value) >= 1e7 and digits <= MOST_BEHIND):
        return _power(value, digits)
    return f"{value:,.{max(0, -last)}f}"


def log_numbers(values: Sequence[float]) -> list[str]:
    """Return the texts of ticks on a logarithmic axis, all in one notation: ``0.1 0.3 1``, or ``10⁻⁶ 10⁻³ 1``."""
    if all(1e-3 <= value < 1e6 for value in values):
        return [number(value, value) for value in values]
    return [_power(value) for value in values]


def _power(value: float, digits: int = 0) -> str:
    lead, _, exponent = f"{value:.{digits}e}".partition("e")
    lead = lead.rstrip("0").rstrip(".") if digits else lead
    power = power_of_ten(int(exponent))
    if int(exponent) == 0:
        return lead
    return power if lead == "1" else f"{lead}×{power}"


def share_floor(shares: Sequence[float] | Array) -> float:
    """Return where an axis of shares (0..1) begins: most of those given lie above it, the last well above."""
    if not len(shares):
        return 0.0
    most, last = float(np.sort(shares)[len(shares) // 3]), float(shares[-1])
    return next((floor for floor in _FLOORS if most >= floor and last >= floor + 0.3 * (1 - floor)), 0.0)


class Reach:
    """The range of a value axis, in round numbers. It seldom moves.

    Parameters
    ----------
    low, high : float
        What it holds at the least; `low` > 0 on a log axis, and 0 otherwise.
    log : bool
    """

    def __init__(self, low: float, high: float, *, log: bool = False) -> None:
        self._least = (low, high)
        self._log = log
        self.low, self.high = low, high

    def take(self, low: float, high: float, *, fit: bool) -> None:
        """Make room for values from `low` to `high`; without `fit`, the range only grows.

        With `fit`, the range also shrinks, even below the least, once half of it is empty.
        """
        if not (math.isfinite(high) and high > 0):
            return
        high = top(high) if not self._log else decade_step(high, up=True)
        low = decade_step(max(low, 1e-9), up=False) if self._log else 0.0
        if not fit:
            self.low, self.high = min(low, self.low), max(high, self.high)
            return
        if high > self.high or high <= self.high / 2:
            self.high = high
        if low < self.low or low >= 2 * self.low:
            self.low = low
        if self._log and self.high < 2 * self.low:
            self.high = 2 * self.low

    def reset(self) -> None:
        """Return to the least range."""
        self.low, self.high = self._least
