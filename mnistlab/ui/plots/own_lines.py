"""Losses and accuracies from elsewhere, as lines of the two plots."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.data.series import Series
from mnistlab.library.curves import OwnCurve
from mnistlab.ui.plots.curve import Curve, Values

DASHES: Final = ((4.0, 2.0), (10.0, 3.0), (2.0, 2.0), (8.0, 2.0, 2.0, 2.0))  # px
COLOUR: Final = "muted"
WIDTH: Final = 1.6  # px
FARTHEST: Final = 1e12  # of iterations and epochs: nobody trains for as long
LARGEST: Final = 1e30  # of losses and accuracies: what is larger is drawn as little as what is no number
MANY: Final = 200  # losses: so many are drawn as their mean


class OwnLines:
    """The lines, with their names.

    Attributes
    ----------
    losses, shares : list of (str, Curve)
        Those of the plot of the loss, and of the plot of the accuracy.
    """

    def __init__(self) -> None:
        self.losses: list[tuple[str, Curve]] = []
        self.shares: list[tuple[str, Curve]] = []
        self._shown: tuple[tuple[OwnCurve, ...], float, float] = ((), 0.0, 0.0)

    def show(self, curves: tuple[OwnCurve, ...], per_epoch: float, unit: float = 1.0) -> bool:
        """Take these curves; return whether that changes anything.

        `per_epoch` iterations are an epoch, and `unit` iterations are one on the axis.
        """
        asked = curves, per_epoch, unit
        if asked == self._shown:
            return False
        self._shown = asked
        self.losses, self.shares = [], []
        for place, own in enumerate(curves):
            series = own.series
            line = Curve(COLOUR, WIDTH, dashes_of(place))
            is_loss = series.quantity == "loss"
            at = np.minimum(series.at, FARTHEST) * (per_epoch if series.unit == "epoch" else 1.0) / unit
            values = drawn(series)
            line.set_samples(values, at[: len(values)])
            (self.losses if is_loss else self.shares).append((series.name, line))
        return True

    @property
    def end(self) -> float:
        """How far the longest line reaches; 0 without any."""
        return max((line.end for _, line in (*self.losses, *self.shares) if len(line.samples)), default=0.0)


def dashes_of(place: int) -> tuple[float, ...]:
    """Return the dashes of the curve at this place, from 0."""
    return DASHES[place % len(DASHES)]


def lowest(lines: Sequence[tuple[str, Curve]]) -> float:
    """Return the lowest value above 0 of some lines; inf without any."""
    found = [line.samples[np.isfinite(line.samples) & (line.samples > 0)] for _, line in lines]
    return min((float(part.min()) for part in found if len(part)), default=np.inf)


def highest(lines: Sequence[tuple[str, Curve]]) -> float:
    """Return the highest value of some lines; 0 without any."""
    found = [line.samples[np.isfinite(line.samples)] for _, line in lines]
    return max((float(part.max()) for part in found if len(part)), default=0.0)


def drawn(series: Series) -> Values:
    """Return the values of a series as they are drawn, until the last number: of many losses, the mean around each."""
    known = np.abs(series.values) <= LARGEST
    numbers = np.flatnonzero(known)
    values = np.where(known, series.values, np.nan)[: numbers[-1] + 1 if len(numbers) else 0]
    if series.quantity != "loss" or len(values) <= MANY:
        return values
    return CentredMean().take(values.astype(np.float32))
