"""A large button with words of its own, as the galleries have them."""

from typing import Final

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton
from typing_extensions import override

from mnistlab.ui.look.keys import ENTER
from mnistlab.ui.look.theme import colours, px, stroke
from mnistlab.ui.widgets.retranslated import Restyled

RADIUS: Final = 8  # px


class Tile(Restyled, QAbstractButton):
    """A rounded ground that a click, Space or Enter presses; a subclass paints what stands on it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paint_ground(self, painter: QPainter) -> None:
        """Paint the ground, with a stronger rim below the mouse."""
        now, lit = colours(), self.underMouse()
        width = stroke(2 if lit else 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.text if lit else now.line), width))
        painter.setBrush(QColor(now.chosen if self.isDown() else now.card))
        rim = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(rim, rim, -rim, -rim), px(RADIUS), px(RADIUS))
