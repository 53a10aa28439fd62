"""The window's place: where it is on which screen, and how large."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QByteArray, QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
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
    """Has the places of a window and its panels kept, a moment after the last change of one.

    Parameters
    ----------
    window : QWidget
    workbench : Workbench
    keep : callable
    """

    def __init__(self, window: QWidget, workbench: Workbench, keep: Callable[[], None]) -> None:
        super().__init__(window)
        self.settled = QTimer(self)
        self.settled.setSingleShot(True)
        self.settled.setInterval(SETTLED)
        self.settled.timeout.connect(keep)
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
