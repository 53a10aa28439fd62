"""The shade over the window that leaves one thing in the light, and the place of a card beside that."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT, colours, px, stroke

GAP: Final = 3 * UNIT  # px between the card and what it points at: the arrow's length
AROUND: Final = 4  # px of light around it
SIDES: Final = ("below", "left", "right", "above")


class Shade(QWidget):
    """Darkens the window but for one thing, with an arrow to that. The mouse reaches what lies below."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._target, self._card, self._side = QRect(), QRect(), ""
        self.hide()

    def show_target(self, target: QRect, card: QRect, side: str) -> None:
        """Leave light on `target`, and point at it from the `side` where the card stands; "" points nowhere."""
        now = QRect(target), QRect(card), side
        if now != (self._target, self._card, self._side):
            self._target, self._card, self._side = now
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now = colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        light = QPainterPath()
        if not self._target.isEmpty():
            around = px(AROUND)
            light.addRoundedRect(QRectF(self._target).adjusted(-around, -around, around, around), px(6), px(6))
        painter.fillPath(shade - light, QColor(now.shade))
        painter.setPen(QPen(QColor(now.blue), stroke(2)))
        painter.drawPath(light)
        if self._side:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.blue))
            painter.drawPolygon(_arrow(self._target, self._card, self._side))


def beside(target: QRect, size: QSize, room: QRect, sides: Sequence[str] = SIDES) -> tuple[QRect, str]:
    """Return the place of a card beside what it points at, and at which side of it.

    Where there is no target, or no side has the room, it stands in the middle of `room`, and the side is "".
    """
    gap, unit = px(GAP), px(UNIT)
    middle = QRect(QPoint(), size)
    middle.moveCenter(room.center())
    if target.isEmpty():
        return middle, ""
    for side in (*sides, *SIDES):
        place = QRect(QPoint(), size)
        place.moveCenter(target.center())
        if side == "below":
            place.moveTop(target.bottom() + gap)
        elif side == "above":
            place.moveBottom(target.top() - gap)
        elif side == "left":
            place.moveRight(target.left() - gap)
        else:
            place.moveLeft(target.right() + gap)
        inner = room.adjusted(unit, unit, -unit, -unit)
        if side in ("below", "above"):
            place.moveLeft(max(inner.left(), min(place.left(), inner.right() - size.width())))
        else:
            place.moveTop(max(inner.top(), min(place.top(), inner.bottom() - size.height())))
        if inner.contains(place):
            return place, side
    return middle, ""


def _arrow(target: QRect, card: QRect, side: str) -> QPolygonF:
    """Return the triangle from the edge of the card to the light around the target."""
    across = target & QRect(target.left(), card.top(), target.width(), card.height())
    unit, away = px(UNIT), px(AROUND + 3)
    x = max(card.left() + 2 * unit, min(target.center().x(), card.right() - 2 * unit))
    y = (across if not across.isEmpty() else target).center().y()
    tips = {
        "below": (QPointF(x, target.bottom() + away), QPointF(x, card.top() + 1), QPointF(unit, 0)),
        "above": (QPointF(x, target.top() - away), QPointF(x, card.bottom()), QPointF(unit, 0)),
        "left": (QPointF(target.left() - away, y), QPointF(card.right(), y), QPointF(0, unit)),
        "right": (QPointF(target.right() + away, y), QPointF(card.left() + 1, y), QPointF(0, unit)),
    }
    tip, base, half = tips[side]
    return QPolygonF([tip, base - half, base + half])
