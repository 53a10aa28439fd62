"""Where the worker is: in a run, at an earlier moment of it, or beside a future that was left."""

from collections.abc import Generator

from mnistlab.training import Phase, Trainer, replay
from mnistlab.training.way_back import near


class Tracks:
    """A run, the moment of it that is looked at, and the run beside it.

    Going on from an earlier moment makes that moment the run. The abandoned future is kept as `other` until this run
    has retraced it, or another future is abandoned.

    Attributes
    ----------
    live : Trainer
        The run.
    viewed : Trainer or None
        An earlier moment of it, while that is looked at.
    other : Trainer or None
        The future that was abandoned.
    branch_id : int
        Grows whenever another trainer becomes the live one.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.live = trainer
        self.viewed: Trainer | None = None
        self.other: Trainer | None = None
        self.branch_id = 0

    @property
    def shown(self) -> Trainer:
        """What the window shows."""
        return self.viewed or self.live

    def look_at(self, iteration: int, tolerance: int = 0) -> Generator[float, None, None]:
        """Look at the run after so many iterations, or up to `tolerance` beside it if that is quicker.

        It yields the share done; given up in between, what was looked at before still is.
        """
        live = self.live
        iteration = min(max(iteration, 0), live.iteration)
        if iteration not in (0, live.iteration):
            iteration = near(live, iteration, tolerance)
        between = live.next_phase is not Phase.SELECT_BATCH  # the run stands within its next iteration
        if iteration == live.iteration and not between:
            self.viewed = None
        elif self.viewed is None or self.viewed.iteration != iteration:
            self.viewed = yield from replay(live, iteration, self.viewed)

    def go_on(self) -> Trainer:
        """Make the moment that is looked at the run, and return it."""
        if self.viewed is not None:
            if self.other is None or not self._retraces(self.other):
                self.other = self.live
            self.live, self.viewed = self.viewed, None
            self.branch_id += 1
        return self.live

    def show_latest(self) -> None:
        """Look at the latest moment again; there already, change over to the other run."""
        if self.viewed is not None:
            self.viewed = None
        elif self.other is not None:
            left, self.live = self.live, self.other
            self.branch_id += 1
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
    rules = [[change for change in trainer.history.rules if change[0] < common] for trainer in (one, another)]
    return rules[0] == rules[1]
