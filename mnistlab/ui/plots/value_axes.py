"""The value axes of a run's loss and accuracy: they fit what is in view."""

import numpy as np

from mnistlab.ui.plots import scales
from mnistlab.ui.plots.curve import Curve, Values
from mnistlab.ui.plots.drawn_curves import DrawnCurves
from mnistlab.ui.plots.run_plot import RunPlot

LOWEST = 0.2  # share of the loss axis; with MOST of the line in it, the axis becomes logarithmic
MOST = 0.8
ENOUGH = 200  # iterations before that


class ValueAxes:
    """Fits the value axes of two plots to their curves; that of the loss becomes logarithmic where that shows more.

    Parameters
    ----------
    curves : DrawnCurves
    loss, accuracy : RunPlot
    """

    def __init__(self, curves: DrawnCurves, loss: RunPlot, accuracy: RunPlot) -> None:
        self._curves, self._loss, self._accuracy = curves, loss, accuracy
        self._is_log = False  # by itself
        self._chosen: bool | None = None  # by the person
        self._reach = self._new_reach()

    @property
    def is_log(self) -> bool:
        """Whether the axis of the loss is logarithmic."""
        return self._is_log if self._chosen is None else self._chosen

    def choose(self, *, log: bool) -> None:
        """Let the axis of the loss be logarithmic, or linear, from now on."""
        self._chosen = log
        self._reach = self._new_reach()

    def begin(self, *, linear: bool) -> None:
        """Begin anew with another run; a new one begins on a linear axis, unless the person has chosen."""
        self._is_log = self._is_log and not linear
        self._reach = self._new_reach()

    def _new_reach(self) -> scales.Reach:
        # At first each digit is as likely as another: the loss is ln 10 ≈ 2.3.
        return scales.Reach(0.1, 5, log=True) if self.is_log else scales.Reach(0, 2.5)

    def fit(self) -> None:
        """Fit both axes to what is in view."""
        self._fit_loss()
        curves = self._curves
        shares = np.concatenate([curve.samples[1:] for curve in (curves.train, curves.test)])
        floor = min(scales.share_floor(shares if len(shares) else curves.test.samples), curves.own.floor)
        for curve in (*(curve for *_, curve in curves.kept), *(curve for _, curve in curves.bands)):
            floor = min(floor, scales.share_floor(curve.samples[1:]))
        self._accuracy.show_values(floor, 1.0, broken=floor > 0)

    def _fit_loss(self) -> None:
        curves, course, was_log = self._curves, self._loss.course, self.is_log
        raw, smooth = self._in_view(curves.raw), self._in_view(curves.smooth)
        if not was_log and self._chosen is None and course.following and len(curves.raw.samples) >= ENOUGH:
            self._is_log = bool(np.mean(smooth < LOWEST * self._reach.high) >= MOST)
        if self.is_log is not was_log:
            self._reach = self._new_reach()
        if len(raw) and len(smooth):
            low = max(raw.min(), smooth.min() / 4)  # a single loss near zero does not stretch a logarithmic axis
            for _, curve, _ in curves.kept if self.is_log else ():
                low = min(low, self._in_view(curve).min(initial=low))
            low = min(low, curves.own.lowest) if self.is_log else low
            high = max(raw.max(), curves.own.highest)
            self._reach.take(float(low), float(high), fit=not course.following)
        self._loss.show_values(self._reach.low, self._reach.high, log=self.is_log)

    def _in_view(self, curve: Curve) -> Values:
        """Return what is painted of a curve: its values above zero."""
        course = self._loss.course
        values = curve.polyline(course.low, course.high, self._loss.pixels)[1]
        return values[values > 0]
