"""Above the scene: a title as large as there is room for, and how much of a phase is over."""

import time
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import BODY, TITLE, font
from mnistlab.ui.widgets.kit import ThinBar, mark

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


INTERVAL = 50  # ms


class PhaseBar(ThinBar):
    """A thin bar that fills with time. It keeps its room while it is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began, self._seconds = 0.0, 0.0
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._move)
        self.hide()

    def begin(self, seconds: float) -> None:
        """Fill from the start within `seconds`."""
        self._began, self._seconds = time.monotonic(), seconds
        self.set_share(0)
        self._timer.start()
        self.show()

    def end(self) -> None:
        """Stop and hide the bar."""
        self._timer.stop()
        self.hide()

    def _move(self) -> None:
        self.set_share(min(1.0, (time.monotonic() - self._began) / self._seconds))
