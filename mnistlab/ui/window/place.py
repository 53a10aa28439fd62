"""The window's place: where it is on which screen, and how large."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, QSettings, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import scale
from mnistlab.ui.workbench.workbench import Workbench

SIZE: Final = QSize(1366, 744)  # px: of the window when it is first opened
SETTLED: Final = 1000  # ms
CHANGES: Final = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)
LEAST: Final = QSize(320, 240)  # px: smaller than any in which a person leaves it


class Places(QObject):
    """Keeps the places of a window and its panels in the settings: a moment after the last change, and at the end.

    Parameters
    ----------
    window : QWidget
    workbench : Workbench
    settings : QSettings
    is_passing : callable
        Whether the places of now are not to be found again, as those before an audience.
    """

    def __init__(
        self, window: QWidget, workbench: Workbench, settings: QSettings, is_passing: Callable[[], bool]
    ) -> None:
        super().__init__(window)
        self._window, self._workbench, self._settings, self._is_passing = window, workbench, settings, is_passing
        self.settled = QTimer(self)
        self.settled.setSingleShot(True)
        self.settled.setInterval(SETTLED)
        self.settled.timeout.connect(self._keep_settled)
        workbench.changed.connect(self.settled.start)
        for splitter in (workbench, *(column.panels for column in workbench.columns)):
            splitter.splitterMoved.connect(lambda *_: self.settled.start())
        window.installEventFilter(self)

    @override
    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        """Note that the window has another place."""
        if event.type() in CHANGES:
            self.settled.start()
        return False

    def restore(self) -> None:
        """Put the window and its panels where they were left."""
        self._workbench.restore(self._settings.value("panels", None))
        restore_place(self._window, self._settings.value("window", None))

    def end(self) -> None:
        """Keep the places as the window closes."""
        self.settled.stop()
        self._keep()

    @Slot()
    def _keep_settled(self) -> None:
        """Keep the places now, because a program that is killed does not come to its end."""
        if not self._is_passing():
            self._keep()
            self._settings.sync()

    def _keep(self) -> None:
        self._settings.setValue("window", self._window.saveGeometry())
        self._settings.setValue("panels", self._workbench.arrangement.to_text())


def restore_place(window: QWidget, place: object) -> None:
    """Put a window where it was left, moved onto a screen if that one is gone.

    `place` is what `saveGeometry` gave; with anything else the window gets its first size.
    """
    if not isinstance(place, QByteArray) or not window.restoreGeometry(place) or not _is_usable(window.size()):
        reset_place(window)
    elif not window.isMaximized() and not window.isFullScreen():
        fit_on_screen(window)


def fit_on_screen(window: QWidget) -> None:
    """Bring the whole window onto the screen that holds most of it."""
    place = window.geometry()
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    screen = max(screens, key=lambda room: _area(room.intersected(place)))
    size = window.size().boundedTo(screen.size())
    left = min(max(place.left(), screen.left()), screen.right() + 1 - size.width())
    top = min(max(place.top(), screen.top()), screen.bottom() + 1 - size.height())
    window.setGeometry(QRect(QPoint(left, top), size))


def reset_place(window: QWidget) -> None:
    """Give a window its first size, in the middle of its screen.

    On a screen that has no room for the least window either, it has that size all the same.
    """
    window.setWindowState(Qt.WindowState.WindowNoState)
    room, least, size = window.screen().availableGeometry(), window.minimumSizeHint(), SIZE * scale()
    if least.boundedTo(room.size()) == least:
        size = size.boundedTo(room.size())
    place = QRect(QPoint(0, 0), size)
    place.moveCenter(room.center())
    window.setGeometry(place)


def show_full_screen(window: QWidget, full: bool) -> None:
    """Let a window fill its screen, or have its frame back."""
    state, flag = window.windowState(), Qt.WindowState.WindowFullScreen
    window.setWindowState(state | flag if full else state & ~flag)


def _is_usable(size: QSize) -> bool:
    return size.expandedTo(LEAST) == size


def _area(rectangle: QRect) -> int:
    return rectangle.width() * rectangle.height() if rectangle.isValid() else 0
