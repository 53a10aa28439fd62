"""The bowl ``x²/20 + y²`` from above, with the ways of some optimizers into it."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, UNIT, colour_named, colours, font, px, stroke
from mnistlab.ui.widgets.painted import Painted, draw_frame

ACROSS, UP = 10.0, 5.0  # how far both axes reach
HIGHEST: Final = 7  # contours at each whole number up to this
DOT: Final = 2.5  # px
LINE: Final = 18  # px


class BowlPicture(Painted):
    """Contours, and a way for each optimizer with a dot at each step; its name stands where it ends."""

    hint = 360, 320

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: Mapping[str, tuple[Array, str]] = {}
        self.setMinimumSize(220, 180)

    def show_ways(self, ways: Mapping[str, tuple[Array, str]]) -> None:
        """Show ways (n, 2), each with the name of its colour, by the names of the optimizers."""
        self._ways = ways
        self.setAccessibleDescription(
            " · ".join(f"{name} {way[-1][0]:.2f}, {way[-1][1]:.2f}" for name, (way, _) in ways.items())
        )
        self.update()

    def _place(self, box: QRectF, x: float, y: float) -> QPointF:
        return QPointF(box.center().x() + x / ACROSS * box.width() / 2, box.center().y() - y / UP * box.height() / 2)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setClipRect(box)
        painter.setPen(QPen(QColor(now.line), stroke()))
        for level in range(1, HIGHEST + 1):
            across, up = np.sqrt(20 * level), np.sqrt(level)
            corner, other = self._place(box, -across, up), self._place(box, across, -up)
            painter.drawEllipse(QRectF(corner, other))
        painter.setPen(QColor(now.muted))
        painter.drawText(self._place(box, 0, 0) + QPointF(-px(4), px(5)), "+")
        for name, (way, colour) in self._ways.items():
            self._paint_way(painter, box, way, colour, name)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_frame(painter, box, now.line)

    def _paint_way(self, painter: QPainter, box: QRectF, way: Array, colour: str, name: str) -> None:
        places = [self._place(box, float(x), float(y)) for x, y in way[np.isfinite(way).all(axis=1)]]
        painter.setPen(QPen(QColor(colour_named(colour)), stroke(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(QColor(colour_named(colour)))
        for place in places:
            painter.drawEllipse(place, px(DOT), px(DOT))
        inside = [place for place in places if box.contains(place)]
        if inside:
            row = list(self._ways).index(name)
            end = QPointF(inside[-1].x() + px(UNIT), inside[-1].y() - px(UNIT) - row * px(LINE))
            painter.drawText(end, name)
