"""A person's own digits: drawn, deleted, and each change undone."""

from dataclasses import dataclass, replace
from pathlib import Path

from mnistlab.data.images import Pixels
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
