"""A person's own digits as a value, and the file that earlier versions kept them in: a .npz with the same arrays.

Because adding or deleting a digit makes another value, one thread can read it while a person draws the next digit.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.arrays import read_arrays
from mnistlab.data.images import PIXELS, SIDE, Pixels, check_labels, read_only
from mnistlab.errors import DataError, Name, names, reason_of

MOST: Final = 10_000  # as many as MNIST's test images
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


def load_samples(path: Path) -> Samples:
    """Read the samples in a file of an earlier version; none if the file is missing.

    A file that cannot be read is kept under another name.

    Raises
    ------
    DataError
        "samples_damaged": the file is now ``aside``. "samples_stuck": the file could not be moved away.
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
        aside = next(name for name in free if not os.path.lexists(name))
        path.rename(aside)
    except OSError:
        return DataError("samples_stuck", file=str(path), reason=reason)
    return DataError("samples_damaged", file=str(path), reason=reason, aside=aside.name)
