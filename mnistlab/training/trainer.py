"""Learning as four steps: draw a mini-batch, compute the gradient, update the parameters, repeat."""

import math
from collections.abc import Callable, Generator, Mapping
from dataclasses import replace
from time import perf_counter
from typing import Literal, Self

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.errors import PhaseError
from mnistlab.nn import Network, cross_entropy_error
from mnistlab.nn.differences import result_of
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.nn.optimizers import Optimizer
from mnistlab.training.batch_gradient import BatchGradient, Way
from mnistlab.training.blas import one_blas_thread
from mnistlab.training.checkpoints import Checkpoints
from mnistlab.training.divergence import UNSURE, first_loss, refuse_divergence
from mnistlab.training.history import History, UpdateRule
from mnistlab.training.parts import make_network, make_optimizer, named_optimizer, state_size
from mnistlab.training.phases import MiniBatch, Phase
from mnistlab.training.sampling import batch_of, check_fits, make_sampler, part_of
from mnistlab.training.settings import RunSettings
from mnistlab.training.state import State, check_state, first_state
from mnistlab.training.validation import Measured, Validation, measure


class Trainer:
    """A run: a network, its data, and how far it has come.

    The phases `select_batch`, `compute_gradient`, `update` are called in this order, `step` does what is left of
    an iteration. However they are called, the same settings give the same run, bit for bit on one machine.

    What may take long, an accuracy, or a gradient that is numerical or of a large batch, is done in pieces: `in_pieces`
    and `run` can be left after each. A piece of work that is left changes nothing but how soon it is done when it is
    taken up again.

    Parameters
    ----------
    settings : RunSettings
    dataset : Dataset
    first_params : mapping, optional
        ``W1 b1 W2 b2`` to begin with instead of random ones; `settings.hidden_size` must fit them.

    Attributes
    ----------
    dataset : Dataset
        The images that the settings let the run see.
    whole : Dataset
        All images, as they were given.
    batch_size : int
        Images in a mini-batch.
    network : Network
        float32.
    history : History
    checkpoints : Checkpoints
        Earlier states of the run, the first of all among them.
    iteration : int
        Updates done.
    next_phase : Phase
    batch : MiniBatch or None
        The last one drawn.

    Raises
    ------
    SettingsError
        If the data set is too small for the settings.
    ValueError
        If `first_params` do not fit `settings.hidden_size`.
    """

    def __init__(
        self, settings: RunSettings, dataset: Dataset, first_params: Mapping[str, Array] | None = None
    ) -> None:
        self._take_up(settings, dataset, first_state(settings, dataset, first_params), History(), None)
        self.history.first_loss = first_loss(self.network, self.dataset)

    @classmethod
    def resume(
        cls,
        settings: RunSettings,
        dataset: Dataset,
        state: State,
        history: History,
        checkpoints: Checkpoints | None = None,
    ) -> Self:
        """Return a trainer that goes on from a state exactly as the one that was in it.

        Where the mini-batch was drawn and the gradient computed, both are done again.

        Parameters
        ----------
        settings : RunSettings
            Those in force at that moment.
        dataset : Dataset
        state : State
            Its arrays are copied.
        history : History
            As it was then; the trainer goes on writing it.
        checkpoints : Checkpoints, optional
            Earlier states of the run; without them, the way back ends at `state`.

        Raises
        ------
        SettingsError
            If the data set is too small for the settings.
        ValueError
            If the state is of another version, or does not fit settings or history.
        """
        return result_of(cls.resume_in_pieces(settings, dataset, state, history, checkpoints))

    @classmethod
    def resume_in_pieces(
        cls,
        settings: RunSettings,
        dataset: Dataset,
        state: State,
        history: History,
        checkpoints: Checkpoints | None = None,
    ) -> Generator[float, None, Self]:
        """Do as `resume`, in pieces of some milliseconds; yield the share done, 0..1, of a gradient that takes longer.

        Raises
        ------
        SettingsError, ValueError
            As `resume`.
        """
        if len(history.loss) != state.iteration:
            raise ValueError(f"a history of {len(history.loss)} iterations, expected {state.iteration}")
        check_fits(settings, dataset)
        trainer = cls.__new__(cls)
        with np.errstate(all="ignore"):  # the weights of a run that has diverged may be anything
            trainer._take_up(settings, dataset, state, history, checkpoints)
        while trainer.next_phase is not state.next_phase:
            with one_blas_thread, np.errstate(all="ignore"):
                share = trainer._advance()
            if share < 1:
                yield share
        return trainer

    def _take_up(
        self,
        settings: RunSettings,
        dataset: Dataset,
        state: State,
        history: History,
        checkpoints: Checkpoints | None,
    ) -> None:
        check_state(state, settings, dataset.train_images.shape[1])
        self.whole = dataset
        self.dataset = dataset = part_of(dataset, settings)
        self._settings = settings
        self.batch_size = batch_of(settings, len(dataset.train_images))
        self.network: Network = make_network(settings, state.params)
        self._optimizer = make_optimizer(settings)
        self.history = history
        if checkpoints is None:
            checkpoints = Checkpoints(state_size(settings, state.params))
        self.checkpoints = checkpoints
        self.checkpoints.add(replace(state, next_phase=Phase.SELECT_BATCH))
        self.iteration = state.iteration
        self.next_phase = Phase.SELECT_BATCH
        self.batch: MiniBatch | None = None
        self._mistake = history.rule_at(state.iteration).mistake if history.rules else None
        self._stale = False  # whether a gradient by another way is wanted by now
        self._sampler = make_sampler(settings, len(dataset.train_images), np.random.default_rng(0)).at(state.sampler)
        self.network.restore(state.layers, state.masks or {})
        self._began = state.layers, state.masks  # as they were when the iteration began
        self._work = BatchGradient(self.network, dataset, self.batch_size)
        self._validation = Validation(self.network, dataset, history, settings)
        self._optimizer.restore(state.optimizer)
        self._note_rule()

    @property
    def state(self) -> State:
        """All that the run needs to go on: a copy."""
        begun = self.next_phase is not Phase.SELECT_BATCH
        layers, masks = self._began if begun else self.network.state()
        return State(
            iteration=self.iteration,
            next_phase=self.next_phase,
            params=self._work.fast.copy_params(),
            optimizer=self._optimizer.state(),
            layers=layers,
            sampler=self._sampler.before if begun else self._sampler.position,
            masks=masks,
            average=self.history.average,
        )

    @property
    def settings(self) -> RunSettings:
        """The settings in force. Learning rate, gradient and iterations may be set to others at any time."""
        return self._settings

    @settings.setter
    def settings(self, settings: RunSettings) -> None:
        if settings.gradient != self._settings.gradient:
            check_fits(settings, self.whole)
        if settings.iterations != self._settings.iterations:
            self._validation.end = max(settings.iterations, self.iteration)
        self._settings = settings
        self._note_rule()

    @property
    def learning_rate(self) -> float:
        """η of the next update; may be set at any time."""
        return self._settings.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self.settings = replace(self._settings, learning_rate=value)

    @property
    def mistake(self) -> Mistake | None:
        """Made in the gradient on purpose, to see what comes of it; may be set at any time."""
        return self._mistake

    @mistake.setter
    def mistake(self, mistake: Mistake | None) -> None:
        self._mistake = mistake
        self._note_rule()

    def take_back_rule(self) -> None:
        """Take back a learning rate, a gradient or a mistake that was set and that no update has used."""
        if self.iteration and self.history.rules[-1][0] == self.iteration:
            used = self.history.rule_at(self.iteration - 1)
            self._mistake = used.mistake
            self.settings = replace(self._settings, learning_rate=used.learning_rate, gradient=used.gradient)

    @property
    def rule(self) -> UpdateRule:
        """How the next update is made."""
        return UpdateRule(self._settings.learning_rate, self._settings.gradient, self._mistake)

    @property
    def iterations_per_epoch(self) -> float:
        """How many mini-batches make up as many images as the training set has; often not a whole number."""
        return len(self.dataset.train_images) / self.batch_size

    @property
    def epoch(self) -> float:
        """How many times as many images as the training set has have been learned from."""
        return self.iteration * self.batch_size / len(self.dataset.train_images)

    @property
    def finished(self) -> bool:
        """Whether the iterations that the settings ask for are done, and measured. One may go on all the same."""
        return self.iteration >= self._settings.iterations and not self.evaluating

    @property
    def evaluating(self) -> bool:
        """Whether accuracy is due or being measured before the next step, because an epoch or the run has ended."""
        return self._validation.is_due(self.iteration)

    @property
    def working(self) -> Literal["accuracy", "gradient"] | None:
        """What has been begun in pieces and is not done."""
        if self._validation.under_way:
            return "accuracy"
        return "gradient" if self._work.under_way else None

    @property
    def takes_long(self) -> bool:
        """Whether the next gradient is computed in pieces, because it is numerical or of a large batch."""
        return self._work.takes_long(self._way)

    @property
    def progress(self) -> float:
        """Share done, 0..1, of the accuracy or gradient that is under way."""
        return self._validation.progress if self._validation.under_way else self._work.progress

    @property
    def batch_loss(self) -> float | None:
        """Mean loss of the mini-batch before the update, once the gradient has been computed."""
        return self._work.loss

    @property
    def shown(self) -> MiniBatch | None:
        """What there are probabilities of: the mini-batch, or, where it is learnt from in pieces, its first images."""
        return self._work.shown

    @property
    def shown_loss(self) -> float | None:
        """Mean loss of the images of `shown` before the update, once the gradient has been computed."""
        return self._work.shown_loss

    @property
    def stale(self) -> bool:
        """Whether the gradient of the batch is wanted by another way than it was computed; phase ② may come again."""
        return self._stale and self.next_phase is Phase.UPDATE

    @property
    def gradient(self) -> dict[str, Array]:
        """``W1 b1 W2 b2`` of the last `compute_gradient`: a copy."""
        return self._work.fast.gradient

    @property
    def optimizer(self) -> Optimizer:
        """A copy of the optimizer at this moment, with what it remembers by the names of the parameters.

        Its rate is that of the next update, or, once that has been made and before the next batch, of the last one.
        """
        optimizer = named_optimizer(self._settings, self._optimizer, self.network)
        made = self.iteration and self.next_phase is Phase.SELECT_BATCH
        optimizer.lr = self.history.rule_at(self.iteration - bool(made)).learning_rate
        return optimizer

    @property
    def masks(self) -> Array | None:
        """Which hidden units spoke for each image of `shown` in the last `compute_gradient`, bool (N, H); or None."""
        return self._work.fast.masks

    @property
    def batch_probabilities(self) -> Array:
        """Float32 (N, 10) of `shown`, by the last `compute_gradient`: an array that the next one writes again."""
        return self._work.fast.probabilities

    def select_batch(self) -> MiniBatch:
        """Phase ①: draw a mini-batch from the training images.

        At the very start of a run the accuracy of the untrained network is measured first.

        Raises
        ------
        PhaseError
            If another phase comes next.
        """
        result_of(self.in_pieces(Phase.SELECT_BATCH))
        assert self.batch is not None
        return self.batch

    def compute_gradient(self) -> dict[str, Array]:
        """Phase ②: compute the loss of the batch and its gradient, as the settings ask for.

        Returns
        -------
        dict
            ``W1 b1 W2 b2``, as `gradient`.

        Raises
        ------
        PhaseError
            If another phase comes next.
        """
        result_of(self.in_pieces(Phase.COMPUTE_GRADIENT))
        return self.gradient

    def update(self) -> None:
        """Phase ③: move every parameter against the gradient, by the learning rate; the iteration is done.

        When an epoch or the run ends with it, the accuracy on all training and test images is measured.

        Raises
        ------
        PhaseError
            If another phase comes next.
        DivergedError
            If the loss is not a number, or has grown and does not fall; nothing is changed then.
        """
        result_of(self.in_pieces(Phase.UPDATE))

    def step(self) -> float:
        """Do what is left of the present iteration, or one whole iteration, and return its loss.

        Raises
        ------
        DivergedError
            As `update`.
        """
        # What overflows after an update that was too large becomes inf or nan, and the next update refuses it.
        with one_blas_thread, np.errstate(all="ignore"):
            self._finish_evaluation()
            since = perf_counter()
            loss = self._step()
            self._note_time(since)
            self._finish_evaluation()
            return loss

    def in_pieces(self, phase: Phase | None = None) -> Generator[float, None, None]:
        """Do one phase, or with None what is left of the iteration, in pieces of some milliseconds.

        It yields the share done, 0..1, of the accuracy or gradient that is under way, and nothing where all
        is done at once. Given up in between, it leaves the phase that is under way as if that had not begun.

        Raises
        ------
        PhaseError
            If another phase comes next.
        DivergedError
            As `update`.
        """
        if phase is not None and phase is not self.next_phase and not (phase is Phase.COMPUTE_GRADIENT and self.stale):
            raise PhaseError("phase_order", expected=self.next_phase.label, found=phase.label)
        yield from self.evaluation_in_pieces()
        begun, whole = self.iteration, phase in (None, Phase.UPDATE)
        while True:
            since = perf_counter()
            with one_blas_thread, np.errstate(all="ignore"):
                share = self._advance()
            self._note_time(since)
            if share < 1:
                yield share
            elif not whole or self.iteration > begun:
                break
        yield from self.evaluation_in_pieces()

    def evaluation_in_pieces(self) -> Generator[float, None, None]:
        """Measure the accuracy where it is due, in pieces of about half a millisecond; yield the share done."""
        while self.evaluating:
            with one_blas_thread, np.errstate(all="ignore"):
                share = self._validation.advance(self.iteration)
            yield share

    def run(self, until: Callable[[], bool], iterations: int | None = None) -> None:
        """Step until the iterations that the settings ask for are done and measured, or until `until()`.

        `until` is asked before each step, and every few milliseconds while an accuracy is measured or a gradient
        computed that takes longer; the next call goes on from there.

        Parameters
        ----------
        until : callable
        iterations : int, optional
            Where to stop instead, without measuring.

        Raises
        ------
        DivergedError
            As `update`.
        """
        last = self._settings.iterations if iterations is None else math.inf
        step = self._advance if self.takes_long else self._step
        since = perf_counter()
        with one_blas_thread, np.errstate(all="ignore"):
            try:
                while not until() and self.iteration != iterations:
                    if self.evaluating:
                        self._note_time(since)
                        self._validation.advance(self.iteration)
                        since = perf_counter()
                    elif self.iteration >= last:
                        break
                    else:
                        step()
            finally:
                self._note_time(since)

    def score_batch(self) -> tuple[float, Array]:
        """Return loss and probabilities (N, 10) of the images of `shown` under the parameters of this moment.

        After an update they show what the update was good for: with dropout, with the same units silent.

        Raises
        ------
        PhaseError
            If no batch has been drawn yet.
        """
        batch = self.shown
        if batch is None:
            raise PhaseError("phase_order", expected=self.next_phase.label, found=Phase.COMPUTE_GRADIENT.label)
        with one_blas_thread, np.errstate(all="ignore"):
            x, masks = as_input(batch.images), self.masks
            y = self.network.probabilities(x) if masks is None else self.network.forward_masked(x, masks).y
            return cross_entropy_error(y, batch.labels) + self.network.weight_decay(), y

    def seen_in_epoch(self) -> Array:
        """Return which training images have been drawn in the present epoch: bool (M,).

        An epoch that has just ended counts as the present one, until the next batch is drawn.
        """
        return self._sampler.seen()

    def evaluate(self) -> Measured:
        """Return accuracy and loss on training and test images, without a note in the history."""
        with one_blas_thread, np.errstate(all="ignore"):
            return result_of(measure(self.network, self.dataset))

    @property
    def _way(self) -> Way:
        """How the next gradient is computed."""
        return Way(self._settings.gradient, self._mistake)

    def _note_time(self, since: float) -> None:
        """Note that the run has trained since a moment of `perf_counter`."""
        self.history.trained += perf_counter() - since

    def _step(self) -> float:
        if self.next_phase is Phase.SELECT_BATCH:
            self._select_batch()
        if self.next_phase is Phase.COMPUTE_GRADIENT or self._stale:
            while self._advance_gradient() < 1:
                pass
        return self._update()

    def _advance(self) -> float:
        """Do what comes next, or a piece of it; return the share done."""
        if self.next_phase is Phase.SELECT_BATCH:
            self._select_batch()
        elif self.next_phase is Phase.COMPUTE_GRADIENT or self._stale:
            return self._advance_gradient()
        else:
            self._update()
        return 1.0

    def _select_batch(self) -> None:
        # Beside a gradient that takes long a checkpoint costs nothing, and a look back computes one again, not many.
        if self.iteration % self.checkpoints.interval == 0 or self.takes_long:
            self.checkpoints.add(self.state)
        self._began = self.network.state()
        indices = self._sampler.draw()
        self.batch = MiniBatch(self.dataset, indices)
        self._work.load(self.batch, self._began)
        self.next_phase = Phase.COMPUTE_GRADIENT

    def _advance_gradient(self) -> float:
        """Compute loss and gradient, or a piece of them; return the share done."""
        share = self._work.advance(self._way)
        if share == 1:
            self._stale = False
            self.next_phase = Phase.UPDATE
        return share

    def _update(self) -> float:
        loss = self.batch_loss
        assert loss is not None
        if self.history.latest_smoothed_loss > UNSURE or not math.isfinite(loss):
            first_params = next(iter(self.checkpoints)).params
            refuse_divergence(self.history, loss, self._settings, self._mistake, first_params)
        self._optimizer.lr = self._settings.learning_rate
        self._optimizer.update({"all": self._work.fast.params}, {"all": self._work.fast.grads})
        self.history.record_loss(loss)
        self.iteration += 1
        self.next_phase = Phase.SELECT_BATCH
        self._validation.follow(self.iteration)
        return loss

    def _finish_evaluation(self) -> None:
        while self.evaluating:
            self._validation.advance(self.iteration)

    def _note_rule(self) -> None:
        """Note how the next update is made; what was computed otherwise is computed again before it."""
        self.history.record_rule(self.iteration, self.rule)
        self._stale = self.next_phase is Phase.UPDATE and not self._work.is_by(self._way)
        self._work.drop()
