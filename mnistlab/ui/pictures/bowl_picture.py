"""The bowl ``x²/20 + y²`` from above, with the ways of some optimizers into it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, UNIT, colour_named, colours, font, px, stroke
from mnistlab.ui.plots.labels import push_apart, text_width
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.widgets.painted import Painted, draw_frame

ACROSS, UP = 10.0, 4.5  # how far both axes reach
HIGHEST: Final = 20  # contours at each whole number up to this, so that they fill the picture
DOT: Final = 2.5  # px
ARM: Final = 5  # px: of the + where the bowl is lowest
LINE: Final = 18  # px


class BowlPicture(Painted):
    """Contours, and a way for each optimizer with a dot at each step; its name stands where it ends."""

    hint = 360, 320

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: Mapping[str, tuple[Array, str]] = {}
        self.setMinimumSize(220, 180)
        self.take_away = TakeAway(self, "mnistlab-bowl", lambda: [self], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return all ways as the lines of a CSV file."""
        rows = ((name, step, x, y) for name, (way, _) in self._ways.items() for step, (x, y) in enumerate(way.tolist()))
        return table_of(("optimizer", "step", "x", "y"), rows) if self._ways else None

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
        ends = [self._paint_way(painter, box, way, colour) for way, colour in self._ways.values()]
        self._paint_names(painter, box, ends)
        self._paint_lowest(painter, self._place(box, 0, 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_frame(painter, box, now.line)

    def _paint_lowest(self, painter: QPainter, place: QPointF) -> None:
        """Mark the lowest place by a +, over the ways because most of them end there."""
        across, up = QPointF(px(ARM), 0), QPointF(0, px(ARM))
        for colour, wide in ((colours().card, 5), (colours().text, 2)):
            painter.setPen(QPen(QColor(colour), stroke(wide), c=Qt.PenCapStyle.SquareCap))
            painter.drawLine(place - across, place + across)
            painter.drawLine(place - up, place + up)

    def _paint_way(self, painter: QPainter, box: QRectF, way: Array, colour: str) -> QPointF | None:
        """Return where the way ends, as far as one sees it."""
        places = [self._place(box, float(x), float(y)) for x, y in way[np.isfinite(way).all(axis=1)]]
        painter.setPen(QPen(QColor(colour_named(colour)), stroke(1.5)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(places))
        painter.setBrush(QColor(colour_named(colour)))
        for place in places:
            painter.drawEllipse(place, px(DOT), px(DOT))
        return next((place for place in reversed(places) if box.contains(place)), None)

    def _paint_names(self, painter: QPainter, box: QRectF, ends: Sequence[QPointF | None]) -> None:
        """Write the names in a column beside all ends, each with a line from the end of its way."""
        seen = [(end, name, self._ways[name][1]) for name, end in zip(self._ways, ends, strict=True) if end is not None]
        if not seen:
            return
        high, widest = px(LINE), max(text_width(name) for _, name, _ in seen)
        left = min(max(end.x() for end, *_ in seen) + 3 * px(UNIT), box.right() - widest - px(UNIT))
        wished = [end.y() - high / 2 for end, *_ in seen]
        for (end, name, colour), top in zip(
            seen, push_apart(wished, [high] * len(seen), box.top(), box.bottom()), strict=True
        ):
            painter.setPen(QPen(QColor(colour_named(colour)), stroke()))
            painter.drawLine(end, QPointF(left - px(2), top + high / 2))
            painter.drawText(QRectF(left, top, widest, high), Qt.AlignmentFlag.AlignVCenter, name)
