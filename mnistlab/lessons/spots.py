"""Places in the window that a learner may point at.

lossPlot              a thing in the window, by its `objectName`
lossPlot 100..200     a part of it: of a plot, these iterations
weightsView 7         of a picture of many things, the thing with this number: a hidden unit, a digit, a pixel 0..783
whyPixels 8,10..19,16 of an image, the pixels in this rectangle: column and row from 0, both corners with it
"""

import re
from dataclasses import dataclass
from typing import Final, Self

SIDE: Final = 28  # pixels in a row of an image
NUMBER: Final = r"(\d{1,7})"
SPOT: Final = re.compile(rf"(\w{{1,60}})(?: {NUMBER}(?:,{NUMBER})?(?:\.\.{NUMBER}(?:,{NUMBER})?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the window.

    Attributes
    ----------
    name : str
        The `objectName` of the thing.
    low, high : int or None
        The first and the last number of the part that is meant; None for the whole thing.
    is_rectangle : bool
        Whether the numbers are pixels at two corners of a rectangle, not the ends of a range.
    """

    name: str
    low: int | None = None
    high: int | None = None
    is_rectangle: bool = False

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the spot that a text names.

        Raises
        ------
        ValueError
            If it names none.
        """
        match = SPOT.fullmatch(text)
        if match is None or (match[4] is not None and (match[3] is None) is not (match[5] is None)):
            raise ValueError(text)
        name, *numbers = match.groups()
        if any(column is not None and int(column) >= SIDE for column in (match[2], match[4]) if match[3] is not None):
            raise ValueError(text)
        first, row, last, last_row = (None if number is None else int(number) for number in numbers)
        if first is None:
            return cls(name)
        if row is None:
            high = first if last is None else last
            made = cls(name, first, high)
        else:
            high = row * SIDE + first if last is None or last_row is None else last_row * SIDE + last
            made = cls(name, row * SIDE + first, high, is_rectangle=True)
        if not made._is_whole():
            raise ValueError(text)
        return made

    @classmethod
    def is_one(cls, text: str) -> bool:
        """Return whether a text names a spot."""
        try:
            cls.read(text)
        except ValueError:
            return False
        return True

    def _is_whole(self) -> bool:
        assert self.low is not None
        assert self.high is not None
        if self.is_rectangle:
            return self.high < SIDE * SIDE and self.low % SIDE <= self.high % SIDE and self.low <= self.high
        return self.low <= self.high

    def gap(self, pointed: "Spot") -> int | None:
        """Return how far a spot that was pointed at lies beside this one: 0 within it, None in another thing."""
        if pointed.name != self.name:
            return None
        if self.low is None or self.high is None:
            return 0
        if pointed.low is None:
            return None
        if not self.is_rectangle:
            return max(self.low - pointed.low, pointed.low - self.high, 0)
        (top, left), (bottom, right) = divmod(self.low, SIDE), divmod(self.high, SIDE)
        row, column = divmod(pointed.low, SIDE)
        return max(left - column, column - right, top - row, row - bottom, 0)
