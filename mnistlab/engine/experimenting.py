"""The experiments of a book, done in processes beside the window, one at a time; what came of them is kept."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from mnistlab.data import Source
from mnistlab.engine.intents import AskLibrary, ChangeLibrary
from mnistlab.errors import CardError, MnistLabError
from mnistlab.experiments.card import Card
from mnistlab.experiments.kept import LOOKED, PREDICTION, keep_outcome, mark_of_card, name_of, outcomes_of
from mnistlab.experiments.lazy import Lazy
from mnistlab.experiments.processes import in_processes, why_ended
from mnistlab.experiments.remaining import Remaining
from mnistlab.experiments.report import Plan, Report
from mnistlab.experiments.untrained import Checked, Look, Spread, look_at
from mnistlab.experiments.work import Outcome, Progress, do, processes_for
from mnistlab.library import Library
from mnistlab.library.outcomes import KeptOutcome

WRITTEN: Final = 2.0  # s after which what has come is written, with what has come since
BUSY: Final = 0.5  # share of a core: what has less is held up by something else


class Kept(NamedTuple):
    """What is kept of an experiment: notes by their numbers, and what its runs have come to by their places."""

    notes: Mapping[int, KeptOutcome] = {}
    outcomes: Mapping[int, Outcome] = {}


@dataclass(eq=False)
class Session:
    """What came of an experiment on some images.

    Attributes
    ----------
    card : Card
    data : Source or None
        Where the images come from; None: they are those of the program.
    seeds : int
        How many seeds it was begun with last.
    found : Report, Spread, Checked or None
        What is there of it.
    prediction : int, float or None
        What the person expects: the place of a choice, or a value.
    missing : int
        Runs that are still to come.
    stopped : threading.Event
    recalled : bool
        Whether the library has been asked what is kept of it.
    remaining : Remaining
        How long what is missing still takes.
    expected : float or None
        How long a run takes, in s, as measured before any was done.
    """

    card: Card
    data: Source | None = None
    seeds: int = 1
    found: Report | Spread | Checked | None = None
    prediction: float | None = None
    missing: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)
    recalled: bool = False
    remaining: Remaining = field(default_factory=lambda: Remaining(0))
    expected: float | None = None

    @property
    def runs(self) -> int:
        """How many runs there are, those that were done before among them."""
        return self.card.count(self.seeds)

    @property
    def done(self) -> float:
        """How many of the runs are done; parts of runs count as such."""
        return max(0, self.runs - self.missing) + sum(one.share for one in self._under_way)

    def missing_for(self, seeds: int) -> int:
        """Return how many runs are missing for `seeds` seeds; 1 or 0 where the experiment trains nothing."""
        if isinstance(self.found, Spread | Checked):
            return int(self.found.seeds < seeds)
        runs = self.card.count(seeds)
        if self.found is None:
            return runs or 1
        there = self.found.outcomes
        return runs - (len(there) if runs >= len(self.found.plan.runs) else sum(place < runs for place in there))

    def seconds_for(self, seeds: int) -> float | None:
        """Return how long what is missing for `seeds` seeds would take, in s; None where that is not known."""
        one = self.expected
        if isinstance(self.found, Report) and self.found.outcomes:
            one = self.found.seconds / len(self.found.outcomes)
        missing = self.missing_for(seeds)
        return None if one is None else missing * one / processes_for(missing)

    @property
    def is_held_up(self) -> bool:
        """Whether the runs have less of the computer than they could use, because other work goes on there."""
        shares = [one.of_core for one in self._under_way]
        return bool(shares) and sum(shares) < BUSY * len(shares)

    @property
    def _under_way(self) -> list[Progress]:
        return list(self.found.under_way.values()) if isinstance(self.found, Report) else []


class Experimenting(QObject):
    """Does experiments, and keeps what has come of each, and what a person expected, in the library too.

    Attributes
    ----------
    done : set of str
        The names of the experiments of which something is kept.

    Signals
    -------
    intended : Intent
    listed
        It is known what is kept.
    changed : Session
        Something has come, or it has begun or ended.
    recalled : Session
        What is kept of it is there.
    failed : MnistLabError
        An experiment could not be done to its end; what was done of it stays.
    """

    changed = Signal(object)
    failed = Signal(object)
    intended = Signal(object)
    recalled = Signal(object)
    listed = Signal()

    _came = Signal(object, int, object)  # session, place, outcome
    _heard = Signal(object, int, object)  # session, place, progress
    _ended = Signal(object, object)  # session, exception or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sessions: dict[tuple[str, str], Session] = {}  # by the names of cards and of images
        self._telling = threading.Lock()
        self._closed = False
        self.under_way: Session | None = None
        self.done: set[str] = set()
        self._unwritten: dict[int, KeptOutcome] = {}  # of what is under way, by their places
        self._writes = QTimer(self)
        self._writes.setSingleShot(True)
        self._writes.setInterval(round(1000 * WRITTEN))
        self._writes.timeout.connect(self._write_what_came)
        self._came.connect(self._take)
        self._heard.connect(self._look)
        self._ended.connect(self._end)

    def session(self, card: Card, data: Source | None = None) -> Session:
        """Return what has come of a card with these images, though it has been read again; of another one, nothing yet.

        One that is under way is found again although another one under the same name has been looked at meanwhile.
        """
        key = card.name, name_of(data)
        known, now = self._sessions.get(key), self.under_way
        if now is not None and now.card == card and name_of(now.data) == key[1]:
            known = self._sessions[key] = now
        if known is None or known.card != card:
            known = self._sessions[key] = Session(card, data)
        return known

    def load(self) -> None:
        """Learn of which experiments something is kept."""
        self.intended.emit(AskLibrary(lambda library: library.outcomes.cards(), self._take_list))

    def _take_list(self, names: set[str] | None) -> None:
        self.done |= names or set()
        self.listed.emit()

    def recall(self, card: Card, data: Source | None) -> None:
        """Take what is kept of an experiment with these images, unless it is known already."""
        session = self.session(card, data)
        if session.recalled:
            return
        session.recalled = True

        def take(kept: Kept | None) -> None:
            self._take_kept(session, kept or Kept())
            looked = None if kept is None else kept.notes.get(LOOKED)
            if session.found is None and looked is not None:  # it takes hardly longer than to read it would
                self.begin(card, int(looked.facts["seeds"]), data)

        self.intended.emit(AskLibrary(lambda library: _kept_of(card, library, data), take))

    def recall_all(self, cards: Mapping[str, Card], data: Source | None, then: Callable[[list[Session]], None]) -> None:
        """Take what is kept of these experiments, by their names, and hand over those that have come to something."""

        def ask(library: Library) -> dict[str, Kept]:
            return {name: _kept_of(cards[name], library, data) for name in library.outcomes.cards() & cards.keys()}

        def take(found: dict[str, Kept] | None) -> None:
            for name, kept in (found or {}).items():
                session = self.session(cards[name], data)
                session.recalled = True
                self._take_kept(session, kept)
            sessions = [self.session(card, data) for card in cards.values()]
            then([session for session in sessions if session.found is not None])

        self.intended.emit(AskLibrary(ask, take))

    def _take_kept(self, session: Session, kept: Kept) -> None:
        """Show what is kept of an experiment; what has come meanwhile stands before it."""
        card, expected = session.card, kept.notes.get(PREDICTION)
        if session.prediction is None and expected is not None and expected.facts.get("card") == mark_of_card(card):
            session.prediction = float(expected.facts["prediction"])
        if session.found is None and self.under_way is not session and kept.outcomes:
            seeds = card.seeds_up_to(kept.outcomes)
            session.seeds, session.found = seeds, Report(card, Plan(card, seeds))
            for place, outcome in kept.outcomes.items():
                session.found.take(place, outcome)
        self.recalled.emit(session)
        self.changed.emit(session)

    def predict(self, card: Card, prediction: float | None, data: Source | None = None) -> None:
        """Note what a person expects of an experiment; None: nothing, or nothing any more."""
        self.session(card, data).prediction = prediction
        if prediction is not None:
            self._write(card, {PREDICTION: KeptOutcome({"prediction": prediction, "card": mark_of_card(card)})})

    def _write(self, card: Card, outcomes: dict[int, KeptOutcome]) -> None:
        self.intended.emit(ChangeLibrary(lambda library: library.outcomes.write(card.name, outcomes)))

    @Slot()
    def _write_what_came(self) -> None:
        self._writes.stop()
        if self.under_way is not None and self._unwritten:
            self._write(self.under_way.card, self._unwritten)
            self.done.add(self.under_way.card.name)
            self._unwritten = {}

    def begin(self, card: Card, seeds: int, data: Source | None) -> None:
        """Do an experiment with `seeds` seeds, unless one is under way; runs that are done are not done again.

        Parameters
        ----------
        card : Card
        seeds : int
        data : Source, optional
            Where the images come from; without it, those of the program.
        """
        if self.under_way is not None:
            return
        session = self.session(card, data)
        session.seeds, session.stopped = seeds, threading.Event()
        work: Any
        if card.activations or card.checks:
            places, work = [0], look_at
            jobs: Lazy[Any] = Lazy(1, lambda _: Look(card, seeds, data))
        else:
            known = session.found.outcomes if isinstance(session.found, Report) else {}
            plan = Plan(card, max(seeds, card.seeds_up_to(known)))
            found = Report(card, plan)
            for place, outcome in known.items():
                found.take(place, outcome)
            session.found = found
            every, work = plan.jobs(data), do
            places = [place for place in range(session.runs) if place not in known]
            jobs = Lazy(len(places), lambda number: every[places[number]])
        session.missing, self.under_way = len(places), session
        session.remaining = Remaining(session.runs)
        # The program waits for the thread at its end, so that no process is left behind.
        thread = threading.Thread(target=self._work, args=(session, work, jobs, places), name="experiment")
        try:
            thread.start()
        except RuntimeError as error:  # the system has no room for one more
            self._end(session, CardError("card_failed", name=card.name, reason=why_ended(error)))
        self.changed.emit(session)

    def stop(self) -> None:
        """Do no more; what is done stays."""
        if self.under_way is not None:
            self.under_way.stopped.set()

    def close(self) -> None:
        """Do no more, and tell nothing more. It does not wait: the program does, at its end."""
        with self._telling:
            self._closed = True
        self._write_what_came()
        self.stop()

    def _work(self, session: Session, work: Any, jobs: Lazy[Any], places: list[int]) -> None:
        error: MnistLabError | None = None
        try:
            found = in_processes(
                work,
                jobs,
                stopped=session.stopped.is_set,
                gently=True,
                heard=lambda number, progress: self._tell(self._heard, session, places[number], progress),
            )
            for number, outcome in found:
                self._tell(self._came, session, places[number], outcome)
        except MnistLabError as said:
            error = said
        except BaseException as other:  # told, not dropped
            error = CardError("card_failed", name=session.card.name, reason=why_ended(other))
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
            self._unwritten[LOOKED] = KeptOutcome({"seeds": session.seeds})
        elif isinstance(session.found, Report):
            session.found.take(place, outcome)
            self._unwritten[place] = keep_outcome(outcome, session.data)
            session.remaining.note(session.done, time.monotonic())
        if not self._writes.isActive():
            self._writes.start()
        self.changed.emit(session)

    @Slot(object, int, object)
    def _look(self, session: Session, place: int, progress: Progress) -> None:
        if isinstance(session.found, Report):
            session.found.look(place, progress)
            session.remaining.note(session.done, time.monotonic())
        self.changed.emit(session)

    @Slot(object, object)
    def _end(self, session: Session, error: MnistLabError | None) -> None:
        self._write_what_came()
        self.under_way, session.missing = None, 0
        if isinstance(session.found, Report):
            session.found.under_way.clear()
            if not session.found.outcomes:  # stopped at once: what is asked before the runs is asked again
                session.found = None
        if error is not None:
            self.failed.emit(error)
        self.changed.emit(session)


def _kept_of(card: Card, library: Library, data: Source | None) -> Kept:
    return Kept(library.outcomes.of(card.name), outcomes_of(card, library.outcomes, data))
