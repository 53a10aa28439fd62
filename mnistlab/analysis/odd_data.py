"""Data sets that open and mean something else: digits on their side, dark on light, or all with one label."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.analysis.readings import read
from mnistlab.data import Dataset
from mnistlab.data.images import SIDE, Pixels, are_dark_on_light
from mnistlab.errors import names
from mnistlab.nn import Network

LOOKED_AT: Final = 300  # images
CLEAR: Final = 0.3  # of them: as many more are read when they are turned
ALMOST_BLACK: Final = 32  # of 255: MNIST's images go up to 255
SEVERAL: Final = 20  # images of a test set: of fewer, all may be of one digit by chance


@dataclass(frozen=True, slots=True)
class Oddity:
    """What is odd about a data set, and what to do.

    Attributes
    ----------
    words : str
        A sentence that names the ``{folder}``.
    remedy : str
        What the program can do; empty if nothing.
    option : str
        The option of the command line that does it.
    change : callable, optional
        Returns the data set after it.
    """

    words: str
    remedy: str = ""
    option: str = ""
    change: Callable[[Dataset], Dataset] | None = None


LYING: Final = Oddity(
    names.tr("The digits in {folder} lie on their side, as EMNIST’s do."),
    names.tr("Turn them"),
    "--turn",
    Dataset.turned,
)
INVERTED: Final = Oddity(
    names.tr("The digits in {folder} are dark on light; MNIST’s are light on dark."),
    names.tr("Invert them"),
    "--invert",
    Dataset.inverted,
)
ONE_LABEL: Final = Oddity(
    names.tr("All training images in {folder} have the same label: nothing can be told apart. Check the labels.")
)
ONE_TEST_LABEL: Final = Oddity(
    names.tr("All test images in {folder} have the same label: the accuracy says little. Check the labels.")
)
ALIKE: Final = Oddity(
    names.tr("All training images in {folder} are the same: nothing can be told apart. Check the images.")
)
BLACK: Final = Oddity(
    names.tr(
        "The images in {folder} are almost black: their brightness should go up to 255. Write them brighter, and "
        "open them again."
    )
)


def oddity_of(dataset: Dataset, network: Network) -> Oddity | None:
    """Return what is odd about a data set, or None; `network` reads MNIST.

    It takes some 10 ms; where the first images are alike or almost black, all of them are looked at.
    """
    images, labels = dataset.train_images, dataset.train_labels
    if len(labels) > 1 and _are_same(labels):
        return ONE_LABEL
    if len(dataset.test_labels) >= SEVERAL and _are_same(dataset.test_labels):
        return ONE_TEST_LABEL
    if len(labels) > 1 and _are_same(images):
        return ALIKE
    if images[:LOOKED_AT].max() < ALMOST_BLACK and images.max() < ALMOST_BLACK:
        return BLACK
    if any(are_dark_on_light(some[:LOOKED_AT]) for some in (images, dataset.test_images)):
        return INVERTED
    return LYING if _lie_on_their_side(dataset, network) else None


def _are_same(items: Pixels) -> bool:
    return bool((items[:LOOKED_AT] == items[0]).all() and (items == items[0]).all())


def _lie_on_their_side(dataset: Dataset, network: Network) -> bool:
    """Return whether a network that reads MNIST reads far more of the training images once they are turned.

    Of images that are no digits it reads as few either way.
    """
    some = dataset.train_images[:LOOKED_AT].reshape(-1, SIDE, SIDE)
    labels = dataset.train_labels[:LOOKED_AT]
    shares = [
        float((read(network, np.ascontiguousarray(images).reshape(len(labels), -1)).digits == labels).mean())
        for images in (some, some.transpose(0, 2, 1))
    ]
    return shares[1] - shares[0] > CLEAR
