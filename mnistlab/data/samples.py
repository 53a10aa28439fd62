"""A person's own digits: asked for in rounds, collected, kept in a file, and given out as a data set.

The samples are a value: to add one or to take one out makes another. So they can be read in one thread while
the next digit is drawn in another.
"""

import tempfile
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.arrays import read_arrays
from mnistlab.data.dataset import Dataset
from mnistlab.data.files import write_whole
from mnistlab.data.idx import write_images, write_labels
from mnistlab.data.images import CLASSES, PIXELS, SIDE, Pixels
from mnistlab.errors import QT_TRANSLATE_NOOP, DataError, Name, reason_of

MOST: Final = 10_000  # as many as MNIST's test images; the file has 8 MB then, and is written in some 10 ms
ARRAYS: Final = ("images", "labels", "times")
LARGEST_FILE: Final = 2 * MOST * (PIXELS + 9)  # bytes, unpacked
LEAST_TO_EXPORT: Final = 2  # one to train on, one to test with
TEST_EVERY: Final = 5
OWN_SHARE: Final = 0.1  # of the training images, together with MNIST's

Labels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Digits that one person drew, in the order in which they were drawn. The arrays are read-only.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, 28, 28)
        As a network is given them: from 0 (background) to 255 (ink).
    labels : ndarray of uint8, shape (N,)
        What was asked for, 0..9.
    times : ndarray of int64, shape (N,)
        When each was drawn, in seconds since 1970 UTC.

    Raises
    ------
    DataError
        If an array has another shape or dtype, there are more than 10,000, or a label is larger than 9.
    """

    images: Pixels = field(default_factory=lambda: np.zeros((0, SIDE, SIDE), np.uint8))
    labels: Labels = field(default_factory=lambda: np.zeros(0, np.uint8))
    times: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    def __post_init__(self) -> None:
        n = len(self.labels) if self.labels.ndim else 0
        if n > MOST:
            raise DataError("samples_full", expected=f"{MOST:,}")
        for name, dtype, shape in (
            ("images", np.uint8, (n, SIDE, SIDE)),
            ("labels", np.uint8, (n,)),
            ("times", np.int64, (n,)),
        ):
            array: NDArray[Any] = getattr(self, name)
            if array.dtype != dtype or array.shape != shape:
                expected, found = f"{np.dtype(dtype)} {shape}", f"{array.dtype} {array.shape}"
                raise DataError("wrong_array", field=name, expected=expected, found=found)
            view = array.view()
            view.flags.writeable = False
            object.__setattr__(self, name, view)
        if n and self.labels.max() >= CLASSES:
            raise DataError("label_range", file="labels", expected=CLASSES - 1, found=int(self.labels.max()))

    def __len__(self) -> int:
        return len(self.labels)

    def with_sample(self, image: Pixels, label: int, time: int, place: int | None = None) -> Self:
        """Return the collection with one more, at its end or at a place.

        Raises
        ------
        DataError
            If there is no room for it.
        """
        place = len(self) if place is None else place
        return type(self)(
            np.insert(self.images, place, image, axis=0),
            np.insert(self.labels, place, label),
            np.insert(self.times, place, time),
        )

    def without(self, place: int) -> Self:
        """Return the collection without the sample at a place."""
        return type(self)(
            np.delete(self.images, place, axis=0), np.delete(self.labels, place), np.delete(self.times, place)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A sample that was added or deleted: its place, its image uint8 (28, 28), its label, and when it was drawn."""

    added: bool
    place: int
    image: Pixels
    label: int
    time: int


class Collection:
    """A person's samples, a way back from each change, and the file that they are kept in.

    Parameters
    ----------
    path : Path
        The file. It need not be there yet.

    Attributes
    ----------
    samples : Samples
        What is in it now.
    path : Path or None
        None where the file that is there can neither be read nor be moved away, and so must not be written over.
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
        """Take what the file holds.

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
        """Write it to its file, if it has one.

        Raises
        ------
        DataError
            As `save_samples`.
        """
        if self.path is not None:
            save_samples(self.path, self.samples)

    def add(self, image: Pixels, label: int, time: int) -> None:
        """Take a sample in, at the end: uint8 (28, 28), what was asked for, seconds since 1970 UTC.

        Raises
        ------
        DataError
            If there is no room for it; nothing has changed then.
        """
        self._apply(Change(True, len(self.samples), image.copy(), label, time))

    def delete(self, place: int) -> None:
        """Take the sample at a place out."""
        samples = self.samples
        label, time = int(samples.labels[place]), int(samples.times[place])
        self._apply(Change(False, place, samples.images[place].copy(), label, time))

    def undo(self) -> Change:
        """Take back the last change, and return it.

        Raises
        ------
        DataError
            If there is no room any more for what was deleted; nothing has changed then.
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
    """Which digit to ask for: ten make a round, each of them once, in random order.

    Attributes
    ----------
    left : list of int
        What is still to be drawn in this round; the first is asked for now.
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
        """Ask for the next one: this one is drawn, or left out."""
        self.left.pop(0)
        if not self.left:
            self._begin()

    def go_back(self, digit: int) -> None:
        """Ask once more for a digit that had been drawn, and then for what is asked for now."""
        self.left.insert(0, digit)

    def _begin(self) -> None:
        self.left = self._rng.permutation(CLASSES).tolist()


# Kept in a file


def load_samples(path: Path) -> Samples:
    """Read the collection that `save_samples` wrote; an empty one where there is no such file.

    A file that cannot be read is not lost: it is kept aside under another name.

    Raises
    ------
    DataError
        "samples_damaged": the file is now ``aside``, and a new one can be written. "samples_stuck": it could not be
        moved away, and must not be written over.
    """
    try:
        arrays = read_arrays(path, ARRAYS, LARGEST_FILE)
        return Samples(**{name: arrays[name] for name in ARRAYS})
    except FileNotFoundError:
        return Samples()
    except OSError as error:
        reason = reason_of(error)
    except KeyError as error:
        reason = Name(QT_TRANSLATE_NOOP("names", "it has no {array}"), array=error.args[0])
    except DataError as error:
        reason = str(error).removesuffix(".")
    raise _damaged(path, reason)


def _damaged(path: Path, reason: str) -> DataError:
    """Move a file away that cannot be read, and return what to say of it."""
    names = (path.with_name(f"{path.name}.damaged{number or ''}") for number in count())
    try:
        aside = next(name for name in names if not name.exists())
        path.rename(aside)
    except OSError:
        return DataError("samples_stuck", file=str(path), reason=reason)
    return DataError("samples_damaged", file=str(path), reason=reason, aside=aside.name)


def save_samples(path: Path, samples: Samples) -> None:
    """Write the collection, all of it or nothing; its folder is made where it is missing.

    Raises
    ------
    DataError
        If the file cannot be written; what was there before is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError("samples_not_written", file=str(path), reason=reason_of(error)) from error
    with write_whole(path, DataError, "samples_not_written") as file:
        np.savez(file, images=samples.images, labels=samples.labels, times=samples.times)


# Given out as a data set


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the folder, and how many training and test images."""

    folder: Path
    train: int
    test: int


def held_out(labels: Labels) -> NDArray[np.bool_]:
    """Return which samples (N,) are kept for the test: of each digit every fifth, or the last of two to four.

    With two samples or more there is at least one on either side.
    """
    test = np.zeros(len(labels), bool)
    for digit in range(CLASSES):
        places = np.flatnonzero(labels == digit)
        chosen = places[TEST_EVERY - 1 :: TEST_EVERY]
        test[chosen if len(chosen) else places[1:][-1:]] = True
    if len(labels) >= LEAST_TO_EXPORT and not test.any():  # each digit only once
        test[-1] = True
    return test


def export_samples(folder: Path, samples: Samples, mnist: Dataset | None = None) -> Generator[float, None, Exported]:
    """Write the collection as the four IDX files that `load_dataset` opens, all of them or none.

    Parameters
    ----------
    folder : Path
        It must be there, and hold none of the four files.
    samples : Samples
        At least two; `held_out` tells which become test images.
    mnist : Dataset, optional
        Its training images come before the person's own, which are then repeated until they are a tenth of all. The
        test images are the person's alone.

    Yields
    ------
    float
        The share done, 0..1.

    Raises
    ------
    DataError
        If there are too few samples, a file is there already, or one cannot be written.
    """
    if len(samples) < LEAST_TO_EXPORT:
        raise DataError("samples_too_few", found=len(samples), expected=LEAST_TO_EXPORT)
    test = held_out(samples.labels)
    train_images, train_labels = samples.images[~test], samples.labels[~test]
    if mnist is not None:
        wanted = OWN_SHARE / (1 - OWN_SHARE) * len(mnist.train_labels)
        copies = max(1, round(wanted / len(train_labels)))
        before = mnist.train_images.reshape(-1, SIDE, SIDE)
        train_images = np.concatenate([before, np.tile(train_images, (copies, 1, 1))])
        train_labels = np.concatenate([mnist.train_labels, np.tile(train_labels, copies)])
    parts = {"train": (train_images, train_labels), "t10k": (samples.images[test], samples.labels[test])}
    names = [f"{part}-{kind}" for part in parts for kind in ("images-idx3-ubyte", "labels-idx1-ubyte")]
    _refuse_existing(folder, names)
    try:
        # Beside where they belong, so that moving them there copies nothing.
        with tempfile.TemporaryDirectory(prefix="mnistlab-", dir=folder) as unfinished:
            for number, (part, (images, labels)) in enumerate(parts.items()):
                write_images(Path(unfinished, f"{part}-images-idx3-ubyte"), images)
                write_labels(Path(unfinished, f"{part}-labels-idx1-ubyte"), labels)
                yield (number + 1) / len(parts)
            _refuse_existing(folder, names)
            _move_all(Path(unfinished), folder, names)
    except OSError as error:
        raise DataError("not_writable", file=str(folder), reason=error.strerror or str(error)) from error
    return Exported(folder, len(train_labels), int(test.sum()))


def _refuse_existing(folder: Path, names: list[str]) -> None:
    """Refuse a folder with a file that `load_dataset` could take for one of these."""
    for name in names:
        for spelling in (name, name.replace("-idx", ".idx")):
            for path in (folder / spelling, folder / f"{spelling}.gz"):
                if path.exists():
                    raise DataError("export_exists", file=str(path))


def _move_all(source: Path, folder: Path, names: list[str]) -> None:
    moved: list[Path] = []
    try:
        for name in names:
            (source / name).rename(folder / name)
            moved.append(folder / name)
    except OSError:
        for path in moved:
            path.unlink(missing_ok=True)
        raise
