"""A title that is written as large as there is room for."""

from typing import Final

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from mnistlab.ui.look.theme import BODY, TITLE, font
from mnistlab.ui.widgets.named import mark

TITLES: Final = {"heading": TITLE, "title": BODY}  # roles of the title, each with its size, the largest first
LONG_TITLE: Final = "small title"


class TitleSize(QObject):
    """Writes a title large where there is room, else as small as those of other panels, else in two lines."""

    def __init__(self, title: QLabel) -> None:
        super().__init__(title)
        self._title = title
        title.setMinimumWidth(1)  # a long one becomes smaller, and the window no wider
        title.installEventFilter(self)

    def set_text(self, text: str) -> None:
        """Write another title."""
        if text != self._title.text():
            self._title.setText(text)
            self.fit()

    def fit(self) -> None:
        """Choose the size for the present width."""
        title = self._title
        role = next((role for role, size in TITLES.items() if self._width(size) <= title.width()), LONG_TITLE)
        if title.property("role") != role:
            title.setWordWrap(role == LONG_TITLE)
            mark(title, role=role)

    def _width(self, size: int) -> int:
        type_ = font(size)
        type_.setWeight(QFont.Weight.DemiBold)
        return QFontMetrics(type_).horizontalAdvance(self._title.text())

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)
