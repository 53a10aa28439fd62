"""Validation: the accuracy on all images, due at the end of each epoch, measured piece by piece."""

from collections.abc import Iterator

from mnistlab.data import Dataset
from mnistlab.nn import Network
from mnistlab.nn.fast import count_right

Accuracies = tuple[float, float]  # on all training and on all test images, 0..1


class Validation:
    """Knows when accuracy is due, and how far its measuring has come.

    Parameters
    ----------
    dataset : Dataset
    batch_size : int
    measured_at : int or None
        The last iteration at which it was measured; None before the first time, which is at iteration 0.
    """

    def __init__(self, dataset: Dataset, batch_size: int, measured_at: int | None = None) -> None:
        self._dataset = dataset
        self._batch_size = batch_size
        self._due = 0 if measured_at is None else self._after(measured_at)
        self._under_way: Iterator[Accuracies | None] | None = None

    def is_due(self, iteration: int) -> bool:
        """Whether something is left to be measured after so many updates."""
        return iteration == self._due or self._under_way is not None

    def advance(self, network: Network, iteration: int) -> Accuracies | None:
        """Measure one piece, in about half a millisecond; return the accuracies when they are known."""
        if self._under_way is None:
            self._under_way = measure(network, self._dataset)
        accuracies = next(self._under_way)
        if accuracies is not None:
            self._under_way = None
            self._due = self._after(iteration)
        return accuracies

    def _after(self, iteration: int) -> int:
        """Return when accuracy is due next, once it has been measured at an iteration."""
        # By count, not by `iteration % iterations_per_epoch`: that is a float for most batch sizes.
        images = len(self._dataset.train_images)
        epochs_begun = iteration * self._batch_size // images + 1
        return -(-epochs_begun * images // self._batch_size)  # rounded up


def measure(network: Network, dataset: Dataset) -> Iterator[Accuracies | None]:
    """Measure the accuracy piece by piece: yield None after each, and at the end the two accuracies."""
    train = test = 0
    for right in count_right(network, dataset.train_images, dataset.train_labels):
        train += right
        yield None
    for right in count_right(network, dataset.test_images, dataset.test_labels):
        test += right
        yield None
    yield train / len(dataset.train_labels), test / len(dataset.test_labels)
