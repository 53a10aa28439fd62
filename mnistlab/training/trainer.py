"""Learning as four steps: draw a mini-batch, compute the gradient, update the parameters, repeat."""

import copy
import math
from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.images import CLASSES, as_input
from mnistlab.errors import DivergedError, PhaseError
from mnistlab.nn import SGD, Network, TwoLayerNet, cross_entropy_error
from mnistlab.nn.differences import central_differences, result_of
from mnistlab.nn.fast import FastNetwork
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.training.blas import one_blas_thread
from mnistlab.training.history import History
from mnistlab.training.methods import Method, Methods
from mnistlab.training.past import Checkpoint, Past
from mnistlab.training.phases import MiniBatch, Phase
from mnistlab.training.sampling import check_fits, make_sampler
from mnistlab.training.settings import Gradient, RunSettings
from mnistlab.training.validation import Validation, measure

# A network that knows nothing and says so has a loss of log(10) = 2.3. One whose smoothed loss is twice that is
# sure of wrong answers: its updates have thrown it out of the valley.
EXPLODED = 2 * math.log(CLASSES)
PATIENCE = 20  # iterations: a few bad batches at the start are no divergence


class Interrupted(Exception):  # noqa: N818 (nothing has gone wrong)
    """A long computation was stopped at the person's wish; nothing is changed."""


class Trainer:
    """A run: a network, its data, and how far it has come.

    The phases `select_batch`, `compute_gradient`, `update` are called in this order, `step` does what is left of
    an iteration. However they are called, the same settings give the same run, bit for bit on one machine.

    Parameters
    ----------
    settings : RunSettings
    dataset : Dataset
    first_params : mapping, optional
        ``W1 b1 W2 b2`` to begin with instead of random ones; `settings.hidden_size` must fit them.

    Attributes
    ----------
    settings : RunSettings
    dataset : Dataset
    network : Network
        float32.
    history : History
    iteration : int
        Updates done.
    next_phase : Phase
    batch : MiniBatch or None
        The last one drawn.
    batch_loss : float or None
        Its mean loss, once the gradient has been computed, before the update.
    mistake : Mistake or None
        Made in the gradient on purpose, to see what comes of it.
    interrupted : callable
        Asked while a numerical gradient is being computed, which may take long: where it says so, that ends with
        `Interrupted`.

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
        check_fits(settings, dataset)
        # Two generators from one seed, so that the batches do not depend on the size of the network.
        weights_seed, batches_seed = np.random.SeedSequence(settings.seed).spawn(2)
        self.settings = settings
        self.dataset = dataset
        self.network: Network = TwoLayerNet(
            dataset.train_images.shape[1],
            settings.hidden_size,
            CLASSES,
            settings.weight_init_std,
            rng=np.random.default_rng(weights_seed),
        )
        if first_params is not None:
            for key, value in self.network.params.items():
                if first_params[key].shape != value.shape:
                    raise ValueError(f"{key} has the shape {first_params[key].shape}, expected {value.shape}")
                value[...] = first_params[key]
        self.history = History()
        self.iteration = 0
        self.next_phase = Phase.SELECT_BATCH
        self.batch: MiniBatch | None = None
        self.batch_loss: float | None = None
        self.mistake: Mistake | None = None
        self.interrupted: Callable[[], bool] = lambda: False
        self._gradient_of: tuple[Gradient, Mistake | None] = self._gradient_kind  # how the last one was computed
        self._known: tuple[RunSettings | None, Mistake | None] = (None, None)  # when the last method was noted
        self._methods = Methods()
        self._past = Past(sum(value.nbytes for value in self.network.params.values()))
        self._validation = Validation(dataset, settings.batch_size)
        self._sampler = make_sampler(settings, len(dataset.train_images), np.random.default_rng(batches_seed))
        self._fast = FastNetwork(self.network, dataset.train_images, dataset.train_labels, settings.batch_size)
        self._optimizer = SGD(settings.learning_rate)

    @property
    def iterations_per_epoch(self) -> float:
        """How many mini-batches make up as many images as the training set has; often not a whole number."""
        return len(self.dataset.train_images) / self.settings.batch_size

    @property
    def epoch(self) -> float:
        """How many times as many images as the training set has have been learned from."""
        return self.iteration * self.settings.batch_size / len(self.dataset.train_images)

    @property
    def finished(self) -> bool:
        """Whether the iterations that the settings ask for are done, and measured. One may go on all the same."""
        return self.iteration >= self.settings.iterations and not self.evaluating

    @property
    def evaluating(self) -> bool:
        """Whether accuracy is due to be measured, or is being measured by `run`, before the next step."""
        return self._validation.is_due(self.iteration)

    @property
    def learning_rate(self) -> float:
        """η of the next update; may be set at any time."""
        return self.settings.learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self.settings = replace(self.settings, learning_rate=value)

    @property
    def methods(self) -> tuple[tuple[int, Method], ...]:
        """How all updates were made: each `Method`, and the iteration from which on."""
        return self._methods.changes

    @property
    def gradient(self) -> dict[str, Array]:
        """``W1 b1 W2 b2`` of the last `compute_gradient`: a copy."""
        return self._fast.gradient

    @property
    def batch_probabilities(self) -> Array:
        """Float32 (N, 10) of the last `compute_gradient`: the trainer's own array, written again by the next."""
        return self._fast.probabilities

    def select_batch(self) -> MiniBatch:
        """Phase ①: draw a mini-batch from the training images.

        At the very start of a run the accuracy of the untrained network is measured first.

        Raises
        ------
        PhaseError
            If another phase comes next.
        """
        self._require(Phase.SELECT_BATCH)
        with one_blas_thread, np.errstate(all="ignore"):
            self._finish_evaluation()
            return self._select_batch()

    def compute_gradient(self) -> dict[str, Array]:
        """Phase ②: compute the loss of the batch and its gradient, by backpropagation.

        Returns
        -------
        dict
            ``W1 b1 W2 b2``, as `gradient`.

        Raises
        ------
        PhaseError
            If another phase comes next.
        """
        self._require(Phase.COMPUTE_GRADIENT)
        with one_blas_thread, np.errstate(all="ignore"):
            self._compute_gradient()
        return self.gradient

    def refresh_gradient(self) -> None:
        """Compute the gradient of the batch again where it is to be computed otherwise than it was."""
        if self.next_phase is Phase.UPDATE and self._gradient_of != self._gradient_kind:
            with one_blas_thread, np.errstate(all="ignore"):
                self._compute_gradient()

    def update(self) -> None:
        """Phase ③: move every parameter against the gradient, by the learning rate; the iteration is done.

        When an epoch ends with it, the accuracy on all training and test images is measured.

        Raises
        ------
        PhaseError
            If another phase comes next.
        DivergedError
            If the loss is not a number, or has exploded; nothing is changed then.
        """
        self._require(Phase.UPDATE)
        with one_blas_thread, np.errstate(all="ignore"):
            self._update()
            self._finish_evaluation()

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
            loss = self._step()
            self._finish_evaluation()
            return loss

    def run(self, until: Callable[[], bool]) -> None:
        """Step until the iterations that the settings ask for are done, or until `until()`.

        `until` is asked before each step, and every half millisecond while accuracy is measured; the next call goes
        on from there.

        Raises
        ------
        DivergedError
            As `update`.
        """
        with one_blas_thread, np.errstate(all="ignore"):
            while not until():
                if self.evaluating:
                    self._advance_evaluation()
                elif self.iteration >= self.settings.iterations:
                    break
                else:
                    self._step()

    def score_batch(self) -> tuple[float, Array]:
        """Return loss and probabilities (N, 10) of the present batch under the parameters of this moment.

        After an update it shows what the update was good for.

        Raises
        ------
        PhaseError
            If no batch has been drawn yet.
        """
        if self.batch is None:
            raise PhaseError("phase_order", expected=self.next_phase.label, found=Phase.COMPUTE_GRADIENT.label)
        with one_blas_thread, np.errstate(all="ignore"):
            y = self.network.probabilities(as_input(self.batch.images))
            return cross_entropy_error(y, self.batch.labels), y

    def at(self, iteration: int) -> "Trainer":
        """Return a trainer that stands where this one stood after `iteration` updates.

        It has the settings of that moment, its last mini-batch and gradient, and the history until then. With the
        same settings it goes on exactly as this one did. This one is left as it is.

        Parameters
        ----------
        iteration : int
            From 0 to `self.iteration`.
        """
        if not 0 <= iteration <= self.iteration:
            raise ValueError(f"iteration {iteration} is not in 0..{self.iteration}")
        then = copy.copy(self)
        then.batch = then.batch_loss = None
        then.next_phase = Phase.SELECT_BATCH
        if self._past:
            checkpoint = self._past.before(iteration)
            then.iteration = checkpoint.iteration
            then.history = self.history.until(checkpoint.iteration, checkpoint.average)
            then._sampler = self._sampler.at(checkpoint.position)
            params = checkpoint.params
        else:  # nothing has been done yet
            then.history = History()
            then._sampler = self._sampler.at(self._sampler.position)
            params = self.network.params
        then._past = self._past.until(iteration)
        then._methods = Methods()
        then.network = self.network.with_params(params)
        then._fast = FastNetwork(
            then.network, self.dataset.train_images, self.dataset.train_labels, self.settings.batch_size
        )
        # What was measured until then is known: nothing is due on the way.
        evaluated_at = self.history.evaluated_at
        evaluated_at = evaluated_at[evaluated_at <= iteration]
        measured_at = int(evaluated_at[-1]) if len(evaluated_at) else None
        then._validation = Validation(self.dataset, self.settings.batch_size, measured_at)
        with one_blas_thread, np.errstate(all="ignore"):
            while then.iteration < iteration:
                then._use(self._method_at(then.iteration))
                then._step()
        then._methods = self._methods.until(iteration)
        then._use(self._method_at(iteration))
        then._known = (None, None)
        then.history = self.history.until(iteration, then.history.average)
        return then

    def path(self, points: int) -> list[tuple[int, Mapping[str, Array]]]:
        """Return about so many moments of the run, evenly spread: iteration and parameters, the present one last."""
        known = [(checkpoint.iteration, checkpoint.params) for checkpoint in self._past]
        wanted = np.linspace(0, self.iteration, max(points, 2))
        at = [iteration for iteration, _ in known]
        chosen = sorted({min(bisect_right(at, iteration), len(at)) - 1 for iteration in wanted} - {-1})
        here = self._fast.copy_params()
        return [*(known[place] for place in chosen if known[place][0] < self.iteration), (self.iteration, here)]

    def near(self, iteration: int, tolerance: int) -> int:
        """Return an iteration no farther than `tolerance` from a given one that `at` reaches with few steps."""
        if not self._past:
            return iteration
        nearest = self._past.nearest(iteration)
        return nearest if abs(nearest - iteration) <= tolerance and nearest <= self.iteration else iteration

    def seen_in_epoch(self) -> Array:
        """Return which training images have been drawn in the present epoch: bool (M,).

        An epoch that has just ended counts as the present one, until the next batch is drawn.
        """
        images, batch_size = len(self.dataset.train_images), self.settings.batch_size
        drawn = (self.iteration + (self.next_phase is not Phase.SELECT_BATCH)) * batch_size
        seen = np.zeros(images, bool)
        if drawn:
            begun = (drawn - 1) // images * images  # images drawn before this epoch
            checkpoint = self._past.before(begun // batch_size)
            before = checkpoint.iteration * batch_size
            seen[self._sampler.images_from(checkpoint.position, drawn - before)[begun - before :]] = True
        return seen

    def evaluate(self) -> tuple[float, float]:
        """Return the accuracy, 0..1, on all training images and on all test images."""
        with one_blas_thread, np.errstate(all="ignore"):
            *_, accuracies = measure(self.network, self.dataset)
        assert accuracies is not None
        return accuracies

    def _step(self) -> float:
        if self.next_phase is Phase.SELECT_BATCH:
            self._select_batch()
        if self.next_phase is Phase.COMPUTE_GRADIENT:
            self._compute_gradient()
        return self._update()

    def _select_batch(self) -> MiniBatch:
        # Numerical gradients take so long that none is computed again for a look back.
        if self.iteration % self._past.interval == 0 or self.settings.gradient == "numerical":
            self._keep_checkpoint()
        indices = self._sampler.draw()
        self._fast.load(indices)
        self.batch = MiniBatch(self.dataset, indices)
        self.batch_loss = None
        self.next_phase = Phase.COMPUTE_GRADIENT
        return self.batch

    def _compute_gradient(self) -> None:
        loss = self._fast.compute_gradient(self.mistake)
        if self.mistake is None and self.settings.gradient == "numerical":
            self._fast.set_gradient(self._numerical_gradient())
        self._gradient_of = self._gradient_kind
        self.batch_loss = loss
        self.next_phase = Phase.UPDATE

    def _update(self) -> float:
        loss = self.batch_loss
        assert loss is not None
        self._refuse_divergence(loss)
        settings = self.settings
        if settings is not self._known[0] or self.mistake is not self._known[1]:
            if self._gradient_of != self._gradient_kind:  # it was changed after the gradient
                self._compute_gradient()
            self._note_method()
        self._optimizer.lr = settings.learning_rate
        self._optimizer.update({"all": self._fast.params}, {"all": self._fast.grads})
        self.history.record_loss(loss)
        self.iteration += 1
        self.next_phase = Phase.SELECT_BATCH
        return loss

    def _advance_evaluation(self) -> None:
        """Measure one piece of what is due at an epoch's end; record the accuracy when it is known."""
        accuracies = self._validation.advance(self.network, self.iteration)
        if accuracies is not None:
            self.history.record_accuracy(self.iteration, *accuracies)

    def _keep_checkpoint(self) -> None:
        params = self._fast.copy_params()
        self._past.add(Checkpoint(self.iteration, params, self._sampler.position, self.history.average))

    def _numerical_gradient(self) -> dict[str, Array]:
        """Return the gradient of the batch by central differences."""
        assert self.batch is not None
        work = central_differences(self.network, as_input(self.batch.images), self.batch.labels)
        return result_of(work, self._heed_interruption)

    def _heed_interruption(self) -> None:
        if self.interrupted():
            raise Interrupted

    @property
    def _gradient_kind(self) -> tuple[Gradient, Mistake | None]:
        return self.settings.gradient, self.mistake

    @property
    def _method(self) -> Method:
        return Method(self.settings.learning_rate, self.settings.gradient, self.mistake)

    def _note_method(self) -> None:
        self._methods.note(self.iteration, self._method)
        self._known = self.settings, self.mistake

    def _use(self, method: Method) -> None:
        if method == self._method:
            return
        self.settings = replace(self.settings, learning_rate=method.learning_rate, gradient=method.gradient)
        self.mistake = method.mistake

    def _method_at(self, iteration: int) -> Method:
        """Return how the update after so many iterations was made; where it is still to come, how it would be."""
        return self._method if iteration >= self.iteration else self._methods.at(iteration)

    def _finish_evaluation(self) -> None:
        while self.evaluating:
            self._advance_evaluation()

    def _require(self, phase: Phase) -> None:
        if self.next_phase is not phase:
            raise PhaseError("phase_order", expected=self.next_phase.label, found=phase.label)

    def _refuse_divergence(self, loss: float) -> None:
        exploded = self.iteration >= PATIENCE and self.history.latest_smoothed_loss > EXPLODED
        if exploded or not math.isfinite(loss):
            raise DivergedError(
                "diverged",
                iteration=f"{self.iteration:,}",
                loss=f"{loss:.3g}",
                learning_rate=f"{self.learning_rate:g}",
                smaller=f"{self.learning_rate / 10:.3g}",
            )
