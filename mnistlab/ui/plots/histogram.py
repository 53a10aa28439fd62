"""How numbers are spread: bars from the lowest to the highest."""

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.widgets.painted import Painted

BINS: Final = 40
LEAST: Final = 0.02  # of the height: a bar that is not empty is seen


class Histogram(Painted):
    """Bars of one kind of numbers over a range that is given, with words above and the ends of the range below.

    What lies beyond the range is counted in the outermost bars.
    """

    hint = 130, 84

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Array = np.zeros(0)  # (BINS,), or none
        self._range = -1.0, 1.0
        self._texts = "", "", "", ""  # above at the left and the right, below at both ends
        self._mark: float | None = None
        self._mark_text = ""
        self.setMinimumSize(60, 44)

    def show_values(self, values: Array | None, low: float, high: float) -> None:
        """Show numbers (n,); None for none."""
        self._range = low, high
        counts = np.zeros(0)
        if values is not None and values.size:
            counts, _ = np.histogram(np.clip(values, low, high), BINS, (low, high))
        self._counts = counts
        self.update()

    @property
    def bars(self) -> list[tuple[float, float, int]]:
        """Where each bar begins and ends, and how many numbers are in it; none without numbers."""
        edges = np.linspace(*self._range, len(self._counts) + 1).tolist()
        return list(zip(edges[:-1], edges[1:], map(int, self._counts.tolist()), strict=True))

    def show_texts(self, above: str, number: str, low: str, high: str) -> None:
        """Set the words above at both sides, and what stands below both ends."""
        texts = above, number, low, high
        if texts != self._texts:
            self._texts = texts
            self.setAccessibleDescription(f"{number}; {low} … {high}" if number else "")
            self.update()

    def mark(self, value: float | None, text: str = "") -> None:
        """Mark a place of the range with an upright line and a word below it."""
        self._mark, self._mark_text = value, text
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        line = painter.fontMetrics().height()
        area = QRectF(0, line + 1, self.width() - 1, self.height() - 2 * line - 3)
        above, number, low, high = self._texts
        painter.setPen(QColor(colours().muted))
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for text, top, side in (
            (above, 0.0, left),
            (number, 0.0, right),
            (low, area.bottom() + 1, left),
            (high, area.bottom() + 1, right),
        ):
            painter.drawText(QRectF(0, top, self.width(), line), side | Qt.AlignmentFlag.AlignVCenter, text)
        if self._counts.size:
            wide, highest = area.width() / len(self._counts), max(1, self._counts.max())
            own = QColor(colours().own)
            for place, share in enumerate((self._counts / highest).tolist()):
                if share:
                    high_ = max(LEAST, share) * (area.height() - px(2))
                    painter.fillRect(QRectF(area.left() + place * wide, area.bottom() - high_, wide, high_), own)
        painter.setPen(QPen(QColor(colours().line), stroke()))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self._mark is not None and self._counts.size:
            start, end = self._range
            x = area.left() + (self._mark - start) / (end - start) * area.width()
            painter.setPen(QPen(QColor(colours().text), stroke(), Qt.PenStyle.DashLine))
            painter.drawLine(round(x), round(area.top()), round(x), round(area.bottom()))
            painter.setPen(QColor(colours().muted))
            half = painter.fontMetrics().horizontalAdvance(self._mark_text) / 2 + 1
            below = QRectF(x - half, area.bottom() + 1, 2 * half, line)  # among the ends, where no bar is
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._mark_text)
