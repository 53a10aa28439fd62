"""The engine as the window knows it: intents go in, frames and events come out."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal, Slot

from mnistlab.engine.ending import end_thread
from mnistlab.engine.events import Event, LibraryAnswered, PathRead
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import Intent
from mnistlab.engine.keeper import Keeper
from mnistlab.engine.worker import Worker
from mnistlab.training import RunSettings

FRAME_INTERVAL = 30  # ms; with the wait for the end of an iteration, about 32 frames a second
REST = 30  # ms
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
    library : Path, optional
        The file in which runs are kept; without one, they are kept until the program ends.

    Signals
    -------
    frame_ready : Frame
        On the thread of the window, as are all.
    intended : Intent
        It has been asked for, and is not done yet.
    told : Event
        Whatever else has happened.
    """

    frame_ready = Signal(object)
    intended = Signal(object)
    told = Signal(object)

    _frame_wanted = Signal()

    def __init__(
        self, settings: RunSettings | None = None, parent: QObject | None = None, library: Path | None = None
    ) -> None:
        super().__init__(parent)
        self._thread = QThread()
        self._thread.setObjectName("engine")
        self._keeper = Keeper(library)
        self._worker = Worker(settings or RunSettings(), keeper=self._keeper)
        self._worker.moveToThread(self._thread)
        self.intended.connect(self._worker.perform)
        self._frame_wanted.connect(self._worker.want_frame)
        self._thread.finished.connect(self._worker.stop)  # emitted in the thread itself, when its loop has ended
        self._thread.finished.connect(self._worker.deleteLater)  # because nobody else deletes it in its own thread
        self._worker.frame_ready.connect(self._pass_frame)
        self._worker.told.connect(self._pass_event)
        # A thread that is still running when its object dies ends the program.
        self.destroyed.connect(partial(_end, self._thread, self._worker))

        self._frame_timer = QTimer(self)
        self._frame_timer.setSingleShot(True)
        self._frame_timer.setInterval(FRAME_INTERVAL)
        self._frame_timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._frame_timer.timeout.connect(self._want_frame)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._go_on)
        self._closed = False
        self._asked = 0
        self._held_back = 0
        self._thread.start()
        self._keeper.start()

    def perform(self, intent: Intent) -> None:
        """Ask for something; it is done in the engine's thread, in the order of asking, unless it waits for nothing."""
        self._asked += 1
        self.intended.emit(intent)
        self._worker.calls += 1  # after it, so that the intent is there when the slice ends

    def stand_back(self) -> None:
        """Let the run wait until the window has been `undisturbed`, or for a moment: what follows is much work."""
        self._worker.undisturbed.clear()
        self._rest.start(REST)

    @property
    def stands_back(self) -> bool:
        """Whether the window has not yet been `undisturbed` since it asked the run to stand back."""
        return self._rest.isActive()

    @contextmanager
    def undisturbed(self) -> Iterator[None]:
        """Leave the processor and Python's lock to the window: meanwhile the run waits.

        Where the two take turns at every call, what takes the window 4 ms takes it 10, and the run gains nothing.
        """
        self._worker.undisturbed.clear()
        try:
            yield
        finally:
            self._go_on()

    @Slot()
    def _go_on(self) -> None:
        self._rest.stop()
        self._worker.undisturbed.set()

    @Slot()
    def _want_frame(self) -> None:
        self._frame_wanted.emit()
        self._worker.calls += 1

    @Slot(object)
    def _pass_frame(self, frame: Frame) -> None:
        """Hold back a frame older than the last intent: it would show a control as it was before it was touched."""
        if frame.answered < self._asked and self._held_back < MOST_HELD_BACK:
            self._held_back += 1
            self._want_frame()
            return
        self._held_back = 0
        self._frame_timer.start()  # before the frame is drawn: the interval includes the drawing
        self.frame_ready.emit(frame)

    @Slot(object)
    def _pass_event(self, event: Event) -> None:
        if isinstance(event, PathRead):
            event.asked.answer(event.points)
        elif isinstance(event, LibraryAnswered):
            event.asked.answer(event.found)
        else:
            self.told.emit(event)

    def close(self) -> None:
        """Stop training, and return within 100 ms. Safe to call at any moment, and twice."""
        self._closed = True
        self._frame_timer.stop()
        _end(self._thread, self._worker)

    def last_faults(self) -> list[BaseException]:
        """Wait, after `close`, until all is kept, and return what went wrong with that and could not be told."""
        if not self._closed:
            return []
        self._thread.quit()  # again, because closing may have failed
        self._thread.wait()
        self._keeper.end()
        return self._keeper.unheard


def _end(thread: QThread, worker: Worker, _lab: QObject | None = None) -> None:
    """End the thread, even in the middle of an iteration."""

    def hurry() -> None:
        worker.undisturbed.set()
        worker.calls += 1

    end_thread(thread, worker, hurry)
