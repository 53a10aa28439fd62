"""What lies between what a tenth and what nine tenths of some runs stay below, and their median in it."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPen
from typing_extensions import override

from mnistlab.analysis.spread import Spread
from mnistlab.ui.look.theme import scale
from mnistlab.ui.plots.curve import Curve, Values, polygon_of

FAINT = 0.2  # opacity of the band
LINE = 0.9  # px of the median: thinner than any line of a run


@dataclass
class BandCurve(Curve):
    """A band in the colour of its run, and the median in it as a thin line.

    Its points are those of the lower edge, of the median and of the upper edge, one after the other.
    """

    width: float = LINE
    _edges: Values | None = None

    def set_band(self, band: Values, places: Values) -> None:
        """Take a band (3, n), from the lowest to the highest, and its places (n,) on the axis."""
        self.set_samples(band[1], places)
        self._edges = band

    @override
    def polyline(self, low: float, high: float, pixels: float) -> tuple[Values, Values]:
        start, stop = self.visible(low, high)
        if self._places is None or self._edges is None or start >= stop:
            return np.empty(0), np.empty(0)
        return np.tile(self._places[start:stop], 3), self._edges[:, start:stop].reshape(-1)

    @property
    @override
    def is_few(self) -> bool:
        return False

    @override
    def paint(self, painter: QPainter, x: Values, y: Values) -> None:
        x, (low, middle, high) = x[: len(x) // 3], y.reshape(3, -1)
        colour = self.colour_now()
        line = QPen(colour, self.width * scale())
        colour.setAlphaF(FAINT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(polygon_of(np.concatenate((x, x[::-1])), np.concatenate((low, high[::-1]))))
        painter.setPen(line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(polygon_of(x, middle))


def bands_of(spread: Spread, loss_colour: str, accuracy_colour: str, unit: float = 1.0) -> tuple[BandCurve, BandCurve]:
    """Return the bands of the loss and of the accuracy on test images; `unit` iterations are one on the axis."""
    loss, accuracy = BandCurve(loss_colour), BandCurve(accuracy_colour)
    loss.set_band(spread.loss, spread.at / unit)
    accuracy.set_band(spread.test_accuracy, spread.evaluated_at / unit)
    return loss, accuracy
