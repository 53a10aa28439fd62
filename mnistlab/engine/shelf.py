"""The shelf: the runs beside the present one."""

import time
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Final

import numpy as np

from mnistlab.data.images import Pixels
from mnistlab.data.ink import Strokes
from mnistlab.engine.keeper import Keeper
from mnistlab.library import DataMark, KeptRun, RunEntry, entry_of, keep, new_key
from mnistlab.library.kept_run import retraces
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.training import Trainer
from mnistlab.training.clock import Clock
from mnistlab.training.parts import make_network

PLACES: Final = 5  # runs that are drawn beside the present one
MOST_UNDONE: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptView:
    """A kept run that is drawn beside the present one. It is the same object for as long as nothing changes.

    Attributes
    ----------
    entry : RunEntry
    place : int
        Which of the kept runs' looks it has, 0..4.
    network : Network
        As the run left it.
    loss : ndarray of float32, shape (iterations,)
    evaluated_at : ndarray of int64, shape (evaluations,)
    train_accuracy, test_accuracy : ndarray of float64, shape (evaluations,)
    clock : Clock
        How long it had trained at any of its iterations.
    """

    entry: RunEntry
    place: int
    network: Network
    loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
    clock: Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who a run is, from its first moment to its last, whatever trainer it goes on in."""

    key: str = field(default_factory=new_key)
    name: str = ""
    parent: str = ""
    branched_at: int = 0
    created: float = field(default_factory=time.time)
    opened: tuple[tuple[int, float], ...] = ()
    first_weights: str = ""


def identity_of(entry: RunEntry) -> Identity:
    """Return who a kept run is."""
    return Identity(**{name.name: getattr(entry, name.name) for name in fields(Identity)})


@dataclass(frozen=True, slots=True)
class Undoable:
    """Something that can be taken back: the run that was left, or was deleted."""

    kind: str  # "left" or "deleted"
    key: str


class Shelf:
    """Which runs there are beside the present one, and which of them are drawn.

    Those that are drawn are in memory; all are with the keeper.

    Parameters
    ----------
    keeper : Keeper

    Attributes
    ----------
    own : Identity
        Of the present run.
    drawing : ndarray of uint8, shape (28, 28), or None
        What is on the canvas.
    strokes : ndarray of float64, shape (n, 3), or None
        The strokes of that drawing.
    undoable : list of Undoable
        The last at the end.
    """

    def __init__(self, keeper: Keeper) -> None:
        self._keeper = keeper
        self.own = Identity()
        self.drawing: Pixels | None = None
        self.strokes: Strokes | None = None
        self._drawings = 0  # so many times the drawing has changed
        self.undoable: list[Undoable] = []
        self._drawn: dict[str, tuple[KeptRun, KeptView]] = {}  # the one drawn last at the end
        self._views: tuple[KeptView, ...] = ()
        self._listed: tuple[RunEntry, ...] = ()
        self._written: tuple[object, ...] | None = None
        self.written_at = -np.inf
        self._runs: tuple[RunEntry, ...] | None = None
        self._saves = False  # the runs that the next list lacks

    @property
    def undoes(self) -> str | None:
        """The kind of what can be taken back, "left" or "deleted"."""
        return self.undoable[-1].kind if self.undoable else None

    @property
    def drawn(self) -> tuple[KeptView, ...]:
        """The runs that are drawn, in the order of their places: the same object until they change."""
        views = tuple(sorted((view for _, view in self._drawn.values()), key=lambda view: view.place))
        if views != self._views:
            self._views = views
        return self._views

    @property
    def runs(self) -> tuple[RunEntry, ...]:
        """All runs but the present one, the one changed last at the beginning: the same object until they change."""
        if self._runs is None:
            found = {entry.key: entry for entry in self._listed}
            found.update({key: run.entry for key, (run, _) in self._drawn.items() if key not in found})
            found.pop(self.own.key, None)
            self._runs = tuple(sorted(found.values(), key=lambda entry: -entry.changed))
        return self._runs

    def take_list(self, entries: tuple[RunEntry, ...]) -> None:
        """Note which runs the keeper has; those that are gone from it are no longer drawn."""
        listed = {entry.key: entry for entry in entries}
        gone = {entry.key for entry in self._listed} - listed.keys()
        self._listed = entries
        for key, (run, view) in list(self._drawn.items()):
            if key in gone and self._saves and run.entry.data.hash:
                self._keeper.write(run, None, goes_on=False)
            elif key in gone:
                del self._drawn[key]
            elif key in listed and listed[key] != run.entry:
                entry = listed[key]
                self._drawn[key] = replace(run, entry=entry), replace(view, entry=entry)
        if self.own.key in listed:
            self.own = replace(self.own, name=listed[self.own.key].name)
        self._runs = None
        self._saves = False

    def write_lost(self) -> None:
        """Have written again what is in memory, where the library may have lost it: what the next list will lack."""
        self._saves = True
        self._written = None

    def kept(self, trainer: Trainer) -> KeptRun:
        """Return the present run as it is now."""
        return keep(trainer, _mark(trainer), drawing=self.drawing, strokes=self.strokes, **asdict(self.own))

    def entry(self, trainer: Trainer) -> RunEntry:
        """Return the present run at a glance."""
        return entry_of(trainer, _mark(trainer), **asdict(self.own))

    def note_opened(self, *openings: tuple[int, float]) -> None:
        """Note openings of the present run's test set: the iteration of each, and the share read right, 0..1."""
        self.own = replace(self.own, opened=(*self.own.opened, *openings))

    def note_drawing(self, drawing: Pixels | None, strokes: Strokes | None) -> None:
        """Note what is on the canvas, which is kept with the present run."""
        self.drawing, self.strokes = drawing, strokes
        self._drawings += 1

    def write(self, trainer: Trainer, *, goes_on: bool, now: float) -> None:
        """Write the present run, if there is anything new of it."""
        own, done = self.own, len(trainer.history.evaluated_at)
        moment = own.key, trainer.iteration, trainer.next_phase, done, len(own.opened), self._drawings, goes_on
        if trainer.iteration and moment != self._written:
            self._written, self.written_at = moment, now
            self._keeper.write(self.kept(trainer), trainer.whole, goes_on=goes_on)

    def put_aside(self, trainer: Trainer, *, now: float) -> None:
        """Keep the present run, which is left for another, and draw it beside that.

        What was set last and not used yet is meant for that other run.
        """
        if trainer.iteration:
            trainer.take_back_rule()
            self.write(trainer, goes_on=False, now=now)
            self.draw(self.kept(trainer))
            self.note_undoable("left", self.own.key)

    def take_up(self, identity: Identity) -> None:
        """Let another run be the present one."""
        self.own = identity
        self._written = None
        self.hide(identity.key)

    def draw(self, run: KeptRun) -> None:
        """Draw a run beside the present one, in the place of the one drawn first if there is no other."""
        self.hide(run.entry.key)
        taken = {view.place for _, view in self._drawn.values()}
        if len(taken) == PLACES:
            first = next(iter(self._drawn))
            taken.discard(self._drawn.pop(first)[1].place)
        place = next(place for place in range(PLACES) if place not in taken)
        view = KeptView(
            entry=run.entry,
            place=place,
            network=make_network(run.entry.settings, run.state.params),
            loss=run.record.loss,
            evaluated_at=run.record.evaluated_at,
            train_accuracy=run.record.train_accuracy,
            test_accuracy=run.record.test_accuracy,
            clock=run.record.clock,
        )
        self._drawn[run.entry.key] = run, view
        self._runs = None

    def hide(self, key: str) -> None:
        """Draw a run no longer; it stays in the list."""
        self._drawn.pop(key, None)
        self._runs = None

    def forget_retraced(self, trainer: Trainer) -> list[str]:
        """Delete the runs that the present one has done again, as far as they had come, and return their keys."""
        retraced = []
        for key, (run, _) in list(self._drawn.items()):
            entry = run.entry
            if trainer.iteration < entry.iteration or entry.name:
                continue
            now = replace(entry, settings=trainer.settings, rules=trainer.history.rules, iteration=trainer.iteration)
            first = next(iter(trainer.checkpoints)).params
            # The first loss too, because images from one folder may have been turned in between.
            same_data = entry.data[:2] == (trainer.whole.name, str(trainer.whole.path)) and np.array_equal(
                run.record.loss[:1], trainer.history.loss[:1]
            )
            if same_data and retraces(entry, now) and np.array_equal(run.earlier[0].params["W1"], first["W1"]):
                self._drop(key)
                self.note_opened(*(one for one in entry.opened if one not in self.own.opened))
                retraced.append(key)
        return retraced

    def rename(self, key: str, name: str) -> None:
        """Give a run a name, which may be the present one."""
        if key == self.own.key:
            self.own = replace(self.own, name=name)
            self._written = None
        self._keeper.rename(key, name)

    def delete(self, key: str) -> None:
        """Delete a run, which can be undone; once, however often that is asked for before the list has changed."""
        if any(entry.key == key for entry in self.runs):
            self._drop(key)
            self.note_undoable("deleted", key)

    def note_undoable(self, kind: str, key: str) -> None:
        """Note something that can be taken back."""
        self.undoable = [*self.undoable, Undoable(kind, key)][-MOST_UNDONE:]

    def _drop(self, key: str) -> None:
        self._listed = tuple(entry for entry in self._listed if entry.key != key)
        self.hide(key)
        self._keeper.delete(key)


def _mark(trainer: Trainer) -> DataMark:
    """Return the mark of a run's data without their hash, which takes a while; the keeper adds it."""
    return DataMark(trainer.whole.name, str(trainer.whole.path), "")
