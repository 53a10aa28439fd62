"""The pace of a run: as fast as the machine can, at a number of iterations a second, or phase by phase."""

from collections.abc import Callable, Generator

from mnistlab.training import Phase, Trainer

SLICE = 0.02  # s: how long the worker trains before it looks for new intents, if it is not called before
SLOW = 1.0  # iterations a second: up to here a run goes phase by phase, so that the eye can follow


class Pace:
    """Leads a run on, a slice at a time.

    Parameters
    ----------
    clock : callable
        Gives the time in s.

    Attributes
    ----------
    speed : float or None
        Iterations a second; None is full speed.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.speed: float | None = None
        self._due = 0.0  # s: when the next iteration or phase is due
        self._under_way: Generator[float, None, None] | None = None

    @property
    def phase_seconds(self) -> float:
        """How long a run stops at every phase, in s; 0 if it goes by iterations."""
        return 1 / (len(Phase) * self.speed) if self.speed is not None and self.speed <= SLOW else 0.0

    def begin(self) -> None:
        """Let the next iteration be due at once."""
        self._due = self._clock()
        self._under_way = None

    def advance(self, trainer: Trainer, over: Callable[[], bool]) -> float:
        """Train until the slice is `over`, or as far as is due; return how long to wait before the next slice, in s.

        Raises
        ------
        DivergedError
            As `Trainer.update`.
        """
        if self.speed is None:
            begun = trainer.iteration
            # An iteration of several slices ends one, because only between two iterations everything is there to show.
            trainer.run(until=(lambda: over() or trainer.iteration > begun) if trainer.takes_long else over)
            return 0.0
        self._due = max(self._due, self._clock() - SLICE)  # what could not be done in time is not caught up with
        while not trainer.finished:
            if self._under_way is None:
                wait = self._due - self._clock()
                if wait > 0:
                    return wait
                self._under_way = trainer.in_pieces(trainer.next_phase if self.phase_seconds else None)
            work, self._under_way = self._under_way, None  # an error ends it
            if next(work, None) is None:
                self._due += self.phase_seconds or 1 / self.speed
            else:
                self._under_way = work
            if over():
                break
        return 0.0
