"""One curve of a plot: its samples, how it looks, and what of it is painted."""

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from shiboken6 import VoidPtr

from mnistlab.ui.look.theme import colour_named, px, scale
from mnistlab.ui.plots.envelope import envelope

Values = NDArray[Any]

KEPT_DASHES = (  # px, of the runs that are kept
    (7.0, 4.0),
    (1.5, 4.0),
    (9.0, 3.0, 1.5, 3.0),
    (17.0, 4.0),
    (6.0, 2.5, 1.5, 2.5, 1.5, 2.5),
)
SYMBOL_DISTANCE = 14  # px between two symbols at least
FEW = 4  # samples: so few are only points, because a line between them would tell of what nobody has measured

_memory: Any = VoidPtr  # because its types are not those that it takes


@dataclass
class Curve:
    """One curve of a plot: its samples, how it looks, and what of it is painted.

    Attributes
    ----------
    colour : str
        The name of a field of `mnistlab.ui.look.theme.Colours`, or ``"kept 0"`` to ``"kept 4"``.
    width : float
        Of the line, in px of the design.
    dashes : tuple of float
        Lengths of dashes and gaps, in px of the design; none for a solid line.
    symbol : {"", "dot", "square"}
        At each sample.
    points_per_pixel : float
    joined_from : int
        The line begins at this sample; those before it are only points.
    """

    colour: str
    width: float = 2.4
    dashes: tuple[float, ...] = ()
    symbol: str = ""
    points_per_pixel: float = 1.0
    joined_from: int = 0
    samples: Values = field(default_factory=lambda: np.empty(0, np.float32))
    _places: Values | None = None
    _known: tuple[object, tuple[Values, Values]] | None = None  # what `polyline` has found, and for what

    def set_samples(self, values: Values, places: Values | None = None) -> None:
        """Take all samples so far, and their iterations (rising; by default 1, 2 and so on)."""
        self.samples, self._places, self._known = values, places, None

    @property
    def end(self) -> float:
        """The iteration of the last sample; -inf before the first, which may lie at 0."""
        count = len(self.samples)
        return -math.inf if count == 0 else self.place(count - 1)

    def place(self, index: int) -> float:
        """Return the iteration of a sample."""
        return float(index + 1 if self._places is None else self._places[index])

    def nearest(self, iteration: float) -> int | None:
        """Return the number of the sample nearest to an iteration; None where there are none."""
        count = len(self.samples)
        if count == 0:
            return None
        if self._places is None:
            return min(max(round(iteration) - 1, 0), count - 1)
        after = int(np.searchsorted(self._places, iteration))
        around = [index for index in (after - 1, after) if 0 <= index < count]
        return min(around, key=lambda index: abs(self.place(index) - iteration))

    def last_until(self, iteration: float) -> int | None:
        """Return the number of the last sample that is not after an iteration; None where there is none."""
        if self._places is None:
            index = min(math.floor(iteration), len(self.samples)) - 1
        else:
            index = int(np.searchsorted(self._places, iteration, "right")) - 1
        return index if index >= 0 else None

    def visible(self, low: float, high: float) -> tuple[int, int]:
        """Return the half-open range of samples between two iterations, and one more at each end."""
        if self._places is None:
            start, stop = math.floor(low) - 2, math.ceil(high) + 1
        else:
            start = int(np.searchsorted(self._places, low, "left")) - 1
            stop = int(np.searchsorted(self._places, high, "right")) + 1
        return max(start, 0), min(stop, len(self.samples))

    def polyline(self, low: float, high: float, pixels: float) -> tuple[Values, Values]:
        """Return what there is to paint between two iterations: x (m,) and y (m,), about as many as pixels."""
        asked = low, high, pixels
        if self._known is None or self._known[0] != asked:
            self._known = asked, self._polyline(low, high, pixels)
        return self._known[1]

    def _polyline(self, low: float, high: float, pixels: float) -> tuple[Values, Values]:
        start, stop = self.visible(low, high)
        start = min(max(start, self.joined_from), stop)
        x, y = envelope(self.samples, start, stop, max(64, int(pixels * self.points_per_pixel)))
        return (x + 1 if self._places is None else self._places[x.astype(np.intp)]), y

    @property
    def is_few(self) -> bool:
        """Whether there are so few measurements that they are only points."""
        return self._places is not None and len(self.samples) <= FEW

    def colour_now(self) -> QColor:
        """Return its colour in the current palette."""
        return QColor(colour_named(self.colour))

    def pen(self) -> QPen:
        """Return its pen in the current palette and scale."""
        pen = QPen(self.colour_now(), self.width * scale())
        pen.setJoinStyle(Qt.PenJoinStyle.BevelJoin)  # with so many points it looks as round ones, in half the time
        if self.dashes:
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setDashPattern([length / self.width for length in self.dashes])
        else:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        return pen

    def paint(self, painter: QPainter, x: Values, y: Values) -> None:
        """Paint the line through points (m,) of the screen; a y that is not finite leaves a gap."""
        if self.is_few:
            return
        painter.setPen(self.pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        finite = np.isfinite(y)
        if finite.all():
            parts = [slice(0, len(x))]
        else:
            edges = np.flatnonzero(np.diff(np.concatenate(([False], finite, [False])).astype(np.int8)))
            parts = [slice(first, stop) for first, stop in zip(edges[::2], edges[1::2], strict=True)]
        for part in parts:
            if part.stop - part.start == 1:  # a line through one point is invisible
                painter.drawPolyline(polygon_of(x[part] + (-0.5, 0.5), y[part].repeat(2)))
            else:
                painter.drawPolyline(polygon_of(x[part], y[part]))

    def paint_symbols(self, painter: QPainter, x: Values, y: Values) -> None:
        """Paint its symbol at points (m,) of the screen."""
        paint_symbols(painter, self.symbol or "dot", x, y, self.colour_now())


def paint_symbols(painter: QPainter, symbol: str, x: Values, y: Values, colour: QColor) -> None:
    """Paint at points (m,) of the screen a dot, or a hollow square around it: both are seen where they coincide."""
    if symbol == "dot":
        pen = QPen(colour, 6 * scale())
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPoints(polygon_of(x, y))
    elif symbol == "square":
        side = px(9)
        painter.setPen(QPen(colour, 1.6 * scale()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRects([QRectF(at - side / 2, up - side / 2, side, side) for at, up in zip(x, y, strict=True)])


def thinned(start: int, stop: int, pixels: float) -> NDArray[np.intp]:
    """Return which of the samples `start` to `stop` have a symbol: every 2nd, 4th, … where there is no room for all.

    They are counted from the start of the run, so that symbols stay where they are while it grows.
    """
    most = max(1.0, pixels / px(SYMBOL_DISTANCE))
    every = 1 << max(0, math.ceil(math.log2(max(stop - start, 1) / most)))
    return np.arange(-(-start // every) * every, stop, every)


def polygon_of(x: Values, y: Values) -> QPolygonF:
    """Return points (m,) as Qt has them, written at once into its memory."""
    polygon = QPolygonF()
    polygon.resize(len(x))
    memory = _memory(polygon.data(), 16 * len(x), True)
    points = np.frombuffer(memory, np.float64).reshape(-1, 2)
    points[:, 0], points[:, 1] = x, y
    return polygon
