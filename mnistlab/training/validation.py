"""Validation: when the accuracy on all images is due, and how it is measured piece by piece."""

from collections.abc import Generator

from mnistlab.data import Dataset
from mnistlab.nn import Network
from mnistlab.nn.fast import count_right, images_at_once

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
