"""How a network reads many images: which class is taken for which, how often, and which images those are."""

from collections.abc import Generator
from dataclasses import dataclass, fields

import numpy as np

from mnistlab.analysis.readings import UNREAD, read_all
from mnistlab.nn.functions import Array
from mnistlab.nn.network import Network


@dataclass(frozen=True, eq=False, slots=True)
class Confusion:
    """How a network reads M images, each of one of K classes. The arrays are read-only.

    Attributes
    ----------
    labels : ndarray of int64, shape (M,)
        The right classes.
    readings : ndarray of int64, shape (M,)
        The class that is found most probable; `UNREAD` where the network answers with no numbers (NaN).
    confidence : ndarray of float32, shape (M,)
        The probability of that class; NaN where unread.
    label_confidence : ndarray of float32, shape (M,)
        The probability of the right class; NaN where unread.
    counts : ndarray of int64, shape (K, K)
        The confusion matrix: images by label (row) and reading (column), without the unread.
    totals : ndarray of int64, shape (K,)
        Images by label, the unread among them.
    surest_first : ndarray of int64, shape (M,)
        All images by falling confidence, the unread last.
    """

    labels: Array
    readings: Array
    confidence: Array
    label_confidence: Array
    counts: Array
    totals: Array
    surest_first: Array

    @property
    def right(self) -> int:
        """How many images are read right."""
        return int(np.trace(self.counts))

    @property
    def unread(self) -> int:
        """How many images the network gives no numbers for."""
        return len(self.labels) - int(self.counts.sum())

    @property
    def mistakes(self) -> int:
        """How many images are read as another class."""
        return int(self.counts.sum()) - self.right

    @property
    def accuracy(self) -> float:
        """Share of all images that are read right, 0..1; NaN of none."""
        return self.right / len(self.labels) if len(self.labels) else float("nan")

    @property
    def recall(self) -> Array:
        """Of the images of a class, the share that is read right, float64 (K,); NaN where there are none."""
        with np.errstate(invalid="ignore"):
            return np.asarray(np.diagonal(self.counts) / self.totals)

    @property
    def precision(self) -> Array:
        """Of the images read as a class, the share that is right, float64 (K,); NaN where there are none."""
        with np.errstate(invalid="ignore"):
            return np.asarray(np.diagonal(self.counts) / self.counts.sum(axis=0))

    def images(self, label: int | None = None, reading: int | None = None) -> Array:
        """Return which images have a label and a reading, the surest first.

        Parameters
        ----------
        label, reading : int, optional
            Without one of them, the mistakes in the column or row of the other; without both, all mistakes.

        Returns
        -------
        ndarray of int64, shape (n,)
        """
        chosen = self.readings != UNREAD
        if label is not None:
            chosen &= self.labels == label
        if reading is not None:
            chosen &= self.readings == reading
        if label is None or reading is None:
            chosen &= self.readings != self.labels
        return np.asarray(self.surest_first[chosen[self.surest_first]])

    def of_class(self, label: int) -> Array:
        """Return the images of a class, (n,) int64, by falling probability of it: the surest first, the unread not."""
        images = np.flatnonzero((self.labels == label) & (self.readings != UNREAD))
        return images[np.argsort(-self.label_confidence[images], kind="stable")]

    def since(self, before: "Confusion") -> tuple[int, int]:
        """Return how many mistakes are mended, and how many new, since the same images were read `before`."""
        right, was_right = self.readings == self.labels, before.readings == before.labels
        return int(np.count_nonzero(right & ~was_right)), int(np.count_nonzero(~right & was_right))


def examine(network: Network, images: Array, labels: Array) -> Generator[float, None, Confusion]:
    """Have a network read images; yield the share done every few milliseconds, and return how it read them.

    Parameters
    ----------
    network : Network
        With D inputs and K outputs.
    images : ndarray of uint8, shape (M, D)
        Brightness, 0..255.
    labels : ndarray of integers, shape (M,)
        Class numbers below K. Classes may be missing.

    Yields
    ------
    float
        0..1
    """
    readings = yield from read_all(network, images)
    labels, digits, shares = labels.astype(np.int64), readings.digits, readings.shares
    classes = readings.probabilities.shape[1]
    cells = (labels * classes + digits)[readings.known]
    result = Confusion(
        labels,
        digits,
        shares,
        readings.shares_of(labels),
        np.bincount(cells, minlength=classes * classes).reshape(classes, classes),
        np.bincount(labels, minlength=classes),
        np.argsort(-shares, kind="stable"),  # NaN comes last
    )
    for field in fields(result):
        getattr(result, field.name).flags.writeable = False
    return result
