"""Numbers that are added up: each bar begins where the one above ends, and the last is their sum."""

from collections.abc import Iterator, Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.numerals import fixed
from mnistlab.ui.look.theme import BODY, UNIT, colours, font, px, stroke
from mnistlab.ui.plots.scales import Reach
from mnistlab.ui.plots.take_away import TakeAway, table_of

ROW = 19  # px
BAR_SHARE = 0.6  # of a row's height
LEAST = 0.5  # the axis reaches as far as this to the right, and half as far to the left


class Waterfall(QWidget):
    """Rows with name, bar and number; above zero blue to the right, below it orange to the left."""

    def __init__(self, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self.values: tuple[float, ...] = ()
        self._rows = rows + 1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._left, self._right = Reach(0.0, LEAST / 2), Reach(0.0, LEAST)
        self.take_away = TakeAway(self, "mnistlab-sum", lambda: [self], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return the numbers and their sum as the lines of a CSV file."""
        rows = zip(self.names, (*self.values, self.total), strict=True)
        return table_of(("what", "number"), rows) if self.names else None

    @property
    def total(self) -> float:
        """The sum of the numbers."""
        return sum(self.values)

    def show_values(self, names: Sequence[str], values: Sequence[float], *, fit: bool) -> None:
        """Show one number for each name but the last, which is that of the sum; `fit` the axis, or only widen it."""
        self.names, self.values = tuple(names), tuple(values)
        ends = np.cumsum((0.0, *values))
        self._left.take(0.0, max(-float(ends.min()), 1e-9), fit=fit)
        self._right.take(0.0, max(float(ends.max()), 1e-9), fit=fit)
        self.update()

    def forget_scale(self) -> None:
        """Reset the axis, because numbers of another kind follow."""
        self._left.reset()
        self._right.reset()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(480), self._rows * px(ROW) + 1)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.names:
            return
        painter = QPainter(self)
        plain, bold, pitch, thin = font(BODY), font(BODY, bold=True), px(ROW), stroke()
        painter.setFont(bold)
        metrics = painter.fontMetrics()
        names = max(metrics.horizontalAdvance(name) for name in self.names) + px(2 * UNIT)
        numbers = metrics.horizontalAdvance("+000.00") + px(UNIT)
        room = QRectF(names, 0, max(8, self.width() - names - numbers), self.height())
        low, high = -max(self._left.high, LEAST / 2), max(self._right.high, LEAST)

        def place(value: float) -> float:
            return room.left() + (value - low) / (high - low) * room.width()

        painter.fillRect(QRectF(place(0), 0, thin, pitch * len(self.names)), QColor(colours().muted))
        rows = [*zip(self.names, self.values, strict=False), (self.names[-1], self.total)]
        end = 0.0
        for number, (name, value) in enumerate(rows):
            last = number == len(rows) - 1
            top, height = number * pitch, BAR_SHARE * pitch
            start, end = (0.0, value) if last else (end, end + value)
            if last:
                painter.fillRect(QRectF(0, top, self.width(), thin), QColor(colours().line))
            bar = QRectF(
                QPointF(place(min(start, end)), top + (pitch - height) / 2), QPointF(place(max(start, end)), 0)
            )
            bar.setHeight(height)
            painter.fillRect(bar, QColor(colours().positive if value > 0 else colours().negative))
            if not last:  # to where the next begins
                painter.setPen(QPen(QColor(colours().muted), thin))
                painter.drawLine(QPointF(place(end), bar.bottom()), QPointF(place(end), bar.top() + pitch))
            painter.setFont(bold if last else plain)
            painter.setPen(QColor(colours().text))
            painter.drawText(QRectF(0, top, names, pitch), Qt.AlignmentFlag.AlignVCenter, name)
            painter.drawText(
                QRectF(0, top, self.width(), pitch),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                fixed(value, 2, sign=True),
            )
