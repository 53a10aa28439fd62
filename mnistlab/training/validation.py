"""Validation: when the accuracy on all images is due, and how it is measured piece by piece."""

from collections.abc import Generator

from mnistlab.data import Dataset
from mnistlab.nn import Network
from mnistlab.nn.fast import count_right, images_at_once
from mnistlab.training.history import History
from mnistlab.training.sampling import batch_of
from mnistlab.training.settings import RunSettings

Accuracies = tuple[float, float]  # on all training and on all test images, 0..1


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


def measure(network: Network, dataset: Dataset) -> Generator[float, None, Accuracies]:
    """Measure the accuracy piece by piece: yield the share done, 0..1, after each, and return the two accuracies."""
    parts = (dataset.train_images, dataset.train_labels), (dataset.test_images, dataset.test_labels)
    pieces = sum(-(-len(labels) // images_at_once(network, labels)) for _, labels in parts)
    done, accuracies = 0, []
    for images, labels in parts:
        right = 0
        for count in count_right(network, images, labels):
            right += count
            done += 1
            yield done / pieces
        accuracies.append(right / len(labels))
    train, test = accuracies
    return train, test


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
        self._work: Generator[float, None, Accuracies] | None = None
        self._due = epoch_end(len(history.loss), self._batch_size, len(dataset.train_images))

    @property
    def under_way(self) -> bool:
        """Whether a measurement has been begun and is not done."""
        return self._work is not None

    def is_due(self, iteration: int) -> bool:
        """Return whether the accuracy after so many iterations is wanted, and not known yet."""
        due = iteration == self._due or iteration == self.end  # noqa: PLR1714 (asked before each step)
        return due and iteration > self._history.measured_until

    def follow(self, iteration: int) -> None:
        """Note that so many iterations are done."""
        if iteration > self._due:
            self._due = epoch_end(iteration, self._batch_size, len(self._dataset.train_images))

    def advance(self, iteration: int) -> float:
        """Measure one piece of what is due; note the accuracies when they are known. Return the share done."""
        if self._work is None:
            self._work = measure(self._network, self._dataset)
        try:
            self.progress = next(self._work)
        except StopIteration as end:
            self._work = None
            self._history.record_accuracy(iteration, *end.value)
        return self.progress
