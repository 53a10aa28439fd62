"""Not everything has to be drawn as often as it changes."""

import time

INTERVAL = 0.1  # s: the eye cannot follow pictures that change more often


class Pace:
    """Says when the next picture of a row is due: ten a second, and any that is asked for at rest."""

    def __init__(self) -> None:
        self._last = 0.0

    def is_due(self, *, moving: bool) -> bool:
        """Whether to draw now; `moving` says that more will soon come."""
        now = time.monotonic()
        if moving and now - self._last < INTERVAL:
            return False
        self._last = now
        return True
