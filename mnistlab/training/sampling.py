"""Two ways of drawing a mini-batch."""

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.images import CLASSES
from mnistlab.errors import SettingsError
from mnistlab.nn.fast import AT_ONCE
from mnistlab.nn.functions import Array
from mnistlab.training.settings import RunSettings

DRAWN_AHEAD = 6400  # images
# What a gradient by numbers takes, about, for each image and for each of its weights: to say why one is refused.
IMAGE_SECONDS = 5e-4
WEIGHT_SECONDS = 2.5e-8


Start = tuple[Mapping[str, Any], int]  # state of a generator, and how many images to leave out


class Position(NamedTuple):
    """Where a sampler stands: enough to draw on from there, and small.

    Attributes
    ----------
    state : mapping
        State of the generator before it drew the images that are being handed out.
    used : int
        How many of those have been handed out.
    epoch : tuple of mapping and int
        The same two where the present epoch began.
    seen : int
        Images handed out in the present epoch. An epoch that has just ended is the present one until the next draw.
    """

    state: Mapping[str, Any]
    used: int
    epoch: Start
    seen: int


class Sampler(Protocol):
    """Says which training images make up the next mini-batch."""

    @property
    def position(self) -> Position:
        """Where it stands."""

    @property
    def before(self) -> Position:
        """Where it stood before the last draw."""

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""

    def at(self, position: Position) -> "Sampler":
        """Return another one that draws on from a position."""

    def seen(self) -> Array:
        """Return which images have been drawn in the present epoch: bool, one for each training image."""


class RandomSampler:
    """Draws with replacement: an image may come twice, even within one batch, and another not for many epochs."""

    def __init__(self, images: int, batch_size: int, rng: np.random.Generator) -> None:
        self._images = images
        self._batch_size = batch_size
        self._rng = rng
        self._draw_ahead()
        self._seen = 0
        self._epoch: Start = (self._state, 0)
        self._before = self._state, 0, self._epoch, 0
        self._mask: tuple[object, np.random.Generator, Array, int] | None = None  # of an epoch, as far as looked at

    @property
    def position(self) -> Position:
        """Where it stands."""
        return self._position(self._state, self._used, self._epoch, self._seen)

    @property
    def before(self) -> Position:
        """Where it stood before the last draw."""
        return self._position(*self._before)

    def _position(self, state: Mapping[str, Any], batches: int, epoch: Start, seen: int) -> Position:
        return Position(state, batches * self._batch_size, epoch, seen)

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""
        self._before = self._state, self._used, self._epoch, self._seen
        if self._used == len(self._block):
            self._draw_ahead()
        indices: Array = self._block[self._used]
        self._used += 1
        self._seen += self._batch_size
        if self._seen > self._images:  # the batch has the first images of another epoch
            self._seen = (self._seen - 1) % self._images + 1
            self._epoch = self._state, self._used * self._batch_size - self._seen
        return indices

    def at(self, position: Position) -> "RandomSampler":
        """Return another one that draws on from a position."""
        sampler = RandomSampler(self._images, self._batch_size, _generator(position.state))
        sampler._used = position.used // self._batch_size
        sampler._epoch, sampler._seen = position.epoch, position.seen
        return sampler

    def seen(self) -> Array:
        """Return which images have been drawn in the present epoch: bool, one for each training image."""
        # What was drawn since the last look is drawn again: however many images are asked for at a time, the generator
        # gives the same.
        epoch, rng, mask, count = self._mask or (None, self._rng, np.zeros(0, bool), 0)
        if epoch is not self._epoch:
            state, used = epoch = self._epoch
            rng, mask, count = _generator(state), np.zeros(self._images, bool), 0
            rng.integers(self._images, size=used)
        mask[rng.integers(self._images, size=self._seen - count)] = True
        self._mask = epoch, rng, mask, self._seen
        return mask.copy()

    def _draw_ahead(self) -> None:
        # Many batches are drawn at a time, because asking the generator costs more than what it does for one.
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
        self._begun = False
        self._shuffle()
        self._before = self._state, 0, False

    @property
    def position(self) -> Position:
        """Where it stands."""
        return self._position(self._state, self._dealt, begun=self._begun)

    @property
    def before(self) -> Position:
        """Where it stood before the last draw."""
        state, dealt, begun = self._before
        return self._position(state, dealt, begun=begun)

    def _position(self, state: Mapping[str, Any], dealt: int, *, begun: bool) -> Position:
        # An epoch that has just ended was seen as a whole, whatever its order was.
        return Position(state, dealt, (state, 0), dealt or self._images * begun)

    def draw(self) -> Array:
        """Return the indices of the next mini-batch: int64, shape (batch size,)."""
        self._before = self._state, self._dealt, self._begun
        self._begun = True
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
        sampler._dealt, sampler._begun = position.used, position.seen > 0
        return sampler

    def seen(self) -> Array:
        """Return which images have been drawn in the present epoch: bool, one for each training image."""
        seen = np.zeros(self._images, bool)
        seen[self._order[: self.position.seen]] = True
        return seen

    def _shuffle(self) -> None:
        self._state = self._rng.bit_generator.state
        self._order = self._rng.permutation(self._images)


def _generator(state: Mapping[str, Any]) -> np.random.Generator:
    rng = np.random.default_rng(0)
    rng.bit_generator.state = state
    return rng


def make_sampler(settings: RunSettings, images: int, rng: np.random.Generator) -> Sampler:
    """Return the sampler that `settings` ask for, over a training set of `images` images."""
    batch_size = batch_of(settings, images)
    if settings.shuffles:
        return ShuffledSampler(images, batch_size, rng)
    return RandomSampler(images, batch_size, rng)


def batch_of(settings: RunSettings, images: int) -> int:
    """Return how many images a mini-batch has, for a run that learns from `images` images."""
    return settings.batch_size or images


def part_of(dataset: Dataset, settings: RunSettings) -> Dataset:
    """Return the images that `settings` let a run see: those to learn from, and those to measure on.

    Raises
    ------
    SettingsError
        If there are fewer training images than the settings ask for.
    """
    images, labels = dataset.train_images, dataset.train_labels
    learnable = len(labels) - settings.validation_images
    count = settings.training_images or learnable
    if count == len(labels):
        return dataset
    if learnable <= 0:
        raise SettingsError(
            "validation_leaves_none", validation=f"{settings.validation_images:,}", images=f"{len(labels):,}"
        )
    if not 0 < count <= learnable:
        wanted = max(count, 1) + settings.validation_images
        raise SettingsError("too_few_images", wanted=f"{wanted:,}", images=f"{len(labels):,}")
    if settings.is_sealed:
        measured = images[learnable:], labels[learnable:]
    else:
        measured = dataset.test_images, dataset.test_labels
    return Dataset(dataset.name, dataset.path, images[:count], labels[:count], *measured, dataset.changes)


def check_fits(settings: RunSettings, dataset: Dataset) -> None:
    """Check what `settings` alone cannot know.

    Raises
    ------
    SettingsError
        If there are fewer training images than the settings ask for, a shuffled batch would be larger than those, or a
        gradient by numbers would take minutes.
    """
    images = len(part_of(dataset, settings).train_images)
    batch_size = batch_of(settings, images)
    if settings.gradient == "numerical" and batch_size > AT_ONCE:
        weights = dataset.train_images.shape[1] * (settings.hidden_size or CLASSES)
        seconds = f"{round(batch_size * (IMAGE_SECONDS + weights * WEIGHT_SECONDS), -1):,.0f}"
        raise SettingsError("numerical_of_large_batch", images=f"{batch_size:,}", seconds=seconds, most=f"{AT_ONCE:,}")
    if settings.sampling == "shuffle" and settings.batch_size > images:
        raise SettingsError("batch_larger_than_data", images=f"{images:,}", given=f"{settings.batch_size:,}")
