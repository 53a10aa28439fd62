"""A strip that tells a person something, and makes room for itself: it covers nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.widgets.close_button import CloseButton
from mnistlab.ui.widgets.kit import in_row, mark, named

READ_MS = 10_000  # time to read a sentence


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told.

    Attributes
    ----------
    text : callable
        Gives it in the current language.
    action : QAction or None
        What helps.
    good : bool
        Nothing is wrong.
    passing : bool
        It goes by itself when there was time to read it.
    about : str
        What it is about, to withdraw it by.
    """

    text: Callable[[], str]
    action: QAction | None
    good: bool
    passing: bool
    about: str


class NoticeBar(QFrame):
    """One sentence or two, an action that helps, and a button that closes the strip.

    The latest notice is shown; when it goes, the one before it comes back, if that has not been outdated meanwhile.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []
        self.text = named(QLabel(), "notice")
        self.text.setTextFormat(Qt.TextFormat.PlainText)  # because names of files are in it
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = QToolButton()
        self._close = CloseButton()
        self._close.clicked.connect(self._close_latest)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(READ_MS)
        self._patience.timeout.connect(self._close_latest)
        in_row((self.text, 1), self._action, self._close, on=self).setContentsMargins(12, UNIT // 2, UNIT, UNIT // 2)
        # As high as its text, and never a reason for the window to grow.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def say(
        self,
        text: str | Callable[[], str],
        action: QAction | None = None,
        *,
        good: bool = False,
        passing: bool = False,
        about: str = "",
    ) -> None:
        """Tell something until it is closed or withdrawn, or until it has been read if it is `passing`.

        What is told again, or is about the same, is told once. What does not pass comes as a function that gives the
        text, because the language may change meanwhile.
        """
        words = text if callable(text) else lambda: text
        told = Notice(words, action, good, passing, about or words())
        self._notices = [*(notice for notice in self._notices if notice.about != told.about), told]
        self._show_latest()

    def withdraw(self, about: str) -> None:
        """Take away what is outdated, by what it was about."""
        self._keep([notice for notice in self._notices if notice.about != about])

    def forget(self) -> None:
        """Take everything away."""
        self._keep([])

    def _close_latest(self) -> None:
        self._keep(self._notices[:-1])

    def _keep(self, notices: list[Notice]) -> None:
        if notices != self._notices:
            self._notices = notices
            self._show_latest()

    def _show_latest(self) -> None:
        self._patience.stop()
        if not self._notices:
            self.hide()
            return
        latest = self._notices[-1]
        self.text.setText(latest.text())
        if latest.action is not None:
            self._action.setDefaultAction(latest.action)
        self._action.setVisible(latest.action is not None)
        mark(self, tone="good" if latest.good else "")
        self.show()
        if latest.passing:
            self._patience.start()

    @override
    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:  # what passes would go on in the other language
            self._notices = [notice for notice in self._notices if not notice.passing]
            self._show_latest()
        super().changeEvent(event)
