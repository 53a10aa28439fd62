"""The part of a run that plots show: one x axis of iterations for all of them."""

from PySide6.QtCore import QObject, Signal

LEAST = 10.0  # iterations: as far as one can zoom in, unless the axis is of something else


class Course(QObject):
    """A range of iterations. It follows the run until the person zooms or moves it.

    Attributes
    ----------
    low, high : float
        The iterations at both ends.
    limit : float
        The last iteration that a person can go to.
    least : float
        How much of the axis a person sees at the least.
    following : bool

    Signals
    -------
    changed
        Another range is shown, or it follows again, or does so no longer.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.low, self.high, self.limit = 0.0, 100.0, 100.0
        self.least = LEAST
        self.following = True
        self._whole = 100.0  # what is shown while it follows

    def show_run(self, reached: float, limit: float) -> None:
        """Show the run up to `reached`, if the range follows; `limit` is the greatest iteration there can be."""
        self._whole, self.limit = reached, max(reached, limit)
        if self.following:
            self._set(0.0, reached)

    def follow(self) -> None:
        """Follow the run from now on."""
        if not self.following:
            self.following = True
            self.low, self.high = 0.0, self._whole
            self.changed.emit()

    def zoom(self, at: float, factor: float) -> None:
        """Make the range `factor` times as long; what is `at` an iteration stays where it is."""
        self._ask(at - (at - self.low) * factor, at + (self.high - at) * factor)

    def move(self, by: float) -> None:
        """Move the range by so many iterations."""
        self._ask(self.low + by, self.high + by)

    def _ask(self, low: float, high: float) -> None:
        """Show what the person asks for, within the limits."""
        size = min(max(high - low, self.least), self.limit)
        low = min(max((low + high - size) / 2, 0.0), self.limit - size)
        if max(abs(low - self.low), abs(low + size - self.high)) > 1e-9 * size:
            self.following = False
            self._set(low, low + size)

    def _set(self, low: float, high: float) -> None:
        if (low, high) != (self.low, self.high):
            self.low, self.high = low, high
            self.changed.emit()
