"""A person's own digits as they are collected: the digit to draw next, and each change and its undoing."""

import bisect
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from mnistlab.data import samples
from mnistlab.data.images import CLASSES, Pixels, read_only
from mnistlab.data.samples import OwnDigit, Samples
from mnistlab.errors import DataError


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """A digit that was added or deleted, and its place."""

    added: bool
    place: int
    digit: OwnDigit


class Collection:
    """A person's digits in the order of drawing, and the changes that can be undone.

    Attributes
    ----------
    digits : list of OwnDigit
    samples : Samples
        The same, as arrays.
    """

    def __init__(self, digits: Iterable[OwnDigit] = ()) -> None:
        self.digits: list[OwnDigit] = []
        self.samples = Samples()
        self._changes: list[Change] = []
        self.take(digits)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._changes)

    def take(self, digits: Iterable[OwnDigit]) -> bool:
        """Have these digits and no others, because another window has changed them; return whether they differ.

        A change of a digit that is gone, or is back, can no longer be undone.
        """
        digits = sorted(digits, key=_order)
        keys = [digit.key for digit in digits]
        if keys == [digit.key for digit in self.digits]:
            return False
        self.samples = Samples.of(digits)
        # Each a part of the array, because the digits of a school would take twice the memory.
        self.digits = [replace(one, image=image) for one, image in zip(digits, self.samples.images, strict=True)]
        self._changes = [change for change in self._changes if (change.digit.key in keys) == change.added]
        return True

    def add(self, image: Pixels, label: int, drawn: float) -> Change:
        """Add a digit: image uint8 (28, 28), the digit asked for, seconds since 1970 UTC.

        Raises
        ------
        DataError
            If there is no room for it; nothing has changed then.
        """
        image = read_only("image", image.copy(), np.uint8, image.shape)
        return self._apply(True, OwnDigit(secrets.token_hex(16), image, label, drawn))

    def delete(self, place: int) -> Change:
        """Delete the digit at a place."""
        return self._apply(False, self.digits[place])

    def undo(self) -> Change:
        """Take back the last change, and return what that did: the opposite of it.

        Raises
        ------
        DataError
            If there is no more room for the deleted digit; nothing has changed then.
        """
        last = self._changes[-1]
        done = self._apply(not last.added, last.digit)
        del self._changes[-2:]
        return done

    def _apply(self, added: bool, digit: OwnDigit) -> Change:
        if added and len(self.digits) >= samples.MOST:
            raise DataError("samples_full", expected=f"{samples.MOST:,}")
        place = bisect.bisect_left(self.digits, _order(digit), key=_order)
        if added:
            self.digits.insert(place, digit)
        else:
            del self.digits[place]
        self.samples = Samples.of(self.digits)
        change = Change(added, place, digit)
        self._changes.append(change)
        return change


def _order(digit: OwnDigit) -> tuple[float, str]:
    return digit.drawn, digit.key


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
