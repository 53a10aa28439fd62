"""A sweep as points: over one setting the accuracies with error bars; over two, each as a disc, larger if better.

Where one of two settings is a choice, there is a line for each choice over the other setting.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.experiments.report import Point, standard_error
from mnistlab.numerals import fixed, percent, shown
from mnistlab.ui.look.theme import SMALL, UNIT, colour_named, colours, font, px, stroke
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.labels import push_apart
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.widgets.painted import Painted

COLOURS: Final = ("own", "kept 1", "kept 0", "kept 2", "test", "built_in")
LINE: Final = 18  # px: a row of type
LEFT: Final = 64  # px, for what is written at the vertical axis
DOT: Final = 5  # px: radius
LARGEST, LEAST = 16, 4  # px: radii of the best disc and of the worst
SHARE: Final = 1 / 8  # of the height of the plot that the radius of the best disc has at most
RING: Final = 4  # px between the best point and its ring
WIDE: Final = 20.0  # from so many times the least value on, an axis is logarithmic
APART: Final = 60  # px between two ticks, or more where their numbers are long
MANY: Final = 16  # values, as a grid may have
FEW: Final = 6  # values of each setting, where there is room to write the accuracy of every point
SHARES: Final = 6  # ticks on an axis of accuracies
ROUND: Final = 8  # ticks where there are more values than that


class Scale:
    """Where values of a setting lie on an axis, 0..1: by themselves, by their logarithm, or one after another."""

    def __init__(self, values: Sequence[Any]) -> None:
        self.values = list(dict.fromkeys(values))
        numbers = [value for value in self.values if isinstance(value, int | float)]
        self.named = len(numbers) < len(self.values)
        self.log = not self.named and min(numbers) > 0 and max(numbers) >= WIDE * min(numbers)
        self.values.sort(key=str if self.named else None)  # the same, in whatever order the points come
        places = [self._of(value) for value in self.values]
        self._low, self._high = min(places), max(places)

    def _of(self, value: Any) -> float:
        if self.named:
            return float(self.values.index(value))
        return math.log10(value) if self.log else float(value)

    def place(self, value: Any) -> float:
        """Return where a value lies, a little inside of both ends."""
        span = self._high - self._low
        return 0.5 if span == 0 else 0.06 + 0.88 * (self._of(value) - self._low) / span

    def ticks(self) -> list[tuple[Any, str]]:
        """Return where ticks stand, and how they read: at the values, or where those are many, at round numbers."""
        if self.named or len(self.values) <= MANY:
            return [(value, _said(value)) for value in self.values]
        low, high = self.values[0], self.values[-1]
        if self.log:
            values = scales.log_ticks(low, high, ROUND)
            return list(zip(values, scales.log_numbers(values), strict=True))
        step = scales.tick_step(low, high, ROUND)
        return [(value, scales.number(value, step)) for value in scales.ticks(low, high, ROUND)]


class SweepMap(Painted):
    """Points that come one by one; the best is ringed, and says its accuracy and how far that is known."""

    hint = 420, 260

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: Sequence[Point] = ()
        self._names: Sequence[str] = ()
        self._images, self._up = 1, ""
        self._book: Mapping[tuple[Any, ...], float] = {}
        self._choices: Mapping[str, str] = {}
        self.setObjectName("cardSweep")
        self.setMinimumSize(240, 140)
        self.take_away = TakeAway(self, "mnistlab-sweep", lambda: [self], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return all points as the lines of a CSV file, the best first."""
        if not self._points:
            return None
        measured = f"{self._up} (0..1)", "standard error (0..1)", "seeds", *(["the book (0..1)"] if self._book else [])
        rows: Iterator[Sequence[str | float]] = (
            (
                *map(str, point.values),  # with all digits, because they are what the run was given
                point.accuracy,
                standard_error(point.accuracy, self._images),
                point.seeds,
                *([self._book.get(point.values, math.nan)] if self._book else []),
            )
            for point in self._points
        )
        return table_of((*self._names, *measured), rows)

    def show_points(
        self,
        points: Sequence[Point],
        names: Sequence[str],
        images: int,
        up: str,
        book: Mapping[tuple[Any, ...], float] = {},
        choices: Mapping[str, str] = {},
    ) -> None:
        """Show points, the best first.

        Parameters
        ----------
        points : sequence of Point
        names : sequence of str
            Of the settings.
        images : int
            How many tell an accuracy.
        up : str
            What the accuracy is called.
        book : mapping
            What the book reports, 0..1, for the values of a point.
        choices : mapping
            What values that are no numbers are called.
        """
        self._points, self._names, self._images, self._up, self._book = points, names, images, up, book
        self._choices = choices
        if points:
            self.setAccessibleDescription(f"{len(points)} · {percent(points[0].accuracy)}")
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._points:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL))
        plot = QRectF(self.rect()).adjusted(px(LEFT), px(LINE + 4), -px(UNIT), -px(2 * LINE + 4))
        axes = [Scale([point.values[axis] for point in self._points]) for axis in range(len(self._names))]
        named = next((place for place, axis in enumerate(axes) if axis.named and len(axes) > 1), None)
        if len(axes) == 1:
            self._paint_lines(painter, plot, axes[0], 0, None)
        elif named is not None and len(axes[named].values) <= len(COLOURS):
            self._paint_lines(painter, plot.adjusted(0, 0, -px(LEFT), 0), axes[1 - named], 1 - named, named)
        else:
            self._paint_two(painter, plot, *axes)

    def _paint_lines(self, painter: QPainter, plot: QRectF, across: Scale, axis: int, choice: int | None) -> None:
        """Paint accuracies over one setting, with a line for each value of the other where that is a choice."""
        plot = plot.adjusted(0, px(LINE), 0, 0)  # for the number over the best point
        shares = [point.accuracy for point in self._points] + list(self._book.values())
        errors = [standard_error(share, self._images) for share in shares]
        low = max(0.0, min(share - error for share, error in zip(shares, errors, strict=True)) - 0.01)
        high = min(1.0, max(share + error for share, error in zip(shares, errors, strict=True)) + 0.01)
        self._paint_axis(painter, plot, across, self._names[axis])
        now = colours()
        painter.setPen(QColor(now.muted))
        painter.drawText(QRectF(0, 0, self.width(), px(LINE)), Qt.AlignmentFlag.AlignVCenter, self._up)
        for share, text in share_ticks(low, high):
            y = plot.bottom() - (share - low) / (high - low) * plot.height()
            painter.setPen(QPen(QColor(now.soft), stroke()))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            painter.setPen(QColor(now.muted))
            place = QRectF(0, y - px(LINE) / 2, plot.left() - px(UNIT), px(LINE))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

        def at(values: tuple[Any, ...], share: float) -> QPointF:
            x = plot.left() + across.place(values[axis]) * plot.width()
            return QPointF(x, plot.bottom() - (share - low) / (high - low) * plot.height())

        ends: list[tuple[QPointF, str, QColor]] = []
        groups: dict[Any, list[Point]] = {}
        for point in self._points:
            groups.setdefault(None if choice is None else point.values[choice], []).append(point)
        for (value, points), colour in zip(sorted(groups.items(), key=str), COLOURS, strict=False):
            ink = QColor(colour_named(colour))
            places = [
                at(one.values, one.accuracy) for one in sorted(points, key=lambda one: across.place(one.values[axis]))
            ]
            painter.setPen(QPen(ink, stroke()))
            if choice is not None:
                painter.drawPolyline(places)
                ends.append((places[-1], self._choices.get(value, str(value)), ink))
            for point in points:
                here, half = at(point.values, point.accuracy), standard_error(point.accuracy, self._images)
                long = half / (high - low) * plot.height()
                painter.setPen(QPen(ink, stroke()))
                painter.drawLine(QLineF(here.x(), here.y() - long, here.x(), here.y() + long))
                self._paint_point(painter, here, px(DOT), ink=ink, best=point is self._points[0], share=point.accuracy)
            painter.setPen(QPen(ink, stroke(1.5)))
            painter.setBrush(QColor(now.card))
            for values, share in self._book.items():
                if choice is None or values[choice] == value:
                    painter.drawEllipse(at(values, share), px(DOT) - 1, px(DOT) - 1)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        wished, room = [end.y() - px(LINE) / 2 for end, _, _ in ends], plot.bottom() + px(LINE) / 2
        tops = push_apart(wished, [px(LINE)] * len(ends), plot.top() - px(LINE) / 2, room)
        for (end, text, ink), top in zip(ends, tops, strict=True):
            painter.setPen(ink)
            beside = QRectF(end.x() + px(UNIT), top, px(LEFT), px(LINE))
            painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_two(self, painter: QPainter, plot: QRectF, across: Scale, up: Scale) -> None:
        upwards = self._ticks(up)
        widest = max(painter.fontMetrics().horizontalAdvance(text) for _, text in upwards)
        plot = plot.adjusted(max(0, widest + 2 * px(UNIT) - px(LEFT)), 0, 0, 0)
        self._paint_axis(painter, plot, across, self._names[0])
        now, last = colours(), math.inf
        painter.setPen(QColor(now.muted))
        above = QRectF(0, 0, plot.right(), px(LINE))
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter, self._names[1])
        size = self.tr("the larger a dot, the higher the accuracy")
        painter.drawText(above, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, size)
        plot = plot.adjusted(0, px(LINE), 0, 0)  # for the number over the best point
        largest = max(px(LEAST), min(px(LARGEST), SHARE * plot.height()))
        field = plot.adjusted(0, largest + px(RING), 0, -largest - px(RING))  # so that no disc lies over words
        for value, text in upwards:
            y = field.bottom() - up.place(value) * field.height()
            if last - y >= px(LINE):
                last = y
                place = QRectF(0, y - px(LINE) / 2, plot.left() - px(UNIT), px(LINE))
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        worst, best = self._points[-1].accuracy, self._points[0].accuracy
        few = max(len(across.values), len(up.values)) <= FEW
        for point in reversed(self._points):
            share = (point.accuracy - worst) / (best - worst) if best > worst else 1.0
            x = plot.left() + across.place(point.values[0]) * plot.width()
            y = field.bottom() - up.place(point.values[1]) * field.height()
            radius = px(LEAST) + (largest - px(LEAST)) * share**2
            best_one, ink = point is self._points[0], QColor(now.own)
            self._paint_point(painter, QPointF(x, y), radius, ink=ink, best=best_one, share=point.accuracy)
            if few and not best_one:
                painter.setPen(QColor(now.muted))
                self._paint_number(painter, QPointF(x, y - radius), percent(point.accuracy))

    def _paint_point(
        self, painter: QPainter, place: QPointF, radius: float, *, ink: QColor, best: bool, share: float
    ) -> None:
        now = colours()
        painter.setPen(QPen(QColor(now.card), stroke()))
        painter.setBrush(ink)
        painter.drawEllipse(place, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if best:
            painter.setPen(QPen(QColor(now.text), stroke(2)))
            painter.drawEllipse(place, radius + px(RING), radius + px(RING))
            error = fixed(100 * standard_error(share, self._images), 1)
            top = QPointF(place.x(), place.y() - radius - px(RING))
            self._paint_number(painter, top, f"{percent(share)} ± {error}")

    def _paint_number(self, painter: QPainter, foot: QPointF, text: str) -> None:
        """Paint a number over a place, within the widget."""
        width = painter.fontMetrics().horizontalAdvance(text) + px(4)
        left = min(max(foot.x() - width / 2, 0.0), self.width() - width)
        place = QRectF(left, foot.y() - px(LINE), width, px(LINE))
        painter.fillRect(place, QColor(colours().card))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _ticks(self, axis: Scale) -> list[tuple[Any, str]]:
        return [(value, self._choices.get(text, text)) for value, text in axis.ticks()]

    def _paint_axis(self, painter: QPainter, plot: QRectF, across: Scale, name: str) -> None:
        now, last = colours(), -math.inf
        painter.setPen(QPen(QColor(now.line), stroke()))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.setPen(QColor(now.muted))
        for value, text in self._ticks(across):
            x = plot.left() + across.place(value) * plot.width()
            width = max(px(APART), painter.fontMetrics().horizontalAdvance(text) + px(UNIT))
            left = min(max(x - width / 2, 0.0), max(0.0, self.width() - width))
            if left >= last:
                last = left + width
                place = QRectF(left, plot.bottom() + px(2), width, px(LINE))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
        below = QRectF(plot.left(), plot.bottom() + px(LINE + 2), plot.width(), px(LINE))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)


def share_ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Return where ticks stand on an axis of accuracies from `low` to `high`, and how they read."""
    step = scales.tick_step(100 * low, 100 * high, SHARES)
    decimals = max(0, -math.floor(math.log10(step) + 1e-6))
    shares = [points / 100 for points in scales.ticks(100 * low, 100 * high, SHARES)]
    return [(share, percent(share, decimals)) for share in shares]


def _said(value: Any) -> str:
    return shown(value) if isinstance(value, float) else f"{value}"
