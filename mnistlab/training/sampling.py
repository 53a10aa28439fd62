"""Two ways of drawing a mini-batch."""

from typing import Protocol

import numpy as np

from mnistlab.data import Dataset
from mnistlab.errors import SettingsError
from mnistlab.nn.functions import Array
from mnistlab.training.settings import RunSettings

DRAWN_AHEAD = 6400  # images


class Sampler(Protocol):
    """Says which training images make up the next mini-batch."""

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""


class RandomSampler:
    """Draws with replacement: an image may come twice, even within one batch, and another not for many epochs."""

    def __init__(self, images: int, batch_size: int, rng: np.random.Generator) -> None:
        self._images = images
        self._rng = rng
        # Many batches are drawn at a time: asking the generator costs more than what it does for one.
        self._block = np.empty((max(1, DRAWN_AHEAD // batch_size), batch_size), np.int64)
        self._used = len(self._block)

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""
        if self._used == len(self._block):
            self._block = self._rng.integers(self._images, size=self._block.shape)
            self._used = 0
        indices: Array = self._block[self._used]
        self._used += 1
        return indices


class ShuffledSampler:
    """Deals out the images like cards, and shuffles them afresh when all are dealt.

    Where the batch size does not divide the number of images, a batch takes the last cards of one shuffle and
    the first of the next, so that every epoch still has every image exactly once.
    """

    def __init__(self, images: int, batch_size: int, rng: np.random.Generator) -> None:
        self._images = images
        self._batch_size = batch_size
        self._rng = rng
        self._order = rng.permutation(images)
        self._dealt = 0

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""
        batch = self._order[self._dealt : self._dealt + self._batch_size]
        self._dealt += self._batch_size
        if self._dealt >= self._images:
            self._dealt -= self._images
            self._order = self._rng.permutation(self._images)
            batch = np.concatenate([batch, self._order[: self._dealt]])
        return batch


def make_sampler(settings: RunSettings, images: int, rng: np.random.Generator) -> Sampler:
    """Return the sampler that `settings` ask for, over a training set of so many images."""
    if settings.sampling == "random":
        return RandomSampler(images, settings.batch_size, rng)
    return ShuffledSampler(images, settings.batch_size, rng)


def check_fits(settings: RunSettings, dataset: Dataset) -> None:
    """Check what `settings` alone cannot know.

    Raises
    ------
    SettingsError
        If a shuffled batch would be larger than the training set.
    """
    images = len(dataset.train_images)
    if settings.sampling == "shuffle" and settings.batch_size > images:
        raise SettingsError("batch_larger_than_data", images=f"{images:,}", given=f"{settings.batch_size:,}")
