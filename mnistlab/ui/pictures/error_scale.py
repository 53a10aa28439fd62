"""Relative errors on a scale, with the marks by which a gradient check is judged."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.numerals import power_of_ten
from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.widgets.painted import Painted

ENDS: Final = -13, 0  # log10
MARKS: Final = (-7, -4, -2)  # log10: right; right where there is a kink; usually a mistake (CS231n, "Gradient checks")
DOT: Final = 3.5  # px


class ErrorScale(Painted):
    """A line from 10⁻¹³ to 1 with a dot for each error."""

    hint = 300, 36

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._errors: dict[str, float] = {}
        self.setFixedHeight(self.hint[1])

    @override
    def restyle(self) -> None:
        self.setFixedHeight(px(self.hint[1]))

    def show_errors(self, errors: Mapping[str, float]) -> None:
        """Show errors, 0 or more, by their names."""
        self._errors = {name: error for name, error in errors.items() if np.isfinite(error)}
        self.update()

    def place(self, error: float) -> float:
        """Return where an error lies, in px from the left."""
        low, high = ENDS
        power = np.log10(error) if error > 0 else low
        return px(DOT) + (self.width() - 2 * px(DOT)) * float(np.clip((power - low) / (high - low), 0, 1))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL))
        line = painter.fontMetrics().height()
        middle = self.height() - line - px(8)
        painter.setPen(QPen(QColor(colours().line), stroke(2)))
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        for mark in MARKS:
            x = self.place(10.0**mark)
            painter.setPen(QPen(QColor(colours().muted), stroke()))
            painter.drawLine(QPointF(x, middle - px(6)), QPointF(x, middle + px(6)))
            text = QRectF(x - px(30), middle + px(6), px(60), line)
            painter.drawText(text, Qt.AlignmentFlag.AlignCenter, power_of_ten(mark))
        painter.setPen(QPen(QColor(colours().card), stroke()))
        painter.setBrush(QColor(colours().text))
        for error in self._errors.values():
            painter.drawEllipse(QPointF(self.place(error), middle), px(DOT), px(DOT))
