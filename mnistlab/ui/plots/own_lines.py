"""Losses and accuracies from elsewhere, as lines of the two plots."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from mnistlab.analysis.centred_mean import CentredMean, mean_at_end
from mnistlab.data.series import Series
from mnistlab.library.curves import OwnCurve
from mnistlab.nn.functions import Array
from mnistlab.ui.plots.curve import Curve, Values
from mnistlab.ui.plots.scales import share_floor

DASHES: Final = ((4.0, 2.0), (10.0, 3.0), (2.0, 2.0), (8.0, 2.0, 2.0, 2.0))  # px
COLOUR: Final = "muted"
WIDTH: Final = 1.6  # px
FARTHEST: Final = 1e12  # of iterations and epochs: nobody trains for as long
LARGEST: Final = 1e30  # of losses and accuracies: what is larger is drawn as little as what is no number
MANY: Final = 200  # losses: so many are drawn as their mean


class OwnLines:
    """The lines, with their names. What a million numbers come to is found out once, because every frame asks for it.

    Attributes
    ----------
    losses, shares : list of (str, Curve)
        Those of the plot of the loss, and of the plot of the accuracy.
    lowest, highest : float
        The lowest loss above 0, inf without any; and the highest, 0 without any.
    floor : float
        Where an axis begins that has all shares; inf without any.
    """

    def __init__(self) -> None:
        self.losses: list[tuple[str, Curve]] = []
        self.shares: list[tuple[str, Curve]] = []
        self.lowest, self.highest, self.floor = np.inf, 0.0, np.inf
        self._shown: tuple[tuple[OwnCurve, ...], float, float] = ((), 0.0, 0.0)
        self._drawn: dict[str, tuple[str, Array, Values]] = {}  # by the key of a curve: of what, and as it is drawn

    def show(self, curves: tuple[OwnCurve, ...], per_epoch: float, unit: float = 1.0) -> bool:
        """Take these curves; return whether that changes anything.

        `per_epoch` iterations are an epoch, and `unit` iterations are one on the axis.
        """
        asked = curves, per_epoch, unit
        if asked == self._shown:
            return False
        others = curves != self._shown[0]
        self._shown = asked
        self.losses, self.shares = [], []
        self._drawn = {own.key: self._drawn_of(own) for own in curves}
        for place, own in enumerate(curves):
            series = own.series
            line = Curve(COLOUR, WIDTH, dashes_of(place))
            is_loss = series.quantity == "loss"
            at = np.minimum(series.at, FARTHEST) * (per_epoch if series.unit == "epoch" else 1.0) / unit
            *_, values = self._drawn[own.key]
            line.set_samples(values, at[: len(values)])
            (self.losses if is_loss else self.shares).append((series.name, line))
        if others:
            losses = [line.samples for _, line in self.losses]
            self.lowest, self.highest = _lowest(losses), _highest(losses)
            self.floor = min((share_floor(line.samples[1:]) for _, line in self.shares), default=np.inf)
        return True

    def _drawn_of(self, own: OwnCurve) -> tuple[str, Array, Values]:
        series, known = own.series, self._drawn.get(own.key)
        if known is not None and known[0] == series.quantity and known[1] is series.values:
            return known
        return series.quantity, series.values, drawn(series)

    @property
    def end(self) -> float:
        """How far the longest line reaches; 0 without any."""
        return max((line.end for _, line in (*self.losses, *self.shares) if len(line.samples)), default=0.0)


def dashes_of(place: int) -> tuple[float, ...]:
    """Return the dashes of the curve at this place, from 0."""
    return DASHES[place % len(DASHES)]


def _lowest(losses: Iterable[Values]) -> float:
    found = [samples[np.isfinite(samples) & (samples > 0)] for samples in losses]
    return min((float(part.min()) for part in found if len(part)), default=np.inf)


def _highest(losses: Iterable[Values]) -> float:
    found = [samples[np.isfinite(samples)] for samples in losses]
    return max((float(part.max()) for part in found if len(part)), default=0.0)


def last_drawn(series: Series) -> float | None:
    """Return the last number of a series as it is drawn; None where it has none."""
    values = _known(series)
    if not len(values):
        return None
    return float(values[-1]) if not _is_mean(series, values) else mean_at_end(values.astype(np.float32))


def drawn(series: Series) -> Values:
    """Return the values of a series as they are drawn, until the last number: of many losses, the mean around each."""
    values = _known(series)
    return CentredMean().take(values.astype(np.float32)) if _is_mean(series, values) else values


def _known(series: Series) -> Values:
    """Return the values of a series until the last number."""
    known = np.abs(series.values) <= LARGEST
    numbers = np.flatnonzero(known)
    return np.where(known, series.values, np.nan)[: numbers[-1] + 1 if len(numbers) else 0]


def _is_mean(series: Series, values: Values) -> bool:
    return series.quantity == "loss" and len(values) > MANY
