"""Two ways of drawing a mini-batch."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from mnistlab.data import Dataset
from mnistlab.errors import SettingsError
from mnistlab.nn.functions import Array
from mnistlab.training.settings import RunSettings

DRAWN_AHEAD = 6400  # images


@dataclass(frozen=True, slots=True)
class Position:
    """Where a sampler stands: enough to draw on from there, and small.

    Attributes
    ----------
    state : mapping
        Of the generator, before it drew what is being handed out.
    used : int
        Images of that which have been handed out.
    """

    state: Mapping[str, Any]
    used: int


class Sampler(Protocol):
    """Says which training images make up the next mini-batch."""

    @property
    def position(self) -> Position:
        """Where it stands."""

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""

    def at(self, position: Position) -> "Sampler":
        """Return another one that draws on from a position."""

    def images_from(self, position: Position, count: int) -> Array:
        """Return the next `count` indices from a position: int64, shape (count,)."""


class RandomSampler:
    """Draws with replacement: an image may come twice, even within one batch, and another not for many epochs."""

    def __init__(self, images: int, batch_size: int, rng: np.random.Generator) -> None:
        self._images = images
        self._batch_size = batch_size
        self._rng = rng
        self._draw_ahead()

    @property
    def position(self) -> Position:
        """Where it stands."""
        return Position(self._state, self._used * self._batch_size)

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""
        if self._used == len(self._block):
            self._draw_ahead()
        indices: Array = self._block[self._used]
        self._used += 1
        return indices

    def at(self, position: Position) -> "RandomSampler":
        """Return another one that draws on from a position."""
        sampler = RandomSampler(self._images, self._batch_size, _generator(position.state))
        sampler._used = position.used // self._batch_size
        return sampler

    def images_from(self, position: Position, count: int) -> Array:
        """Return the next `count` indices from a position: int64, shape (count,)."""
        # However many are asked for at a time, the generator gives the same numbers.
        drawn: Array = _generator(position.state).integers(self._images, size=position.used + count)
        return drawn[position.used :]

    def _draw_ahead(self) -> None:
        # Many batches are drawn at a time: asking the generator costs more than what it does for one.
        self._state = self._rng.bit_generator.state
        self._block = self._rng.integers(self._images, size=(max(1, DRAWN_AHEAD // self._batch_size), self._batch_size))
        self._used = 0  # batches


class ShuffledSampler:
    """Deals out the images like cards, and shuffles them afresh when all are dealt.

    Where the batch size does not divide the number of images, a batch takes the last cards of one shuffle and
    the first of the next, so that every epoch still has every image exactly once.
    """

    def __init__(self, images: int, batch_size: int, rng: np.random.Generator) -> None:
        self._images = images
        self._batch_size = batch_size
        self._rng = rng
        self._dealt = 0
        self._shuffle()

    @property
    def position(self) -> Position:
        """Where it stands."""
        return Position(self._state, self._dealt)

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""
        batch = self._order[self._dealt : self._dealt + self._batch_size]
        self._dealt += self._batch_size
        if self._dealt >= self._images:
            self._dealt -= self._images
            self._shuffle()
            batch = np.concatenate([batch, self._order[: self._dealt]])
        return batch

    def at(self, position: Position) -> "ShuffledSampler":
        """Return another one that draws on from a position."""
        sampler = ShuffledSampler(self._images, self._batch_size, _generator(position.state))
        sampler._dealt = position.used
        return sampler

    def images_from(self, position: Position, count: int) -> Array:
        """Return the next `count` indices from a position: int64, shape (count,)."""
        rng = _generator(position.state)
        shuffles = -(-(position.used + count) // self._images)
        order = np.concatenate([rng.permutation(self._images) for _ in range(shuffles)])
        return order[position.used : position.used + count]

    def _shuffle(self) -> None:
        self._state = self._rng.bit_generator.state
        self._order = self._rng.permutation(self._images)


def _generator(state: Mapping[str, Any]) -> np.random.Generator:
    rng = np.random.default_rng(0)
    rng.bit_generator.state = state
    return rng


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
