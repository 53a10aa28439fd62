"""A person's own digits, as a value: to add one or to take one out makes another.

So they can be read in one thread while the next digit is drawn in another.
"""

from dataclasses import dataclass, field
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.images import CLASSES, SIDE, Pixels
from mnistlab.errors import DataError

MOST: Final = 10_000  # as many as MNIST's test images; their file has 8 MB then, and is written in some 10 ms

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
