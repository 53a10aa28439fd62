"""The way back: checkpoints of a run, from which every iteration of it can be had again.

Keeping the parameters of every iteration would cost 160 KB each, and a tenth of the speed. But a run is
reproducible bit for bit: from a checkpoint, the iterations behind it are simply done again, 0.3 ms each.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mnistlab.nn.functions import Array
from mnistlab.training.sampling import Position

MEMORY = 64 * 2**20  # bytes that the checkpoints of a run may take
RECENT = 300  # iterations: so far back, the checkpoints stand close together
CLOSE = 20  # iterations between two of those, unless the network is so large that memory allows fewer
WIDE = 2  # times as far apart the thinned ones stand at first: memory used again costs a tenth of fresh memory
FEWEST = 8  # checkpoints, however large the network is


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a run needs to go on from an iteration.

    Attributes
    ----------
    iteration : int
        Updates done.
    params : dict
        A copy of ``W1 b1 W2 b2``.
    position : Position
        Of the sampler: which mini-batch comes next.
    average : tuple of float
        State of the smoothed loss.
    """

    iteration: int
    params: Mapping[str, Array]
    position: Position
    average: tuple[float, float]


class Past:
    """The checkpoints of a run: some close together over the last iterations, and thinned ones over all of it.

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
        self._checkpoints: list[Checkpoint] = []
        self._spacing = WIDE * self.interval  # of the thinned ones
        self._thinned = 0  # how many those are

    def __len__(self) -> int:
        return len(self._checkpoints)

    @property
    def spacing(self) -> int:
        """Iterations between two of the thinned checkpoints."""
        return self._spacing

    def __iter__(self) -> Iterator[Checkpoint]:
        return iter(self._checkpoints)

    def add(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint that is later than all others; drop those that memory has no room for."""
        if self._checkpoints and checkpoint.iteration <= self._checkpoints[-1].iteration:
            return  # the same iteration again, after a way back to it
        self._checkpoints.append(checkpoint)
        self._thin()
        while len(self._checkpoints) > self._most:
            if self._spacing <= checkpoint.iteration:
                self._spacing *= 2
                self._thinned = 0
                self._thin()
            else:  # nothing left to thin: they have been added more often than they are due
                del self._checkpoints[1]
                self._thinned = 0

    def before(self, iteration: int) -> Checkpoint:
        """Return the last checkpoint before an iteration, or that of the start.

        Strictly before: so the last step to it is done again, and its mini-batch and gradient are there to be seen.
        """
        place = bisect_right(self._checkpoints, max(iteration - 1, 0), key=lambda checkpoint: checkpoint.iteration)
        return self._checkpoints[place - 1]

    def nearest(self, iteration: int) -> int:
        """Return the iteration nearest to a given one that is but one step behind a checkpoint."""
        return min((checkpoint.iteration + 1 for checkpoint in self._checkpoints), key=lambda at: abs(at - iteration))

    def until(self, iteration: int) -> "Past":
        """Return the past of the run as it was at an iteration. The checkpoints themselves are shared."""
        past = Past(self._size)
        past._spacing = self._spacing
        past._checkpoints = [checkpoint for checkpoint in self._checkpoints if checkpoint.iteration <= iteration]
        return past

    def _thin(self) -> None:
        """Drop what is no longer recent and does not lie on the spacing; what was thinned before stays as it is."""
        recent = self._checkpoints[-1].iteration - RECENT - self.interval
        while self._checkpoints[self._thinned].iteration < recent:
            if self._checkpoints[self._thinned].iteration % self._spacing == 0:
                self._thinned += 1
            else:
                del self._checkpoints[self._thinned]
