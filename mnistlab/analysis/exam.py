"""How a network reads many images: which class is taken for which, how often, and which images those are."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from mnistlab.analysis.batched_prediction import predict_in_pieces
from mnistlab.nn.functions import Array
from mnistlab.nn.network import TwoLayerNet

UNREAD = -1


@dataclass(frozen=True, eq=False, slots=True)
class Confusion:
    """What a network has read in M images, each of one of K classes. Nobody writes to the arrays again.

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


def read_all(network: TwoLayerNet, images: Array, labels: Array) -> Generator[float, None, Confusion]:
    """Have a network read images; yield the share done every few milliseconds, and return how it read them.

    Parameters
    ----------
    network : TwoLayerNet
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
    classes, count = len(network.params["b2"]), len(images)
    labels = labels.astype(np.int64)
    readings = np.empty(count, np.int64)
    confidence, label_confidence = np.empty(count, np.float32), np.empty(count, np.float32)
    for part, y in predict_in_pieces(network, images):
        known = np.isfinite(y).all(axis=1)
        readings[part] = np.where(known, y.argmax(axis=1), UNREAD)
        confidence[part] = np.where(known, y.max(axis=1), np.nan)
        label_confidence[part] = np.where(known, y[np.arange(len(y)), labels[part]], np.nan)
        yield part.stop / count
    known = readings != UNREAD
    cells = labels[known] * classes + readings[known]
    result = Confusion(
        labels,
        readings,
        confidence,
        label_confidence,
        np.bincount(cells, minlength=classes * classes).reshape(classes, classes),
        np.bincount(labels, minlength=classes),
        np.argsort(-confidence, kind="stable"),  # NaN comes last
    )
    for array in (labels, readings, confidence, label_confidence, result.counts, result.totals, result.surest_first):
        array.flags.writeable = False
    return result
