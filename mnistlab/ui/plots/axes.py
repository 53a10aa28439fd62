"""The two axes of a plot: quiet numbers, hairlines across, small marks for the epochs.

They override only where lines and texts lie. When to lay them out, and keeping them as a picture, is pyqtgraph's.
"""

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, colours, font, px, scale, stroke
from mnistlab.ui.plots import scales

LEFT_WIDTH = 32  # px; fixed, so that a new number never moves the plot
BOTTOM_HEIGHT = 20
_OVERHANG = 7  # px: half the height of a number
_MARK_LENGTH = 4

_Line = tuple[QPen, QPointF, QPointF]
_Text = tuple[QRectF, Qt.AlignmentFlag, str]


def hairline(color: str = "") -> QPen:
    """Return a thin pen, in a colour, or in that of hairlines."""
    pen = QPen(QColor(color or colours().hairline), stroke())
    pen.setCosmetic(True)
    return pen


def curve_pen(colour: str, width: float = 2, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen in a colour of the palette, by its name in `Colours`; its width in px is brought to the scale."""
    pen = QPen(QColor(getattr(colours(), colour)), width * scale(), style)
    pen.setCosmetic(True)
    return pen


class _Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """What both axes share."""

    def __init__(self, side: str) -> None:
        super().__init__(side, showValues=True)
        self.restyle()
        self.enableAutoSIPrefix(False)  # because it rewrites the axis title with every move, though there is none

    def restyle(self) -> None:
        """Take the current palette and scale."""
        self.font = font(SMALL - 1)
        self.setTickFont(self.font)
        self.setPen(hairline())
        self.setTextPen(QPen(QColor(colours().muted)))

    def redraw(self) -> None:
        """Lay out again at the next paint, because a tick has changed though the range has not."""
        self.picture = None
        self.update()

    def _places(self) -> tuple[QRectF, QRectF, float, float]:
        """Return own rectangle, the plot's rectangle, both in own coordinates, and the range shown."""
        own: QRectF = self.mapRectFromParent(self.geometry())
        view: Any = self.linkedView()
        plot: QRectF = view.mapRectToItem(self, view.boundingRect()) if view is not None else own
        low, high = self.range
        return own, plot, low, high


class ValueAxis(_Axis):
    """At the left: a few numbers, each with a hairline across the plot."""

    def __init__(self) -> None:
        super().__init__("left")
        self.setGrid(255)  # lets its lines reach into the plot
        self.log = False  # then the range holds powers of ten

    def restyle(self) -> None:
        """Take the current palette and scale."""
        super().restyle()
        self.setWidth(px(LEFT_WIDTH))

    @override
    def boundingRect(self) -> QRectF:
        """Return where the axis draws, because the numbers at both ends reach beyond it."""
        rect: QRectF = super().boundingRect()
        return rect.adjusted(0, -px(_OVERHANG), 0, px(_OVERHANG))

    @override
    def generateDrawSpecs(self, painter: QPainter) -> tuple[_Line, list[_Line], list[_Text]] | None:
        own, plot, low, high = self._places()
        if high <= low or plot.height() < 1:
            return None
        most = max(2, int(plot.height() / px(24)))
        if self.log:
            values = scales.log_ticks(10**low, 10**high, most + 2)
            at = [math.log10(value) for value in values]
            texts = [scales.number(value, value) for value in values]
        else:
            at = scales.ticks(low, high, most)
            texts = [scales.number(value, scales.tick_step(low, high, most)) for value in at]
        pen, overhang, beside = self.tickPen(), px(_OVERHANG), px(6)
        lines, labels = [], []
        for value, text in zip(at, texts, strict=True):
            y = plot.bottom() - (value - low) / (high - low) * plot.height()
            if plot.bottom() - y > px(4):  # not beside the line of the other axis
                lines.append((pen, QPointF(plot.left(), y), QPointF(plot.right(), y)))
            box = QRectF(own.left(), y - overhang, own.width() - beside, 2 * overhang)
            labels.append((box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text))
        nothing = (QPen(Qt.PenStyle.NoPen), plot.topLeft(), plot.bottomLeft())
        return nothing, lines, labels


class StepAxis(_Axis):
    """At the bottom: iterations or epochs as numbers, and small marks at a given distance."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._mark_every = 0.0
        self._first_text = "{number}"

    def restyle(self) -> None:
        """Take the current palette and scale."""
        super().restyle()
        self.setHeight(px(BOTTOM_HEIGHT))

    @override
    def boundingRect(self) -> QRectF:
        """Return where the axis draws, because its first number may reach below the other axis."""
        rect: QRectF = super().boundingRect()
        return rect.adjusted(-px(LEFT_WIDTH), 0, 0, 0)

    def set_mark_every(self, distance: float) -> None:
        """Put a mark at every multiple of `distance`, in the unit of the axis; 0 for none."""
        if distance != self._mark_every:
            self._mark_every = distance
            self.redraw()

    def set_first_text(self, pattern: str) -> None:
        """Set how the leftmost number reads, which names the unit: ``epoch {number}``."""
        self._first_text = pattern
        self.redraw()

    @override
    def generateDrawSpecs(self, painter: QPainter) -> tuple[_Line, list[_Line], list[_Text]] | None:
        own, plot, low, high = self._places()
        if high <= low or plot.width() < 1:
            return None
        scale = plot.width() / (high - low)  # px per unit
        baseline = (hairline(colours().mark), QPointF(plot.left(), own.top()), QPointF(plot.right(), own.top()))

        mark, length = hairline(colours().mark), px(_MARK_LENGTH)
        marks = []
        for value in self._marks(low, high, scale):
            x = plot.left() + (value - low) * scale
            marks.append((mark, QPointF(x, own.top()), QPointF(x, own.top() + length)))

        metrics = QFontMetricsF(self.font)
        widest = metrics.horizontalAdvance(f"{high:,.0f}")
        most = max(2, int(plot.width() / (1.4 * widest + px(36))))
        step = scales.tick_step(low, high, most)
        labels: list[_Text] = []
        for value in scales.ticks(max(low, 0), high, most):
            text = scales.number(value, step)
            if not labels:
                text = self._first_text.format(number=text)
            width = metrics.horizontalAdvance(text) + 2
            x = plot.left() + (value - low) * scale
            box = QRectF(x - width / 2, own.top() + length + 1, width, own.height() - length - 1)
            # The outermost numbers stay whole: they move inwards.
            box.moveLeft(min(max(box.left(), plot.left()), own.right() - width))
            if len(labels) == 1:  # because the first is long, it may reach below the other axis
                labels[0][0].translate(-min(max(labels[0][0].right() + px(8) - box.left(), 0), px(LEFT_WIDTH)), 0)
            if not labels or box.left() > labels[-1][0].right() + px(7):
                labels.append((box, Qt.AlignmentFlag.AlignCenter, text))
        return baseline, marks, labels

    def _marks(self, low: float, high: float, scale: float) -> list[float]:
        """Return where marks stand: at least 6 px apart, at every 1, 2, 5, 10, … epochs."""
        if self._mark_every <= 0:
            return []
        apart = max(1.0, scales.decade_step(px(6) / (self._mark_every * scale), up=True)) * self._mark_every
        first = max(1, math.ceil(low / apart))
        return [index * apart for index in range(first, math.floor(high / apart) + 1)]
