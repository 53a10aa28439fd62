"""The loss over a plane: a picture with contours, and the path of a run."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, colours, font, px, scale, stroke
from mnistlab.ui.pictures.diverging import diverging_image
from mnistlab.ui.widgets.painted import Painted, draw_frame

LEVELS = 12  # contours
Contours = list[list[tuple[float, float]]]  # lines of points (column, row), in cells


class LossMap(Painted):
    """A square: white where the loss is least, blue where it is high; contours; a path with its end marked."""

    hint = 280, 280

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._losses: Array | None = None  # (m, n), upwards
        self._contours: Contours = []
        self._path = np.zeros((0, 2))  # in cells
        self.setMinimumSize(160, 160)

    def show_losses(self, losses: Array, lines: Contours, path: Array) -> None:
        """Show `losses` (m, n), row 0 at the bottom, their contours, and a path (p, 2) of columns and rows."""
        self._losses, self._contours, self._path = losses, lines, path
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._losses = None
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = QRectF(1, 1, self.width() - 2, self.height() - 2)
        painter.fillRect(square, QColor(colours().card))
        draw_frame(painter, square, colours().hairline)
        losses = self._losses
        if losses is None:
            return
        heights = np.log(np.maximum(np.nan_to_num(losses, nan=np.inf), 1e-6))
        finite = heights[np.isfinite(heights)]
        low, high = (finite.min(), finite.max()) if finite.size else (0.0, 1.0)
        shades = np.clip((heights[::-1] - low) / max(high - low, 1e-9), 0, 1)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(square, diverging_image(shades, 1.3))
        rows, columns = losses.shape

        def place(column: float, row: float) -> QPointF:
            return QPointF(
                square.left() + (column + 0.5) / columns * square.width(),
                square.bottom() - (row + 0.5) / rows * square.height(),
            )

        painter.setPen(QPen(QColor(colours().muted), 0.8 * scale()))
        for line in self._contours:
            painter.drawPolyline([place(*point) for point in line])
        if len(self._path):
            way = QPainterPath(place(*self._path[0]))
            for point in self._path[1:]:
                way.lineTo(place(*point))
            painter.setPen(QPen(QColor(colours().orange), stroke(2)))
            painter.drawPath(way)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().orange))
            dot = 2.5 * scale()
            for point in self._path:
                painter.drawEllipse(place(*point), dot, dot)
            painter.setBrush(QColor(colours().text))
            painter.drawEllipse(place(*self._path[-1]), 2 * dot, 2 * dot)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours().text))
        if math.isfinite(low):
            text = f"L {math.exp(low):.2g} … {math.exp(high):.2g}"
            label = QRectF(painter.fontMetrics().boundingRect(text)).adjusted(-px(4), -px(1), px(4), px(1))
            label.moveBottomRight(square.bottomRight() - QPointF(px(4), px(4)))
            painter.fillRect(label, QColor(colours().card))  # no contour runs through it
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text)


def contours(losses: Array) -> Contours:
    """Return lines of equal loss, evenly spaced in its logarithm."""
    heights = np.log(np.maximum(np.nan_to_num(losses, nan=1e6, posinf=1e6), 1e-6))
    levels = np.linspace(heights.min(), heights.max(), LEVELS + 2)[1:-1]
    lines = [line for level in levels for line in pg.functions.isocurve(heights.T, level, connected=True)]
    # pyqtgraph counts from the corner of a cell, but a cell's number belongs to its middle.
    return [[(float(x) - 0.5, float(y) - 0.5) for x, y in line] for line in lines]
