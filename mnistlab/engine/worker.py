"""The worker: lives in the engine's thread, carries out intents in slices, and builds frames."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from mnistlab.engine import events, intents
from mnistlab.engine.agenda import Agenda, Work
from mnistlab.engine.camera import Camera
from mnistlab.engine.file_handling import FileHandling
from mnistlab.engine.intents import AtOnce, Intent, Interrupting
from mnistlab.engine.keeper import Keeper
from mnistlab.engine.live_run import LiveRun
from mnistlab.engine.pace import SLICE
from mnistlab.engine.repeats import Repeats
from mnistlab.engine.run_keeping import RunKeeping
from mnistlab.engine.shelf import Shelf
from mnistlab.training import RunSettings, one_blas_thread

AGAIN: Final = 1000  # ms after a frame that failed
WAIT: Final = 0.01  # s for the window, before the worker looks for new intents


class Worker(QObject):
    """Carries out intents and leads the run on, in slices; builds a frame when the window is ready for one.

    An intent that takes longer than a slice is work that is advanced from slice to slice; the intents behind it wait,
    but for those that are `Interrupting`, which drop it, or `AtOnce`. Between two slices the thread returns to its
    event loop, so that no intent waits longer than a slice to be heard, and hardly longer than an iteration where
    `calls` has grown.

    Parameters
    ----------
    settings : RunSettings
        Of the first run.
    clock : callable, optional
        Gives the time in s.
    keeper : Keeper, optional
        Keeps the runs; without one, they are in memory until the program ends.

    Attributes
    ----------
    run : LiveRun
        The run in the window.
    calls : int
        How often the window has called, which ends the slice: it counts here after it has emitted what is connected to
        `perform` or `want_frame`, and those count what has been heard. So no call is lost.
    undisturbed : threading.Event
        Cleared by the window's thread while it has more to do than usual: until it is set, the worker waits.

    Signals
    -------
    frame_ready : Frame
    told : Event
    """

    frame_ready = Signal(object)
    told = Signal(object)

    _keeper_told = Signal(str, object)

    def __init__(
        self,
        settings: RunSettings,
        clock: Callable[[], float] = time.perf_counter,
        keeper: Keeper | None = None,
    ) -> None:
        super().__init__()
        self.calls = 0
        self.undisturbed = threading.Event()
        self.undisturbed.set()
        self._heard = self._intents = 0
        self._clock = clock
        self._measures = ExitStack()  # context managers that stay open while the thread trains
        self._keeper = Keeper() if keeper is None else keeper
        self._keeper_told.connect(self._hear_keeper)
        self._keeper.hear = lambda kind, *values: self._keeper_told.emit(kind, values)
        self._shelf = Shelf(self._keeper)
        self.run = LiveRun(settings, self._shelf, self.told.emit, self._begin_work, clock)
        self._agenda = Agenda(self._carry_out, self._tell_failure, self._begin_slice)
        self._camera = Camera(clock)
        self._repeats = Repeats(self)
        self._repeats.changed.connect(self._show_change)
        self._repeats.library_changed.connect(self._keeper.change)
        self._repeats.failed.connect(self._tell_failure)
        self._run_keeping = RunKeeping(self._keeper, self._shelf, self._repeats, self.run, clock)
        self._file_handling = FileHandling(self.run)
        self._writes = QTimer(self)
        self._writes.setInterval(1000)
        self._writes.timeout.connect(self.write_what_is_new)
        self._frame_wanted = True
        self._changed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.advance)

    @Slot()
    def stop(self) -> None:
        """Stop training, for good; to be called in the thread. Whatever fails, all is stopped."""
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall)  # what was asked for just before the end
        self._timer.stop()
        self._writes.stop()
        with ExitStack() as last:  # does the last named first
            last.callback(self._measures.close)
            last.callback(self._keeper.close)
            last.callback(self._repeats.close)
            last.callback(self.run.end)
            last.callback(self._agenda.interrupt)
            last.callback(self._keeper.fall_silent)  # because what it tells is not heard in this thread any more

    @Slot()
    def write_what_is_new(self) -> None:
        """Have the run written, if it is time for that."""
        self.run.write_what_is_new()

    def _begin_work(self) -> None:
        self._measures.enter_context(one_blas_thread)  # not sooner, because the window waits for the first images
        self._writes.start()

    @Slot(str, object)
    def _hear_keeper(self, kind: str, values: tuple[Any, ...]) -> None:
        self._run_keeping.hear(kind, *values)
        self._show_change()

    @Slot()
    def _show_change(self) -> None:
        self._changed = True
        self._offer_frame()

    @Slot(object)
    def perform(self, intent: Intent) -> None:
        """Carry out an intent, or let it wait; what cannot be is told as `Failed`."""
        self._heard += 1
        self._intents += 1
        try:
            if isinstance(intent, AtOnce):
                self._agenda.do_at_once(intent)
            else:
                if isinstance(intent, Interrupting) and self._may_interrupt():
                    self._agenda.interrupt()
                self._agenda.add(intent)
        finally:  # the window waits for an answer to all that it asks for
            self._changed = True
            self._come_back()
            self._offer_frame()

    @Slot()
    def want_frame(self) -> None:
        """Note that the window has drawn the last frame and is ready for the next."""
        self._heard += 1
        self._frame_wanted = True
        self._offer_frame()

    @Slot()
    def advance(self) -> None:
        """Work for one slice at what is to be done, and come back for more."""
        if not self.undisturbed.wait(WAIT):
            self._timer.start(0)
            return
        self._changed = True
        try:
            if self._agenda.doing is not None:
                self._agenda.advance()
                self._come_back()
            elif self.run.active:
                wait = self.run.lead_on(self._begin_slice)
                if wait is not None:
                    self._timer.start(round(wait * 1000))
                self._camera.look_at(self.run.require_tracks().live)  # last, because the run goes on if it fails
        finally:
            self._offer_frame()

    def _come_back(self) -> None:
        if self._agenda.doing is not None or self.run.active:
            self._timer.start(0)

    def _may_interrupt(self) -> bool:
        """Whether what is being done may be dropped: not where nothing can be seen yet, nor while a file is written."""
        writing = intents.SaveWeights, intents.SaveRuns, intents.OpenRuns
        return self.run.tracks is not None and not isinstance(self._agenda.doing, writing)

    def _tell_failure(self, error: BaseException) -> None:
        self.run.fail(error)

    def _carry_out(self, intent: Intent) -> Work | None:
        """Do what an intent asks for, or return the work that has to be done for it."""
        if isinstance(intent, intents.OfFiles):
            return self._file_handling.carry_out(intent)
        if isinstance(intent, intents.OfRuns):
            return self._run_keeping.carry_out(intent)
        return self.run.carry_out(intent)

    def _begin_slice(self) -> Callable[[], bool]:
        """Return what tells when the slice that begins now is over."""
        clock = self._clock
        end = clock() + SLICE
        return lambda: self.calls > self._heard or not self.undisturbed.is_set() or clock() >= end

    def _offer_frame(self) -> None:
        if not (self._frame_wanted and self._changed and self.run.tracks is not None):
            return
        run, tracks = self.run, self.run.tracks
        try:
            for key in self._shelf.forget_retraced(tracks.live):
                self._repeats.hand_over(key, self._shelf.own.key)
            own = self._shelf.entry(tracks.live)
            frame = self._camera.frame(
                tracks,
                answered=self._intents - self._agenda.open,
                run_id=run.run_id,
                next_settings=run.next_settings,
                running=run.running,
                untrained=tracks.shown.iteration == 0 and run.first_params is None,
                diverged=tracks.shown is run.diverged,
                phase_seconds=run.pace.phase_seconds,
                doing=self._agenda.doing,
                share=self._agenda.share,
                own=own,
                kept=self._shelf.drawn,
                runs=self._shelf.runs,
                undoes=self._shelf.undoes,
                spreads=self._repeats.spreads([own, *(view.entry for view in self._shelf.drawn)]),
                repeating=self._repeats.repeating,
            )
        except BaseException as error:  # told, and tried again, because the window may know of no run yet
            self._changed = False
            QTimer.singleShot(AGAIN, self, self._show_change)
            self.told.emit(events.Failed(error))
            return
        self._frame_wanted = self._changed = False
        self.frame_ready.emit(frame)
