"""The checkpoints of a run, from which every iteration of it can be had again.

Keeping the parameters of every iteration would cost 160 KB each, and a tenth of the speed. But a run is
reproducible bit for bit: from a checkpoint, the iterations behind it are simply done again, 0.3 ms each.
"""

from bisect import bisect_right
from collections.abc import Iterator

from mnistlab.training.state import State

MEMORY = 64 * 2**20  # bytes that the checkpoints of a run may take
RECENT = 300  # iterations: over the last ones, the checkpoints stay close together
CLOSE = 20  # iterations between two recent checkpoints, unless the network is so large that memory allows fewer
WIDE = 2  # first spacing of the old checkpoints, in intervals; sparse, because memory used again costs a tenth of fresh
FEWEST = 8  # checkpoints, however large the network is


class Checkpoints:
    """States of a run: some close together over the last iterations, and thinned ones over all of it.

    Parameters
    ----------
    size : int
        Bytes that one takes.

    Attributes
    ----------
    interval : int
        A checkpoint is due at every iteration that this divides.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._most = max(FEWEST, MEMORY // size)
        recent = min(RECENT // CLOSE, self._most // 2)
        self.interval = -(-RECENT // recent)
        self._states: list[State] = []
        self._spacing = WIDE * self.interval  # of the thinned ones
        self._thinned = 0  # how many those are

    def __len__(self) -> int:
        return len(self._states)

    @property
    def spacing(self) -> int:
        """Iterations between two of the thinned checkpoints."""
        return self._spacing

    def __iter__(self) -> Iterator[State]:
        return iter(self._states)

    def add(self, state: State) -> None:
        """Keep a state that is later than all others; drop those that memory has no room for."""
        if self._states and state.iteration <= self._states[-1].iteration:
            return  # the same iteration again, after a way back to it
        self._states.append(state)
        self._thin()
        while len(self._states) > self._most:
            if self._spacing <= state.iteration:
                self._spacing *= 2
                self._thinned = 0
                self._thin()
            else:  # nothing left to thin: they have been added more often than they are due
                del self._states[1]
                self._thinned = 0

    def before(self, iteration: int) -> State:
        """Return the last state before an iteration, or the first of all.

        Strictly before, because the last step to the iteration has to be done again: its mini-batch and gradient are
        to be seen.
        """
        place = bisect_right(self._states, max(iteration - 1, 0), key=lambda state: state.iteration)
        return self._states[max(place - 1, 0)]

    def nearest(self, iteration: int) -> int:
        """Return the iteration nearest to a given one among those that follow directly on a checkpoint."""
        return min((state.iteration + 1 for state in self._states), key=lambda at: abs(at - iteration))

    def until(self, iteration: int) -> "Checkpoints":
        """Return the checkpoints that the run had at an iteration. The states themselves are shared."""
        checkpoints = Checkpoints(self._size)
        checkpoints._spacing = self._spacing
        checkpoints._states = [state for state in self._states if state.iteration <= iteration]
        return checkpoints

    def _thin(self) -> None:
        """Drop what is no longer recent and does not lie on the spacing; what was thinned before stays as it is."""
        recent = self._states[-1].iteration - RECENT - self.interval
        while self._states[self._thinned].iteration < recent:
            if self._states[self._thinned].iteration % self._spacing == 0:
                self._thinned += 1
            else:
                del self._states[self._thinned]
