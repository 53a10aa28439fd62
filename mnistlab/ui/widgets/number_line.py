"""The line of text in a field for a number."""

from typing import Final

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

INSIDE: Final = 4  # px that Qt keeps free to the left and to the right of the text of a line, together


class NumberLine(QLineEdit):
    """A line that shows the beginning of a number that has no room, and that it goes on; its end is another number.

    While it is edited, it is as any other line.
    """

    @property
    def wanted(self) -> int:
        """How wide it would be with its whole text, in px of the screen."""
        margins = self.textMargins()
        return self.fontMetrics().horizontalAdvance(self.text()) + margins.left() + margins.right() + INSIDE

    @property
    def is_cut(self) -> bool:
        """Whether it has no room for its whole text."""
        return self.wanted > self.width()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.hasFocus() or not self.is_cut:
            super().paintEvent(event)
            return
        room = self.rect().marginsRemoved(self.textMargins()).adjusted(INSIDE // 2, 0, -(INSIDE // 2), 0)
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            QRect(room),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width()),
            QPalette.ColorRole.Text,
        )
