"""Which digit a person is asked to draw."""

import numpy as np

from mnistlab.data.images import CLASSES


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
