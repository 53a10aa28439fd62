"""Runs done once more with other seeds, in processes beside the window."""

import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from mnistlab.analysis.spread import SeedRun, Spread, spread_of
from mnistlab.data import Dataset
from mnistlab.data.files import is_folder
from mnistlab.errors import MnistLabError, RepeatError
from mnistlab.experiments.processes import in_processes, why_ended
from mnistlab.experiments.repeats import Repeat, repeat, repeats
from mnistlab.library import DataMark, KeptRun, RunEntry
from mnistlab.training.history import used_rules
from mnistlab.training.settings import later_seed


class Repeating(NamedTuple):
    """The run that is done once more: its key, how many seeds are done, and of how many."""

    key: str
    done: int
    of: int


@dataclass(eq=False)
class Task:
    """A run that is to be done once more.

    Attributes
    ----------
    run : KeptRun
    seeds : tuple of int
    iterations : int
    dataset : Dataset or None
        Its data, where they are loaded.
    done : int
        Seeds.
    stopped : threading.Event
    """

    run: KeptRun
    seeds: tuple[int, ...]
    iterations: int
    dataset: Dataset | None
    done: int = 0
    stopped: threading.Event = field(default_factory=threading.Event)


class Repeats(QObject):
    """Does runs once more, one after the other, a process for each seed; what comes of it stays.

    Signals
    -------
    changed
    failed : MnistLabError
        A run could not be done once more; what was done of it stays.
    library_changed : callable
        What is to be done with the library, so that it knows the same.
    """

    changed = Signal()
    failed = Signal(object)
    library_changed = Signal(object)

    _came = Signal(object, object)  # task, SeedRun
    _ended = Signal(object, object)  # task, exception or None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: dict[str, dict[int, SeedRun]] = {}
        self._spreads: dict[str, Spread] = {}
        self._shown: Mapping[str, Spread] = {}
        self._tasks: deque[Task] = deque()  # the first is under way
        self._telling = threading.Lock()
        self._closed = False
        self._came.connect(self._take)
        self._ended.connect(self._go_on)

    @property
    def repeating(self) -> Repeating | None:
        """What is under way."""
        if not self._tasks:
            return None
        task = self._tasks[0]
        return Repeating(task.run.entry.key, task.done, len(task.seeds))

    def add(self, run: KeptRun, count: int, iterations: int, dataset: Dataset | None) -> None:
        """Do a run with other seeds, `count` in all; those that are known already are not done again.

        Parameters
        ----------
        run : KeptRun
        count : int
        iterations : int
            How long each is.
        dataset : Dataset or None
            Its data, where they are loaded; they are read again from their folder.
        """
        known = self._known(run.entry, iterations)
        wanted = [later_seed(run.entry.settings.seed, number) for number in range(1, count + 1)]
        seeds = tuple(seed for seed in wanted if seed not in known)
        if seeds:
            self._tasks.append(Task(run, seeds, iterations, dataset))
            if len(self._tasks) == 1:
                self._begin()
        self.changed.emit()

    def stop(self) -> None:
        """Do no more; what is done stays."""
        for task in self._tasks:
            task.stopped.set()
        self._tasks.clear()
        self.changed.emit()

    def forget(self, key: str) -> None:
        """Forget what a run has come to with other seeds."""
        self._runs.pop(key, None)
        self._spreads.pop(key, None)
        self.library_changed.emit(lambda library: library.seeds.forget(key))
        self.changed.emit()

    def hand_over(self, key: str, other: str) -> None:
        """Let what is known of one run be known of another, which has done the same."""
        if key in self._runs:
            self._runs[other] = self._runs.pop(key)
            self._spreads[other] = self._spreads.pop(key)
            self.library_changed.emit(lambda library: library.seeds.hand_over(key, other))

    def know(self, run: KeptRun) -> None:
        """Take what the library knows of a run, where it is not known already."""
        key = run.entry.key
        if run.seeds and key not in self._runs:
            longest = max(one.iterations for one in run.seeds)
            latest = [one for one in run.seeds if one.iterations == longest]
            self._runs[key] = {one.seed: one for one in latest}
            self._spreads[key] = spread_of(latest)

    def known(self, key: str) -> tuple[SeedRun, ...]:
        """Return what is known of a run with other seeds."""
        return tuple(self._runs.get(key, {}).values())

    def spreads(self, entries: Iterable[RunEntry]) -> Mapping[str, Spread]:
        """Return what is known of these runs, by their keys: the same object until it changes."""
        found = {
            entry.key: spread
            for entry in entries
            if (spread := self._spreads.get(entry.key)) is not None and _is_of(spread, entry)
        }
        if found != self._shown:
            self._shown = found
        return self._shown

    def close(self) -> None:
        """Do no more, and tell nothing more. It does not wait: the program does, at its end."""
        with self._telling:
            self._closed = True
        for task in self._tasks:
            task.stopped.set()
        self._tasks.clear()

    def _known(self, entry: RunEntry, iterations: int) -> dict[int, SeedRun]:
        """Return what is known of a run of this length; what is not of it any more is forgotten."""
        rules = used_rules(entry.rules, iterations)
        known = self._runs.get(entry.key, {})
        fit = {seed: run for seed, run in known.items() if (run.iterations, run.rules) == (iterations, rules)}
        if len(fit) < len(known):
            self.forget(entry.key)
            self.library_changed.emit(lambda library: library.seeds.write(entry.key, *fit.values()))
        self._runs[entry.key] = fit
        return fit

    def _begin(self) -> None:
        # The program waits for the thread at its end, so that no process is left behind.
        task = self._tasks[0]
        try:
            threading.Thread(target=self._work, args=(task,), name="repeats").start()
        except RuntimeError as error:  # the system has no room for one more
            self._go_on(task, RepeatError("repeat_failed", reason=why_ended(error)))

    def _work(self, task: Task) -> None:
        error: Exception | None = None
        try:
            for _, found in in_processes(repeat, _jobs(task), stopped=task.stopped.is_set, gently=True):
                self._tell(self._came, task, found)
        except MnistLabError as said:
            error = said
        except BaseException as other:  # told, not dropped
            error = RepeatError("repeat_failed", reason=why_ended(other))
        self._tell(self._ended, task, error)

    def _tell(self, signal: SignalInstance, *what: object) -> None:
        with self._telling:
            if not self._closed:
                signal.emit(*what)

    @Slot(object, object)
    def _take(self, task: Task, found: SeedRun) -> None:
        if task.stopped.is_set():
            return
        task.done += 1
        key = task.run.entry.key
        runs = self._runs.setdefault(key, {})
        runs[found.seed] = found
        self._spreads[key] = spread_of(list(runs.values()))
        self.library_changed.emit(lambda library: library.seeds.write(key, found))
        self.changed.emit()

    @Slot(object, object)
    def _go_on(self, task: Task, error: Exception | None) -> None:
        if task.stopped.is_set():
            return
        self._tasks.popleft()
        if error is not None:
            self.failed.emit(error)
        if self._tasks:
            self._begin()
        self.changed.emit()


def _jobs(task: Task) -> list[Repeat]:
    """Return what is to be done; the hash of data that are loaded takes a moment."""
    run, dataset = task.run, task.dataset
    if dataset is not None and is_folder(Path(dataset.path)):
        run = replace(run, entry=replace(run.entry, data=DataMark.of(dataset)))
        dataset = None
    return repeats(run, task.seeds, task.iterations, dataset)


def _is_of(spread: Spread, entry: RunEntry) -> bool:
    """Return whether a run was made as its repeats were, as far as both have come."""
    both = min(max(entry.iteration, 1), spread.iterations)
    return used_rules(spread.rules, both) == used_rules(entry.rules, both)
