"""The engine as the window knows it: intents go in, frames come out."""

import time

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import Intent
from mnistlab.engine.worker import INTERRUPTING, Worker
from mnistlab.training import RunSettings

FRAME_INTERVAL = 30  # ms; with the wait for the end of an iteration, about 32 frames a second
REST = 0.03  # s
MOST_HELD_BACK = 5  # frames in a row, so that a person who keeps dragging still sees the run


class Lab(QObject):
    """Owns the thread and the worker in it.

    A frame is asked for when the last one has been drawn and `FRAME_INTERVAL` has passed, so a slow window gets
    fewer frames, never a queue of them.

    Parameters
    ----------
    settings : RunSettings
        Of the first run.
    parent : QObject, optional

    Signals
    -------
    frame_ready, data_loading, data_ready, network_ready, weights_saved, script_saved, path_ready, failed, diverged,
    run_finished
        As of `mnistlab.engine.worker.Worker`, on the thread of the window.
    """

    frame_ready = Signal(object)
    data_loading = Signal(str)
    data_ready = Signal(object)
    network_ready = Signal(object)
    weights_saved = Signal(str)
    script_saved = Signal(str)
    path_ready = Signal(object)
    failed = Signal(object)
    diverged = Signal(object)
    run_finished = Signal(float, float)

    _intended = Signal(object)
    _frame_wanted = Signal()

    def __init__(self, settings: RunSettings | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = QThread(self)
        self._thread.setObjectName("engine")
        self._worker = Worker(settings or RunSettings())
        self._worker.moveToThread(self._thread)
        self._intended.connect(self._worker.perform)
        self._frame_wanted.connect(self._worker.want_frame)
        self._thread.finished.connect(self._worker.stop)  # emitted in the thread itself, when its loop has ended

        self._worker.frame_ready.connect(self._pass_on)
        self._worker.data_loading.connect(self.data_loading)
        self._worker.data_ready.connect(self.data_ready)
        self._worker.network_ready.connect(self.network_ready)
        self._worker.weights_saved.connect(self.weights_saved)
        self._worker.script_saved.connect(self.script_saved)
        self._worker.path_ready.connect(self.path_ready)
        self._worker.failed.connect(self.failed)
        self._worker.diverged.connect(self.diverged)
        self._worker.run_finished.connect(self.run_finished)

        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.setInterval(FRAME_INTERVAL)
        self._frame_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame_timer.timeout.connect(self._want_frame)
        self._asked = 0
        self._held_back = 0
        self._thread.start()

    def perform(self, intent: Intent) -> None:
        """Ask for something; it is done in the engine's thread, in the order of asking."""
        self._asked += 1
        if isinstance(intent, INTERRUPTING):
            self._worker.interrupt.set()
        self._intended.emit(intent)
        self._worker.called.set()  # after it: so it is there when the slice ends

    def stand_back(self) -> None:
        """Leave the processor and Python's lock to the window for a moment: it has more to do than usual.

        Where the two take turns at every call, what takes the window 13 ms takes it 40, and the run gains little.
        """
        self._worker.rest_until = time.perf_counter() + REST
        self._worker.called.set()

    @Slot()
    def _want_frame(self) -> None:
        self._frame_wanted.emit()
        self._worker.called.set()

    @Slot(object)
    def _pass_on(self, frame: Frame) -> None:
        """Hold back a frame older than the last intent: it would show a control as it was before it was touched."""
        if frame.answered < self._asked and self._held_back < MOST_HELD_BACK:
            self._held_back += 1
            self._want_frame()
            return
        self._held_back = 0
        self._frame_timer.start()  # before the frame is drawn: the interval includes the drawing
        self.frame_ready.emit(frame)

    def close(self) -> None:
        """Stop training and wait until the thread has ended. Safe to call twice."""
        if self._thread.isRunning():
            self._frame_timer.stop()
            self._worker.interrupt.set()
            self._thread.quit()
            self._thread.wait()
