"""The end of a thread that has something under way."""

import threading

import pytest
from PySide6.QtCore import QObject, Qt, QThread, Signal

from mnistlab.engine.ending import end_thread


class Worker(QObject):
    wanted = Signal()

    def __init__(self):
        super().__init__()
        self.begun, self.end = threading.Event(), threading.Event()
        self.wanted.connect(self.work, Qt.ConnectionType.QueuedConnection)

    def work(self):
        self.begun.set()
        self.end.wait()


@pytest.fixture
def busy(qtbot):
    thread, worker = QThread(), Worker()
    worker.moveToThread(thread)
    thread.start()
    worker.wanted.emit()
    assert worker.begun.wait(5)
    yield thread, worker
    worker.end.set()
    assert thread.wait(5_000)  # ms


def test_what_takes_too_long_is_not_waited_for(busy):
    thread, worker = busy
    end_thread(thread, worker)
    assert thread.isRunning()


def test_what_can_hurry_has_ended(busy):
    thread, worker = busy
    end_thread(thread, worker, worker.end.set)
    assert thread.wait(5_000)  # ms
    end_thread(thread, worker)
