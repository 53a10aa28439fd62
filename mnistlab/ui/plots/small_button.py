"""The quiet buttons of a plot: a word, or a drawn ‹ or ›."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, colours, font, px, scale, stroke

RADIUS = 5  # px
SIGNS = {"‹": -1, "›": 1}


class SmallButton(QToolButton):
    """A button with a frame; `sign` is ‹ or ›, or empty for the text of the button.

    Of two that are joined to one switch, `joined` says whether the other is ``"below"`` or ``"above"``.

    Painted here, because letters such as ‹ differ from font to font.
    """

    def __init__(self, parent: QWidget, sign: str = "", does: QAction | None = None, *, joined: str = "") -> None:
        super().__init__(parent)
        self._sign, self._joined = sign, joined
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if does is not None:
            self.setDefaultAction(does)

    def wanted_width(self) -> int:
        """How wide it is with its text, in px of the screen."""
        self.setFont(font(SMALL, bold=True))
        return self.fontMetrics().horizontalAdvance(self.text()) + px(20)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now, half = colours(), stroke() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = (
            now.chosen if self.isChecked() or self.isDown() or (self.underMouse() and self.isEnabled()) else now.card
        )
        painter.setBrush(QColor(ground))
        painter.setPen(QPen(QColor(now.line), stroke()))
        frame = QRectF(self.rect()).adjusted(half, half, -half, -half)
        if self._joined == "below":  # its lower corners are out of sight; the line between is that of the other
            frame.setBottom(self.height() + 2 * px(RADIUS))
        painter.drawRoundedRect(frame, px(RADIUS), px(RADIUS))
        if self._joined == "above":
            painter.drawRect(QRectF(half, half, self.width() - 2 * half, px(RADIUS)))
            painter.fillRect(QRectF(2 * half, px(RADIUS) - 1, self.width() - 4 * half, 3), painter.brush())
        ink = QColor(now.text if self.isEnabled() else now.disabled)
        if self._sign:
            painter.setPen(QPen(ink, 1.5 * scale(), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            middle, way = QRectF(self.rect()).center(), SIGNS[self._sign]
            point = QPointF(middle.x() + way * 2 * scale(), middle.y())
            for up in (-4, 4):
                painter.drawLine(point, QPointF(middle.x() - way * 2 * scale(), middle.y() + up * scale()))
        else:
            chosen = self.isChecked() or not self.isCheckable()
            painter.setPen(ink if chosen else QColor(now.muted))
            painter.setFont(font(SMALL, bold=chosen))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
