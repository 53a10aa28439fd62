"""A line of text for a number."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame
from typing_extensions import override

INSIDE: Final = 4  # px that Qt keeps free to the left and to the right of the text of a line, together


class NumberLine(QLineEdit):
    """A line that shows the beginning of a number that has no room, and that it goes on; its end is another number.

    A power of ten stays in sight where a digit has room beside it. While it is edited, it is as any other line.
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
        self.style().drawItemText(
            painter,
            room,
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            self._beginning(room.width()),
            QPalette.ColorRole.Text,
        )

    def _beginning(self, room: int) -> str:
        digits, times, power = self.text().partition("×")
        end = times + power
        begin = self._elided(digits, room - self.fontMetrics().horizontalAdvance(end))
        return begin + end if begin[:1].isdigit() else self._elided(self.text(), room)

    def _elided(self, text: str, room: int) -> str:
        return self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)

    def _option(self) -> QStyleOptionFrame:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        return option

    def _inside(self, option: QStyleOptionFrame) -> QRect:
        """Return where there may be text."""
        return self.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, self)
