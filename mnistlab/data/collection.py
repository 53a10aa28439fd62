"""A person's own digits as they are collected: the digit to draw next, and each change and its undoing."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from mnistlab.data.images import CLASSES, Pixels
from mnistlab.data.samples import Samples, load_samples, save_samples
from mnistlab.errors import DataError


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A sample that was added or deleted: its place, image uint8 (28, 28), label, and time of drawing."""

    added: bool
    place: int
    image: Pixels
    label: int
    time: int


class Collection:
    """A person's samples, the changes that can be undone, and the file with the samples.

    Parameters
    ----------
    path : Path
        The file, which may be missing.

    Attributes
    ----------
    samples : Samples
        The present samples.
    path : Path or None
        None if the existing file can neither be read nor moved away, and so must not be overwritten.
    """

    def __init__(self, path: Path) -> None:
        self.path: Path | None = path
        self.samples = Samples()
        self._changes: list[Change] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._changes)

    def load(self) -> None:
        """Take the samples in the file.

        Raises
        ------
        DataError
            As `load_samples`; the collection is empty then, and can be used.
        """
        assert self.path is not None
        try:
            self.samples = load_samples(self.path)
        except DataError as error:
            if error.kind == "samples_stuck":
                self.path = None
            raise

    def save(self) -> None:
        """Write the samples to the file, if there is one.

        Raises
        ------
        DataError
            As `save_samples`.
        """
        if self.path is not None:
            save_samples(self.path, self.samples)

    def add(self, image: Pixels, label: int, time: int) -> None:
        """Add a sample at the end: image uint8 (28, 28), the digit asked for, seconds since 1970 UTC.

        Raises
        ------
        DataError
            If there is no room for the sample; nothing has changed then.
        """
        self._apply(Change(True, len(self.samples), image.copy(), label, time))

    def delete(self, place: int) -> None:
        """Delete the sample at a place."""
        samples = self.samples
        label, time = int(samples.labels[place]), int(samples.times[place])
        self._apply(Change(False, place, samples.images[place].copy(), label, time))

    def undo(self) -> Change:
        """Take back the last change, and return it.

        Raises
        ------
        DataError
            If there is no more room for the deleted sample; nothing has changed then.
        """
        last = self._changes[-1]
        self._apply(replace(last, added=not last.added))
        del self._changes[-2:]
        return last

    def _apply(self, change: Change) -> None:
        if change.added:
            self.samples = self.samples.with_sample(change.image, change.label, change.time, change.place)
        else:
            self.samples = self.samples.without(change.place)
        self._changes.append(change)


class Rounds:
    """Ten digits make a round: each is asked for once, in random order.

    Attributes
    ----------
    left : list of int
        The digits still to be drawn in this round; the first is asked for now.
    """

    def __init__(self, rng: np.random.Generator | None = None) -> None:
        self._rng = np.random.default_rng() if rng is None else rng
        self.left: list[int] = []
        self._begin()

    @property
    def digit(self) -> int:
        """The digit that is asked for."""
        return self.left[0]

    def go_on(self) -> None:
        """Ask for the next digit, because this one is drawn or left out."""
        self.left.pop(0)
        if not self.left:
            self._begin()

    def go_back(self, digit: int) -> None:
        """Ask again for a digit that was drawn before; the digit that is asked for now comes after it."""
        self.left.insert(0, digit)

    def _begin(self) -> None:
        self.left = self._rng.permutation(CLASSES).tolist()
