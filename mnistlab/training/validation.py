"""Validation: when the accuracy on all images is due, and how it is measured piece by piece."""

from collections.abc import Generator
from typing import Final, NamedTuple

import numpy as np

from mnistlab.data import Dataset
from mnistlab.nn import Network
from mnistlab.nn.functions import cross_entropy_error, softmax
from mnistlab.nn.reading import images_at_once, scores_in_pieces
from mnistlab.training.history import History
from mnistlab.training.sampling import batch_of
from mnistlab.training.settings import RunSettings

SAMPLE: Final = 1_000  # images of each set whose loss is measured


def epoch_end(iteration: int, batch_size: int, images: int) -> int:
    """Return the first iteration, from a given one on, after which accuracy is due because another epoch has begun.

    Parameters
    ----------
    iteration : int
    batch_size : int
    images : int
        Training images: an epoch.
    """
    if iteration == 0:
        return 0  # the untrained network is measured too
    # By count, not by `iteration % iterations_per_epoch`, because that is a float for most batch sizes.
    epochs_begun = (iteration - 1) * batch_size // images + 1
    return -(-epochs_begun * images // batch_size)  # rounded up


class Measured(NamedTuple):
    """What is measured of a network at the end of an epoch.

    Attributes
    ----------
    train_accuracy, test_accuracy : float
        On all training and on all test images, 0..1.
    train_loss, test_loss : float
        Mean loss, with what weight decay adds, on the first `SAMPLE` of each: always the same ones.
    """

    train_accuracy: float
    test_accuracy: float
    train_loss: float
    test_loss: float


def measure(network: Network, dataset: Dataset) -> Generator[float, None, Measured]:
    """Measure accuracies and losses piece by piece: yield the share done, 0..1, after each."""
    parts = (dataset.train_images, dataset.train_labels), (dataset.test_images, dataset.test_labels)
    pieces = sum(-(-len(labels) // images_at_once(network, labels)) for _, labels in parts)
    done, accuracies, losses = 0, [], []
    for images, labels in parts:
        right, loss, start = 0, 0.0, 0
        for scores in scores_in_pieces(network, images):
            some = labels[start : start + len(scores)]
            right += int(np.count_nonzero(scores.argmax(axis=1) == some))
            sampled = max(0, min(SAMPLE - start, len(scores)))
            if sampled:
                loss += cross_entropy_error(softmax(scores[:sampled]), some[:sampled]) * sampled
            start += len(scores)
            done += 1
            yield done / pieces
        accuracies.append(right / len(labels))
        losses.append(loss / min(SAMPLE, len(labels)) + network.weight_decay())
    return Measured(accuracies[0], accuracies[1], losses[0], losses[1])


class Validation:
    """When the accuracy of a run is due, and its measurement, which can be left after each piece.

    Parameters
    ----------
    network : Network
    dataset : Dataset
        The images that the run may see.
    history : History
        Where the accuracies are noted.
    settings : RunSettings

    Attributes
    ----------
    end : int
        The iteration at which the run ends: it is due there too.
    progress : float
        Share done, 0..1, of what is under way.
    """

    def __init__(self, network: Network, dataset: Dataset, history: History, settings: RunSettings) -> None:
        self.end = settings.iterations
        self.progress = 0.0
        self._network, self._dataset, self._history = network, dataset, history
        self._batch_size = batch_of(settings, len(dataset.train_images))
        self._work: Generator[float, None, Measured] | None = None
        self._due = epoch_end(len(history.loss), self._batch_size, len(dataset.train_images))

    @property
    def under_way(self) -> bool:
        """Whether a measurement has been begun and is not done."""
        return self._work is not None

    def is_due(self, iteration: int) -> bool:
        """Return whether the accuracy after `iteration` updates is wanted, and not known yet."""
        return iteration in (self._due, self.end) and iteration > self._history.measured_until

    def follow(self, iteration: int) -> None:
        """Note that `iteration` updates are done."""
        if iteration > self._due:
            self._due = epoch_end(iteration, self._batch_size, len(self._dataset.train_images))

    def advance(self, iteration: int) -> float:
        """Measure one piece of what is due; note the numbers when they are known. Return the share done."""
        work, self._work = self._work or measure(self._network, self._dataset), None  # an error ends it
        try:
            self.progress = next(work)
        except StopIteration as end:
            self._history.record_accuracy(iteration, *end.value)
        else:
            self._work = work
        return self.progress
