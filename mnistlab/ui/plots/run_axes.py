"""The axes of a plot over the iterations of a run: where things are, and the grid with its numbers."""

import math

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

from mnistlab.numerals import percent
from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.plots import scales
from mnistlab.ui.plots.course import Course
from mnistlab.ui.plots.curve import Values

HEADER = 20  # px: the epochs above the upper plot
GAP = 8  # px above and below the area, so that the numbers at its ends are whole
FOOT, LOW_FOOT = 36, 20  # px: the way back and the iterations below the lower plot; the way back alone
TRACK_BELOW = 11  # px from the area to the middle of the track
FLOOR = 1e-30  # what a loss of zero is on a log axis: below everything shown
BREAK = 0.1  # share of the axis that lies below its break


class RunAxes(QWidget):
    """Iterations of a `Course` to the right, values upwards.

    Attributes
    ----------
    area : QRectF
        Where the curves are, in px of the screen.
    left, right : int
        Margins beside it in px of the screen, the same for all plots of a course.
    has_header, has_foot : bool
        It is the uppermost, with the numbers of the epochs; the lowest, with the way back and the iterations.
    numbered : bool
        The iterations are written below the way back.
    per_epoch : float
        Iterations.
    iteration_word, epoch_word, no_epoch : str
        Name the two axes; what is said instead while no epoch has ended in view. Without `iteration_word` there is
        little room, and the first number of an epoch has the word beside it.
    whole : bool
        The numbers below are whole ones, because there is no half iteration.
    is_share : bool
        Values are shares, 0..1, and written in %.
    """

    def __init__(self, course: Course, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.course = course
        self.area = QRectF(0, 0, 1, 1)
        self.left = self.right = 0
        self.has_header = self.has_foot = False
        self.numbered = True
        self.per_epoch = 0.0
        self.iteration_word = self.epoch_word = self.no_epoch = ""
        self.low, self.high, self.whole = 0.0, 1.0, True
        self.log = self.is_share = self.broken = False

    # Where things are

    def set_margins(self, left: int, right: int, *, has_header: bool, has_foot: bool) -> None:
        """Leave room beside the area in px of the screen, above it for epochs, and below it for iterations."""
        self.left, self.right, self.has_header, self.has_foot = left, right, has_header, has_foot
        self.measure()

    def measure(self) -> None:
        """Find where the curves are, because the size or a margin has changed."""
        foot = (FOOT if self.numbered else LOW_FOOT) if self.has_foot else GAP
        top, bottom = px(HEADER if self.has_header else GAP), px(foot)
        width, height = self.width() - self.left - self.right, self.height() - top - bottom
        self.area = QRectF(self.left, top, max(1, width), max(1, height))

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

    def x_of_all(self, iterations: Values) -> Values:
        """Return where iterations (n,) lie, in px of the screen."""
        area, course = self.area, self.course
        return area.left() + (iterations - course.low) / (course.high - course.low) * area.width()

    def height_of(self, value: float) -> float:
        """Return where one value lies."""
        low, high = self._ends()
        power = math.log10(max(value, FLOOR)) if self.log else value
        return min(max(self.area.bottom() - (power - low) / (high - low) * self.area.height(), -1e5), 1e5)

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

    # The grid

    def paint_grid(self, painter: QPainter) -> None:
        """Paint lines and numbers."""
        area, beside = self.area, px(8)
        painter.setFont(font(SMALL))
        metrics = QFontMetricsF(painter.font())
        soft, muted = QPen(QColor(colours().soft), stroke()), QColor(colours().muted)
        for value, text in self._value_ticks():
            y = round(self.height_of(value)) + 0.5
            painter.setPen(soft)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            if self.has_header and self.per_epoch > 0 and y < area.top() + px(5):
                continue  # because the epochs above are as near
            painter.setPen(muted)
            width = metrics.horizontalAdvance(text) + 1
            right = max(width, self.left - beside)  # a long number comes nearer to the area
            box = QRectF(right - width, y - metrics.height() / 2, width, metrics.height())
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
        if self.has_foot and self.numbered:
            self._paint_iterations(painter, metrics)

    def _value_ticks(self) -> list[tuple[float, str]]:
        most = max(2, int(self.area.height() / px(30)))
        if self.log:
            values = scales.log_ticks(self.low, self.high, most + 2)
            return list(zip(values, scales.log_numbers(values), strict=True))
        step = scales.tick_step(self.low, self.high, most)
        values = scales.ticks(self.low, self.high, most)
        if self.is_share:
            return [(value, percent(value, 0)) for value in values]
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
                left = x - metrics.horizontalAdvance(text) / 2 - 1
                if first_text:  # the number stands where the others do, with the word before it
                    left -= metrics.horizontalAdvance(f"{self.epoch_word} ")
                    text, first_text = f"{self.epoch_word} {text}", False
                painter.setPen(muted)
                width = metrics.horizontalAdvance(text) + 2
                left = max(left, 0.0)
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
        if self.whole:
            most = min(most, int(course.high - course.low))
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
