"""Presenter mode: the whole screen, and everything as large as it has room for."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QMainWindow
from typing_extensions import override

from mnistlab.ui.look import theme
from mnistlab.ui.look.keys import new_action
from mnistlab.ui.look.zoom import STEPS, Zoom


class Presenter(QObject):
    """The action that begins and ends presenter mode. Escape ends it too. Afterwards scale and place are as before.

    Parameters
    ----------
    window : QMainWindow
    zoom : Zoom
        Brings the window to a scale.
    full_screen : QAction
        Gives the window the whole screen while it is checked. Where the person unchecks it, presenter mode ends.

    Signals
    -------
    presenting : bool
        Whether it begins (what an audience does not need may be left out) or ends.
    """

    presenting = Signal(bool)

    def __init__(self, window: QMainWindow, zoom: Zoom, full_screen: QAction) -> None:
        super().__init__(window)
        self._zoom, self._full_screen = zoom, full_screen
        self._before: tuple[float, bool, QRect] | None = None  # scale, full screen, place
        self.action = new_action(window, "actionPresenter", "F5", checkable=True)
        self.action.toggled.connect(lambda on: self._begin() if on else self._end())
        full_screen.toggled.connect(lambda full: None if full else self.end())

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.action.setText(self.tr("Presenter mode"))
        self.action.setToolTip(self.tr("The whole screen, and everything as large as it has room for (F5)"))

    def end(self) -> None:
        """Leave presenter mode, if that is where the window is."""
        self.action.setChecked(False)

    def _begin(self) -> None:
        window = theme.window_of(self)
        self._before = theme.scale(), self._full_screen.isChecked(), window.geometry()
        self._zoom.remembers = False
        self._full_screen.setChecked(True)
        self.presenting.emit(True)
        self._zoom.use(STEPS[-1])
        window.installEventFilter(self)

    def _end(self) -> None:
        if self._before is None:
            return
        window = theme.window_of(self)
        (scale, full_screen, place), self._before = self._before, None
        window.removeEventFilter(self)
        self._zoom.use(scale)  # first, because a window larger than its screen may not leave full screen
        self._zoom.remembers = True
        self.presenting.emit(False)
        self._full_screen.setChecked(full_screen)
        if not window.isFullScreen() and not window.isMaximized():
            window.setGeometry(place)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End with Escape, where nothing in the window has its own use for it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.end()
            return True
        return super().eventFilter(watched, event)
