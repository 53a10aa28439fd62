"""A number for each digit, as a bar: to the right, or, where it is below zero, to the left of a line."""

import numpy as np
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.numerals import fixed
from mnistlab.ui.look.theme import BODY, SMALL, colours, font, px, stroke
from mnistlab.ui.pictures.cells import Pointing

DIGIT = 18  # px
NUMBER = 46  # px
BAR = 10  # px: height of a bar, at the most


class DigitBars(Pointing):
    """Ten rows; the largest number, and the least where there are signs, are bold.

    Parameters
    ----------
    signed : bool
        Numbers are orange and blue to both sides of zero; else they are shares from 0 to 1.

    Signals
    -------
    pointed : int or None
        The digit below the mouse.
    """

    hint = 160, 226

    def __init__(self, *, signed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signed = signed
        self._limit = 1.0
        self.values: Array = np.zeros(0)  # (K,)
        self.setMinimumSize(120, 120)

    def show_values(self, values: Array, limit: float = 1.0) -> None:
        """Show `values` (K,); the longest bar is ±`limit`."""
        self.values, self._limit = values, limit
        self.update()

    @override
    def thing_at(self, place: QPoint) -> int | None:
        """Return the digit at a place in the widget, or None where there are none."""
        count = len(self.values)
        return min(max(0, place.y() * count // max(1, self.height())), count - 1) if count else None

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not len(self.values):
            return
        painter = QPainter(self)
        row = self.height() / len(self.values)
        values = np.nan_to_num(self.values)
        outstanding = {int(values.argmax()), int(values.argmin()) if self._signed else int(values.argmax())}
        left, right = px(DIGIT), self.width() - px(NUMBER)
        zero = (left + right) / 2 if self._signed else float(left)
        room = right - zero
        high = min(px(BAR), row - 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        made = font(BODY)
        made.setPixelSize(max(px(SMALL) - px(2), min(px(BODY), int(row * 0.8))))
        for digit, value in enumerate(self.values.tolist()):
            top = digit * row
            made.setWeight(QFont.Weight.DemiBold if digit in outstanding else QFont.Weight.Normal)
            painter.setFont(made)
            painter.setPen(QColor(colours().text))
            painter.drawText(QRectF(0, top, left, row), middle, str(digit))
            if not self._signed:
                painter.fillRect(QRectF(zero, top + (row - high) / 2, room, high), QColor(colours().track))
            length = room * min(1.0, abs(value) / self._limit) if np.isfinite(value) else 0.0
            bar = QRectF(zero if value > 0 else zero - length, top + (row - high) / 2, length, high)
            painter.fillRect(bar, QColor(self._colour(value)))
            painter.setPen(QColor(colours().text if digit in outstanding else colours().muted))
            number = fixed(value, 2, sign=self._signed)
            painter.drawText(
                QRectF(right, top, px(NUMBER), row),
                Qt.AlignmentFlag.AlignRight | middle,
                number if np.isfinite(value) else "–",
            )
        if self._signed:
            painter.fillRect(QRectF(zero - stroke() / 2, 0, stroke(), self.height()), QColor(colours().line))

    def _colour(self, value: float) -> str:
        if not self._signed:
            return colours().own
        return colours().positive if value > 0 else colours().negative
