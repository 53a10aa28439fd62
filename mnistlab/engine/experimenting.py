"""The experiments of a book, done in processes beside the window, one at a time; what came of them stays."""

import threading
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from mnistlab.errors import CardError, MnistLabError, Name, names
from mnistlab.experiments.card import Card
from mnistlab.experiments.lazy import Lazy
from mnistlab.experiments.processes import in_processes
from mnistlab.experiments.report import Checked, Look, Plan, Report, Spread, look_at
from mnistlab.experiments.work import Outcome, do


@dataclass(eq=False)
class Session:
    """What came of an experiment since the window has been open.

    Attributes
    ----------
    card : Card
    seeds : int
        With so many it was begun last.
    found : Report, Spread, Checked or None
        What is there of it.
    prediction : int, float or None
        What the person expects: the place of a choice, or a value.
    missing : int
        Runs that are still to come.
    stopped : threading.Event
    """

    card: Card
    seeds: int = 1
    found: Report | Spread | Checked | None = None
    prediction: float | None = None
    missing: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)


class Experimenting(QObject):
    """Does experiments, and keeps what has come of each.

    Signals
    -------
    changed : Session
        Something has come, or it has begun or ended.
    failed : MnistLabError
        An experiment could not be done to its end; what was done of it stays.
    """

    changed = Signal(object)
    failed = Signal(object)

    _came = Signal(object, int, object)  # session, place, outcome
    _heard = Signal(object, int, object)  # the same of a run that is not done yet
    _ended = Signal(object, object)  # session, exception or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions: dict[str, Session] = {}
        self._telling = threading.Lock()
        self._closed = False
        self.under_way: Session | None = None
        self._came.connect(self._take)
        self._heard.connect(self._look)
        self._ended.connect(self._end)

    def session(self, card: Card) -> Session:
        """Return what has come of a card; of another one under the same name, nothing yet."""
        known = self._sessions.get(card.name)
        if known is None or known.card is not card:
            known = self._sessions[card.name] = Session(card)
        return known

    def begin(self, card: Card, seeds: int, data: Path | None) -> None:
        """Do an experiment with so many seeds, where none is under way; the runs that are there are not done again.

        Parameters
        ----------
        card : Card
        seeds : int
        data : Path, optional
            The folder of the images; without it, those of the program.
        """
        if self.under_way is not None:
            return
        session = self.session(card)
        session.seeds, session.stopped = seeds, threading.Event()
        work: Any
        if card.activations or card.checks:
            places, work = [0], look_at
            jobs: Lazy[Any] = Lazy(1, lambda _: Look(card, seeds, data))
        else:
            plan = Plan(card, seeds)
            found = Report(card, plan)
            if isinstance(session.found, Report):
                for place, outcome in session.found.outcomes.items():
                    found.take(place, outcome)
            session.found = found
            every, work = plan.jobs(data), do
            places = [place for place in range(len(every)) if place not in found.outcomes]
            jobs = Lazy(len(places), lambda number: every[places[number]])
        session.missing, self.under_way = len(places), session
        # The program waits for the thread at its end, so that no process is left behind.
        threading.Thread(target=self._work, args=(session, work, jobs, places), name="experiment").start()
        self.changed.emit(session)

    def stop(self) -> None:
        """Do no more; what is done stays."""
        if self.under_way is not None:
            self.under_way.stopped.set()

    def close(self) -> None:
        """Do no more, and tell nothing more. It does not wait: the program does, at its end."""
        with self._telling:
            self._closed = True
        self.stop()

    def _work(self, session: Session, work: Any, jobs: Lazy[Any], places: list[int]) -> None:
        error: MnistLabError | None = None
        try:
            found = in_processes(
                work,
                jobs,
                stopped=session.stopped.is_set,
                gently=True,
                heard=lambda number, outcome: self._tell(self._heard, session, places[number], outcome),
            )
            for number, outcome in found:
                self._tell(self._came, session, places[number], outcome)
        except MnistLabError as said:
            error = said
        except (BrokenProcessPool, MemoryError):
            reason = Name(names.tr("a process ended, perhaps for want of memory"))
            error = CardError("card_failed", name=session.card.name, reason=reason)
        except Exception as other:  # told, not dropped
            error = CardError("card_failed", name=session.card.name, reason=str(other) or type(other).__name__)
        self._tell(self._ended, session, error)

    def _tell(self, signal: SignalInstance, *what: object) -> None:
        with self._telling:
            if not self._closed:
                signal.emit(*what)

    @Slot(object, int, object)
    def _take(self, session: Session, place: int, outcome: Any) -> None:
        session.missing -= 1
        if isinstance(outcome, Spread | Checked):
            session.found = outcome
        elif isinstance(session.found, Report):
            session.found.take(place, outcome)
        self.changed.emit(session)

    @Slot(object, int, object)
    def _look(self, session: Session, place: int, outcome: Outcome) -> None:
        if isinstance(session.found, Report):
            session.found.look(place, outcome)
        self.changed.emit(session)

    @Slot(object, object)
    def _end(self, session: Session, error: MnistLabError | None) -> None:
        self.under_way, session.missing = None, 0
        if isinstance(session.found, Report):
            session.found.under_way.clear()
        if error is not None:
            self.failed.emit(error)
        self.changed.emit(session)
