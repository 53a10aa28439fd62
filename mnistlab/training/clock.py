"""How long a run had trained at any of its iterations."""

from dataclasses import dataclass

import numpy as np

from mnistlab.nn.functions import Array


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """What a run knows of its training time, which does not count its evaluations.

    Attributes
    ----------
    evaluated_at : ndarray of int64, shape (evaluations,)
        Iterations done at each evaluation.
    seconds : ndarray of float64, shape (evaluations,)
        How long the run had trained then; nan where that is not known.
    latest : int
        Iterations done so far.
    trained : float
        How long they took, in s; nan where that is not known.
    """

    evaluated_at: Array
    seconds: Array
    latest: int
    trained: float

    @property
    def known(self) -> bool:
        """Whether the times are known: a run that was kept by an earlier version does not have them."""
        return bool(np.isfinite(self.trained) and np.isfinite(self.seconds).all())

    def at(self, iterations: Array) -> Array:
        """Return how long the run had trained, in s (n,), after `iterations` (n,); linear between evaluations."""
        # A run that is done again knows the evaluations of its first time, which lie ahead of it.
        past = (self.evaluated_at > 0) & (self.evaluated_at < self.latest)
        known_at = np.concatenate(([0], self.evaluated_at[past], [self.latest]))
        known = np.concatenate(([0.0], self.seconds[past], [self.trained]))
        return np.asarray(np.interp(iterations, known_at, np.maximum.accumulate(known)))
