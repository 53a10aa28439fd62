"""A line of text for a number."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame
from typing_extensions import override

INSIDE: Final = 4  # px that Qt keeps free to the left and to the right of the text of a line, together


class NumberLine(QLineEdit):
    """A line that shows the beginning of a number that has no room, and that it goes on; its end is another number.

    A power of ten stays in sight. While it is edited, it is as any other line.
    """

    @property
    def wanted(self) -> int:
        """How wide its text is, with what is kept free beside it, in px of the screen."""
        margins = self.textMargins()
        return self.fontMetrics().horizontalAdvance(self.text()) + margins.left() + margins.right() + INSIDE

    @property
    def is_cut(self) -> bool:
        """Whether it has no room for its whole text."""
        return self.wanted > self._inside(self._option()).width()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self.is_cut:
            super().paintEvent(event)
            return
        option, painter = self._option(), QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        room = self._inside(option).marginsRemoved(self.textMargins()).adjusted(INSIDE // 2, 0, -(INSIDE // 2), 0)
        metrics, (digits, times, power) = self.fontMetrics(), self.text().partition("×")
        left = room.width() - metrics.horizontalAdvance(times + power)
        self.style().drawItemText(
            painter,
            room,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            metrics.elidedText(digits, Qt.TextElideMode.ElideRight, left) + times + power,
            QPalette.ColorRole.Text,
        )

    def _option(self) -> QStyleOptionFrame:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return option

    def _inside(self, option: QStyleOptionFrame) -> QRect:
        """Return where there may be text."""
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
