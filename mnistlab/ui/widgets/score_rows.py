"""Ten rows: the score of each digit, and the probability that softmax makes of it, against the label."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.ui.look.theme import SMALL, colours, px
from mnistlab.ui.widgets.painted import Painted
from mnistlab.ui.widgets.probability_bars import pale

DIGIT = 16  # px
NUMBER = 54  # px
BAR = 8  # px
GAP = 4  # px


class ScoreRows(Painted):
    """For each digit: its score as a bar to the left or right of zero, its probability, and a mark at the label."""

    hint = 220, 220

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scores = np.zeros(0, np.float32)
        self._y = np.zeros(0, np.float32)
        self._label, self.limit = 0, 1.0
        self.setMinimumSize(180, 130)

    def show_values(self, scores: Array, y: Array, label: int, limit: float) -> None:
        """Show `scores` (K,) and probabilities `y` (K,) of an image of this label; the longest bar is ±`limit`."""
        self._scores, self._y, self._label, self.limit = scores, y, label, limit
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not len(self._y):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row = self.height() / len(self._y)
        font = QFont(self.font())
        font.setPixelSize(max(px(SMALL - 1), min(px(SMALL + 2), int(row * 0.8))))
        name, number_room, bar_height, gap = (px(length) for length in (DIGIT, NUMBER, BAR, GAP))
        room = (self.width() - name - 2 * number_room - 5 * gap) / 2  # for each of the two bars
        winner = int(self._y.argmax())
        decimals = 1 if self.limit > 1 else 2  # the scores of a network that has not learned are small
        for digit, (score, share) in enumerate(zip(self._scores, self._y, strict=True)):
            top = digit * row
            font.setBold(digit in (self._label, winner))
            painter.setFont(font)
            if digit == self._label:
                painter.fillRect(QRectF(0, top, self.width(), row - 1), QColor(colours().chosen))
            painter.setPen(QColor(colours().text))
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(gap, top, name, row), middle, str(digit))
            y = top + (row - bar_height) / 2
            zero = name + gap + room / 2
            length = room / 2 * min(1.0, abs(float(score)) / self.limit) if np.isfinite(score) else 0.0
            painter.fillRect(
                QRectF(zero, y, length, bar_height) if score > 0 else QRectF(zero - length, y, length, bar_height),
                QColor(colours().positive if score > 0 else colours().negative),
            )
            painter.fillRect(QRectF(zero, top + 2, 1, row - 4), QColor(colours().muted))
            right = Qt.AlignmentFlag.AlignRight | middle
            number = signed_fixed(round(float(score), decimals) + 0.0, decimals)  # no minus for a zero
            painter.drawText(QRectF(name + 2 * gap + room, top, number_room - gap, row), right, number)
            bar = QRectF(name + room + number_room + 3 * gap, y, room, bar_height)
            painter.fillRect(bar, QColor(colours().track))
            bar.setWidth(room * float(np.nan_to_num(share)))
            painter.fillRect(bar, QColor(colours().own if digit == winner else pale(colours().own)))
            painter.drawText(
                QRectF(self.width() - number_room, top, number_room - gap, row), right, percent(float(share))
            )


def signed_fixed(value: float, decimals: int) -> str:
    """Return a number with its sign, and a minus that is as wide as a plus."""
    return f"{value:+.{decimals}f}".replace("-", "−")
