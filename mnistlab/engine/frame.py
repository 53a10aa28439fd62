"""The frame: what the window gets to see, about 30 times a second."""

from dataclasses import dataclass

from mnistlab.nn import TwoLayerNet
from mnistlab.nn.functions import Array
from mnistlab.training import Phase, RunSettings


@dataclass(frozen=True, slots=True)
class BatchView:
    """The mini-batch of the moment, and how the network reads it.

    Attributes
    ----------
    indices : ndarray of int, shape (N,)
        Where the images stand in the training set.
    images : ndarray of uint8, shape (N, 784)
    labels : ndarray of int, shape (N,)
    probabilities : ndarray of float32, shape (N, 10), or None
        Once the forward pass has been made; after the update, of the updated network.
    """

    indices: Array
    images: Array
    labels: Array
    probabilities: Array | None


@dataclass(frozen=True, slots=True)
class Frame:
    """A snapshot of the run. Nobody writes to its arrays again, so any thread may read them.

    Attributes
    ----------
    answered : int
        Intents carried out so far.
    run_id : int
        Grows with every new run: rewind, new weights, new data.
    settings : RunSettings
        In force now.
    next_settings : RunSettings
        In force from the next rewind on.
    next_phase : Phase
        What comes next.
    running, finished, diverged : bool
        Finished: all iterations are done. Diverged: nothing but a rewind helps.
    phase_by_phase : bool
        The run, if it is running, is slow enough to stop at every phase.
    iteration : int
        Updates done.
    epoch : float
        Training images drawn, in sizes of the training set.
    iterations_per_epoch : float
    training_images : int
        Images in the training set.
    network : TwoLayerNet
        A copy.
    batch : BatchView or None
    gradient : dict or None
        ``W1 b1 W2 b2`` of the present batch, once computed; a copy.
    batch_loss, batch_loss_after : float or None
        Mean loss of the present batch before the update, and, after it, of the same batch again.
    loss, smoothed_loss : ndarray of float32, shape (iteration,)
        As in `mnistlab.training.History`.
    evaluated_at, train_accuracy, test_accuracy : ndarray, shape (evaluations,)
        As in `mnistlab.training.History`, and once more at the end of the run.
    """

    answered: int
    run_id: int
    settings: RunSettings
    next_settings: RunSettings
    next_phase: Phase
    running: bool
    finished: bool
    diverged: bool
    phase_by_phase: bool
    iteration: int
    epoch: float
    iterations_per_epoch: float
    training_images: int
    network: TwoLayerNet
    batch: BatchView | None
    gradient: dict[str, Array] | None
    batch_loss: float | None
    batch_loss_after: float | None
    loss: Array
    smoothed_loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
