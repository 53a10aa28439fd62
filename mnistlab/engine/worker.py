"""The worker: owns the trainer, lives in the engine's thread, carries out intents in slices."""

import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import singledispatchmethod
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from mnistlab.data import Dataset
from mnistlab.engine import events, intents
from mnistlab.engine.agenda import Agenda, Work
from mnistlab.engine.camera import Camera
from mnistlab.engine.file_handling import FileHandling
from mnistlab.engine.intents import Intent, Interrupting
from mnistlab.engine.keeper import Keeper
from mnistlab.engine.pace import SLICE, Pace
from mnistlab.engine.repeats import Repeats
from mnistlab.engine.run_keeping import RunKeeping
from mnistlab.engine.shelf import Identity, Shelf, identity_of
from mnistlab.engine.tracks import Tracks
from mnistlab.errors import DivergedError, MnistLabError
from mnistlab.library import KeptRun
from mnistlab.library.kept_run import first_params
from mnistlab.nn.fast import count_right
from mnistlab.nn.functions import Array
from mnistlab.training import (
    Phase,
    RunSettings,
    Trainer,
    check_fits,
    declared,
    one_blas_thread,
)
from mnistlab.training.state import first_state, shapes
from mnistlab.training.way_back import path

WRITE_AFTER = 15.0  # s that a run goes on before it is written again
WAIT = 0.01  # s for the window, before the worker looks for new intents
NEW_SEEDS = 1_000_000  # short enough to be read out to a class


class Worker(QObject):
    """Trains in slices, and builds a frame when the window is ready for one.

    An intent that takes longer than a slice is work that is advanced from slice to slice; the intents behind it wait,
    but for those that are `Interrupting`: they drop it. Between two slices the thread returns to its event loop, so
    that no intent waits longer than a slice to be heard, and hardly longer than an iteration where `calls` has grown.

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
    next_settings : RunSettings
        Of the next run.
    first_params : dict or None
        ``W1 b1 W2 b2`` with which runs begin, instead of random ones.
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
        self._heard = 0
        self._clock = clock
        self.next_settings = settings
        self.first_params: dict[str, Array] | None = None
        self._measures = ExitStack()  # context managers that stay open while the thread trains
        self._tracks: Tracks | None = None
        self._run_id = 0
        self._agenda = Agenda(self._carry_out, self._tell_failure, self._begin_slice)
        self._running = False
        self._diverged: Trainer | None = None
        self._camera = Camera(clock)
        self._pace = Pace(clock)
        self._keeper = Keeper() if keeper is None else keeper
        self._keeper_told.connect(self._hear_keeper)
        self._keeper.hear = lambda kind, *values: self._keeper_told.emit(kind, values)
        self._shelf = Shelf(self._keeper)
        self._repeats = Repeats(self)
        self._repeats.changed.connect(self._show_change)
        self._repeats.library_changed.connect(self._keeper.change)
        self._repeats.failed.connect(self._tell_failure)
        self._run_keeping = RunKeeping(self._keeper, self._shelf, self._repeats, self, clock)
        self._file_handling = FileHandling(self)
        self._to_tell: list[events.Event] = []
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
        """Stop training, for good; to be called in the thread."""
        self._running = False
        self._timer.stop()
        self._writes.stop()
        self._agenda.drop()
        if self._tracks is not None:
            self._shelf.write(self._tracks.live, goes_on=False, now=self._clock())
        self._repeats.close()
        self._keeper.close()
        self._measures.close()

    @Slot()
    def write_what_is_new(self) -> None:
        """Have the run written that goes on: at rest at once, and while it runs, every `WRITE_AFTER` seconds."""
        now = self._clock()
        if self._tracks is not None and (not self._running or now - self._shelf.written_at >= WRITE_AFTER):
            self._shelf.write(self._tracks.live, goes_on=True, now=now)

    @Slot(str, object)
    def _hear_keeper(self, kind: str, values: tuple[Any, ...]) -> None:
        self._run_keeping.hear(kind, *values)
        self._show_change()

    @Slot()
    def _show_change(self) -> None:
        self._changed = True
        self._offer_frame()

    def tell_with_data(self, event: events.Event) -> None:
        """Tell something of the library, but not before there are data: what is told before is about those."""
        if self._tracks is None:
            self._to_tell.append(event)
        else:
            self.told.emit(event)

    def tell_what_waits(self) -> None:
        """Tell what has waited for data."""
        while self._to_tell:
            self.told.emit(self._to_tell.pop(0))

    @Slot(object)
    def perform(self, intent: Intent) -> None:
        """Carry out an intent, or let it wait; what cannot be is told as `Failed`."""
        self._heard += 1
        if isinstance(intent, Interrupting) and self._may_interrupt():
            self._agenda.interrupt()
        self._agenda.add(intent)
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
        if self._agenda.doing is not None:
            self._agenda.advance()
            self._changed = True
            self._come_back()
        elif self._tracks is not None:
            wait = self._lead_on(self._tracks.live)
            if wait is not None:
                self._timer.start(round(wait * 1000))
        self._offer_frame()

    def _come_back(self) -> None:
        # A run that is complete by a smaller number of iterations is measured too, although it stands.
        due = self._tracks is not None and self._tracks.live.iteration > 0 and self._tracks.live.evaluating
        if self._agenda.doing is not None or self._running or due:
            self._timer.start(0)

    def _may_interrupt(self) -> bool:
        """Whether what is being done may be dropped: not where nothing can be seen yet, nor while a file is written."""
        writing = intents.SaveWeights, intents.SaveRuns, intents.OpenRuns
        return self._tracks is not None and not isinstance(self._agenda.doing, writing)

    def _tell_failure(self, error: Exception) -> None:
        if isinstance(error, DivergedError):
            self.pause()
            self._diverged = self.require_tracks().live
            self.told.emit(events.Diverged(error))
        else:
            self.told.emit(events.Failed(error))

    def _begin_slice(self) -> Callable[[], bool]:
        """Return what tells when the slice that begins now is over."""
        clock = self._clock
        end = clock() + SLICE
        return lambda: self.calls > self._heard or not self.undisturbed.is_set() or clock() >= end

    def _lead_on(self, trainer: Trainer) -> float | None:
        """Train, or measure an accuracy that was due when the run was paused; return how long to wait, in s."""
        if not self._running:
            if not (trainer.iteration and trainer.evaluating):
                return None
            over = self._begin_slice()
            trainer.run(until=lambda: not trainer.evaluating or over())
            self._changed = True
            return 0.0
        self._changed = True
        try:
            wait = self._pace.advance(trainer, self._begin_slice())
        except Exception as error:  # told, not dropped
            self._running = False
            self._tell_failure(error)
            return None
        if not trainer.finished:
            return wait
        self._running = False
        self.write_what_is_new()
        history = trainer.history
        self.told.emit(events.RunFinished(float(history.train_accuracy[-1]), float(history.test_accuracy[-1])))
        return None

    # Intents

    @singledispatchmethod
    def _carry_out(self, intent: Any) -> Work | None:
        """Do what an intent asks for, or return the work that has to be done for it."""
        raise NotImplementedError(f"no such intent: {intent!r}")

    @_carry_out.register
    def _select_batch(self, _intent: intents.SelectBatch) -> Work:
        return self._train_on().in_pieces(Phase.SELECT_BATCH)

    @_carry_out.register
    def _compute_gradient(self, _intent: intents.ComputeGradient) -> Work:
        return self._train_on().in_pieces(Phase.COMPUTE_GRADIENT)

    @_carry_out.register
    def _update(self, _intent: intents.Update) -> Work:
        return self._train_on().in_pieces(Phase.UPDATE)

    @_carry_out.register
    def _step(self, _intent: intents.Step) -> Work | None:
        """Do an iteration; at an earlier moment, look at the next."""
        tracks = self.require_tracks()
        if tracks.viewed is None:
            return tracks.live.in_pieces()
        if tracks.viewed.iteration == tracks.live.iteration:
            tracks.show_latest()
            return None
        return tracks.look_at(tracks.viewed.iteration + 1)

    @_carry_out.register
    def _run(self, _intent: intents.Run) -> None:
        if not self._train_on().finished:
            self._running = True
            self._pace.begin()

    def train_on(self) -> None:
        """Go on with the present run; if it is complete, for as many iterations again."""
        live = self.require_tracks().live
        if live.finished:
            self._train_more(intents.TrainMore(live.iteration))
        else:
            self._run(intents.Run())

    @_carry_out.register
    def _train_more(self, intent: intents.TrainMore) -> None:
        live = self.require_tracks().live
        iterations = live.iteration + intent.iterations
        self.next_settings = replace(self.next_settings, iterations=iterations)
        live.settings = replace(live.settings, iterations=iterations)
        self._running = True
        self._pace.begin()

    @_carry_out.register
    def _go_to(self, intent: intents.GoTo) -> Work:
        self.pause()
        tracks = self.require_tracks()
        yield from tracks.look_at(intent.iteration, intent.tolerance)
        live, viewed = tracks.live, tracks.viewed
        # A learning rate that was set and not used yet is meant for what comes next, wherever that begins.
        if viewed is not None and live.iteration and live.history.rules[-1][0] == live.iteration:
            viewed.learning_rate = live.learning_rate

    @_carry_out.register
    def _go_on(self, _intent: intents.GoOn) -> None:
        self._train_on()

    @_carry_out.register
    def _show_latest(self, _intent: intents.ShowLatest) -> None:
        self.pause()
        self.require_tracks().show_latest()

    @_carry_out.register
    def _pause_run(self, _intent: intents.Pause) -> None:
        self.pause()
        self._timer.start(0)  # for an accuracy that is due

    @_carry_out.register
    def _rewind(self, _intent: intents.Rewind) -> None:
        self.begin_run(self.next_settings)

    @_carry_out.register
    def _begin(self, intent: intents.Begin) -> None:
        self.begin_run(replace(self.next_settings, **dict(intent.changes)))

    @_carry_out.register
    def _new_weights(self, _intent: intents.NewWeights) -> None:
        self.first_params = None
        self.begin_run(replace(self.next_settings, seed=int(np.random.default_rng().integers(NEW_SEEDS))))

    @_carry_out.register
    def _change_setting(self, intent: intents.ChangeSetting) -> Work | None:
        """Change at once what may change during a run; the rest with the next rewind, or now if none has begun."""
        asked = replace(self.next_settings, **{intent.name: intent.value})
        if self._tracks is None:
            self.next_settings = asked
            return None
        trainer = self._tracks.live
        if declared(type(asked))[intent.name].live:
            if intent.name != "iterations":
                trainer = self._train_on()  # at an earlier moment another rule leads to another future
            trainer.settings = replace(trainer.settings, **{intent.name: intent.value})
            self.next_settings = asked
            return self._refreshed(trainer)
        if trainer.iteration == 0 and trainer.next_phase is Phase.SELECT_BATCH:
            self.begin_run(asked)
        else:
            check_fits(asked, trainer.whole)
            self.next_settings = asked
        return None

    @_carry_out.register
    def _make_mistake(self, intent: intents.MakeMistake) -> Work | None:
        trainer = self._train_on()
        trainer.mistake = intent.mistake
        return self._refreshed(trainer)

    @_carry_out.register
    def _read_path(self, intent: intents.ReadPath) -> None:
        self.told.emit(events.PathRead(intent, path(self.require_tracks().shown, intent.points)))

    @_carry_out.register
    def _open_test_set(self, _intent: intents.OpenTestSet) -> Work:
        trainer = self.require_tracks().shown
        images, labels = trainer.whole.test_images, trainer.whole.test_labels
        right = 0
        for count in count_right(trainer.network.copy(), images, labels):
            right += count
            yield 0.0
        self._shelf.note_opened((trainer.iteration, right / len(labels)))
        self.write_what_is_new()

    @_carry_out.register
    def _set_speed(self, intent: intents.SetSpeed) -> None:
        self._pace.speed = intent.iterations_per_second
        self._pace.begin()

    @_carry_out.register
    def _of_files(self, intent: intents.OfFiles) -> Work | None:
        return self._file_handling.carry_out(intent)

    @_carry_out.register
    def _of_runs(self, intent: intents.OfRuns) -> Work | None:
        return self._run_keeping.carry_out(intent)

    # The run

    def take_up(self, run: KeptRun, trainer: Trainer) -> None:
        """Let a kept run be the present one."""
        present, entry = self.require_tracks().live.whole, run.entry
        first, drawn = first_params(run), first_state(entry.settings, trainer.whole).params
        self.first_params = None if all(np.array_equal(first[name], drawn[name]) for name in drawn) else dict(first)
        self._take_up(trainer, identity_of(entry))
        self.next_settings = entry.settings
        if trainer.whole is not present:
            self.told.emit(events.DataReady(trainer.whole))

    def _take_up(self, trainer: Trainer, identity: Identity) -> None:
        self._tracks = Tracks(trainer)
        self._shelf.take_up(identity)
        self._diverged = None
        self._run_id += 1

    def begin_run(self, settings: RunSettings, dataset: Dataset | None = None) -> None:
        """Begin a new run; where that fails, the present one stays."""
        dataset = dataset or self.require_tracks().live.whole
        wanted = shapes(settings, dataset)
        if self.first_params is not None and wanted != {key: one.shape for key, one in self.first_params.items()}:
            self.first_params = None  # those weights were of a network of another size
        trainer = Trainer(settings, dataset, self.first_params)
        if self._tracks is None:  # not before the first images are there, because the window waits for those
            self._measures.enter_context(one_blas_thread)
            self._writes.start()
        else:
            self.pause()
            self._shelf.put_aside(self._tracks.live, now=self._clock())
        self._take_up(trainer, Identity())
        self.next_settings = settings

    def pause(self) -> None:
        """Stop the run, and have it written."""
        self._running = False
        self._timer.stop()
        self.write_what_is_new()

    def _train_on(self) -> Trainer:
        """Return the run to train on with; at an earlier moment, that becomes the run."""
        tracks = self.require_tracks()
        left, live = tracks.live, tracks.go_on()
        if live is not left:
            self._shelf.put_aside(left, now=self._clock())
            own = self._shelf.own
            self._shelf.take_up(Identity(parent=own.key, branched_at=live.iteration, opened=own.opened))
            self.next_settings = replace(self.next_settings, learning_rate=live.learning_rate)
        return live

    def _refreshed(self, trainer: Trainer) -> Work | None:
        """Return the work of computing the gradient that is shown by the way that is asked for now."""
        return trainer.in_pieces(Phase.COMPUTE_GRADIENT) if trainer.stale and not self._running else None

    def require_tracks(self) -> Tracks:
        """Return where the worker is; MnistLabError if there are no images yet."""
        if self._tracks is None:
            raise MnistLabError("no_data")
        return self._tracks

    # Frames

    def _offer_frame(self) -> None:
        if not (self._frame_wanted and self._changed and self._tracks is not None):
            return
        tracks = self._tracks
        for key in self._shelf.forget_retraced(tracks.live):
            self._repeats.hand_over(key, self._shelf.own.key)
        own = self._shelf.entry(tracks.live)
        try:
            frame = self._camera.frame(
                tracks,
                answered=self._agenda.answered,
                run_id=self._run_id,
                next_settings=self.next_settings,
                running=self._running,
                untrained=tracks.shown.iteration == 0 and self.first_params is None,
                diverged=tracks.shown is self._diverged,
                phase_seconds=self._pace.phase_seconds,
                doing=self._agenda.doing,
                share=self._agenda.share,
                own=own,
                kept=self._shelf.drawn,
                runs=self._shelf.runs,
                undoes=self._shelf.undoes,
                spreads=self._repeats.spreads([own, *(view.entry for view in self._shelf.drawn)]),
                repeating=self._repeats.repeating,
            )
        except Exception as error:  # told, and tried again with the next change
            self._changed = False
            self.told.emit(events.Failed(error))
            return
        self._frame_wanted = self._changed = False
        self.frame_ready.emit(frame)
