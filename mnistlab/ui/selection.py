"""What the person has picked to look at closely: one image of the mini-batch, one hidden unit."""

from PySide6.QtCore import QObject, Signal


class Selection(QObject):
    """Shared by the panels: whoever lets the person pick sets it, whoever shows it follows.

    Attributes
    ----------
    image : int
        Place in the mini-batch, from 0; it may be beyond the end of a smaller batch.
    unit : int
        Number of the hidden unit, likewise.

    Signals
    -------
    changed
        One of the two is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.image = 0
        self.unit = 0

    def pick_image(self, place: int) -> None:
        """Look at this image of the mini-batch."""
        if place != self.image:
            self.image = place
            self.changed.emit()

    def pick_unit(self, unit: int) -> None:
        """Look at this hidden unit."""
        if unit != self.unit:
            self.unit = unit
            self.changed.emit()
