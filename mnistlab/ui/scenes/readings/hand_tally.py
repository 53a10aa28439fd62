"""Ten digits side by side: how many of a person's samples each of two networks reads right."""

from typing import Final

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.data.images import CLASSES
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, TITLE, UNIT, colours, font, px

DIGIT_ROW: Final = 24  # px
COUNT_ROW: Final = 16  # px
BAR: Final = 5  # px
GAP: Final = 4  # px below a bar


class HandTally(QWidget):
    """For each digit two counts and two bars: the person's own network in blue, the program's in orange."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = np.zeros(CLASSES, np.int64)
        self._right: tuple[Array | None, Array | None] = (None, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, asked: Array, own: Array | None, ready: Array | None) -> None:
        """Show, for each digit, how many samples there are and how many are read right: (10,) each, None: not known."""
        self._asked, self._right = asked, (own, ready)
        self.setAccessibleDescription(
            "; ".join(
                f"{digit}: {self.count(0, digit)}, {self.count(1, digit)}" for digit in np.flatnonzero(asked).tolist()
            )
        )
        self.update()

    def count(self, network: int, digit: int) -> str:
        """Return what is written of a digit for a network, 0 or 1: ``3/4``, or a dash where nothing is known."""
        right = self._right[network]
        if right is None or not self._asked[digit]:
            return "–"
        return f"{right[digit]}/{self._asked[digit]}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(DIGIT_ROW) + 2 * self._row + px(GAP))

    @property
    def _row(self) -> int:
        """The height of a network's count and bar, with the gap below."""
        return px(COUNT_ROW) + px(BAR) + px(GAP)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        digits, counts = font(TITLE, bold=True), font(SMALL)
        digit_row, count_row, unit = px(DIGIT_ROW), px(COUNT_ROW), px(UNIT)
        column = self.width() / CLASSES
        for digit in range(CLASSES):
            left = digit * column
            painter.setFont(digits)
            painter.setPen(QColor(colours().text))
            painter.drawText(QRectF(left, 0, column, digit_row), Qt.AlignmentFlag.AlignCenter, str(digit))
            painter.setFont(counts)
            for network, (colour, written) in enumerate(
                ((colours().blue, colours().blue), (colours().orange, colours().orange_text))
            ):
                top = digit_row + network * self._row
                text = self.count(network, digit)
                painter.setPen(QColor(colours().muted if text == "–" else written))
                painter.drawText(QRectF(left, top, column, count_row), Qt.AlignmentFlag.AlignCenter, text)
                bar = QRectF(left + unit, top + count_row, column - 2 * unit, px(BAR))
                painter.fillRect(bar, QColor(colours().track))
                right = self._right[network]
                if right is not None and self._asked[digit]:
                    bar.setWidth(bar.width() * float(right[digit] / self._asked[digit]))
                    painter.fillRect(bar, QColor(colour))
