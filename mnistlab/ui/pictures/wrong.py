"""The mark of what is read wrong: a small cross in the corner of an image that is grey."""

from functools import lru_cache
from typing import Final

from PySide6.QtCore import QLineF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from typing_extensions import override

from mnistlab.ui.look.theme import Colours, colours, px
from mnistlab.ui.widgets.painted import Painted

WRONG_INK: Final = 0.38  # of the ink that an image has which is read wrong
CROSS: Final = 9  # px: the square that the cross stands in; at most half of a cell, at least this share of it
CROSS_SHARE: Final = 0.25


class Cross(Painted):
    """The cross, beside the word for it."""

    hint = 12, 16

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        side = px(CROSS)
        painter = QPainter(self)
        painter.drawPixmap(0, (self.height() - side) // 2, _cross(side, self.devicePixelRatioF(), "text", colours()))


def paint_cross(painter: QPainter, cell: QRect, ratio: float, colour: str = "text", *, at_foot: bool = False) -> None:
    """Paint the cross into a right corner of a cell, the upper or the lower one.

    A unit of the painter is `ratio` screen pixels; `colour` is the name of one of `mnistlab.ui.look.theme.Colours`.
    """
    side = max(min(px(CROSS), cell.width() // 2), round(CROSS_SHARE * cell.width()))
    top = cell.top() + (cell.height() - side if at_foot else 0)
    painter.drawPixmap(cell.left() + cell.width() - side, top, _cross(side, ratio, colour, colours()))


@lru_cache(maxsize=32)
def _cross(side: int, ratio: float, colour: str, palette: Colours) -> QPixmap:
    """Return a cross in a square of `side` px, with a rim of paper that parts it from what is below."""
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    near, far = 0.22 * side, 0.78 * side
    lines = [QLineF(near, near, far, far), QLineF(near, far, far, near)]
    for drawn, width in ((palette.card, 0.45 * side), (getattr(palette, colour), 0.2 * side)):
        painter.setPen(QPen(QColor(drawn), width))
        painter.drawLines(lines)
    painter.end()
    return pixmap
