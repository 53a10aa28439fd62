"""The small "?" that opens the help on what it stands beside."""

from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.widgets.retranslated import Retranslated

SIDE: Final = 20  # px: what can be clicked
CIRCLE: Final = 16  # px: what is drawn


class HelpButton(Retranslated, QAbstractButton):
    """A question mark in a circle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(SIDE, SIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setText("?")
        self.setToolTip(self.tr("Help: what there is to see here, and what to try"))
        self.setAccessibleName(self.tr("Help"))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now = colours()
        looked_at = self.underMouse() or self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.text if looked_at else now.line), stroke()))
        painter.setBrush(QColor(now.chosen) if self.isDown() else Qt.BrushStyle.NoBrush)
        circle = QRectF(0, 0, px(CIRCLE) - stroke(), px(CIRCLE) - stroke())
        circle.moveCenter(QRectF(self.rect()).center())
        painter.drawEllipse(circle)
        painter.setFont(font(SMALL - 1))
        painter.setPen(QColor(now.text if looked_at else now.muted))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
