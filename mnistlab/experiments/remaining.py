"""How long the runs of an experiment still take, told from how fast they have come on of late."""

from collections import deque
from typing import Final

WINDOW: Final = 30.0  # s that count, because other programs come and go
SOONEST: Final = 3.0  # s after which anything is told, because what is done for the first time takes longer


class Remaining:
    """How long some runs still take.

    Parameters
    ----------
    runs : float
        How many there are in all.
    """

    def __init__(self, runs: float) -> None:
        self._runs = runs
        self._moments: deque[tuple[float, float]] = deque()  # when, in s, and how many runs were done then

    def note(self, done: float, now: float) -> None:
        """Note that `done` runs are done at the moment `now`, in s; parts of runs count as such."""
        self._moments.append((now, done))
        while len(self._moments) > 2 and self._moments[1][0] < now - WINDOW:
            self._moments.popleft()

    def seconds(self, now: float) -> float | None:
        """Return how long it still takes at the moment `now`, in s; None where that cannot be told yet."""
        if not self._moments:
            return None
        (since, before), (_, done) = self._moments[0], self._moments[-1]
        if done <= before or now < since + SOONEST:
            return None
        return (self._runs - done) * (now - since) / (done - before)
