"""What a network answers: the digit as large as the room allows, how sure it is, and the way to why."""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look import theme
from mnistlab.ui.look.theme import px
from mnistlab.ui.widgets.kit import mark, named
from mnistlab.ui.widgets.retranslated import Restyled

DIGIT_ROOM: Final = 0.7  # of the height that the lines below leave
DIGIT_SHAPE: Final = 0.66  # a digit's width to its size
SHARE_SIZE: Final = 0.22  # of the digit's size
LINE: Final = 1.4  # of a line's size: its height
FLAT: Final = 64  # px: in less height the share goes beside the digit
CHEVRON: Final = 4  # px


class Answer(Restyled, QWidget):
    """The likeliest digit, its share below it, and a link that asks why.

    Attributes
    ----------
    digit, share, remark : QLabel
        The digit, its share in per cent, and a word on it: "unsure", or why it is none.
    why : WhyLink

    Signals
    -------
    asked
        The person wants to know why.
    """

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answer")
        self.digit = named(QLabel(self), "predictedDigit")
        self.share = named(QLabel(self), "predictedShare", role="number")
        self.remark = named(QLabel(self), role="muted")
        self.remark.setWordWrap(True)
        for label in (self.digit, self.share, self.remark):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter)
        self.why = WhyLink(self)
        self.why.clicked.connect(self.asked)
        self._sizes = 0, 0
        self._presenting = False

    def show_answer(self, digit: str, share: str, remark: str, why: str) -> None:
        """Show an answer; texts that are empty take no room."""
        self.digit.setText(digit)
        self.share.setText(share)
        moved = (remark, why) != (self.remark.text(), self.why.text())
        self.remark.setText(remark)
        self.why.setText(why)
        if moved:
            self._lay_out()

    def leave_out_why(self, presenting: bool) -> None:
        """Leave out the link, for a room of readers; or show it again."""
        self._presenting = presenting
        self._lay_out()

    def mark(self, **properties: str) -> None:
        """Give the digit and its share properties that the style sheet goes by."""
        mark(self.digit, **properties)
        mark(self.share, **properties)

    def _lay_out(self) -> None:
        if self.height() < px(FLAT):
            self._lay_flat()
            return
        width, height = self.width(), self.height()
        line = px(theme.BODY * LINE)
        remark = max(line, self.remark.heightForWidth(width)) if self.remark.text() else 0
        room = max(2 * line, remark)  # whatever the remark is, so that the digit stays where it is
        why = 0 if self._presenting else px(8) + px(24)
        digit = min(DIGIT_ROOM * (height - why - px(28)), height - why - room - px(36), 0.94 * width / DIGIT_SHAPE)
        digit = max(px(theme.LARGE), int(digit))
        share = max(px(theme.LARGE), int(SHARE_SIZE * digit))
        self._set_sizes(digit, min(share, self._widest_share(width, share)))
        below = int(share * LINE)
        spare = height - digit - below - why
        top = max(0, min(spare // 2, spare - room))
        self.digit.setGeometry(0, top, width, digit)
        top += digit
        self.share.setGeometry(0, top, width, below)
        self.share.show()
        top += below if self.share.text() else 0
        self.remark.setGeometry(0, top, width, remark)
        top += remark + px(4)
        asked = min(width, self.why.sizeHint().width())
        self.why.setGeometry((width - asked) // 2, top, asked, px(24))
        self.why.setVisible(bool(self.why.text()) and not self._presenting)

    def _lay_flat(self) -> None:
        """Lay the digit and its share side by side, where there is no room for more."""
        digit, height = self.height(), self.height()
        self._set_sizes(int(0.9 * digit), px(theme.BODY))
        self.digit.setGeometry(0, 0, digit, height)
        for label in (self.share, self.remark):
            label.setGeometry(digit, 0, max(1, self.width() - digit), height)
        self.share.setVisible(not self.remark.text())
        self.why.hide()

    def _set_sizes(self, digit: int, share: int) -> None:
        """Set the sizes of the type, but only where they are others, because setting a style sheet takes long."""
        digit, share = max(1, digit), max(1, share)
        if (digit, share) != self._sizes:
            self._sizes = digit, share
            self.digit.setStyleSheet(f"font-size: {digit}px; font-weight: 600;")
            self.share.setStyleSheet(f"font-size: {share}px; font-weight: 600;")

    def _widest_share(self, width: int, size: int) -> int:
        """Return the size in px at which the longest share fits into a width."""
        font = QFont(self.share.font())
        font.setPixelSize(size)
        font.setWeight(QFont.Weight.DemiBold)
        return size * width // max(1, QFontMetrics(font).horizontalAdvance("100.0 %"))

    @override
    def restyle(self) -> None:
        self._lay_out()  # because the link is as wide as its text

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._sizes = 0, 0
        self._lay_out()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(96), px(196))


class WhyLink(QToolButton):
    """A text with a chevron behind it and a line below: it leads somewhere else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whyLink")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + px(4 * CHEVRON), px(24))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, now = QPainter(self), theme.colours()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(now.text if self.underMouse() else now.muted))
        text = QRect(0, 0, self.width() - px(3 * CHEVRON), self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setPen(QPen(painter.pen().color(), 1.5 * theme.scale()))
        arm, tip = px(CHEVRON), QPointF(self.width() - px(CHEVRON), self.height() / 2)
        painter.drawPolyline([tip + QPointF(-arm, -arm), tip, tip + QPointF(-arm, arm)])
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), theme.stroke()), QColor(now.line))
