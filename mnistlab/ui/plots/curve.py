"""One curve of a plot: its samples, and what of them pyqtgraph is given to draw."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPen

from mnistlab.ui.look.theme import px
from mnistlab.ui.plots.envelope import envelope

_SYMBOL_DISTANCE = 10  # px between two symbols at least
_MOST_SYMBOLS = 60
_DASH = 0.4  # iterations to either side of a first sample


class Curve:
    """One curve of a plot: its samples, and what of them is drawn.

    Parameters
    ----------
    pen : callable
        Returns the pen in the current palette.
    line, symbols : PlotCurveItem and, or None, ScatterPlotItem
        What pyqtgraph draws.
    symbol_size : int
        In px.
    points_per_pixel : float
    """

    def __init__(
        self, pen: Callable[[], QPen], line: Any, symbols: Any, symbol_size: int, points_per_pixel: float
    ) -> None:
        self._pen = pen
        self.line = line
        self.symbols = symbols
        self._symbol_size = symbol_size
        self._ratio = 1.0
        self.samples: NDArray[Any] = np.empty(0, np.float32)
        self._points_per_pixel = points_per_pixel
        self._places: NDArray[np.float64] | None = None
        self._drawn = False  # whether any of it is on the screen
        self.drawn_to = -math.inf  # where on the x axis the last sample lay when it was drawn
        self.sets_range = True  # whether the value axis makes room for it

    def restyle(self) -> None:
        """Take the current palette and scale."""
        pen = self._pen()
        if pen.widthF() > 1:
            pen.setWidthF(pen.widthF() * self._ratio)
        self.line.setPen(pen)
        if self.symbols is not None:
            self.symbols.setBrush(pen.color())
            self.symbols.setSize(px(self._symbol_size))

    def set_samples(self, values: NDArray[Any], places: NDArray[np.float64] | None = None) -> None:
        """Take all samples so far, and where on the x axis they lie (rising; by default 1, 2 and so on)."""
        self.samples, self._places = values, places

    @property
    def end(self) -> float:
        """Where on the x axis the last sample lies; -inf before the first, which may lie at 0."""
        count = len(self.samples)
        return -math.inf if count == 0 else self.place(count - 1)

    def place(self, index: int) -> float:
        """Return where on the x axis a sample lies."""
        return float(index + 1 if self._places is None else self._places[index])

    def nearest(self, x: float) -> int | None:
        """Return the number of the sample nearest to a place on the x axis; None where there are none."""
        count = len(self.samples)
        if count == 0:
            return None
        if self._places is None:
            return min(max(round(x) - 1, 0), count - 1)
        after = int(np.searchsorted(self._places, x))
        around = [index for index in (after - 1, after) if 0 <= index < count]
        return min(around, key=lambda index: abs(self.place(index) - x))

    def visible(self, low: float, high: float) -> tuple[int, int]:
        """Return the half-open range of samples between two places, and one more at each end."""
        if self._places is None:
            start, stop = math.floor(low) - 2, math.ceil(high) + 1
        else:
            start = int(np.searchsorted(self._places, low, "left")) - 1
            stop = int(np.searchsorted(self._places, high, "right")) + 1
        return max(start, 0), min(stop, len(self.samples))

    def set_pixel_ratio(self, ratio: float) -> None:
        """Keep the line's width on a screen of `ratio` × `ratio` dots a pixel."""
        if ratio != self._ratio:
            self._ratio = ratio
            self.restyle()

    def draw(self, low: float, high: float, pixels: float, to_y: Callable[[Any], Any]) -> tuple[float, float]:
        """Draw what lies between two places on the x axis; return the lowest (above 0) and highest value."""
        self.drawn_to = self.end
        if not len(self.samples) and not self._drawn:
            return math.inf, -math.inf
        self._drawn = len(self.samples) > 0
        start, stop = self.visible(low, high)
        x, y = envelope(self.samples, start, stop, max(64, int(pixels * self._points_per_pixel)))
        x = x + 1 if self._places is None else self._places[x.astype(np.intp)]
        finite = np.isfinite(y)
        whole = bool(finite.all())
        if len(x) == 1 and self.symbols is None:  # because a line through one point is invisible
            x, y, whole = np.array([x[0] - _DASH, x[0] + _DASH]), np.repeat(y, 2), bool(finite.all())
        shown = to_y(y)
        self.line.setData(x, shown, connect="all" if whole else "finite", skipFiniteCheck=whole)
        if self.symbols is not None:
            most = max(1, min(_MOST_SYMBOLS, int(pixels / self._ratio / px(_SYMBOL_DISTANCE))))
            # Every 2nd, 4th, … counted from the start of the run, so that they stay where they are.
            every = 1 << max(0, math.ceil(math.log2(max(stop - start, 1) / most)))
            index = np.arange(-(-start // every) * every, stop, every)
            self.symbols.setData(
                index + 1.0 if self._places is None else self._places[index], to_y(self.samples[index])
            )
        positive = y[y > 0]
        return (float(positive.min()), float(positive.max())) if len(positive) else (math.inf, -math.inf)
