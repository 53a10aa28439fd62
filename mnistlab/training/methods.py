"""How updates were made: what has to be known to do a run again."""

from bisect import bisect_right
from dataclasses import dataclass

from mnistlab.nn.mistakes import Mistake
from mnistlab.training.settings import Gradient


@dataclass(frozen=True, slots=True)
class Method:
    """How an update was made: with the same methods, a run is the same.

    Attributes
    ----------
    learning_rate : float
    gradient : {"backpropagation", "numerical"}
    mistake : Mistake or None
        Made on purpose in the gradient.
    """

    learning_rate: float
    gradient: Gradient
    mistake: Mistake | None


class Methods:
    """The methods of a run: each with the iteration from which on it was used."""

    def __init__(self) -> None:
        self._changes: list[tuple[int, Method]] = []

    def note(self, iteration: int, method: Method) -> None:
        """Note how the update after so many iterations is made."""
        if not self._changes or self._changes[-1][1] != method:
            self._changes.append((iteration, method))

    @property
    def changes(self) -> tuple[tuple[int, Method], ...]:
        """Each method, and the iteration from which on."""
        return tuple(self._changes)

    def at(self, iteration: int) -> Method:
        """Return how the update after so many iterations was made."""
        place = bisect_right(self._changes, iteration, key=lambda change: change[0])
        return self._changes[place - 1][1]

    def until(self, iteration: int) -> "Methods":
        """Return those of the first iterations."""
        methods = Methods()
        methods._changes = [(start, method) for start, method in self._changes if start < iteration]
        return methods
