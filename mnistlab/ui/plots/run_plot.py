"""A plot over the iterations of a run: grid, curves, labels at their ends, and the moment that is looked at."""

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, appearance, colours, font, px, scale, stroke
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.course import Course
from mnistlab.ui.plots.labels import EndLabel, lay_out, paint_labels
from mnistlab.ui.plots.run_curve import Curve, Values, thinned
from mnistlab.ui.widgets.kit import named

HEADER = 20  # px: the epochs above the upper plot
GAP = 7  # px above and below the area, so that the numbers at its ends are whole
FOOT = 36  # px: the way back and the iterations below the lower plot
TRACK = 4  # px
TRACK_BELOW = 11  # px from the area to the middle of the track
HANDLE = 14  # px
DOT = 4.5  # px: radius
FLOOR = 1e-30  # what a loss of zero is on a log axis: below everything shown
BREAK = 0.1  # share of the axis that lies below its break
TOLERANCE = 6.0  # px that a symbol may reach beyond the area


class RunPlot(QWidget):
    """A plot over a `Course`; its owner gives it curves and a range, and calls `redraw` when they have changed.

    Attributes
    ----------
    left, right : int
        Margins in px of the screen, the same for all plots of a course.
    has_header, has_foot : bool
        It is the uppermost, with the numbers of the epochs; the lowest, with the way back and the iterations.
    per_epoch : float
        Iterations.
    moment, latest : int
        The iteration that is looked at, and the last of the run.
    value : float
        Where on the value axis the moment has a dot; nan for none.
    pointed : float
        The iteration below the mouse; nan for none.

    Signals
    -------
    turned : QPointF, QPoint
        The wheel has been turned at a place, by so many eighths of a degree.
    """

    turned = Signal(QPointF, QPoint)

    def __init__(self, course: Course, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name)
        self.course = course
        self.curves: list[Curve] = []
        self.labels: list[EndLabel] = []
        self.left, self.right = px(48), px(86)
        self.has_header = self.has_foot = False
        self.title_at_bottom = False
        self.title = self.words = self.readout = ""
        self.iteration_word = self.epoch_word = self.no_epoch = ""
        self.per_epoch = 0.0
        self.moment = self.latest = 0
        self.value = math.nan
        self.pointed = math.nan
        self.low, self.high = 0.0, 1.0
        self.log = self.is_share = self.broken = False
        self._ground: QPixmap | None = None
        self._drawn_in: object = None
        self._written = QRectF()  # where the words in the corner are
        self.setMouseTracking(True)
        course.changed.connect(self.redraw)

    # Where things are

    @property
    def area(self) -> QRectF:
        """Where the curves are, in px of the screen."""
        top = px(HEADER if self.has_header else GAP)
        bottom = px(FOOT if self.has_foot else GAP)
        return QRectF(
            self.left, top, max(1, self.width() - self.left - self.right), max(1, self.height() - top - bottom)
        )

    @property
    def track(self) -> float:
        """The height of the way back."""
        return self.area.bottom() + px(TRACK_BELOW)

    def x_of(self, iteration: float) -> float:
        """Return where an iteration lies, in px of the screen."""
        area, course = self.area, self.course
        return area.left() + (iteration - course.low) / (course.high - course.low) * area.width()

    def iteration_at(self, x: float) -> float:
        """Return the iteration at a place."""
        area, course = self.area, self.course
        return course.low + (x - area.left()) / area.width() * (course.high - course.low)

    def y_of(self, values: Values) -> Values:
        """Return where values lie, in px of the screen."""
        area = self.area
        low, high = self._ends()
        if self.log:
            values = np.log10(np.maximum(values, FLOOR))
        placed: Values = area.bottom() - (np.asarray(values, np.float64) - low) / (high - low) * area.height()
        return np.clip(placed, -1e5, 1e5)

    def _ends(self) -> tuple[float, float]:
        """Return the ends of the value axis, as powers of ten where it is logarithmic."""
        if self.log:
            return math.log10(self.low), math.log10(self.high)
        return (self.low - (self.high - self.low) * BREAK if self.broken else self.low), self.high

    # What is shown

    def show_values(self, low: float, high: float, *, log: bool = False, broken: bool = False) -> None:
        """Show values from `low` to `high`, both > 0 where `log`; the axis begins with a break, if it is `broken`."""
        if (low, high, log, broken) != (self.low, self.high, self.log, self.broken):
            self.low, self.high, self.log, self.broken = low, high, log, broken
            self.redraw()

    def redraw(self) -> None:
        """Paint everything anew, because curves have changed."""
        self._ground = None
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(140))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ground = None

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        self.turned.emit(event.position(), event.angleDelta())

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.redraw()
        super().changeEvent(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._ground is None or self._drawn_in != (appearance(), ratio):
            self._drawn_in = appearance(), ratio
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_grid(painter)
            self._paint_curves(painter)
            painter.end()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.has_foot:
            self._paint_track(painter)
        self._paint_moment(painter)
        self._paint_words(painter)
        self._paint_labels(painter)

    # The ground: what stays while the moment moves

    def _paint_grid(self, painter: QPainter) -> None:
        area, beside = self.area, px(8)
        painter.setFont(font(SMALL))
        metrics = QFontMetricsF(painter.font())
        soft, muted = QPen(QColor(colours().soft), stroke()), QColor(colours().muted)
        for value, text in self._value_ticks():
            y = round(float(self.y_of(np.array([value]))[0])) + 0.5
            painter.setPen(soft)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(muted)
            box = QRectF(0, y - metrics.height() / 2, self.left - beside, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        self._paint_epochs(painter, metrics)
        painter.setPen(QPen(QColor(colours().muted if self.broken else colours().line), stroke()))
        if self.broken:
            for shift in (0, px(4)):
                y = area.bottom() - px(2) - shift
                painter.drawLine(QPointF(area.left() - px(6), y + px(2)), QPointF(area.left() + px(6), y - px(3)))
        else:
            y = round(area.bottom()) + 0.5
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        if self.has_foot:
            self._paint_iterations(painter, metrics)

    def _value_ticks(self) -> list[tuple[float, str]]:
        most = max(2, int(self.area.height() / px(30)))
        if self.log:
            return [(value, scales.number(value, value)) for value in scales.log_ticks(self.low, self.high, most + 2)]
        step = scales.tick_step(self.low, self.high, most)
        values = scales.ticks(self.low, self.high, most)
        if self.is_share:
            return [(value, scales.percent(value, 0)) for value in values]
        return [(value, scales.number(value, step)) for value in values]

    def _paint_epochs(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        """Paint a faint vertical at the end of each epoch, and in the header its number, once for all plots."""
        area, course = self.area, self.course
        if self.per_epoch <= 0:
            return
        low, high = course.low / self.per_epoch, course.high / self.per_epoch
        apart = metrics.horizontalAdvance(f"{high:,.0f}") + px(14)
        step = max(1, round(scales.decade_step(apart * (high - low) / area.width(), up=True)))
        first = max(1, math.ceil(low / step - 1e-9)) * step
        numbers = range(first, math.floor(high + 1e-9) + 1, step)
        soft, muted = QPen(QColor(colours().soft), stroke()), QColor(colours().muted)
        middle = area.top() - px(10)
        first_text = not self.iteration_word  # without a word at the left, the first number names the unit
        for number in numbers:
            x = round(self.x_of(number * self.per_epoch)) + 0.5
            painter.setPen(soft)
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            if self.has_header:
                text = f"{number:,}"
                if first_text:
                    text, first_text = f"{self.epoch_word} {text}", False
                painter.setPen(muted)
                width = metrics.horizontalAdvance(text) + 2
                left = max(x - width / 2, 0.0)
                box = QRectF(left, middle - metrics.height() / 2, width, metrics.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        if not self.has_header:
            return
        painter.setPen(muted)
        row = QRectF(0, middle - metrics.height() / 2, self.width(), metrics.height())
        if not numbers:
            row.setLeft(area.left())
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, self.no_epoch)
        elif self.iteration_word:
            row.setRight(self.left - px(8))
            painter.drawText(row, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.epoch_word)

    def _paint_iterations(self, painter: QPainter, metrics: QFontMetricsF) -> None:
        area, course = self.area, self.course
        widest = metrics.horizontalAdvance(f"{course.high:,.0f}")
        most = max(2, int(area.width() / (1.2 * widest + px(24))))
        most = min(most, int(course.high - course.low))  # because there is no half iteration
        step = scales.tick_step(course.low, course.high, most)
        middle, top = self.track + px(17), self.track + px(5)
        for value in scales.ticks(course.low, course.high, most):
            x = round(self.x_of(value)) + 0.5
            painter.setPen(QPen(QColor(colours().line), stroke()))
            painter.drawLine(QPointF(x, top), QPointF(x, top + px(4)))
            painter.setPen(QColor(colours().muted))
            text = scales.number(value, step)
            width = metrics.horizontalAdvance(text) + 2
            left = min(max(x - width / 2, 0.0), self.width() - width)
            box = QRectF(left, middle - metrics.height() / 2, width, metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
        if self.iteration_word:
            box = QRectF(0, middle - metrics.height() / 2, self.left - px(8), metrics.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.iteration_word)

    def _paint_curves(self, painter: QPainter) -> None:
        area, course = self.area, self.course
        painter.save()
        painter.setClipRect(area.adjusted(-px(TOLERANCE), -px(GAP), px(TOLERANCE), 0.5))
        pixels = area.width() * self.devicePixelRatioF()
        for curve in self.curves:
            x, y = curve.polyline(course.low, course.high, pixels)
            if len(x):
                curve.paint(painter, self.x_of_all(x), self.y_of(y))
        for curve in self.curves:
            if curve.symbol or curve.is_few:
                curve.paint_symbols(painter, self._symbols_of(curve))
        painter.restore()

    def x_of_all(self, iterations: Values) -> Values:
        """Return where iterations (n,) lie, in px of the screen."""
        area, course = self.area, self.course
        return area.left() + (iterations - course.low) / (course.high - course.low) * area.width()

    def _symbols_of(self, curve: Curve) -> list[tuple[float, float]]:
        start, stop = curve.visible(self.course.low, self.course.high)
        if start >= stop:
            return []
        spread = self.x_of(curve.place(stop - 1)) - self.x_of(curve.place(start))
        index = thinned(start, stop, spread)
        x = self.x_of_all(np.array([curve.place(int(number)) for number in index]))
        y = self.y_of(curve.samples[index])
        return [(float(at), float(up)) for at, up in zip(x, y, strict=True) if math.isfinite(up)]

    # What lies above it

    def _paint_track(self, painter: QPainter) -> None:
        area, middle = self.area, self.track
        painter.setPen(Qt.PenStyle.NoPen)
        height = px(TRACK)

        def paint(colour: str, until: float) -> None:
            end = min(self.x_of(until), area.right())
            if end > area.left():
                painter.setBrush(QColor(colour))
                bar = QRectF(area.left(), middle - height / 2, end - area.left(), height)
                painter.drawRoundedRect(bar, height / 2, height / 2)

        paint(colours().track, self.course.high)
        paint(colours().raw, self.latest)
        paint(colours().own, self.moment)

    def _paint_moment(self, painter: QPainter) -> None:
        area = self.area
        painter.setPen(QPen(QColor(colours().muted), stroke()))
        if math.isfinite(self.pointed):
            x = round(self.x_of(self.pointed)) + 0.5
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if not (self.latest and self.course.low <= self.moment <= self.course.high):
            return
        x = self.x_of(self.moment)
        top = area.top() if self.has_header else 0.0
        bottom = self.track if self.has_foot else float(self.height())
        painter.setPen(QPen(QColor(colours().text), 1.4 * scale()))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        if math.isfinite(self.value):
            y = float(self.y_of(np.array([self.value]))[0])
            if area.top() - 1 <= y <= area.bottom() + 1:
                painter.setPen(QPen(QColor(colours().card), 1.4 * scale()))
                painter.setBrush(QColor(colours().own))
                painter.drawEllipse(QPointF(x, y), DOT * scale(), DOT * scale())
        if self.has_foot:
            painter.setPen(QPen(QColor(colours().own), 2 * scale()))
            painter.setBrush(QColor(colours().card))
            radius = (HANDLE / 2 - 1) * scale()
            painter.drawEllipse(QPointF(x, bottom), radius, radius)

    def _paint_words(self, painter: QPainter) -> None:
        """Paint in a corner what the plot is of and what can be done, or what is below the mouse."""
        area, high = self.area, px(16)
        row = QRectF(area.left(), area.top() + px(5), area.width() - px(8), high)
        if self.title_at_bottom:
            row.moveBottom(area.bottom() - px(5))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._written = QRectF()
        lines: Sequence[tuple[str, bool]] = (
            [(self.readout, False)] if self.readout else [(self.title, True), (self.words, False)]
        )
        ground = QColor(colours().card)
        ground.setAlphaF(0.85)
        for text, bold in lines:
            if text:
                painter.setFont(font(SMALL, bold=bold))
                box = painter.boundingRect(row, flags, text)
                self._written |= box.adjusted(-px(3), 0, px(3), 0)
                painter.fillRect(box.adjusted(-px(3), 0, px(3), 0), ground)
                painter.setPen(QColor(colours().text if bold or self.readout else colours().muted))
                painter.drawText(row, flags, text)
                row.translate(0, high)

    def _paint_labels(self, painter: QPainter) -> None:
        course = self.course
        shown = [label for label in self.labels if label.iteration >= course.low and math.isfinite(label.value)]
        ends = [
            QPointF(self.x_of(min(label.iteration, course.high)), float(self.y_of(np.array([label.value]))[0]))
            for label in shown
        ]
        paint_labels(painter, shown, lay_out(shown, ends, self.area, self.width() - px(1), self._lines_between))

    def _lines_between(self, left: float, right: float) -> list[tuple[float, float]]:
        """Return between which heights lines and words are from one x to another; the faint raw line does not count."""
        course = self.course
        found: list[tuple[float, float]] = []
        if self._written.left() < right:
            found.append((self._written.top(), self._written.bottom()))
        pixels = self.area.width() * self.devicePixelRatioF()
        for curve in self.curves:
            if curve.width >= 1 and not curve.is_few and len(curve.samples):
                x, y = curve.polyline(course.low, course.high, pixels)
                start, stop = np.searchsorted(x, (self.iteration_at(left), self.iteration_at(right)))
                heights = self.y_of(y[max(start - 1, 0) : stop + 1])
                heights = heights[np.isfinite(heights)]
                if len(heights):
                    found.append((float(heights.min()) - px(2), float(heights.max()) + px(2)))
        return found
