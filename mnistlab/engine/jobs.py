"""Jobs that wait for a thread."""

import threading
from collections.abc import Callable
from typing import NamedTuple

Job = Callable[[], None]


class Waiting(NamedTuple):
    """A job, and the key by which a later one takes its place; empty for none."""

    key: str
    job: Job


class Jobs:
    """A queue of jobs, in the order of asking. Any thread may ask; one thread takes them."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._changed = threading.Condition()
        self._closing = False

    def put(self, job: Job, key: str = "", *, first: bool = False) -> None:
        """Let a job wait: in the place of one with the same key, or else at the end; or before all others."""
        with self._changed:
            place = next((place for place, one in enumerate(self._waiting) if key and one.key == key), None)
            if place is not None:
                del self._waiting[place]
            self._waiting.insert(0 if first else len(self._waiting) if place is None else place, Waiting(key, job))
            self._changed.notify()

    @property
    def any_waits(self) -> bool:
        """Whether there is a job to be taken at once."""
        return bool(self._waiting)

    def close(self) -> None:
        """Let `take` end when no job waits any longer."""
        with self._changed:
            self._closing = True
            self._changed.notify()

    def take(self, seconds: float) -> tuple[Job | None, bool]:
        """Return the first job, for which it waits so long, or None; and whether there will be none any more."""
        with self._changed:
            if not self._waiting and not self._closing:
                self._changed.wait(seconds)
            if self._waiting:
                return self._waiting.pop(0).job, False
            return None, self._closing
