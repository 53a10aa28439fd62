"""A run as it is kept: what is known of it at a glance, and all that it needs to go on."""

import secrets
import time
import zlib
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import numpy as np

from mnistlab.analysis.spread import SeedRun
from mnistlab.data import Dataset, dataset_hash
from mnistlab.data.images import Pixels
from mnistlab.data.ink import Strokes
from mnistlab.errors import LibraryError
from mnistlab.nn.differences import result_of
from mnistlab.nn.functions import Array
from mnistlab.training import History, Record, RunSettings, State, Trainer, UpdateRule, declared
from mnistlab.training.checkpoints import WIDE, Checkpoints
from mnistlab.training.parts import state_size
from mnistlab.training.state import first_state

BETWEEN: Final = 2  # states of a run that are kept besides its first and its last
FIXED: Final = tuple(name for name, one in declared(RunSettings).items() if not one.live)  # all along a run
LONGEST_NAME: Final = 60  # characters
FROM_FILE: Final = "file"


class DataMark(NamedTuple):
    """Which data a run has learned from.

    Attributes
    ----------
    name : str
        As a person sees it.
    folder : str
        Where the files were.
    hash : str
        Of `mnistlab.data.dataset_hash`.
    """

    name: str
    folder: str
    hash: str

    @classmethod
    def of(cls, dataset: Dataset) -> "DataMark":
        """Return the mark of a data set; takes about 0.2 s."""
        return cls(dataset.name, str(dataset.path), dataset_hash(dataset))


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEntry:
    """A run at a glance.

    Attributes
    ----------
    key : str
        Of this run in every library: 32 hexadecimal digits.
    name : str
        Given by a person; empty where the run is named by its settings.
    settings : RunSettings
        In force at its last moment.
    rules : tuple
        As `History.rules`.
    data : DataMark
    iteration : int
        Updates done.
    epoch : float
    loss : float
        The last smoothed loss; nan before the first.
    train_accuracy, test_accuracy : float
        The last that were measured, 0..1; nan before the first, and where only the untrained network was measured.
    parent : str
        Key of the run that this one has branched from; empty if it began at the beginning.
    branched_at : int
        The iteration where that was.
    created, changed : float
        Seconds since 1970 UTC.
    opened : tuple
        Each opening of the test set that was sealed: the iteration, and the share of test images read right, 0..1. A
        run that has branched from another one has the openings of that one, because it was chosen by them.
    first_weights : str
        The mark of `mark_of_start`; empty in runs of earlier versions.
    """

    key: str
    name: str
    settings: RunSettings
    rules: tuple[tuple[int, UpdateRule], ...]
    data: DataMark
    iteration: int
    epoch: float
    loss: float = field(compare=False)  # `changed` tells that it is another, and nan equals nothing
    train_accuracy: float = field(compare=False)
    test_accuracy: float = field(compare=False)
    parent: str = ""
    branched_at: int = 0
    created: float
    changed: float
    opened: tuple[tuple[int, float], ...] = ()
    first_weights: str = ""

    @property
    def begins_from_file(self) -> bool:
        """Whether it is known that its first weights were not those of its seed."""
        return self.first_weights.startswith(FROM_FILE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptRun:
    """A run with all that it needs to go on.

    Attributes
    ----------
    entry : RunEntry
    record : Record
        Its history.
    state : State
        Its last moment.
    earlier : tuple of State
        Some earlier moments, from which the others are computed again; the first of the run is the first.
    drawing : ndarray of uint8, shape (28, 28), or None
        The digit on the canvas.
    strokes : ndarray of float64, shape (n, 3), or None
        That digit as it was drawn: see `mnistlab.data.ink.Strokes`. None where it was not drawn with the pen alone.
    seeds : tuple of SeedRun
        What it has come to with other seeds.
    """

    entry: RunEntry
    record: Record
    state: State
    earlier: tuple[State, ...]
    drawing: Pixels | None = None
    strokes: Strokes | None = None
    seeds: tuple[SeedRun, ...] = ()


def new_key() -> str:
    """Return a key that no other run has."""
    return secrets.token_hex(16)


def clean_name(text: str) -> str:
    """Return a name of one line, with no character that is not seen, and not too long to be shown."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME].rstrip()


def entry_of(
    trainer: Trainer,
    data: DataMark,
    *,
    key: str,
    name: str = "",
    parent: str = "",
    branched_at: int = 0,
    created: float | None = None,
    opened: tuple[tuple[int, float], ...] = (),
    first_weights: str = "",
) -> RunEntry:
    """Return a run at a glance, as it is at this moment."""
    now, history = time.time(), trainer.history
    measured = len(history.evaluated_at) > 0 and (trainer.iteration == 0 or history.evaluated_at[-1] > 0)
    return RunEntry(
        key=key,
        name=clean_name(name),
        settings=trainer.settings,
        rules=history.rules,
        data=data,
        iteration=trainer.iteration,
        epoch=trainer.epoch,
        loss=history.latest_smoothed_loss,
        train_accuracy=float(history.train_accuracy[-1]) if measured else np.nan,
        test_accuracy=float(history.test_accuracy[-1]) if measured else np.nan,
        parent=parent,
        branched_at=branched_at,
        created=now if created is None else created,
        changed=now,
        opened=opened,
        first_weights=first_weights,
    )


def mark_of_start(trainer: Trainer) -> str:
    """Return what tells with which weights a run began: "seed" or "file", a colon, and their CRC-32 in 8 digits.

    It is empty where the run’s first state is not at hand.
    """
    first = next(iter(trainer.checkpoints))
    if first.iteration:
        return ""
    params, drawn = first.params, first_state(trainer.settings, trainer.whole).params
    source = "seed" if all(np.array_equal(params[name], drawn[name]) for name in drawn) else FROM_FILE
    checksum = 0
    for name in sorted(params):
        checksum = zlib.crc32(params[name].tobytes(), checksum)
    return f"{source}:{checksum:08x}"


def same_start(entries: Sequence[RunEntry]) -> bool:
    """Return whether runs are known to have begun with the same weights."""
    marks = {entry.first_weights.rpartition(":")[2] for entry in entries}
    return len(marks) == 1 and marks != {""}


def keep(
    trainer: Trainer,
    data: DataMark,
    *,
    drawing: Pixels | None = None,
    strokes: Strokes | None = None,
    **identity: Any,
) -> KeptRun:
    """Return a run as it is at this moment: a value that does not change when the trainer goes on.

    It takes well below a millisecond for a default network, because only the parameters are copied.

    Parameters
    ----------
    trainer : Trainer
    data : DataMark
    drawing : ndarray of uint8, shape (28, 28), optional
    strokes : ndarray of float64, shape (n, 3), optional
    **identity
        As `entry_of`: ``key``, which must be given, ``name``, ``parent``, ``branched_at``, ``created``, ``opened``,
        ``first_weights``.
    """
    return KeptRun(
        entry=entry_of(trainer, data, **identity),
        record=trainer.history.record,
        state=trainer.state,
        earlier=spread(trainer.checkpoints, trainer.iteration),
        drawing=drawing,
        strokes=strokes,
    )


def spread(checkpoints: Checkpoints, iteration: int) -> tuple[State, ...]:
    """Return the first of a run's states, some others that lie evenly before an iteration, and the last before it.

    The others lie on the wide spacing of `Checkpoints`, because those alone stay when the run goes on. From the last
    one, the mini-batch and gradient of the last update are quickly had again.
    """
    first, *others = checkpoints
    step = WIDE * checkpoints.interval
    grid = [state for state in others if state.iteration % step == 0 and state.iteration < iteration]
    length = (iteration - first.iteration) / (BETWEEN + 1)
    wanted = [first.iteration + length * (place + 1) for place in range(BETWEEN)]
    chosen = {min(grid, key=lambda state: abs(state.iteration - at)).iteration for at in wanted} if grid else set()
    chosen.add(checkpoints.before(iteration).iteration)
    return first, *(state for state in others if state.iteration in chosen)


def resume(run: KeptRun, dataset: Dataset) -> Trainer:
    """Return a trainer that goes on from a kept run exactly as the one that was kept, with its way back.

    Raises
    ------
    LibraryError
        If the run does not fit the data, or its parts do not fit each other.
    """
    return result_of(resume_in_pieces(run, dataset))


def resume_in_pieces(run: KeptRun, dataset: Dataset) -> Generator[float, None, Trainer]:
    """Do as `resume`, in pieces of some milliseconds; yield the share done, 0..1, of a gradient that takes longer.

    Raises
    ------
    LibraryError
        As `resume`.
    """
    entry = run.entry
    try:
        checkpoints = Checkpoints(state_size(entry.settings, run.state.params))
        for state in run.earlier:
            checkpoints.add(state)
        history = History.of(run.record)
        return (yield from Trainer.resume_in_pieces(entry.settings, dataset, run.state, history, checkpoints))
    except (ValueError, TypeError, KeyError, OverflowError, IndexError) as error:
        raise LibraryError("run_damaged", name=entry.name or entry.key[:8]) from error


def first_params(run: KeptRun) -> Mapping[str, Array]:
    """Return ``W1 b1 W2 b2`` with which a run began."""
    return run.earlier[0].params


def retraces(shorter: RunEntry, longer: RunEntry) -> bool:
    """Return whether one run is the beginning of another: the same settings, data and updates, as far as it has come.

    First weights from a file are another matter, which entries of earlier versions do not tell.
    """
    fixed = [(entry.data.hash, *(getattr(entry.settings, name) for name in FIXED)) for entry in (shorter, longer)]
    rules = [[change for change in entry.rules if change[0] < shorter.iteration] for entry in (shorter, longer)]
    return shorter.iteration <= longer.iteration and fixed[0] == fixed[1] and rules[0] == rules[1]
