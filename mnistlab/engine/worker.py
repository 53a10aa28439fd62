"""The worker: owns the trainer, lives in the engine's thread, carries out intents in slices."""

import time
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
    Intent,
    NewWeights,
    OpenData,
    OpenWeights,
    Pause,
    Rewind,
    Run,
    SaveWeights,
    SelectBatch,
    SetSpeed,
    Step,
    Update,
)
from mnistlab.errors import DivergedError, MnistLabError
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.training import (
    History,
    Phase,
    RunSettings,
    Trainer,
    check_fits,
    load_weights,
    one_blas_thread,
    save_weights,
)

SLICE = 0.008  # s: how long the worker trains before it looks for new intents
NEW_SEEDS = 1_000_000  # short enough to be read out to a class
LIVE_SETTINGS = frozenset({"learning_rate", "iterations"})
SLOW = 4.0  # iterations a second: up to here a run goes phase by phase, so that the eye can follow


class Worker(QObject):
    """Trains in slices, and builds a frame when the window is ready for one.

    Between two slices the thread returns to its event loop, so that an intent never waits longer than a slice.

    Signals
    -------
    frame_ready : Frame
    data_loading : str
        Name of the folder; empty for the MNIST that comes with the program.
    data_ready : Dataset
    weights_saved : str
        The file.
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
    failed = Signal(object)
    diverged = Signal(object)
    run_finished = Signal(float, float)

    def __init__(self, settings: RunSettings) -> None:
        super().__init__()
        self._next_settings = settings
        self._first_params: dict[str, Array] | None = None
        self._trainer: Trainer | None = None
        self._run_id = 0
        self._answered = 0
        self._extra_evaluations: list[tuple[int, float, float]] = []  # iteration, train, test
        self._running = False
        self._diverged = False
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
        try:
            self._perform(intent)
        except DivergedError as error:
            self._running, self._diverged = False, True
            self.diverged.emit(error)
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
        self._require_trainer().select_batch()

    @_perform.register
    def _(self, _intent: ComputeGradient) -> None:
        self._require_trainer().compute_gradient()

    @_perform.register
    def _(self, _intent: Update) -> None:
        self._require_trainer().update()

    @_perform.register
    def _(self, _intent: Step) -> None:
        self._require_trainer().step()

    @_perform.register
    def _(self, _intent: Run) -> None:
        if not self._require_trainer().finished:
            self._running = True
            self._due = time.perf_counter()
            self._timer.start(0)

    @_perform.register
    def _(self, _intent: Pause) -> None:
        self._running = False
        self._timer.stop()

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
        trainer = self._trainer
        if trainer is None:
            self._next_settings = asked
        elif intent.name in LIVE_SETTINGS:
            trainer.settings = replace(trainer.settings, **{intent.name: intent.value})
            self._next_settings = asked
        elif trainer.iteration == 0 and trainer.next_phase is Phase.SELECT_BATCH:
            self._begin(asked)
        else:
            check_fits(asked, trainer.dataset)
            self._next_settings = asked

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
        self.weights_saved.emit(str(save_weights(intent.path, self._require_trainer().network.params)))

    def _begin(self, settings: RunSettings, dataset: Dataset | None = None) -> None:
        """Begin a new run; where that fails, the present one stays."""
        dataset = dataset or self._require_trainer().dataset
        if self._first_params is not None and len(self._first_params["b1"]) != settings.hidden_size:
            self._first_params = None  # those weights were of a network of another size
        self._trainer = Trainer(settings, dataset, self._first_params)
        self._next_settings = settings
        self._running = self._diverged = False
        self._timer.stop()
        self._extra_evaluations = []
        self._run_id += 1

    def _require_trainer(self) -> Trainer:
        if self._trainer is None:
            raise MnistLabError("no_data")
        return self._trainer

    # Running

    @Slot()
    def _train(self) -> None:
        """Train for one slice, or advance as far as is due, then come back for more."""
        trainer = self._trainer
        if not self._running or trainer is None:
            return
        try:
            wait = (
                self._train_at_full_speed(trainer) if self._speed is None else self._train_paced(trainer, self._speed)
            )
        except DivergedError as error:
            self._running, self._diverged = False, True
            self.diverged.emit(error)
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
        interval = 1 / (len(Phase) * speed) if self._phase_by_phase else 1 / speed
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
        self._extra_evaluations.append((trainer.iteration, train, test))
        return train, test

    # Frames

    def _offer_frame(self) -> None:
        if self._frame_wanted and self._changed and self._trainer is not None:
            self._frame_wanted = self._changed = False
            self.frame_ready.emit(self._frame(self._trainer))

    def _frame(self, trainer: Trainer) -> Frame:
        network = TwoLayerNet.__new__(TwoLayerNet)
        network.params = {key: value.copy() for key, value in trainer.network.params.items()}
        computed = trainer.batch is not None and trainer.next_phase is not Phase.COMPUTE_GRADIENT
        batch, probabilities, loss_after = trainer.batch, None, None
        if computed and trainer.next_phase is Phase.SELECT_BATCH:
            loss_after, probabilities = trainer.score_batch()
        elif computed:
            probabilities = trainer.batch_probabilities.copy()
        history = trainer.history
        evaluated_at, train_accuracy, test_accuracy = self._evaluations(history)
        return Frame(
            answered=self._answered,
            run_id=self._run_id,
            settings=trainer.settings,
            next_settings=self._next_settings,
            next_phase=trainer.next_phase,
            running=self._running,
            finished=trainer.finished,
            diverged=self._diverged,
            phase_by_phase=self._phase_by_phase,
            iteration=trainer.iteration,
            epoch=trainer.epoch,
            iterations_per_epoch=trainer.iterations_per_epoch,
            training_images=len(trainer.dataset.train_images),
            network=network,
            batch=None if batch is None else BatchView(batch.indices, batch.images, batch.labels, probabilities),
            gradient=trainer.gradient if computed else None,
            batch_loss=trainer.batch_loss,
            batch_loss_after=loss_after,
            loss=history.loss,
            smoothed_loss=history.smoothed_loss,
            evaluated_at=evaluated_at,
            train_accuracy=train_accuracy,
            test_accuracy=test_accuracy,
        )

    def _evaluations(self, history: History) -> tuple[Array, Array, Array]:
        """Return iteration, train and test accuracy of all evaluations, those at the end of a run among them."""
        at, train, test = history.evaluated_at, history.train_accuracy, history.test_accuracy
        for iteration, extra_train, extra_test in self._extra_evaluations:
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
