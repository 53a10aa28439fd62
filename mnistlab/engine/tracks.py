"""Where the worker is: in a run, at an earlier moment of it, or beside a future that was left."""

from mnistlab.training import Phase, Trainer


class Tracks:
    """A run, the moment of it that is looked at, and the run beside it.

    Going on from an earlier moment makes that moment the run; what the run had come to stays as the other one, until
    it has been caught up with, or another future is left. So nothing that has been trained is lost by looking back.

    Attributes
    ----------
    live : Trainer
        The run.
    viewed : Trainer or None
        An earlier moment of it, while that is looked at.
    other : Trainer or None
        The future that was left.
    changes : int
        How often another run has become the live one.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.live = trainer
        self.viewed: Trainer | None = None
        self.other: Trainer | None = None
        self.changes = 0

    @property
    def shown(self) -> Trainer:
        """What the window shows."""
        return self.viewed or self.live

    def look_at(self, iteration: int, tolerance: int = 0) -> None:
        """Look at the run after so many iterations, or up to `tolerance` beside it if that is quicker."""
        live = self.live
        iteration = min(max(iteration, 0), live.iteration)
        if iteration not in (0, live.iteration):
            iteration = live.near(iteration, tolerance)
        between = live.next_phase is not Phase.SELECT_BATCH  # the run stands within its next iteration
        if iteration == live.iteration and not between:
            self.viewed = None
        elif self.viewed is None or self.viewed.iteration != iteration:
            self.viewed = live.at(iteration)

    def go_on(self) -> Trainer:
        """Make the moment that is looked at the run, and return it."""
        if self.viewed is not None:
            if self.other is None or not self._retraces(self.other):
                self.other = self.live
            self.live, self.viewed = self.viewed, None
            self.changes += 1
        return self.live

    def return_to_latest(self) -> None:
        """Look at the latest moment again; there already, change over to the other run."""
        if self.viewed is not None:
            self.viewed = None
        elif self.other is not None:
            left, self.live = self.live, self.other
            self.changes += 1
            self.other = None if self._is_part(left) else left

    def forget_caught_up(self) -> None:
        """Drop the other run once this one has come as far on the same way."""
        other = self.other
        if other is not None and self.live.iteration >= other.iteration and self._retraces(other):
            self.other = None

    def _is_part(self, trainer: Trainer) -> bool:
        return trainer.iteration <= self.live.iteration and _same_way(trainer, self.live)

    def _retraces(self, other: Trainer) -> bool:
        return _same_way(self.live, other)


def _same_way(one: Trainer, another: Trainer) -> bool:
    """Whether two trainers of a run have made the same updates, as far as the shorter of them has come."""
    common = min(one.iteration, another.iteration)
    changes = [[change for change in trainer.methods if change[0] < common] for trainer in (one, another)]
    return changes[0] == changes[1]
