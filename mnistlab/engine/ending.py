"""The end of a thread of Qt's: what is under way in it may take too long to be waited for."""

import atexit
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QThread
from shiboken6 import isValid

PATIENCE: Final = 60  # ms for which closing waits

_unended: list[tuple[QThread, QObject]] = []  # threads that had something to end when they were closed


def end_thread(thread: QThread, worker: QObject, hurry: Callable[[], None] = lambda: None) -> None:
    """End a thread, and return within 100 ms; where it takes longer, keep thread and worker until it has ended.

    Parameters
    ----------
    thread : QThread
        Without a parent, which would take it along too early.
    worker : QObject
    hurry : callable
        Lets what is under way end soon; called when the thread knows that it has to.
    """
    # At the end of the program Qt deletes objects in an order of its own, an ended thread perhaps before its owner.
    if not isValid(thread) or not thread.isRunning():
        return
    thread.quit()
    hurry()
    _unended[:] = [pair for pair in _unended if pair[0].isRunning()]
    if not thread.wait(PATIENCE):
        _unended.append((thread, worker))


@atexit.register
def _wait_for_all() -> None:
    for thread, _ in _unended:
        thread.wait()
