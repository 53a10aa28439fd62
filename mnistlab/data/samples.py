"""A person's own digits, as a value, and the file that they are kept in: NumPy's .npz with the same arrays.

Because adding or deleting a digit makes another value, one thread can read it while a person draws the next digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.arrays import read_arrays
from mnistlab.data.files import write_whole
from mnistlab.data.images import PIXELS, SIDE, Pixels, check_labels, read_only
from mnistlab.errors import DataError, Name, names, reason_of

MOST: Final = 10_000  # as many as MNIST's test images; a file of these has 8 MB and is written in about 10 ms
ARRAYS: Final = ("images", "labels", "times")
LARGEST_FILE: Final = 2 * MOST * (PIXELS + 9)  # bytes, unpacked

Labels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, eq=False)
class OwnDigit:
    """A digit that a person drew when asked for it.

    Attributes
    ----------
    key : str
        That no other digit has.
    image : ndarray of uint8, shape (28, 28)
        From 0 (background) to 255 (ink).
    label : int
        The digit that was asked for, 0..9.
    drawn : float
        When, in seconds since 1970 UTC.
    """

    key: str
    image: Pixels
    label: int
    drawn: float


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Digits that one person drew, in the order in which they were drawn. The arrays are read-only.

    Attributes
    ----------
    images : ndarray of uint8, shape (N, 28, 28)
        From 0 (background) to 255 (ink).
    labels : ndarray of uint8, shape (N,)
        The digit that was asked for, 0..9.
    times : ndarray of int64, shape (N,)
        The time of drawing, in seconds since 1970 UTC.

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
            object.__setattr__(self, name, read_only(name, getattr(self, name), dtype, shape))
        check_labels(self.labels, "labels")

    def __len__(self) -> int:
        return len(self.labels)

    @classmethod
    def of(cls, digits: Sequence[OwnDigit]) -> Self:
        """Return digits as samples, in their order."""
        if not digits:
            return cls()
        return cls(
            np.stack([digit.image for digit in digits]),
            np.array([digit.label for digit in digits], np.uint8),
            np.array([digit.drawn for digit in digits]).astype(np.int64),
        )

    def with_sample(self, image: Pixels, label: int, time: int, place: int | None = None) -> Self:
        """Return the samples with one more, at the end or at a place.

        Raises
        ------
        DataError
            If there is no room for the sample.
        """
        place = len(self) if place is None else place
        return type(self)(
            np.insert(self.images, place, image, axis=0),
            np.insert(self.labels, place, label),
            np.insert(self.times, place, time),
        )

    def without(self, place: int) -> Self:
        """Return the samples without the one at a place."""
        return type(self)(
            np.delete(self.images, place, axis=0), np.delete(self.labels, place), np.delete(self.times, place)
        )


def load_samples(path: Path) -> Samples:
    """Read the samples that `save_samples` wrote; none if the file is missing.

    A file that cannot be read is kept under another name.

    Raises
    ------
    DataError
        "samples_damaged": the file is now ``aside``, and a new one can be written. "samples_stuck": the file could not
        be moved away, and must not be overwritten.
    """
    try:
        arrays = read_arrays(path, ARRAYS, LARGEST_FILE)
        return Samples(**{name: arrays[name] for name in ARRAYS})
    except FileNotFoundError:
        return Samples()
    except OSError as error:
        reason = reason_of(error)
    except KeyError as error:
        reason = Name(names.tr("it has no {array}"), array=error.args[0])
    except DataError as error:
        reason = str(error).removesuffix(".")
    raise _damaged(path, reason)


def _damaged(path: Path, reason: str) -> DataError:
    """Move a file away that cannot be read, and return the error that says so."""
    free = (path.with_name(f"{path.name}.damaged{number or ''}") for number in count())
    try:
        aside = next(name for name in free if not name.exists())
        path.rename(aside)
    except OSError:
        return DataError("samples_stuck", file=str(path), reason=reason)
    return DataError("samples_damaged", file=str(path), reason=reason, aside=aside.name)


def save_samples(path: Path, samples: Samples) -> None:
    """Write the samples, all of them or nothing, and make the folder if it is missing.

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
