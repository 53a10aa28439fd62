"""Where the worker is: in a run, or at an earlier moment of it."""

from collections.abc import Generator

from mnistlab.training import Phase, Trainer, replay
from mnistlab.training.way_back import near


class Tracks:
    """A run, and the moment of it that is looked at. Going on from an earlier moment makes that moment the run.

    Attributes
    ----------
    live : Trainer
        The run.
    viewed : Trainer or None
        An earlier moment of it, while that is looked at.
    branch_id : int
        Grows whenever another trainer becomes the live one.
    """

    def __init__(self, trainer: Trainer) -> None:
        self.live = trainer
        self.viewed: Trainer | None = None
        self.branch_id = 0

    @property
    def shown(self) -> Trainer:
        """What the window shows."""
        return self.viewed or self.live

    def look_at(self, iteration: int, tolerance: int = 0) -> Generator[float, None, None]:
        """Look at the run after `iteration` updates, or after up to `tolerance` more or fewer if that is quicker.

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
            self.live, self.viewed = self.viewed, None
            self.branch_id += 1
        return self.live

    def show_latest(self) -> None:
        """Look at the latest moment again."""
        self.viewed = None
