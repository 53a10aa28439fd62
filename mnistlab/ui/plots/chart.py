"""A small chart of a few curves, each with its name at its end. They are replaced as a whole, and cannot be zoomed."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.numerals import power_of_ten
from mnistlab.ui.look.keys import is_plain
from mnistlab.ui.look.theme import SMALL, UNIT, colour_named, colours, font, px, scale, stroke
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.labels import push_apart
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.widgets.painted import Painted

MARGIN: Final = 0.06  # of the range of y, above and below the curves
LINE: Final = 18  # px: a row of type
APART_ACROSS, APART_UP = 64, 36  # px between two ticks, at least
MOST_UP = 11  # ticks: tenths of a whole, and no more where there is height for them
DECADES: Final = 3  # from one tick of a logarithmic axis to the next
BAND: Final = 0.18  # how opaque a band is
DOT: Final = 4.0  # px: radius
HANDLE: Final = 6.0  # px: radius
STRIDES: Final = 60  # key strokes from one end of the line's way to the other
DASHES: Final = [5.0, 3.0]  # px
WAYS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, eq=False, slots=True)
class _Shape:
    """A curve, or points: x and y (n,), a colour by its name in `Colours`, and what is written beside it."""

    x: Array
    y: Array
    colour: str
    width: float = 2
    dashed: bool = False
    label: str = ""
    hollow: bool = False


class Chart(Painted):
    """Curves by name, points by name, and a vertical line that can be dragged, or moved by the arrow keys.

    What is not finite is left out of a curve.

    Signals
    -------
    dragged : float
        The line has been moved to this x by the person.
    """

    dragged = Signal(float)
    hint = 320, 220

    def __init__(self, parent: QWidget | None = None, *, log_x: bool = False, log_y: bool = False) -> None:
        super().__init__(parent)
        self._log_x, self._log_y = log_x, log_y
        self._curves: dict[str, _Shape] = {}
        self._points: dict[str, _Shape] = {}
        self._bands: dict[str, tuple[Array, Array, Array, str]] = {}
        self._range = 0.0, 1.0, 0.0, 1.0  # left, right, low, high; on a log axis powers of ten
        self.line: float | None = None
        self._across, self._up, self._unit = "", "", ""
        self.setMinimumSize(160, 120)
        self.take_away = TakeAway(self, "mnistlab-plot", lambda: [self], self._table)

    # What it shows

    def set_names(self, across: str, up: str, unit: str = "") -> None:
        """Say what lies along the two axes, and in which unit that on the upright one is, which stands in the table."""
        self._across, self._up, self._unit = across, up, unit
        self.update()

    def show_curve(
        self,
        name: str,
        x: Array,
        y: Array,
        colour: str,
        *,
        width: float = 2,
        dashed: bool = False,
        label: str = "",
    ) -> None:
        """Draw a curve through points (n,), in the place of the one with the same name.

        `colour` is the name of one of `mnistlab.ui.look.theme.Colours`, here and below.
        """
        self._curves[name] = _Shape(*self._on_axes(x, y), colour, width, dashed, label)
        self.update()

    def show_points(self, name: str, x: Array, y: Array, colour: str, *, hollow: bool = False, label: str = "") -> None:
        """Draw points (n,), in the place of those with the same name."""
        self._points[name] = _Shape(*self._on_axes(x, y), colour, label=label, hollow=hollow)
        self.update()

    def show_band(self, name: str, x: Array, low: Array, high: Array, colour: str) -> None:
        """Fill what lies between two curves (n,) over the same x, in the place of the band with the same name."""
        across, low = self._on_axes(x, low)
        self._bands[name] = across, low, self._on_axes(x, high)[1], colour
        self.update()

    def show_line(self, x: float | None, said: str = "") -> None:
        """Put the line that can be dragged at `x`, which is `said` to who cannot see it; None takes it away."""
        self.line = x
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if x is None else Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor if x is None else Qt.CursorShape.SizeHorCursor)
        self.setAccessibleDescription("" if x is None else f"{self._across} {said or f'{x:.3g}'}")
        self.update()

    def show_range(self, left: float, right: float, low: float, high: float) -> None:
        """Show x from `left` to `right`, y from `low` to `high`; on a log axis these are powers of ten."""
        margin = MARGIN * (high - low) or 1.0
        self._range = left, right, low - margin, high + margin
        self.update()

    def clear_curves(self) -> None:
        """Take all curves and points away."""
        self._curves.clear()
        self._points.clear()
        self._bands.clear()
        self.show_line(None)

    def _table(self) -> Iterator[str] | None:
        """Return all curves and points as the lines of a CSV file, one row for each point."""
        shapes = self._curves | self._points
        if not shapes:
            return None
        x, y = self._across or "x", self._up or "y"
        y = f"{y} ({self._unit})" if self._unit else y
        rows = (
            (shape.label or name, 10.0**a if self._log_x else a, 10.0**b if self._log_y else b)
            for name, shape in shapes.items()
            for a, b in zip(shape.x.tolist(), shape.y.tolist(), strict=True)
        )
        return table_of(("curve", x, y), rows)

    def _on_axes(self, x: Array, y: Array) -> tuple[Array, Array]:
        with np.errstate(all="ignore"):
            return np.log10(x) if self._log_x else np.asarray(x), np.log10(y) if self._log_y else np.asarray(y)

    # Where things are

    def plot(self) -> QRectF:
        """Return where the curves lie in the widget."""
        metrics = QFontMetricsF(font(SMALL))
        left = max((metrics.horizontalAdvance(text) for _, text in self._ticks_up()), default=0.0) + px(UNIT)
        right = max((metrics.horizontalAdvance(shape.label) for shape in self._curves.values()), default=0.0)
        # The name of the axis stands at its end, behind a number that may stand there.
        numbers = (metrics.horizontalAdvance(text) for _, text in self._ticks_across(max(1.0, self.width() - left)))
        name = metrics.horizontalAdvance(self._across) + px(UNIT) + max(numbers, default=0.0) / 2
        right = max(right + px(UNIT), name, px(HANDLE))
        top = px(LINE + 8) if self._up else px(UNIT)  # so that the uppermost number stands below the name
        return QRectF(left, top, max(1.0, self.width() - left - right), max(1.0, self.height() - top - px(LINE + 8)))

    def place_of(self, x: float, y: float) -> QPointF:
        """Return where a point of the axes lies in the widget; on a log axis it is a power of ten."""
        plot, (left, right, low, high) = self.plot(), self._range
        return QPointF(
            plot.left() + (x - left) / (right - left) * plot.width(),
            plot.bottom() - (y - low) / (high - low) * plot.height(),
        )

    def _ticks_up(self) -> list[tuple[float, str]]:
        room = self.height() - px(2 * LINE + 16)
        most = min(MOST_UP, int(room / px(APART_UP)))
        return _ticks(*self._range[2:], max(2, most), log=self._log_y)

    def _ticks_across(self, width: float) -> list[tuple[float, str]]:
        return _ticks(*self._range[:2], max(2, int(width / px(APART_ACROSS))), log=self._log_x)

    # Mouse and keys

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag_to(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._drag_to(event)

    def _drag_to(self, event: QMouseEvent) -> None:
        if self.line is None:
            return
        plot, (left, right, _, _) = self.plot(), self._range
        share = (event.position().x() - plot.left()) / plot.width()
        self._go_to(left + min(max(share, 0.0), 1.0) * (right - left))

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this key moves the line."""
        return self.line is not None and is_plain(event) and event.key() in WAYS

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event) or self.line is None:
            super().keyPressEvent(event)
            return
        left, right, _, _ = self._range
        here = math.log10(self.line) if self._log_x else self.line
        self._go_to(min(max(here + WAYS[Qt.Key(event.key())] * (right - left) / STRIDES, left), right))

    def _go_to(self, x: float) -> None:
        self.dragged.emit(10**x if self._log_x else x)

    # Painting

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL))
        plot = self.plot()
        if self._curves or self._points:
            self._paint_axes(painter, plot)
        painter.setClipRect(plot.adjusted(-px(DOT), 0, px(DOT), 0.5))
        for x, low, high, name in self._bands.values():
            self._paint_band(painter, x, low, high, name)
        for curve in self._curves.values():
            self._paint_curve(painter, curve)
        painter.setClipping(False)
        if self.line is not None:
            self._paint_line(painter, plot, self.line)
        for points in self._points.values():
            self._paint_points(painter, plot, points)
        self._paint_labels(painter, plot)

    def _paint_axes(self, painter: QPainter, plot: QRectF) -> None:
        soft, line, muted = (
            QPen(QColor(colour), stroke()) for colour in (colours().soft, colours().line, colours().muted)
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        height, unit = px(LINE), px(UNIT)
        for value, text in self._ticks_up():
            y = round(self.place_of(self._range[0], value).y())
            painter.setPen(soft)
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(muted)
            painter.drawText(QRectF(0, y - height / 2, plot.left() - unit, height), right, text)
        below = QRectF(plot.left(), plot.bottom() + px(6), plot.width(), height)
        name = painter.fontMetrics().horizontalAdvance(self._across)
        begin = self.width() - name
        for value, text in self._ticks_across(plot.width()):
            x = self.place_of(value, self._range[2]).x()
            half = painter.fontMetrics().horizontalAdvance(text) / 2
            painter.setPen(line)
            painter.drawLine(QLineF(x, plot.bottom(), x, plot.bottom() + px(4)))
            if x + half <= begin - unit / 2:
                painter.setPen(muted)
                painter.drawText(QRectF(x - 100, below.top(), 200, height), Qt.AlignmentFlag.AlignCenter, text)
        painter.setPen(line)
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.setPen(muted)
        painter.drawText(QRectF(begin, below.top(), name + 1, height), Qt.AlignmentFlag.AlignVCenter, self._across)
        painter.drawText(QRectF(0, 0, self.width(), height), Qt.AlignmentFlag.AlignVCenter, self._up)

    def _paint_band(self, painter: QPainter, x: Array, low: Array, high: Array, name: str) -> None:
        finite = np.isfinite(x) & np.isfinite(low) & np.isfinite(high)
        there = [*zip(x[finite], low[finite], strict=True), *reversed(list(zip(x[finite], high[finite], strict=True)))]
        fill = QColor(colour_named(name))
        fill.setAlphaF(BAND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawPolygon(QPolygonF([self.place_of(float(a), float(b)) for a, b in there]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_curve(self, painter: QPainter, curve: _Shape) -> None:
        pen = QPen(QColor(colour_named(curve.colour)), curve.width * scale())
        if curve.dashed:
            pen.setDashPattern([dash / curve.width for dash in DASHES])
        painter.setPen(pen)
        finite = np.isfinite(curve.x) & np.isfinite(curve.y)
        for piece in np.split(np.arange(len(finite)), np.flatnonzero(~finite)):
            inside = piece[finite[piece]]
            painter.drawPolyline(QPolygonF([self.place_of(float(curve.x[i]), float(curve.y[i])) for i in inside]))

    def _paint_points(self, painter: QPainter, plot: QRectF, points: _Shape) -> None:
        colour, card = QColor(colour_named(points.colour)), QColor(colours().card)
        for x, y in zip(points.x.tolist(), points.y.tolist(), strict=True):
            place = self.place_of(x, y) if math.isfinite(x) and math.isfinite(y) else None
            if place is None or not plot.adjusted(-1, -1, 1, 1).contains(place):
                continue
            if points.label:
                below = self._below(place, points.label, plot)
                painter.fillRect(below, card)  # so that no line of the grid runs through the words
                painter.setPen(QColor(colours().muted))
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, points.label)
            painter.setPen(QPen(colour if points.hollow else card, (2 if points.hollow else 1.5) * scale()))
            painter.setBrush(card if points.hollow else colour)
            painter.drawEllipse(place, DOT * scale(), DOT * scale())
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _below(self, place: QPointF, text: str, plot: QRectF) -> QRectF:
        """Return where a text stands below a point and the curves there, beside the line that can be dragged."""
        width = QFontMetricsF(font(SMALL)).horizontalAdvance(text) + px(2)
        left = min(max(place.x() - width / 2, plot.left()), plot.right() - width)
        if self.line is not None and (self.line > 0 or not self._log_x):
            line = self.place_of(math.log10(self.line) if self._log_x else self.line, self._range[2]).x()
            gap = px(HANDLE + 6)
            if left - gap < line < left + width + gap:
                left = line - gap - width if place.x() <= line else line + gap
        curves = [
            at.y()
            for curve in self._curves.values()
            for at in map(self.place_of, curve.x.tolist(), curve.y.tolist())
            if left - px(DOT) <= at.x() <= left + width + px(DOT)  # never so where one of the two is not finite
        ]
        top = max([place.y() + px(DOT), *(y + 1 for y in curves if math.isfinite(y))])
        return QRectF(left, min(top, plot.bottom() - px(LINE) - 1), width, px(LINE))

    def _paint_line(self, painter: QPainter, plot: QRectF, x: float) -> None:
        if self._log_x and x <= 0:
            return
        place = self.place_of(math.log10(x) if self._log_x else x, self._range[2]).x()
        if not plot.left() - 1 <= place <= plot.right() + 1:
            return
        painter.setPen(QPen(QColor(colours().text), 1.5 * scale()))
        painter.drawLine(QLineF(place, plot.top(), place, plot.bottom()))
        painter.setPen(QPen(QColor(colours().text), 2 * scale()))
        painter.setBrush(QColor(colours().card))
        painter.drawEllipse(QPointF(place, plot.bottom()), HANDLE * scale(), HANDLE * scale())
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_labels(self, painter: QPainter, plot: QRectF) -> None:
        """Write the name of each curve where it ends, or leaves the plot; names that would meet are pushed apart."""
        height, labels = px(LINE), []
        for curve in self._curves.values():
            place = self._end_of(curve, plot) if curve.label else None
            if place is not None:
                labels.append((place, curve))
        labels.sort(key=lambda label: label[0].y())
        wished, line = [place.y() - height / 2 for place, _ in labels], height - px(2)
        tops = push_apart(wished, [line] * len(labels), plot.top() - height / 2, plot.bottom())
        for (place, curve), top in zip(labels, tops, strict=True):
            colour = colours().muted if curve.colour == "raw" else colour_named(curve.colour)
            painter.setPen(QColor(colour))
            room = QRectF(place.x() + px(6), top, self.width(), height)
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, curve.label)

    def _end_of(self, curve: _Shape, plot: QRectF) -> QPointF | None:
        """Return the last place of a curve that is in the plot."""
        finite = np.isfinite(curve.x) & np.isfinite(curve.y)
        places = [self.place_of(float(x), float(y)) for x, y in zip(curve.x[finite], curve.y[finite], strict=True)]
        inside = [place for place in places if plot.adjusted(-1, -1, 1, 1).contains(place)]
        if not inside:
            return None
        end = inside[-1]
        return QPointF(plot.right() if end is places[-1] else end.x(), max(end.y(), plot.top() + px(LINE) / 2))


def _ticks(low: float, high: float, most: int, *, log: bool) -> list[tuple[float, str]]:
    """Return where ticks stand and how they read; on a log axis, `low` and `high` are powers of ten."""
    if not log:
        step = scales.tick_step(low, high, most)
        return [(value, scales.number(value, step).replace("-", "−")) for value in scales.ticks(low, high, most)]
    first, last = math.ceil(low), math.floor(high)
    if last <= first:  # one power of ten alone would not tell how far apart values are
        values = scales.log_ticks(10.0**low, 10.0**high, most)
        return [(math.log10(value), text) for value, text in zip(values, scales.log_numbers(values), strict=True)]
    step = max(1, math.ceil((last - first + 1) / most))
    step = -(-step // DECADES) * DECADES if step > 1 else 1
    return [(power, power_of_ten(power) if power else "1") for power in range(-(-first // step) * step, last + 1, step)]
