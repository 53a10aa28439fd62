"""The phases of an iteration, and what the first of them draws."""

import enum
from typing import Final, NamedTuple

from mnistlab.data import Dataset
from mnistlab.errors import Name
from mnistlab.nn.functions import Array
from mnistlab.translatable import QT_TRANSLATE_NOOP


class Phase(enum.Enum):
    """The phases of an iteration, in their order."""

    SELECT_BATCH = "select_batch"
    COMPUTE_GRADIENT = "compute_gradient"
    UPDATE = "update"

    @property
    def label(self) -> Name:
        """What it is called in the sentence of an error."""
        return LABELS[self]


LABELS: Final = {
    Phase.SELECT_BATCH: Name(QT_TRANSLATE_NOOP("names", "mini-batch")),
    Phase.COMPUTE_GRADIENT: Name(QT_TRANSLATE_NOOP("names", "gradient")),
    Phase.UPDATE: Name(QT_TRANSLATE_NOOP("names", "update")),
}


class MiniBatch(NamedTuple):
    """The images that an iteration learns from.

    Attributes
    ----------
    dataset : Dataset
        Where they come from.
    indices : ndarray of int64, shape (N,)
        Where they stand in its training set.
    """

    dataset: Dataset
    indices: Array

    @property
    def images(self) -> Array:
        """A copy of the images: uint8 (N, 784)."""
        return self.dataset.train_images[self.indices]

    @property
    def labels(self) -> Array:
        """A copy of their labels: uint8 (N,)."""
        return self.dataset.train_labels[self.indices]
