"""The worker: owns the trainer, lives in the engine's thread, carries out intents in slices."""

import threading
import time
from collections import deque
from dataclasses import replace
from functools import singledispatchmethod
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from mnistlab.data import Dataset, load_dataset
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.engine.intents import (
    ChangeSetting,
    ComputeGradient,
    ExportScript,
    GoOn,
    GoTo,
    Intent,
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
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.nn.landscape import in_dtype
from mnistlab.training import (
    Interrupted,
    Phase,
    RunSettings,
    Trainer,
    check_fits,
    load_weights,
    one_blas_thread,
    save_script,
    save_weights,
)

SLICE = 0.008  # s: how long the worker trains before it looks for new intents
INTERRUPTING = (Pause, GoTo, Return, Rewind, NewWeights, OpenData, OpenWeights)  # they do not wait for what takes long
NEW_SEEDS = 1_000_000  # short enough to be read out to a class
LIVE_SETTINGS = frozenset({"learning_rate", "iterations", "gradient"})
SPEED_WINDOW = 1.0  # s
SEEN_INTERVAL = 0.1  # s between two looks at what the epoch has seen, in a run at speed
SLOW = 1.0  # iterations a second: up to here a run goes phase by phase, so that the eye can follow


class Worker(QObject):
    """Trains in slices, and builds a frame when the window is ready for one.

    Between two slices the thread returns to its event loop, so that an intent never waits longer than a slice.

    Signals
    -------
    frame_ready : Frame
    data_loading : str
        Name of the folder; empty for the MNIST that comes with the program.
    data_ready : Dataset
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
        self._tracks: Tracks | None = None
        self._run_id = 0
        self._answered = 0
        # Of runs that ended within an epoch: iteration, train, test
        self._extra_evaluations: dict[Trainer, list[tuple[int, float, float]]] = {}
        self._running = False
        self._diverged: Trainer | None = None
        self._passed: deque[tuple[float, int]] = deque()  # when, and which iteration, in the run of the moment
        self._loss_seconds: dict[tuple[int, int], float] = {}  # of hidden units and batch
        self._seen: tuple[object, float, Array] = (None, 0.0, np.zeros(0, bool))  # of which moment, looked at when
        self._speed: float | None = None  # iterations a second; None is full speed
        self._due = 0.0  # s: when the next paced advance is due
        self._frame_wanted = True
        self._changed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._train)

    @Slot()
    def start(self) -> None:
        """Take the thread's one-time measures; to be called in it."""
        one_blas_thread.__enter__()

    @Slot()
    def stop(self) -> None:
        """Undo `start`, and stop training."""
        self._running = False
        self._timer.stop()
        one_blas_thread.__exit__(None, None, None)

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
        self._require_tracks().look_at(intent.iteration, intent.tolerance)

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
        if intent.name in LIVE_SETTINGS:
            if intent.name != "iterations":
                trainer = self._go_on()  # at an earlier moment another method leads to another future
            trainer.settings = replace(trainer.settings, **{intent.name: intent.value})
            self._next_settings = asked
        elif trainer.iteration == 0 and trainer.next_phase is Phase.SELECT_BATCH:
            self._begin(asked)
        else:
            check_fits(asked, trainer.dataset)
            self._next_settings = asked

    @_perform.register
    def _(self, intent: MakeMistake) -> None:
        self._go_on().mistake = intent.mistake

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
        if not self._running or self._tracks is None:
            return
        trainer = self._tracks.live
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

    @property
    def _phase_by_phase(self) -> bool:
        return self._speed is not None and self._speed <= SLOW

    @property
    def _phase_seconds(self) -> float:
        return 0.0 if self._speed is None else 1 / (len(Phase) * self._speed)

    def _train_at_full_speed(self, trainer: Trainer) -> float:
        end = time.perf_counter() + SLICE
        trainer.run(until=lambda: time.perf_counter() >= end)
        return 0.0

    def _train_paced(self, trainer: Trainer, speed: float) -> float:
        """Advance by what is due at so many iterations a second; return how long to wait for the next, in s."""
        if trainer.evaluating:
            end = time.perf_counter() + SLICE
            trainer.run(until=lambda: not trainer.evaluating or time.perf_counter() >= end)
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
            self.frame_ready.emit(self._frame(self._tracks))

    def _frame(self, tracks: Tracks) -> Frame:
        tracks.forget_caught_up()
        trainer, live, other = tracks.shown, tracks.live, tracks.other
        network = TwoLayerNet.__new__(TwoLayerNet)
        network.params = {key: value.copy() for key, value in trainer.network.params.items()}
        computed = trainer.batch is not None and trainer.next_phase is not Phase.COMPUTE_GRADIENT
        updated = computed and trainer.next_phase is Phase.SELECT_BATCH
        loss_after = None
        evaluated_at, train_accuracy, test_accuracy = self._evaluations(live)
        probabilities = before = trainer.batch_probabilities.copy() if computed else None
        if updated:
            loss_after, probabilities = trainer.score_batch()
        batch = trainer.batch
        return Frame(
            answered=self._answered,
            run_id=self._run_id,
            track_id=tracks.changes,
            settings=trainer.settings,
            next_settings=self._next_settings,
            next_phase=trainer.next_phase,
            running=self._running,
            finished=trainer.finished,
            diverged=trainer is self._diverged,
            phase_by_phase=self._phase_by_phase,
            phase_seconds=self._phase_seconds if self._phase_by_phase else 0.0,
            speed=self._measured_speed(live),
            plain_seconds=self._plain_seconds(trainer) if trainer.settings.gradient == "numerical" else 0.0,
            past=tracks.viewed is not None,
            latest=live.iteration,
            iteration=trainer.iteration,
            epoch=trainer.epoch,
            iterations_per_epoch=trainer.iterations_per_epoch,
            training_images=len(trainer.dataset.train_images),
            network=network,
            batch=batch
            and BatchView(batch.indices, batch.images, batch.labels, probabilities, before if updated else None),
            gradient=trainer.gradient if computed else None,
            mistake=trainer.mistake,
            learning_rate_used=trainer.methods[-1][1].learning_rate if updated else None,
            batch_loss=trainer.batch_loss,
            batch_loss_after=loss_after,
            seen=self._seen_images(trainer),
            loss=live.history.loss,
            smoothed_loss=live.history.smoothed_loss,
            other_smoothed_loss=None if other is None else other.history.smoothed_loss,
            evaluated_at=evaluated_at,
            train_accuracy=train_accuracy,
            test_accuracy=test_accuracy,
        )

    def _measured_speed(self, live: Trainer) -> float:
        """Return the iterations a second since about a second ago."""
        now = time.perf_counter()
        if not self._running:
            self._passed.clear()
            return 0.0
        self._passed.append((now, live.iteration))
        while len(self._passed) > 2 and now - self._passed[1][0] > SPEED_WINDOW:
            self._passed.popleft()
        start, before = self._passed[0]
        elapsed = now - start
        return max(0.0, (live.iteration - before) / elapsed) if elapsed else 0.0

    def _plain_seconds(self, trainer: Trainer) -> float:
        """Return what a gradient would take the plain loop, from the time of one loss; measured once for each size."""
        size = trainer.settings.hidden_size, trainer.settings.batch_size
        if size not in self._loss_seconds:
            network = in_dtype(trainer.network)
            x, t = trainer.dataset.train_images[: size[1]] / 255, trainer.dataset.train_labels[: size[1]]
            start = time.perf_counter()
            for _ in range(3):
                network.loss(x, t)
            self._loss_seconds[size] = (time.perf_counter() - start) / 3
        return self._loss_seconds[size] * 2 * sum(value.size for value in trainer.network.params.values())

    def _seen_images(self, trainer: Trainer) -> Array:
        """Return what the epoch has seen; at speed not anew for every frame, for it takes half a millisecond."""
        moment, looked_at, seen = self._seen
        now = time.perf_counter()
        wanted = (trainer, trainer.iteration, trainer.next_phase)
        at_speed = self._running and not self._phase_by_phase and len(seen) == len(trainer.dataset.train_images)
        if wanted != moment and not (at_speed and now - looked_at < SEEN_INTERVAL):
            seen = trainer.seen_in_epoch()
            self._seen = wanted, now, seen
        return seen

    def _evaluations(self, trainer: Trainer) -> tuple[Array, Array, Array]:
        """Return iteration, train and test accuracy of all evaluations, those at the end of a run among them."""
        history = trainer.history
        at, train, test = history.evaluated_at, history.train_accuracy, history.test_accuracy
        for iteration, extra_train, extra_test in self._extra_evaluations.get(trainer, []):
            place = int(np.searchsorted(at, iteration))
            at = np.insert(at, place, iteration)
            train, test = np.insert(train, place, extra_train), np.insert(test, place, extra_test)
        return at, train, test


def _advance_phase(trainer: Trainer) -> None:
    {
        Phase.SELECT_BATCH: trainer.select_batch,
        Phase.COMPUTE_GRADIENT: trainer.compute_gradient,
        Phase.UPDATE: trainer.update,
    }[trainer.next_phase]()
