"""The signals that ask a program to stop: noted, so that a run stops between two iterations."""

import signal
import time
from types import FrameType
from typing import Any, Final, Self

SIGNALS: Final = ("SIGINT", "SIGTERM", "SIGHUP")  # Ctrl+C; `kill`, or the computer is shut down; the terminal is closed
PATIENCE: Final = 1.0  # s: signals that come together are one wish; a later one says that stopping takes too long


class Stopped(Exception):  # noqa: N818 (nothing has gone wrong)
    """The work has been stopped from outside. Its text, if there is one, says what has become of it."""


class StopWish:
    """Notes signals that ask the program to stop: ``with StopWish() as wish``.

    A signal that is ignored from the start, as under `nohup`, stays ignored.

    Attributes
    ----------
    signal : int or None
        The first signal that has come.
    patient : bool
        Whether a later one changes nothing: what stops is sure to end, and must not be torn.
    """

    def __init__(self) -> None:
        self.signal: int | None = None
        self.patient = False
        self._since = 0.0
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        for name in SIGNALS:
            number = getattr(signal, name, None)  # Windows has no SIGHUP
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self():  # the program ends now, and more signals of the same wish must not change its exit code
            for number in self._before:
                signal.signal(number, signal.SIG_IGN)
        else:
            self.end()

    def end(self) -> None:
        """Note no more signals: each has its former effect again."""
        while self._before:
            signal.signal(*self._before.popitem())

    def __call__(self) -> bool:
        """Return whether the program must stop."""
        return self.signal is not None

    @property
    def exit_code(self) -> int:
        """The exit code that a shell gives a program that the signal has ended; without a signal, that of Ctrl+C."""
        return 128 + (self.signal or signal.SIGINT)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self.signal is None:
            self.signal, self._since = number, time.monotonic()
        elif not self.patient and time.monotonic() - self._since > PATIENCE:
            raise KeyboardInterrupt
