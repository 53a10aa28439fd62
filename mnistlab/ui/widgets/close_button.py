"""The small cross that closes what it stands in."""

from typing import Final

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import colours, px, stroke
from mnistlab.ui.widgets.retranslated import Retranslated

SIDE: Final = 24  # px: what can be clicked
CROSS: Final = 10  # px: what is drawn


class CloseButton(Retranslated, QAbstractButton):
    """A cross that is drawn, because a letter of a font looks another way on every system."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIDE, SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setToolTip(self.tr("Close"))
        self.setAccessibleName(self.tr("Close"))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now = colours()
        looked_at = self.underMouse() or self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if looked_at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.track if self.isDown() else now.chosen))
            painter.drawRoundedRect(self.rect(), px(4), px(4))
        painter.setPen(QPen(QColor(now.text if looked_at else now.muted), stroke(1.5), c=Qt.PenCapStyle.RoundCap))
        x, y, half = self.width() / 2, self.height() / 2, px(CROSS) / 2
        painter.drawLine(QPointF(x - half, y - half), QPointF(x + half, y + half))
        painter.drawLine(QPointF(x - half, y + half), QPointF(x + half, y - half))
