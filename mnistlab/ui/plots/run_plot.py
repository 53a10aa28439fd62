"""A plot over the iterations of a run: curves, labels at their ends, and the moment that is looked at."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPaintEngine,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, appearance, colours, font, px, scale, stroke
from mnistlab.ui.plots.course import Course
from mnistlab.ui.plots.curve import Curve, Values, thinned
from mnistlab.ui.plots.labels import BESIDE, EndLabel, Span, lay_out, paint_labels
from mnistlab.ui.plots.run_axes import GAP, RunAxes
from mnistlab.ui.plots.take_away import ON_PAPER
from mnistlab.ui.widgets.kit import named

TRACK = 4  # px
HANDLE = 14  # px
DOT = 4.5  # px: radius
LINE = 16  # px: a row of words
LINES = QPaintEngine.Type.SVG, QPaintEngine.Type.Pdf  # what keeps lines as lines
BEYOND = 6.0  # px that a symbol may reach beyond the area


@dataclass(frozen=True, slots=True)
class Moment:
    """What lies above the curves.

    Attributes
    ----------
    iteration, latest : int
        The iteration that is looked at, and the last of the run; 0 before there is one.
    value : float or None
        Where on the value axis the moment has a dot.
    labels : tuple of EndLabel
    title, words : str
        In a corner: what the plot is of, and what can be done.
    pointed : float or None
        The iteration below the mouse.
    readout : str
        What is said of it, in place of title and words.
    changes : tuple of (int, str)
        Iterations from which on the run goes otherwise, and what is different from there on.
    """

    iteration: int = 0
    latest: int = 0
    value: float | None = None
    labels: tuple[EndLabel, ...] = ()
    title: str = ""
    words: str = ""
    pointed: float | None = None
    readout: str = ""
    changes: tuple[tuple[int, str], ...] = ()


class RunPlot(RunAxes):
    """Curves over a `Course`. Its owner calls `redraw` when they have changed.

    The grid with the curves that stay as they are is kept as a picture, and so is the same with all curves; what lies
    above them moves at little cost.

    Attributes
    ----------
    still, curves : list of Curve
        Those that stay as they are, and above them those that grow; each from the lowest to the uppermost.
    moment : Moment
    title_at_bottom : bool
    labels_from : int
        Beside the area, labels stand below this height, in px of the screen.
    labels_until : float
        Labels end above this height, in px of the screen, as far as there is room for them.
    patience : QTimer
        How long what has changed waits until it is painted, because two plots that are painted one after the other let
        a hand on the mouse be served between them; by default no time.

    Signals
    -------
    turned : QPointF, QPoint
        The wheel has been turned at a place, by so many eighths of a degree.
    """

    turned = Signal(QPointF, QPoint)

    def __init__(self, course: Course, name: str, parent: QWidget | None = None) -> None:
        super().__init__(course, parent)
        named(self, name)
        self.still: list[Curve] = []
        self.curves: list[Curve] = []
        self.moment = Moment()
        self.title_at_bottom = False
        self.labels_from = 0
        self.labels_until = math.inf
        self.patience = QTimer(self)
        self.patience.setSingleShot(True)
        self.patience.setTimerType(Qt.TimerType.PreciseTimer)
        self.patience.timeout.connect(self.update)
        self._ground: QPixmap | None = None
        self._picture: QPixmap | None = None
        self._drawn_in: object = None
        self._on_paper = False  # to be taken along: without what is only of use in the window
        self._boxes: list[QRectF] | None = None  # of the labels in view
        self._corner: list[tuple[str, bool, QRectF]] | None = None  # the words: text, whether it is bold, where
        self._corner_crossed = False  # the moment is where the words would be: they stand before it
        self.setMouseTracking(True)
        course.changed.connect(self.redraw_all)

    def show_values(self, low: float, high: float, *, log: bool = False, broken: bool = False) -> None:
        """Show values from `low` to `high`, both > 0 where `log`; the axis begins with a break, if it is `broken`."""
        if (low, high, log, broken) != (self.low, self.high, self.log, self.broken):
            self.low, self.high, self.log, self.broken = low, high, log, broken
            self.redraw_all()

    def show_moment(self, moment: Moment) -> None:
        """Show this above the curves."""
        if moment != self.moment:
            before, self.moment = self.moment, moment
            said = (moment.title, moment.words, moment.readout) != (before.title, before.words, before.readout)
            if said or self._corner_crossed or self._crosses_corner():
                self._corner = self._boxes = None
            if moment.labels != before.labels:
                self._boxes = None
            self._ask_to_paint()

    def redraw(self) -> None:
        """Paint anew the curves that grow."""
        self._picture = self._boxes = self._corner = None
        self._ask_to_paint()

    def redraw_all(self) -> None:
        """Paint everything anew."""
        self._ground = None
        self.redraw()

    def _ask_to_paint(self) -> None:
        if not self.patience.isActive():
            self.patience.start()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(140))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.measure()
        self.redraw_all()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.accept()
        self.turned.emit(event.position(), event.angleDelta())

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.redraw_all()
        super().changeEvent(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        looks = appearance(), self.devicePixelRatioF()
        if self._drawn_in != looks:
            self._drawn_in = looks
            self._ground = self._picture = self._boxes = self._corner = None
        painter = QPainter(self)
        self._show_on_paper(bool(self.property(ON_PAPER)))
        if painter.paintEngine().type() in LINES:  # a drawing of lines has no pixels
            self._paint_ground(painter)
            self._paint_curves(painter, self.curves)
            painter.setClipping(False)
        else:
            painter.drawPixmap(0, 0, self._painted())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.has_foot and not self._on_paper:
            self._paint_track(painter)
        self._paint_changes(painter)
        self._paint_moment(painter)
        self._paint_words(painter)
        self._paint_labels(painter)

    def _show_on_paper(self, on: bool) -> None:
        if on != self._on_paper:
            self._on_paper = on
            self._corner = self._boxes = None

    # The ground: what stays while the moment moves

    def _painted(self) -> QPixmap:
        """Return the picture of grid and curves, of which only what has changed is painted anew."""
        if self._ground is None:
            ratio = self.devicePixelRatioF()
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ground)
            self._paint_ground(painter)
            painter.end()
            self._picture = None
        if self._picture is None:
            self._picture = self._ground.copy()
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_curves(painter, self.curves)
            painter.end()
        return self._picture

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_grid(painter)
        self._paint_curves(painter, self.still)

    @property
    def pixels(self) -> float:
        """How many dots of the screen the area is wide: a curve needs as many points."""
        return self.area.width() * self.devicePixelRatioF()

    def _paint_curves(self, painter: QPainter, curves: Sequence[Curve]) -> None:
        course = self.course
        painter.setClipRect(self.area.adjusted(-px(2), -px(GAP), px(2), 0.5))
        for curve in curves:
            x, y = curve.polyline(course.low, course.high, self.pixels)
            if len(x):
                curve.paint(painter, self.x_of_all(x), self.y_of(y))
        painter.setClipRect(self.area.adjusted(-px(BEYOND), -px(GAP), px(BEYOND), 0.5))
        for curve in curves:
            if curve.symbol or curve.is_few:
                x, y = self._symbols_of(curve)
                if len(x):
                    curve.paint_symbols(painter, x, y)

    def _symbols_of(self, curve: Curve) -> tuple[Values, Values]:
        """Return where the symbols of a curve stand on the screen: x (m,) and y (m,)."""
        start, stop = curve.visible(self.course.low, self.course.high)
        if start >= stop:
            return np.empty(0), np.empty(0)
        spread = self.x_of(curve.place(stop - 1)) - self.x_of(curve.place(start))
        index = np.arange(start, stop) if curve.is_few else thinned(start, stop, spread)
        index = index[np.isfinite(curve.samples[index])]
        x = self.x_of_all(np.array([curve.place(int(number)) for number in index]))
        return x, self.y_of(curve.samples[index])

    # What lies above it

    def _paint_track(self, painter: QPainter) -> None:
        now, moment, area, middle = colours(), self.moment, self.area, self.track
        painter.setPen(Qt.PenStyle.NoPen)
        height = px(TRACK)
        for colour, until in ((now.track, self.course.high), (now.raw, moment.latest), (now.own, moment.iteration)):
            end = min(self.x_of(until), area.right())
            if end > area.left():
                painter.setBrush(QColor(colour))
                bar = QRectF(area.left(), middle - height / 2, end - area.left(), height)
                painter.drawRoundedRect(bar, height / 2, height / 2)

    def _paint_moment(self, painter: QPainter) -> None:
        now, moment, area, course = colours(), self.moment, self.area, self.course
        if moment.pointed is not None:
            painter.setPen(QPen(QColor(now.muted), stroke()))
            x = round(self.x_of(moment.pointed)) + 0.5
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        if not (moment.latest and course.low <= moment.iteration <= course.high):
            return
        x, line = self.x_of(moment.iteration), 1.4 * scale()
        bottom = self.track if self.has_foot else float(self.height())
        painter.setPen(QPen(QColor(now.text), line))
        painter.drawLine(QPointF(x, area.top() if self.has_header else 0.0), QPointF(x, bottom))
        if moment.value is not None:
            y = self.height_of(moment.value)
            if area.top() - 1 <= y <= area.bottom() + 1:
                painter.setPen(QPen(QColor(now.card), line))
                painter.setBrush(QColor(now.own))
                painter.drawEllipse(QPointF(x, y), DOT * scale(), DOT * scale())
        if self.has_foot and not self._on_paper:
            painter.setPen(QPen(QColor(now.own), 2 * scale()))
            painter.setBrush(QColor(now.card))
            radius = (HANDLE / 2 - 1) * scale()
            painter.drawEllipse(QPointF(x, bottom), radius, radius)

    def _words(self) -> list[tuple[str, bool, QRectF]]:
        """Return what is written in the corner, whether it is bold, and where."""
        if self._corner is None:
            self._corner = self._words_until(self.area.right() - px(8))
            self._corner_crossed = self._crosses_corner()
            if self._corner_crossed:
                self._corner = self._words_before(self.x_of(self.moment.iteration) - px(8))
        return self._corner

    def _words_before(self, moment: float) -> list[tuple[str, bool, QRectF]]:
        """Return the words before the moment, where the run is: at the end of the height where they lie on no curve.

        They do not reach over the left edge, because the numbers of the axis are there.
        """
        usual, other = (self._words_until(moment, at_bottom=at is self.title_at_bottom) for at in (True, False))
        free = (words for words in (usual, other) if not any(self._is_crossed(place) for *_, place in words))
        return next(free, usual)

    def _words_until(self, right: float, *, at_bottom: bool | None = None) -> list[tuple[str, bool, QRectF]]:
        at_bottom = self.title_at_bottom if at_bottom is None else at_bottom
        moment, area, high = self.moment, self.area, px(LINE)
        lines = [(moment.readout, False)] if moment.readout else [(moment.title, True), (moment.words, False)]
        lines = [line for line in lines if line[0] and (line[1] or not self._on_paper)]
        top = area.bottom() - px(5) - high * len(lines) if at_bottom else area.top() + px(5)
        words = []
        for text, bold in lines:
            width = QFontMetricsF(font(SMALL, bold=bold)).horizontalAdvance(text) + 1
            place = QRectF(max(right - width, area.left()), top, width, high)
            if bold or moment.readout or not self._is_crossed(place):
                words.append((text, bold, place))
            top += high
        return words

    def _is_crossed(self, place: QRectF) -> bool:
        """Return whether a line runs through a place, where a hint would cover it."""
        spans = self._lines_between((*self.still, *self.curves), place.left(), place.right())
        return any(top < place.bottom() and place.top() < bottom for top, bottom in spans)

    def _crosses_corner(self) -> bool:
        """Return whether the line of the moment would run through the words in their usual place."""
        moment = self.moment
        if not moment.latest or self._corner is None:
            return False
        right = self.area.right() - px(8)
        widest = max((place.width() for *_, place in self._corner), default=0.0)
        return right - widest - px(4) <= self.x_of(moment.iteration) <= right + px(4)

    def _paint_changes(self, painter: QPainter) -> None:
        """Paint a dashed vertical where the run goes otherwise from then on, with a word on it away from the curves."""
        if not self.moment.changes:
            return
        area, muted, ground = self.area, QColor(colours().muted), QColor(colours().card)
        ground.setAlphaF(0.85)
        painter.setFont(font(SMALL))
        for (iteration, text), place in zip(self.moment.changes, self._places_of_changes(), strict=True):
            if not self.course.low <= iteration <= self.course.high:
                continue
            pen = QPen(muted, stroke())
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            x = round(self.x_of(iteration)) + 0.5
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
            painter.setPen(muted)
            if not place.isNull():
                painter.fillRect(place, ground)
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _places_of_changes(self) -> list[QRectF]:
        """Return where the words on the changes stand: none where that would be over a later one."""
        area, high = self.area, px(LINE)
        places: list[QRectF] = []
        taken = [place for *_, place in self._words()]
        for iteration, text in reversed(self.moment.changes):
            width = QFontMetricsF(font(SMALL)).horizontalAdvance(text) + 1
            x, top = self.x_of(iteration) + px(4), area.bottom() - high if self.title_at_bottom else area.top()
            left = x if x + width <= area.right() else x - px(8) - width
            place = QRectF(left, top, width, high)
            if any(place.intersects(other) for other in taken):
                place.moveTop(top + (-high if self.title_at_bottom else high) * 1.4)
            free = not any(place.intersects(other) for other in taken)
            places.append(place if free else QRectF())
            taken.append(place)
        return places[::-1]

    def _paint_words(self, painter: QPainter) -> None:
        now = colours()
        ground = QColor(now.card)
        ground.setAlphaF(0.85)
        for text, bold, place in self._words():
            painter.setFont(font(SMALL, bold=bold))
            painter.fillRect(place.adjusted(-px(3), 0, px(3), 0), ground)
            painter.setPen(QColor(now.text if bold or self.moment.readout else now.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_labels(self, painter: QPainter) -> None:
        course = self.course
        shown = [label for label in self.moment.labels if label.iteration >= course.low and math.isfinite(label.value)]
        ends = [QPointF(self.x_of(min(label.iteration, course.high)), self.height_of(label.value)) for label in shown]
        if self._boxes is None:
            beside = QRectF(self.area)
            beside.setRight(self.width() - px(1))
            beside.setTop(max(beside.top(), self.labels_from))
            area = self._area_of_labels(shown, ends)
            self._boxes = lay_out(shown, ends, area, beside, self._between)
        paint_labels(painter, shown, ends, self._boxes)

    def _area_of_labels(self, labels: Sequence[EndLabel], ends: Sequence[QPointF]) -> QRectF:
        """Return the area without the strip of the words, if labels come as far as these."""
        area = QRectF(self.area)
        area.setBottom(min(area.bottom(), self.labels_until))
        reach = max((end.x() + px(BESIDE) + label.width for end, label in zip(ends, labels, strict=True)), default=0.0)
        for *_, place in self._words():
            if reach > place.left() and min((end.x() for end in ends), default=0.0) < place.right():
                if place.center().y() > self.area.center().y():
                    area.setBottom(min(area.bottom(), place.top()))
                else:
                    area.setTop(max(area.top(), place.bottom()))
        return area

    def _between(self, left: float, right: float) -> list[Span]:
        """Return between which heights lines and words are from one x to another; the faint raw line does not count."""
        words = [(place.top(), place.bottom()) for *_, place in self._words() if place.left() < right]
        return words + self._lines_between((*self.still, *self.curves), left, right)

    def _lines_between(self, curves: Sequence[Curve], left: float, right: float) -> list[Span]:
        found: list[Span] = []
        course = self.course
        gap, pixels, start_x, stop_x = px(2), self.pixels, self.iteration_at(left), self.iteration_at(right)
        for curve in curves:
            if curve.width >= 1 and not curve.is_few and len(curve.samples):
                x, y = curve.polyline(course.low, course.high, pixels)
                start, stop = np.searchsorted(x, (start_x, stop_x))
                part = y[max(start - 1, 0) : stop + 1] if start < len(x) and stop > 0 else y[:0]
                part = part[np.isfinite(part)]
                if len(part):
                    found.append((self.height_of(part.max()) - gap, self.height_of(part.min()) + gap))
        return found
