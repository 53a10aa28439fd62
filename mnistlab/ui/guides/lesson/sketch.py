"""An empty plot, into which the learner draws the curve that is expected."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.canvas.strokes import Place, inside
from mnistlab.ui.look.keys import MOVES, is_plain
from mnistlab.ui.look.theme import BODY, SMALL, colours, font, px, stroke
from mnistlab.ui.widgets.kit import push_button
from mnistlab.ui.widgets.retranslated import Retranslated

MARGINS: Final = (48, 44, 86, 40)  # px: left, top, right, bottom
PLACES: Final = 200  # along the axis
TOPS: Final = {"loss": 3.0, "accuracy": 1.0}
STEP: Final = 10  # places that a key goes along


class Sketch(Retranslated, QWidget):
    """Lies over the curves; what is drawn goes from left to right, and a later stroke counts.

    Parameters
    ----------
    over : QWidget
        The plots.
    plot : {"loss", "accuracy"}
    iterations : int

    Signals
    -------
    drawn : list
        What has been drawn so far, as [[iteration, value], …]; empty after it has been wiped off.
    """

    drawn = Signal(list)

    def __init__(self, over: QWidget, plot: str, iterations: int) -> None:
        super().__init__(over)
        self.setObjectName("sketch")
        self._iterations, self._is_loss, self._top = iterations, plot == "loss", TOPS[plot]
        self._before: Array = np.empty(0, np.float32)  # the curve of the run before, one value an iteration
        self._values = np.full(PLACES + 1, np.nan)
        self._last: Place | None = None  # where the pen was last, in sides of the plot; it may have left it
        self._cursor = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.again = push_button("sketchAgain", self.wipe, small="true")
        self.again.setParent(self)
        self.again.setCursor(Qt.CursorShape.ArrowCursor)
        over.installEventFilter(self)
        self.retranslate()
        self.show()
        self.raise_()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("Draw the curve that you expect: with the mouse, or with the arrow keys"))
        self.again.setText(self.tr("Draw again"))
        self._fit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        over = self.parentWidget()
        assert over is not None
        self.setGeometry(over.rect())
        size = self.again.sizeHint()
        self.again.setGeometry(self.width() - size.width() - px(4), px(4), size.width(), size.height())

    def points(self) -> list[list[float]]:
        """Return what has been drawn, as [[iteration, value], …]."""
        known = np.flatnonzero(np.isfinite(self._values))
        values = self._values[known]
        return [
            [round(float(at), 1), round(float(y), 4)]
            for at, y in zip(self._iterations * known / PLACES, values, strict=True)
        ]

    def take(self, points: Sequence[Sequence[float]]) -> None:
        """Show what has been drawn earlier, as `points` gave it."""
        for at, value in points:
            self._values[min(max(round(at / self._iterations * PLACES), 0), PLACES)] = value
        self.update()

    def show_before(self, curve: Array) -> None:
        """Show the curve of the run that was before, one value an iteration; it may be empty."""
        self._before = curve
        self.update()

    def wipe(self) -> None:
        """Take off what has been drawn."""
        self._values[:] = np.nan
        self._cursor = 0
        self.drawn.emit([])
        self.update()

    # The pen

    def _area(self) -> QRectF:
        left, top, right, bottom = map(px, MARGINS)
        return QRectF(left, top, max(1, self.width() - left - right), max(1, self.height() - top - bottom))

    def _put(self, start: Place, end: Place) -> None:
        """Draw from one place to another."""
        (first, from_value), (last, to_value) = sorted(
            (round(x * PLACES), (1 - y) * self._top) for x, y in (start, end)
        )
        self._values[first : last + 1] = np.linspace(from_value, to_value, last - first + 1)
        self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = None
            self._follow(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._follow(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = None
            self.drawn.emit(self.points())

    def _follow(self, event: QMouseEvent) -> None:
        """Draw from the last place to this one, where that lies on the plot."""
        area, at = self._area(), event.position()
        place = (at.x() - area.left()) / area.width(), (at.y() - area.top()) / area.height()
        way = inside(self._last or place, place)
        self._last = place
        if way is not None:
            self._put(*way)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether a key moves the pen."""
        return is_plain(event) and event.key() in MOVES

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            QApplication.sendEvent(self.window(), event)  # and not the plot below, because that takes Enter
            event.accept()
            return
        value = self._values[self._cursor]
        value = (2.3 if self._is_loss else 0.1) if np.isnan(value) else float(value)
        moves = {Qt.Key.Key_Up: self._top / 40, Qt.Key.Key_Down: -self._top / 40}
        key = Qt.Key(event.key())
        before = self._cursor
        if key in moves:
            value = min(max(value + moves[key], 0.0), self._top)
        elif key == Qt.Key.Key_Right:
            self._cursor = min(self._cursor + STEP, PLACES)
        else:
            self._cursor = max(self._cursor - STEP, 0)
            self.update()
            return
        height = 1 - value / self._top
        self._put((before / PLACES, height), (self._cursor / PLACES, height))
        self.drawn.emit(self.points())

    # The picture

    def _point(self, place: float, value: float) -> QPointF:
        area = self._area()
        return QPointF(area.left() + place / PLACES * area.width(), area.bottom() - value / self._top * area.height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now, area = colours(), self._area()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(now.card))
        painter.setFont(font(BODY, bold=True))
        painter.setPen(QColor(now.text))
        title = self.tr("Loss: draw the curve that you expect") if self._is_loss else ""
        title = title or self.tr("Test accuracy: draw the curve that you expect")
        painter.drawText(QPointF(area.left(), px(22)), title)
        painter.setFont(font(SMALL))
        for part in range(4):
            value = self._top * part / 3
            at = self._point(0, value)
            painter.setPen(QPen(QColor(now.line if part == 0 else now.soft), stroke()))
            painter.drawLine(at, self._point(PLACES, value))
            painter.setPen(QColor(now.muted))
            text = f"{value:g}" if self._is_loss else f"{100 * value:.0f} %"
            box = QRectF(0, at.y() - px(9), area.left() - px(8), px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        for part in range(6):
            at = self._point(PLACES * part / 5, 0)
            box = QRectF(at.x() - px(40), at.y() + px(6), px(80), px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, f"{self._iterations * part / 5:,.0f}")
        self._paint_before(painter)
        painter.setPen(QPen(QColor(now.text), stroke(2.4), Qt.PenStyle.DashLine, Qt.PenCapStyle.RoundCap))
        line = [self._point(place, value) for place, value in enumerate(self._values) if np.isfinite(value)]
        painter.drawPolyline(QPolygonF(line))
        if self.hasFocus():
            painter.setPen(QPen(QColor(now.muted), stroke()))
            painter.drawLine(self._point(self._cursor, 0), self._point(self._cursor, self._top))

    def _paint_before(self, painter: QPainter) -> None:
        if not self._is_loss or len(self._before) < 2:
            return
        at = np.linspace(0, min(len(self._before), self._iterations) - 1, PLACES).astype(int)
        painter.setPen(QPen(QColor(colours().muted), stroke(1.4)))
        line = [self._point(i / self._iterations * PLACES, min(float(self._before[i]), self._top)) for i in at]
        painter.drawPolyline(QPolygonF(line))
        box = QRectF(line[-1] + QPointF(px(6), -px(9)), line[-1] + QPointF(px(90), px(9)))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self.tr("before"))
