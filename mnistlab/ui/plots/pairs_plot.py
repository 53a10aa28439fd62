"""Pairs of numbers from two ways to compute the same thing, on the diagonal where they agree."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.numerals import scientific
from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.widgets.painted import Painted, draw_frame

DOTS = 100  # cells a side; every pair falls into one
SHADES = 8  # from one pair in a cell to many


class PairsPlot(Painted):
    """A square, the one way to the right, the other upwards, both from -limit to +limit.

    However many pairs there are, it is painted as one picture.
    """

    hint = 240, 240

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QImage | None = None
        self._limit = 1.0
        self._across, self._up = "", ""
        self.setMinimumSize(120, 120)

    def show_pairs(self, across: Array, up: Array) -> None:
        """Show pairs: two arrays (n,). What is not finite is left out."""
        finite = np.isfinite(across) & np.isfinite(up)
        across, up = across[finite], up[finite]
        self._limit = float(max(np.abs(across).max(initial=0), np.abs(up).max(initial=0))) or 1.0
        edges = np.linspace(-1, 1, DOTS + 1)
        counts, _, _ = np.histogram2d(up / self._limit, across / self._limit, (edges, edges))
        levels = np.where(counts > 0, np.clip(1 + np.log2(np.maximum(counts, 1)), 1, SHADES - 1), 0).astype(np.uint8)
        pixels = np.ascontiguousarray(levels[::-1])  # upwards
        self._picture = QImage(pixels.data, DOTS, DOTS, DOTS, QImage.Format.Format_Indexed8).copy()
        self._picture.setColorTable(_shades())
        self.update()

    @override
    def restyle(self) -> None:
        if self._picture is not None:
            self._picture.setColorTable(_shades())

    def clear(self) -> None:
        """Show no pairs."""
        self._picture = None
        self.update()

    def set_names(self, across: str, up: str) -> None:
        """Say what lies along the two axes."""
        self._across, self._up = across, up
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        line = painter.fontMetrics().height()
        side = min(self.width() - line - 2, self.height() - line - 4)
        square = QRectF(max(line + 1.0, self.width() - side - 2), 1, side, side)
        painter.fillRect(square, QColor(colours().card))
        draw_frame(painter, square, colours().line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours().muted), stroke()))
        painter.drawLine(square.bottomLeft(), square.topRight())
        if self._picture is not None:
            painter.drawImage(square, self._picture)
        painter.setPen(QColor(colours().muted))
        centre = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(square.left(), square.bottom() + 2, side, line), centre, self._across)
        if self._picture is not None:
            ends = QRectF(square.left() + px(4), square.top() + px(2), side - px(8), side - px(4))
            painter.drawText(
                ends, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, f"±{scientific(self._limit)}"
            )
        painter.translate(square.left() - line - 1, square.bottom())
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, side, line), centre, self._up)


def _shades() -> list[int]:
    """Return the colours of a cell, from no pair in it to many."""
    own, table = QColor(colours().own), [QColor(0, 0, 0, 0).rgba()]
    for shade in range(1, SHADES):
        own.setAlphaF(0.45 + 0.55 * shade / (SHADES - 1))
        table.append(own.rgba())
    return table
