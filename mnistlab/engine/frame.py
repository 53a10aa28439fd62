"""The frame: what the window gets to see, about 30 times a second."""

from collections.abc import Mapping
from dataclasses import dataclass

from mnistlab.analysis.spread import Spread
from mnistlab.engine.repeats import Repeating
from mnistlab.engine.shelf import KeptView
from mnistlab.library import RunEntry
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.nn.optimizers import Optimizer
from mnistlab.training import Phase, RunSettings
from mnistlab.training.clock import Clock


@dataclass(frozen=True, slots=True)
class BatchView:
    """The mini-batch that was drawn last, and how the network reads it.

    Of more than 10,000 images these are the first 1,000, because nobody could look at more, and they would take too
    long in every frame.

    Attributes
    ----------
    count : int
        Images in the whole mini-batch: N, or more.
    indices : ndarray of int, shape (N,)
        Where the images stand in the training set.
    images : ndarray of uint8, shape (N, 784)
    labels : ndarray of int, shape (N,)
    probabilities : ndarray of float32, shape (N, 10), or None
        Once the forward pass has been made; after the update, of the updated network.
    probabilities_before : ndarray of float32, shape (N, 10), or None
        After the update: what they were before it.
    masks : ndarray of bool, shape (N, H), or None
        Once the forward pass has been made with dropout: which hidden units spoke for each image.
    """

    count: int
    indices: Array
    images: Array
    labels: Array
    probabilities: Array | None
    probabilities_before: Array | None = None
    masks: Array | None = None

    @property
    def is_part(self) -> bool:
        """Whether these are not all images of the mini-batch."""
        return len(self.labels) < self.count


@dataclass(frozen=True, slots=True)
class Frame:
    """A snapshot of the run at one moment. Its arrays cannot be written to, so any thread may read them.

    Attributes
    ----------
    answered : int
        Intents carried out so far.
    run_id : int
        Grows with every new run: rewind, new weights, new data, a kept run that is opened.
    branch_id : int
        Changes when the run goes on from an earlier moment: the frame has the history of another run then.
    settings : RunSettings
        In force now.
    next_settings : RunSettings
        In force from the next rewind on.
    next_phase : Phase
        What comes next.
    untrained : bool
        The weights are the random ones of a new run.
    running, finished, diverged : bool
        Finished: all iterations are done. Diverged: nothing but a rewind helps.
    phase_by_phase : bool
        The run, if it is running, is slow enough to stop at every phase.
    phase_seconds : float
        How long it stops there.
    speed : float
        Iterations a second, over the last second or so of a run; 0 at rest.
    working : {"accuracy", "gradient", "way_back", "data", "file"} or None
        What has been under way for so long that a person wants to know: measuring an accuracy, computing a numerical
        gradient, going back, reading a data set, reading or writing weights.
    progress : float
        Share of that done, 0..1; 0 where nobody knows.
    plain_seconds : float
        What one gradient would take the plain loop over all parameters, where gradients are numerical; else 0.
    past : bool
        An earlier moment is looked at; the run itself stands at `latest`.
    latest : int
        Updates done in the run.
    iteration : int
        Updates done at the moment that is looked at.
    epoch : float
        Training images drawn, in sizes of the training set.
    iterations_per_epoch : float
    training_images : int
        Images in the training set.
    network : Network
        A copy.
    batch : BatchView or None
    gradient : dict or None
        ``W1 b1 W2 b2`` of the present batch, once computed; a copy.
    optimizer : Optimizer
        What moves the parameters, and what it remembers by their names; a copy. `learning_rate_used` tells whether the
        update with this gradient has been made.
    mistake : Mistake or None
        Made on purpose in the gradients.
    learning_rate_used : float or None
        η of the update that was made with this gradient, once it has been made.
    batch_loss, batch_loss_after : float or None
        Mean loss of the images in `batch` before the update, and, after it, of the same images again.
    seen : ndarray of bool, shape (training_images,)
        Which training images have been drawn in this epoch.
    loss, smoothed_loss : ndarray of float32, shape (latest,)
        As in `mnistlab.training.History`.
    evaluated_at, train_accuracy, test_accuracy, train_loss, test_loss : ndarray, shape (evaluations,)
        As in `mnistlab.training.History`.
    clock : Clock
        How long the run had trained at any of its iterations.
    own : RunEntry
        The run at a glance.
    kept : tuple of KeptView
        The kept runs that are drawn beside it, by their places: the same tuple until they change.
    runs : tuple of RunEntry
        All kept runs, the one changed last at the beginning: the same tuple until they change.
    undoes : {"left", "deleted"} or None
        What `UndoRun` would bring back: the run that was left last, or one that was deleted.
    spreads : mapping of str to Spread
        What the runs that are drawn have come to with other seeds, by their keys: the same mapping until it changes.
    repeating : Repeating or None
        The run that is done with other seeds.
    """

    answered: int
    run_id: int
    branch_id: int
    settings: RunSettings
    next_settings: RunSettings
    next_phase: Phase
    untrained: bool
    running: bool
    finished: bool
    diverged: bool
    phase_by_phase: bool
    phase_seconds: float
    speed: float
    working: str | None
    progress: float
    plain_seconds: float
    past: bool
    latest: int
    iteration: int
    epoch: float
    iterations_per_epoch: float
    training_images: int
    network: Network
    batch: BatchView | None
    gradient: dict[str, Array] | None
    optimizer: Optimizer
    mistake: Mistake | None
    learning_rate_used: float | None
    batch_loss: float | None
    batch_loss_after: float | None
    seen: Array
    loss: Array
    smoothed_loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
    train_loss: Array
    test_loss: Array
    clock: Clock
    own: RunEntry
    kept: tuple[KeptView, ...]
    runs: tuple[RunEntry, ...]
    undoes: str | None
    spreads: Mapping[str, Spread]
    repeating: Repeating | None

    @property
    def track(self) -> tuple[int, int]:
        """What tells this run from any other, and from itself before it went on from an earlier moment."""
        return self.run_id, self.branch_id

    @property
    def units(self) -> int:
        """How many units have pictures: the hidden ones, or, where there are none, the outputs."""
        return int(self.network.params["b1"].size)
