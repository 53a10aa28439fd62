"""The space bar, for a button that has the focus."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton


class SpaceKey(QObject):
    """Lets the space bar press the buttons that have come into focus by Tab, where else it would run or pause.

    A click does not bring them into focus, so that after it the space bar still runs.
    """

    def watch(self, *buttons: QAbstractButton) -> None:
        """Do so for these buttons."""
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Keep the space bar from the window's shortcuts."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            space = event.key() == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.NoModifier
            if space:
                event.accept()
            return space
        return False
