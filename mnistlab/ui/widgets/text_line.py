"""A line of text that changes often."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, colours, font
from mnistlab.ui.widgets.painted import Painted

HEIGHT = 18  # px


class TextLine(Painted):
    """One line in the small grey type, as wide as there is room, and elided where that is not enough.

    Not a QLabel, because Qt lays out the whole window whenever the text of a QLabel changes.
    """

    hint = 200, HEIGHT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return what is written."""
        return self._text

    def setText(self, text: str) -> None:  # noqa: N802 (as QLabel's)
        """Write this."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours().muted))
        text = painter.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
