"""What came out of an experiment, beside what the book reports."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from mnistlab.experiments.activations import Histogram, histograms
from mnistlab.experiments.card import Card, Conclusion, Search
from mnistlab.experiments.conditions import holds
from mnistlab.experiments.work import QUANTITIES, Job, Outcome, band, with_seeds
from mnistlab.training.deep import DeepSettings


@dataclass(frozen=True, slots=True)
class Plan:
    """The runs of an experiment: each with its name, the number of its seed, and what is to be done."""

    runs: tuple[tuple[str, int, DeepSettings], ...]

    def jobs(self, data: Path | None = None) -> list[Job]:
        """Return what is to be done, in the order of the runs."""
        return [Job(settings, data) for _, _, settings in self.runs]


def plan(card: Card, seeds: int = 1) -> Plan:
    """Return the runs of an experiment with so many seeds. A search draws its values by the seed of its settings."""
    if card.search is not None:
        return Plan(tuple(_drawn(card.search, card.runs[0].settings, seeds)))
    return Plan(
        tuple(
            (run.name, number, settings)
            for run in card.runs
            for number, settings in enumerate(with_seeds(run.settings, seeds))
        )
    )


def _drawn(search: Search, base: DeepSettings, seeds: int) -> Iterator[tuple[str, int, DeepSettings]]:
    for number in range(seeds):
        rng = np.random.default_rng((base.seed + number, 1))
        for trial in range(search.trials):
            values: dict[str, Any] = {one.name: float(10 ** rng.uniform(one.low, one.high)) for one in search.drawn}
            yield f"{trial + 1}", number, replace(base, **values, seed=base.seed + number)


@dataclass(frozen=True, slots=True)
class Row:
    """One published value beside those of the runs.

    Attributes
    ----------
    run, quantity : str
    at : int
        As `Outcome.value` takes it.
    book : float
    median, low, high : float
        Over the seeds: the median, and between what the middle eight tenths lie.
    seeds : int
    """

    run: str
    quantity: str
    at: int
    book: float
    median: float
    low: float
    high: float
    seeds: int

    @property
    def inside(self) -> bool | None:
        """Whether the book's value lies in the band; None for a single seed, which has none."""
        return None if self.seeds < 2 else self.low <= self.book <= self.high


class Spread:
    """The activations of an experiment that trains nothing.

    Attributes
    ----------
    layers : list of dict
        For each seed, the layers of every case by its name.
    """

    def __init__(self, card: Card, seeds: int) -> None:
        self.card = card
        self.layers = [{case.name: histograms(case, seed) for case in card.activations} for seed in range(seeds)]

    def conclusions(self) -> list[tuple[Conclusion, int, int]]:
        """Return each conclusion, in how many seeds it holds, and of how many."""
        return [
            (one, sum(holds(one.condition, self._functions(layers)) for layers in self.layers), len(self.layers))
            for one in self.card.conclusions
        ]

    def _functions(self, layers: dict[str, list[Histogram]]) -> dict[str, Callable[..., float]]:
        def of(field: str) -> Callable[..., float]:
            return lambda case, layer: float(getattr(layers[case][int(layer) - 1], field))

        return {"mean": of("mean"), "spread": of("std"), "ends": of("ends"), "middle": of("middle")}


class Report:
    """The outcomes of a plan, as they come.

    Attributes
    ----------
    outcomes : dict of int to Outcome
        By their place in the plan.
    """

    def __init__(self, card: Card, made: Plan) -> None:
        self.card, self.plan = card, made
        self.outcomes: dict[int, Outcome] = {}

    def take(self, place: int, outcome: Outcome) -> None:
        """Note the outcome of the run at a place of the plan."""
        self.outcomes[place] = outcome

    @property
    def seconds(self) -> float:
        """What all runs have taken together."""
        return sum(outcome.seconds for outcome in self.outcomes.values())

    def of(self, run: str) -> list[Outcome]:
        """Return the outcomes of a run, a seed each."""
        return [self.outcomes[place] for place, (name, _, _) in self._done() if name == run]

    def rows(self) -> list[Row]:
        """Return what the book reports beside what came out, as far as it has."""
        return [
            Row(published.run, published.quantity, at, value, *band(np.array(found)), len(found))
            for published in self.card.published
            for at, value in zip(published.at, published.values, strict=True)
            if (found := [outcome.value(published.quantity, at) for outcome in self.of(published.run)])
        ]

    def ends(self) -> list[tuple[str, Row, Row]]:
        """Return for each run its name, and its accuracies at the end, on training and on test images."""
        return [
            (run.name, self._end(run.name, "train_accuracy"), self._end(run.name, "test_accuracy"))
            for run in self.card.runs
            if self.of(run.name)
        ]

    def _end(self, run: str, quantity: str) -> Row:
        found = [outcome.value(quantity, -1) for outcome in self.of(run)]
        return Row(run, quantity, -1, math.nan, *band(np.array(found)), len(found))

    def conclusions(self) -> list[tuple[Conclusion, int, int]]:
        """Return each conclusion, in how many seeds it holds, and of how many all runs are there."""
        by_seed: dict[int, dict[str, Outcome]] = defaultdict(dict)
        for place, (name, number, _) in self._done():
            by_seed[number][name] = self.outcomes[place]
        runs = len({name for name, _, _ in self.plan.runs})
        whole = [outcomes for outcomes in by_seed.values() if len(outcomes) == runs]
        return [
            (one, sum(holds(one.condition, _functions(outcomes)) for outcomes in whole), len(whole))
            for one in self.card.conclusions
        ]

    def best(self, count: int = 5) -> list[Outcome]:
        """Return the best runs of a search, by their accuracy on the validation images."""
        found = sorted(self.outcomes.values(), key=lambda outcome: -outcome.value("test_accuracy", -1))
        return found[:count]

    def _done(self) -> Iterator[tuple[int, tuple[str, int, DeepSettings]]]:
        return ((place, run) for place, run in enumerate(self.plan.runs) if place in self.outcomes)


def standard_error(share: float, images: int) -> float:
    """Return how far a share of so many images is uncertain by chance alone: one standard deviation (binomial)."""
    return math.sqrt(max(share * (1 - share), 0) / images)


def _functions(outcomes: dict[str, Outcome]) -> dict[str, Callable[..., float]]:
    def of(quantity: str) -> Callable[..., float]:
        return lambda run, at: outcomes[run].value(quantity, int(at))

    def best(name: str) -> float:
        found = max(outcomes.values(), key=lambda outcome: outcome.value("test_accuracy", -1))
        return float(getattr(found.settings, name))

    return {**{quantity: of(quantity) for quantity in QUANTITIES}, "best": best}


def as_csv(report: Report) -> str:
    """Return all accuracies and the loss of every iteration as CSV: run, seed, quantity, iteration, value."""
    lines = ["run,seed,quantity,iteration,value"]
    for place, (name, _, settings) in enumerate(report.plan.runs):
        outcome = report.outcomes.get(place)
        if outcome is None:
            continue
        start = f"{_quoted(name)},{settings.seed}"
        lines += [f"{start},loss,{at},{value:.7g}" for at, value in enumerate(outcome.loss)]
        for quantity in ("train_accuracy", "test_accuracy"):
            values = zip(outcome.evaluated_at, getattr(outcome, quantity), strict=True)
            lines += [f"{start},{quantity},{at},{value:.6g}" for at, value in values]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\n') else text
