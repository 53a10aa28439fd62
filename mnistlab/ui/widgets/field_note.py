"""What is wrong with the text of a field, said at that field."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.look.zoom import rescale
from mnistlab.ui.widgets.kit import in_column, named
from mnistlab.ui.widgets.notice import READ_MS

WIDTH = 260  # px
AWAY = 4  # px from the field


class FieldNote(QFrame):
    """A small card below a field, or above it where the window ends. It goes after a while, or at a click.

    Parameters
    ----------
    field : QWidget
        Already in its window, because the card lies in that too.
    """

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self.setObjectName("fieldNote")
        self._field = field
        self.text = QLabel()
        self.in_force = named(QLabel(), role="muted")
        for label in (self.text, self.in_force):
            label.setTextFormat(Qt.TextFormat.PlainText)  # because what was typed is in it
            label.setWordWrap(True)
            label.setFixedWidth(WIDTH)
        in_column(self.text, self.in_force, spacing=2, on=self).setContentsMargins(12, UNIT, 12, UNIT)
        rescale(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(READ_MS)
        self._patience.timeout.connect(self.hide)
        for watched in (field, field.window()):
            watched.installEventFilter(self)
        field.destroyed.connect(self.deleteLater)
        self.hide()

    def say(self, text: str, in_force: str) -> None:
        """Show what is wrong, and what counts until it has been corrected."""
        self.text.setText(text)
        self.in_force.setText(in_force)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._patience.start()

    def _place(self) -> None:
        window, away, unit = self._field.window(), px(AWAY), px(UNIT)
        room, corner = window.rect(), self._field.mapTo(window, QPoint())
        below = corner.y() + self._field.height() + away
        fits = below + self.height() <= room.bottom() - unit
        left = max(unit, min(corner.x(), room.right() - unit - self.width()))
        self.move(left, below if fits else corner.y() - away - self.height())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._field and kind == QEvent.Type.Hide:
            self.hide()
        elif kind in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        elif kind == QEvent.Type.LanguageChange:
            self.hide()  # because its words are in the other language
        return super().eventFilter(watched, event)
