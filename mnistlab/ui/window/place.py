"""The window's place: where it is on which screen, and how large."""

from typing import Final

from PySide6.QtCore import QByteArray, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mnistlab.ui.look.theme import scale

SIZE: Final = QSize(1366, 744)  # px: of the window when it is first opened
LEAST: Final = QSize(320, 240)  # px: smaller than any in which a person leaves it


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
