"""What comes of an experiment that trains nothing: activations of layers, or checks of the gradient, seed by seed."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from typing_extensions import override

from mnistlab.data import Dataset, Source
from mnistlab.experiments.activations import histograms
from mnistlab.experiments.card import Card, Conclusion
from mnistlab.experiments.checks import Check, differences
from mnistlab.experiments.conditions import Functions
from mnistlab.experiments.report import came_true, counted
from mnistlab.experiments.work import band, images_of
from mnistlab.training.settings import later_seed


class Untrained(ABC):
    """An experiment that trains nothing, done with some seeds.

    Attributes
    ----------
    by_seed : list of dict
        For each seed, what has come of every case, or of every check, by its name.
    """

    def __init__(self, card: Card, by_seed: Iterable[dict[str, Any]]) -> None:
        self.card = card
        self.by_seed = list(by_seed)

    @property
    def seeds(self) -> int:
        """How many seeds it was done with."""
        return len(self.by_seed)

    def conclusions(self) -> list[tuple[Conclusion, int, int]]:
        """Return each conclusion, in how many seeds it holds, and of how many."""
        return counted(self.card.conclusions, list(map(self._functions, self.by_seed)))

    def chosen(self) -> int | None:
        """Return the place of the choice that is the right one."""
        return came_true(self.card.choices, list(map(self._functions, self.by_seed)))

    @abstractmethod
    def _functions(self, found: dict[str, Any]) -> Functions:
        """Return the functions of conditions for one seed."""


class Spread(Untrained):
    """The activations of an experiment: for each seed, the layers of every case.

    `stopped` is asked before each seed but the first: whether the rest are left out.
    """

    def __init__(self, card: Card, seeds: int, stopped: Callable[[], bool] = lambda: False) -> None:
        super().__init__(
            card,
            ({case.name: histograms(case, seed) for case in card.activations} for seed in _until(stopped, seeds)),
        )

    @override
    def _functions(self, found: dict[str, Any]) -> Functions:
        def of(field: str) -> Callable[..., float]:
            return lambda case, layer: float(getattr(found[case][int(layer) - 1], field))

        return {"mean": of("mean"), "spread": of("std"), "ends": of("ends"), "middle": of("middle")}


class Checked(Untrained):
    """The gradient checks of an experiment on some images: for each seed, the differences of every check.

    `stopped` is asked before each seed but the first: whether the rest are left out.
    """

    def __init__(self, card: Card, dataset: Dataset, seeds: int, stopped: Callable[[], bool] = lambda: False) -> None:
        super().__init__(
            card,
            (
                {check.name: differences(_with_seed(check, seed), dataset, seed) for check in card.checks}
                for seed in _until(stopped, seeds)
            ),
        )

    @override
    def _functions(self, found: dict[str, Any]) -> Functions:
        return {"difference": lambda name, key: found[name][key]}

    def rows(self) -> list[tuple[str, str, float | None, float, float, float]]:
        """Return check, parameter, the book's difference or None; and of the seeds median, lowest and highest tenth."""
        return [
            (check.name, key, check.book.get(key), *band(np.array([found[check.name][key] for found in self.by_seed])))
            for check in self.card.checks
            for key in self.by_seed[0][check.name]
        ]


class Look(NamedTuple):
    """An experiment that trains nothing, with `seeds` seeds."""

    card: Card
    seeds: int
    data: Source | None = None


def look_at(job: Look) -> Spread | Checked:
    """Do an experiment that trains nothing."""
    if job.card.activations:
        return Spread(job.card, job.seeds)
    return Checked(job.card, images_of(job.data), job.seeds)


def _until(stopped: Callable[[], bool], seeds: int) -> Iterator[int]:
    """Yield the first of so many seeds, and the others until `stopped`."""
    for seed in range(seeds):
        if seed and stopped():
            return
        yield seed


def _with_seed(check: Check, number: int) -> Check:
    return replace(check, settings=replace(check.settings, seed=later_seed(check.settings.seed, number)))
