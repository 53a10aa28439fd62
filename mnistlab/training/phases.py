"""The phases of an iteration, and what the first of them draws."""

import enum
from typing import NamedTuple

from mnistlab.data import Dataset
from mnistlab.nn.functions import Array


class Phase(enum.Enum):
    """The phases of an iteration, in their order."""

    SELECT_BATCH = "select_batch"
    COMPUTE_GRADIENT = "compute_gradient"
    UPDATE = "update"


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
