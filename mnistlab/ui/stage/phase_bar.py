"""How much of a phase is over, in slow motion."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from mnistlab.ui.widgets.thin_bar import ThinBar

INTERVAL = 50  # ms


class PhaseBar(ThinBar):
    """A thin bar that fills with time. It keeps its room while it is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._began, self._seconds = 0.0, 0.0
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL)
        self._timer.timeout.connect(self._move)
        self.hide()

    def begin(self, seconds: float) -> None:
        """Fill from the start within `seconds`."""
        self._began, self._seconds = time.monotonic(), seconds
        self.set_share(0)
        self._timer.start()
        self.show()

    def end(self) -> None:
        """Stop and hide the bar."""
        self._timer.stop()
        self.hide()

    def _move(self) -> None:
        self.set_share(min(1.0, (time.monotonic() - self._began) / self._seconds))
