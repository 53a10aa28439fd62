"""A signal that asks the program to stop, while it has a window: the window closes as if a person had closed it."""

import contextlib
import signal
import socket

from PySide6.QtCore import QObject, QSocketNotifier, Slot
from PySide6.QtWidgets import QApplication, QWidget

from mnistlab.stopping import StopWish


class Farewell(QObject):
    """Closes a window when a signal has come.

    Python handles a signal only when it runs, and in Qt's event loop it may not run for long. So Python writes a byte
    into a socket at once, and Qt looks at that socket.
    """

    def __init__(self, window: QWidget, wish: StopWish) -> None:
        super().__init__(window)
        self._window, self._wish = window, wish
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._look)

    @Slot()
    def _look(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._here.recv(64)
        if self._wish():
            self._window.close()
            QApplication.exit()  # because a dialog that waits for an answer has an event loop of its own

    def end(self) -> None:
        """Listen no more."""
        signal.set_wakeup_fd(-1)
        self._notifier.setEnabled(False)
        self._here.close()
        self._there.close()
