"""A run done once more with another seed, in a process of its own. No Qt is imported here."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from mnistlab.analysis.spread import SeedRun, sampled
from mnistlab.data import Dataset
from mnistlab.errors import DivergedError
from mnistlab.library import DataMark, KeptRun, RunEntry, find_data
from mnistlab.library.kept_run import first_params
from mnistlab.library.naming import run_fact
from mnistlab.nn.functions import Array
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.history import used_rules
from mnistlab.training.state import first_state


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """A run that is to be done again.

    Attributes
    ----------
    entry : RunEntry
        The run; its updates are made as they were in it.
    seed : int
    iterations : int
    first_params : mapping
        ``W1 b1 W2 b2`` with which the run began. Where they are not those that its seed draws, all repeats have them.
    dataset : Dataset or None
        Its data, where they lie in no folder.
    """

    entry: RunEntry
    seed: int
    iterations: int
    first_params: Mapping[str, Array]
    dataset: Dataset | None = None


def repeats(run: KeptRun, seeds: tuple[int, ...], iterations: int, dataset: Dataset | None = None) -> list[Repeat]:
    """Return what is to be done to repeat a run with these seeds."""
    return [Repeat(run.entry, seed, iterations, first_params(run), dataset) for seed in seeds]


def repeat(job: Repeat) -> SeedRun:
    """Do a run with another seed, exactly as the window would.

    Raises
    ------
    LibraryError
        If its data are no longer there.
    """
    entry = job.entry
    dataset = job.dataset or _data(entry.data, run_fact(entry))
    drawn = first_state(entry.settings, dataset).params
    from_file = any(not np.array_equal(job.first_params[name], drawn[name]) for name in drawn)
    rules = used_rules(entry.rules, job.iterations)
    trainer = Trainer(_settings(job, 0), dataset, job.first_params if from_file else None)
    diverged = False
    try:
        for (start, rule), stop in zip(rules, [*(at for at, _ in rules[1:]), None], strict=True):
            trainer.settings = _settings(job, start)
            trainer.mistake = rule.mistake
            trainer.run(until=lambda: False, iterations=stop)
    except DivergedError:
        diverged = True
    history = trainer.history
    at, loss = sampled(history.loss)
    return SeedRun(
        seed=job.seed,
        iterations=job.iterations,
        rules=rules,
        diverged=diverged,
        at=at,
        loss=loss,
        evaluated_at=history.evaluated_at.copy(),
        train_accuracy=history.train_accuracy.copy(),
        test_accuracy=history.test_accuracy.copy(),
    )


def _settings(job: Repeat, iteration: int) -> RunSettings:
    """Return the settings that are in force from an iteration on."""
    rule = next(rule for at, rule in reversed(job.entry.rules) if at <= iteration)
    return replace(
        job.entry.settings,
        seed=job.seed,
        iterations=job.iterations,
        learning_rate=rule.learning_rate,
        gradient=rule.gradient,
    )


@lru_cache(1)
def _data(mark: DataMark, name: str) -> Dataset:
    """Return the images; a process that does several runs reads them once."""
    return find_data(mark, name)
