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

from mnistlab.data import Dataset, load_dataset
from mnistlab.engine.camera import Camera
from mnistlab.engine.intents import (
    ChangeSetting,
    ComputeGradient,
    ExportScript,
    GoOn,
    GoTo,
    Intent,
    LoadReadyNetwork,
    MakeMistake,
    NewWeights,
    OpenData,
    OpenWeights,
    Pause,
    ReadPath,
    Return,
    Rewind,
    Run,
    SaveWeights,
    SelectBatch,
    SetSpeed,
    Step,
    Update,
)
from mnistlab.engine.tracks import Tracks
from mnistlab.errors import DivergedError, MnistLabError
from mnistlab.nn.functions import Array
from mnistlab.training import (
    Interrupted,
    Phase,
    RunSettings,
    Trainer,
    check_fits,
    declared,
    load_weights,
    one_blas_thread,
    ready_network,
    save_script,
    save_weights,
)

SLICE = 0.02  # s: how long the worker trains before it looks for new intents, if it is not called before
INTERRUPTING = (Pause, GoTo, Return, Rewind, NewWeights, OpenData, OpenWeights)  # they do not wait for what takes long
NEW_SEEDS = 1_000_000  # short enough to be read out to a class
SLOW = 1.0  # iterations a second: up to here a run goes phase by phase, so that the eye can follow


class Worker(QObject):
    """Trains in slices, and builds a frame when the window is ready for one.

    Between two slices the thread returns to its event loop, so that an intent never waits longer than a slice, and
    hardly longer than an iteration where `called` is set with it.

    Signals
    -------
    frame_ready : Frame
    data_loading : str
        Name of the folder; empty for the MNIST that comes with the program.
    data_ready : Dataset
    network_ready : Network
        The one that comes with the program.
    weights_saved, script_saved : str
        The file.
    path_ready : list of (int, dict)
        Iterations, and the parameters ``W1 b1 W2 b2`` after so many.
    failed : MnistLabError or Exception
        An intent that could not be carried out; everything else is as it was.
    diverged : DivergedError
        The run stopped by itself.
    run_finished : float, float
        The run is complete; accuracy, 0..1, on all training and all test images.
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

    def __init__(self, settings: RunSettings) -> None:
        super().__init__()
        self._next_settings = settings
        self._first_params: dict[str, Array] | None = None
        self.interrupt = threading.Event()  # set on the window's thread: what takes long ends at once
        self.called = threading.Event()  # set there too: the slice ends
        self.rest_until = 0.0  # set there too, by `time.perf_counter`: so long it does not train at full speed
        self._measures = ExitStack()  # that hold as long as the thread trains
        self._tracks: Tracks | None = None
        self._run_id = 0
        self._answered = 0
        # Of runs that ended within an epoch: iteration, train, test
        self._extra_evaluations: dict[Trainer, list[tuple[int, float, float]]] = {}
        self._running = False
        self._diverged: Trainer | None = None
        self._camera = Camera()
        self._speed: float | None = None  # iterations a second; None is full speed
        self._due = 0.0  # s: when the next paced advance is due
        self._frame_wanted = True
        self._changed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._train)

    @Slot()
    def stop(self) -> None:
        """Stop training, for good; to be called in the thread."""
        self._running = False
        self._timer.stop()
        self._measures.close()

    @Slot(object)
    def perform(self, intent: Intent) -> None:
        """Carry out one intent; what cannot be is reported by `failed`."""
        if isinstance(intent, INTERRUPTING):
            self.interrupt.clear()
        try:
            self._perform(intent)
        except Interrupted:
            self._pause()
        except DivergedError as error:
            self._stop_diverged(error)
        except Exception as error:  # reported, not dropped: the window says or logs it
            self.failed.emit(error)
        self._answered += 1
        self._changed = True
        self._offer_frame()

    @Slot()
    def want_frame(self) -> None:
        """Note that the window has drawn the last frame and is ready for the next."""
        self._frame_wanted = True
        self._offer_frame()

    # Intents

    @singledispatchmethod
    def _perform(self, intent: Any) -> None:
        raise NotImplementedError(f"no such intent: {intent!r}")

    @_perform.register
    def _(self, _intent: SelectBatch) -> None:
        self._go_on().select_batch()

    @_perform.register
    def _(self, _intent: ComputeGradient) -> None:
        self._go_on().compute_gradient()

    @_perform.register
    def _(self, _intent: Update) -> None:
        self._go_on().update()

    @_perform.register
    def _(self, _intent: Step) -> None:
        """Do an iteration; at an earlier moment, look at the next."""
        tracks = self._require_tracks()
        if tracks.viewed is None:
            tracks.live.step()
        elif tracks.viewed.iteration == tracks.live.iteration:
            tracks.return_to_latest()
        else:
            tracks.look_at(tracks.viewed.iteration + 1)

    @_perform.register
    def _(self, _intent: Run) -> None:
        if not self._go_on().finished:
            self._running = True
            self._due = time.perf_counter()
            self._timer.start(0)

    @_perform.register
    def _(self, intent: GoTo) -> None:
        self._pause()
        tracks = self._require_tracks()
        tracks.look_at(intent.iteration, intent.tolerance)
        live, viewed = tracks.live, tracks.viewed
        # A learning rate that was set and not used yet is meant for what comes next, wherever that begins.
        if viewed is not None and live.methods and live.methods[-1][1].learning_rate != live.learning_rate:
            viewed.learning_rate = live.learning_rate

    @_perform.register
    def _(self, _intent: GoOn) -> None:
        self._go_on()

    @_perform.register
    def _(self, _intent: Return) -> None:
        self._pause()
        self._require_tracks().return_to_latest()

    @_perform.register
    def _(self, _intent: Pause) -> None:
        self._pause()
        self._timer.start(0)  # for an accuracy that is due

    @_perform.register
    def _(self, _intent: Rewind) -> None:
        self._begin(self._next_settings)

    @_perform.register
    def _(self, _intent: NewWeights) -> None:
        self._first_params = None
        self._begin(replace(self._next_settings, seed=int(np.random.default_rng().integers(NEW_SEEDS))))

    @_perform.register
    def _(self, intent: ChangeSetting) -> None:
        """Change at once what may change during a run; the rest with the next rewind, or now if none has begun."""
        asked = replace(self._next_settings, **{intent.name: intent.value})
        if self._tracks is None:
            self._next_settings = asked
            return
        trainer = self._tracks.live
        if declared(type(asked))[intent.name].live:
            if intent.name != "iterations":
                trainer = self._go_on()  # at an earlier moment another method leads to another future
            trainer.settings = replace(trainer.settings, **{intent.name: intent.value})
            trainer.refresh_gradient()
            self._next_settings = asked
        elif trainer.iteration == 0 and trainer.next_phase is Phase.SELECT_BATCH:
            self._begin(asked)
        else:
            check_fits(asked, trainer.dataset)
            self._next_settings = asked

    @_perform.register
    def _(self, intent: MakeMistake) -> None:
        trainer = self._go_on()
        trainer.mistake = intent.mistake
        trainer.refresh_gradient()

    @_perform.register
    def _(self, intent: ReadPath) -> None:
        self.path_ready.emit(self._require_tracks().shown.path(intent.points))

    @_perform.register
    def _(self, intent: SetSpeed) -> None:
        self._speed = intent.iterations_per_second
        if self._running:
            self._due = time.perf_counter()
            self._timer.start(0)

    @_perform.register
    def _(self, intent: OpenData) -> None:
        dataset = intent.source
        if not isinstance(dataset, Dataset):
            self.data_loading.emit(str(dataset or ""))
            dataset = load_dataset(dataset)
        self._begin(self._next_settings, dataset)
        self.data_ready.emit(dataset)

    @_perform.register
    def _(self, _intent: LoadReadyNetwork) -> None:
        self.network_ready.emit(ready_network())

    @_perform.register
    def _(self, intent: OpenWeights) -> None:
        params = load_weights(intent.path)
        self._first_params = params
        self._begin(replace(self._next_settings, hidden_size=len(params["b1"])))

    @_perform.register
    def _(self, intent: SaveWeights) -> None:
        self.weights_saved.emit(str(save_weights(intent.path, self._require_tracks().shown.network.params)))

    @_perform.register
    def _(self, intent: ExportScript) -> None:
        trainer = self._require_tracks().shown
        self.script_saved.emit(str(save_script(intent.path, trainer, self._first_params)))

    def _begin(self, settings: RunSettings, dataset: Dataset | None = None) -> None:
        """Begin a new run; where that fails, the present one stays."""
        dataset = dataset or self._require_tracks().live.dataset
        if self._first_params is not None and len(self._first_params["b1"]) != settings.hidden_size:
            self._first_params = None  # those weights were of a network of another size
        trainer = Trainer(settings, dataset, self._first_params)
        trainer.interrupted = self.interrupt.is_set
        if self._tracks is None:  # not before the first images are there: the window waits for those
            self._measures.enter_context(one_blas_thread)
        self._tracks = Tracks(trainer)
        self._next_settings = settings
        self._pause()
        self._diverged = None
        self._extra_evaluations = {}
        self._run_id += 1

    def _pause(self) -> None:
        self._running = False
        self._timer.stop()

    def _go_on(self) -> Trainer:
        """Return the run to train on with; at an earlier moment, that becomes the run."""
        tracks = self._require_tracks()
        left, live = tracks.live, tracks.go_on()
        if live is not left:
            known = self._extra_evaluations.get(left, [])
            self._extra_evaluations[live] = [evaluation for evaluation in known if evaluation[0] <= live.iteration]
            self._next_settings = replace(self._next_settings, learning_rate=live.learning_rate)
        return live

    def _stop_diverged(self, error: DivergedError) -> None:
        self._pause()
        self._diverged = self._require_tracks().live
        self.diverged.emit(error)

    def _require_tracks(self) -> Tracks:
        if self._tracks is None:
            raise MnistLabError("no_data")
        return self._tracks

    # Running

    @Slot()
    def _train(self) -> None:
        """Train for one slice, or advance as far as is due, then come back for more."""
        if self._tracks is None:
            return
        trainer = self._tracks.live
        if not self._running:
            self._evaluate_at_rest(trainer)
            return
        try:
            wait = (
                self._train_at_full_speed(trainer) if self._speed is None else self._train_paced(trainer, self._speed)
            )
        except Interrupted:
            self._pause()
            wait = 0.0
        except DivergedError as error:
            self._stop_diverged(error)
            wait = 0.0
        except Exception as error:  # reported, not dropped
            self._running = False
            self.failed.emit(error)
            wait = 0.0
        self._changed = True
        if trainer.finished and self._running:
            self._running = False
            self.run_finished.emit(*self._final_accuracy(trainer))
        self._offer_frame()
        if self._running:
            self._timer.start(round(wait * 1000))

    def _evaluate_at_rest(self, trainer: Trainer) -> None:
        """Finish an accuracy that was due when the run was paused, a slice at a time."""
        if trainer.iteration and trainer.evaluating:
            over = self._begin_slice()
            trainer.run(until=lambda: not trainer.evaluating or over())
            self._changed |= not trainer.evaluating
            self._timer.start(0)
            self._offer_frame()

    def _begin_slice(self) -> Callable[[], bool]:
        """Return what tells when the slice that begins now is over."""
        clock, called = time.perf_counter, self.called.is_set
        self.called.clear()
        end = clock() + SLICE
        return lambda: called() or clock() >= end

    @property
    def _phase_by_phase(self) -> bool:
        return self._speed is not None and self._speed <= SLOW

    @property
    def _phase_seconds(self) -> float:
        return 0.0 if self._speed is None else 1 / (len(Phase) * self._speed)

    def _train_at_full_speed(self, trainer: Trainer) -> float:
        wait = self.rest_until - time.perf_counter()
        if wait <= 0:
            trainer.run(until=self._begin_slice())
        return max(wait, 0.0)

    def _train_paced(self, trainer: Trainer, speed: float) -> float:
        """Advance by what is due at so many iterations a second; return how long to wait for the next, in s."""
        if trainer.evaluating:
            over = self._begin_slice()
            trainer.run(until=lambda: not trainer.evaluating or over())
            return 0.0
        interval = self._phase_seconds if self._phase_by_phase else 1 / speed
        now = time.perf_counter()
        self._due = max(self._due, now - SLICE)  # what could not be done in time is let go, not caught up with
        while self._due <= now and not trainer.finished:
            if self._phase_by_phase:
                _advance_phase(trainer)
            else:
                trainer.step()
            self._due += interval
        return max(0.0, self._due - time.perf_counter())

    def _final_accuracy(self, trainer: Trainer) -> tuple[float, float]:
        """Return the accuracy at the end of the run, which may lie within an epoch, and keep it for the frames."""
        history = trainer.history
        if history.evaluated_at[-1] == trainer.iteration:
            return float(history.train_accuracy[-1]), float(history.test_accuracy[-1])
        train, test = trainer.evaluate()
        self._extra_evaluations.setdefault(trainer, []).append((trainer.iteration, train, test))
        return train, test

    # Frames

    def _offer_frame(self) -> None:
        if self._frame_wanted and self._changed and self._tracks is not None:
            self._frame_wanted = self._changed = False
            tracks = self._tracks
            tracks.forget_caught_up()
            self.frame_ready.emit(
                self._camera.frame(
                    tracks,
                    self._extra_evaluations.get(tracks.live, []),
                    answered=self._answered,
                    run_id=self._run_id,
                    next_settings=self._next_settings,
                    running=self._running,
                    untrained=tracks.shown.iteration == 0 and self._first_params is None,
                    diverged=tracks.shown is self._diverged,
                    phase_seconds=self._phase_seconds if self._phase_by_phase else 0.0,
                )
            )


def _advance_phase(trainer: Trainer) -> None:
    {
        Phase.SELECT_BATCH: trainer.select_batch,
        Phase.COMPUTE_GRADIENT: trainer.compute_gradient,
        Phase.UPDATE: trainer.update,
    }[trainer.next_phase]()
