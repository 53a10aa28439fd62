"""The agenda: what has been asked for and is not done, in the order of asking."""

from collections import deque
from collections.abc import Callable, Generator

from mnistlab.engine.intents import Intent, Training

Work = Generator[float, None, None]  # yields the share done


class Agenda:
    """Carries out one intent after the other, those that take long in slices.

    Parameters
    ----------
    carry_out : callable
        Does what an intent asks for, or returns the work that has to be done for it.
    fail : callable
        Is told what an intent or its work has raised.
    begin_slice : callable
        Returns what tells when the slice that begins now is over.

    Attributes
    ----------
    doing : Intent or None
        What is being done.
    share : float
        How much of it is done, 0..1.
    """

    def __init__(
        self,
        carry_out: Callable[[Intent], Work | None],
        fail: Callable[[BaseException], None],
        begin_slice: Callable[[], Callable[[], bool]],
    ) -> None:
        self._carry_out = carry_out
        self._fail = fail
        self._begin_slice = begin_slice
        self._waiting: deque[Intent] = deque()
        self._work: Work | None = None
        self.doing: Intent | None = None
        self.share = 0.0

    @property
    def open(self) -> int:
        """How many intents wait, or are being done."""
        return len(self._waiting) + (self.doing is not None)

    def add(self, intent: Intent) -> None:
        """Carry out an intent, as far as one slice goes, or let it wait behind what is being done."""
        self._waiting.append(intent)
        self._go_through()

    def do_at_once(self, intent: Intent) -> None:
        """Carry out an intent that needs nothing of the work under way, and is done in a moment."""
        self._carried_out(intent)

    def advance(self) -> None:
        """Advance what is being done by a slice; where that ends it, carry out what waits behind it."""
        self._advance()
        self._go_through()

    def drop(self) -> None:
        """Drop what is being done."""
        work = self._work
        if work is not None:
            self._end()
            try:
                work.close()
            except BaseException as error:  # told: what waits must not be lost with it
                self._fail(error)

    def interrupt(self) -> None:
        """Drop what is being done, and what would lead on from there; settle what else waits."""
        waiting = list(self._waiting)
        self._waiting.clear()
        self.drop()
        for intent in waiting:
            if not isinstance(intent, Training):
                self._begin(intent)
                self.drop()

    def _go_through(self) -> None:
        while self._waiting and self._work is None:
            self._begin(self._waiting.popleft())

    def _begin(self, intent: Intent) -> None:
        self.doing, self.share = intent, 0.0
        self._work = self._carried_out(intent)
        if self._work is None:
            self._end()
        else:
            self._advance()

    def _carried_out(self, intent: Intent) -> Work | None:
        """Return the work that is left to do for an intent."""
        try:
            return self._carry_out(intent)
        except BaseException as error:  # told, not dropped: the window says or logs it
            self._fail(error)
            return None

    def _advance(self) -> None:
        assert self._work is not None
        try:
            over = self._begin_slice()
            while True:
                self.share = next(self._work)
                if over():
                    return
        except StopIteration:
            self._end()
        except BaseException as error:  # told, not dropped
            self._end()
            self._fail(error)

    def _end(self) -> None:
        self._work = self.doing = None
