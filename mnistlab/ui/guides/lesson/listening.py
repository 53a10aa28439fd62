"""Which controls of the window a learner has pressed."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QWidget


class Listening(QObject):
    """Notes when a control is pressed, from the moment on that it is listened to.

    Parameters
    ----------
    window : QWidget
        Its controls are meant.
    parent : QObject

    Attributes
    ----------
    pressed : set of str
        The names of the controls that have been pressed.
    """

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._heard: set[str] = set()
        self.pressed: set[str] = set()

    def listen(self, name: str) -> None:
        """Listen to the actions and buttons of this name; where there is none yet, a later call finds them."""
        if name in self._heard:
            return
        actions = list(self._window.findChildren(QAction, name))
        buttons = self._window.findChildren(QAbstractButton, name)
        for one in actions:
            one.triggered.connect(self._note)
        for button in buttons:
            button.clicked.connect(self._note)
        if actions or buttons:
            self._heard.add(name)

    @Slot()
    def _note(self) -> None:
        # By its sender, because a name that is bound to the slot would keep this object as long as the window.
        self.pressed.add(self.sender().objectName())
