"""What came out of an experiment, beside what the book reports."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from mnistlab.data import Source
from mnistlab.data.tables import cell
from mnistlab.experiments.card import Card, Conclusion, name_by
from mnistlab.experiments.conditions import Functions, holds
from mnistlab.experiments.lazy import Lazy
from mnistlab.experiments.work import LOSSES, QUANTITIES, Job, Outcome, Progress, band
from mnistlab.training.deep import DeepSettings
from mnistlab.training.settings import SEEDS, later_seed


class Planned(NamedTuple):
    """A run that is to be done: its name, the number of its seed, and what is to be done."""

    name: str
    number: int
    settings: DeepSettings


class Plan:
    """The runs of an experiment with `seeds` seeds; each is made when it is asked for.

    Attributes
    ----------
    runs : sequence of Planned
        Seed after seed, so that all variants of one seed are there before the next begins.
    """

    def __init__(self, card: Card, seeds: int) -> None:
        self._brief = bool(card.axes) and not _asks_for_losses(card)
        self.runs: Sequence[Planned] = Lazy(card.count(seeds), partial(_planned, card))

    def jobs(self, data: Source | None = None) -> Sequence[Job]:
        """Return what is to be done, in the order of the runs."""
        return Lazy(len(self.runs), lambda place: Job(self.runs[place].settings, data, self._brief))


def plan(card: Card, seeds: int = 1) -> Plan:
    """Return the runs of an experiment with `seeds` seeds.

    A search draws its values, and the seed of each trial, by the seed of its settings.
    """
    return Plan(card, seeds)


def _asks_for_losses(card: Card) -> bool:
    """Return whether an experiment needs the loss of single iterations."""
    quantities = {one.quantity for one in card.published} | ({card.guess.quantity} if card.guess else set())
    conditions = [one.condition for one in (*card.conclusions, *card.choices)]
    return any(loss in quantities or any(loss in condition for condition in conditions) for loss in LOSSES)


def _planned(card: Card, place: int) -> Planned:
    if card.search is None:
        number, place = divmod(place, len(card.runs))
        run = card.runs[place]
        return Planned(run.name, number, replace(run.settings, seed=later_seed(run.settings.seed, number)))
    number, trial = divmod(place, card.search.trials)
    base = card.runs[0].settings
    rng = np.random.default_rng((base.seed + number, trial, 1))
    shares = rng.random(len(card.search.drawn))
    # Each trial has first weights and mini-batches of its own: with those of one seed, all would share its luck.
    values: dict[str, Any] = {"seed": int(rng.integers(SEEDS))}
    for one, share in zip(card.search.drawn, shares, strict=True):
        values[one.name] = one.value(share)
    return Planned(f"{trial + 1}", number, replace(base, **values))


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
    is_sealed : bool
        Whether validation images were measured, in the place of the test images.
    """

    run: str
    quantity: str
    at: int
    book: float
    median: float
    low: float
    high: float
    seeds: int
    is_sealed: bool = False

    @property
    def inside(self) -> bool | None:
        """Whether the book's value lies in the band; None for a single seed, which has none."""
        return None if self.seeds < 2 else self.low <= self.book <= self.high


@dataclass(frozen=True, slots=True)
class Point:
    """A run of a sweep.

    Attributes
    ----------
    values : tuple
        Of the settings that are swept.
    accuracy : float
        At the end, 0..1: the median of its seeds.
    seeds : int
    """

    values: tuple[Any, ...]
    accuracy: float
    seeds: int


def counted(conclusions: Sequence[Conclusion], seeds: Sequence[Functions]) -> list[tuple[Conclusion, int, int]]:
    """Return each conclusion, in how many seeds it holds, and of how many, given the functions of each seed."""
    return [(one, sum(holds(one.condition, functions) for functions in seeds), len(seeds)) for one in conclusions]


def came_true(choices: Sequence[Conclusion], seeds: Sequence[Functions]) -> int | None:
    """Return the place of the choice that holds in most seeds; None where none holds in any."""
    counts = [count for _, count, _ in counted(choices, seeds)]
    return counts.index(max(counts)) if any(counts) else None


class Report:
    """The outcomes of a plan, as they come.

    Attributes
    ----------
    outcomes : dict of int to Outcome
        By their place in the plan.
    under_way : dict of int to Progress
        How far runs are that are not done yet, likewise.
    """

    def __init__(self, card: Card, made: Plan) -> None:
        self.card, self.plan = card, made
        self.outcomes: dict[int, Outcome] = {}
        self.under_way: dict[int, Progress] = {}
        self._by_name: dict[str, dict[int, Outcome]] = defaultdict(dict)  # and by the number of the seed

    def take(self, place: int, outcome: Outcome) -> None:
        """Note the outcome of the run at a place of the plan."""
        self.outcomes[place] = outcome
        self.under_way.pop(place, None)
        name, number, _ = self.plan.runs[place]
        self._by_name[name][number] = outcome

    @property
    def seconds(self) -> float:
        """What all runs have taken together."""
        return sum(outcome.seconds for outcome in self.outcomes.values())

    def look(self, place: int, progress: Progress) -> None:
        """Note how far the run at a place of the plan is."""
        if place not in self.outcomes:
            self.under_way[place] = progress

    def drawn(self, run: str) -> list[Outcome]:
        """Return the outcomes of a run, or, while none of it is done, what it has come to."""
        return (
            self.of(run)
            or [one.outcome for place, one in self.under_way.items() if self.plan.runs[place].name == run][:1]
        )

    def of(self, run: str) -> list[Outcome]:
        """Return the outcomes of a run, a seed each."""
        return list(self._by_name[run].values())

    def rows(self) -> list[Row]:
        """Return what the book reports beside what came out, as far as it has."""
        return [
            self.value(published.run, published.quantity, at, value)
            for published in self.card.published
            for at, value in zip(published.at, published.values, strict=True)
            if self._by_name.get(published.run)
        ]

    def ends(self) -> list[tuple[str, Row, Row]]:
        """Return for each run its name, and its accuracies at the end, on training and on test images."""
        return [
            (run.name, self.value(run.name, "train_accuracy", -1), self.value(run.name, "test_accuracy", -1))
            for run in self.card.runs
            if self._by_name.get(run.name)
        ]

    def conclusions(self) -> list[tuple[Conclusion, int, int]]:
        """Return each conclusion, in how many seeds it holds, and of how many all runs are there."""
        return counted(self.card.conclusions, self._whole_seeds())

    def chosen(self) -> int | None:
        """Return the place of the choice that is the right one, or of the run that won where the guess is of that.

        None: there is nothing to choose from, or it is not known yet.
        """
        seeds = self._whole_seeds()
        if self.card.choices:
            return came_true(self.card.choices, seeds)
        guess = self.card.guess
        if guess is None or guess.run or not seeds:
            return None
        values = [self.value(run.name, guess.quantity, guess.at).median for run in self.card.runs]
        return int(np.argmin(values) if guess.least else np.argmax(values))

    def value(self, run: str, quantity: str, at: int, book: float = math.nan) -> Row:
        """Return one number of a run over its seeds."""
        outcomes = self.of(run)
        found = np.array([outcome.value(quantity, at) for outcome in outcomes])
        return Row(run, quantity, at, book, *band(found), len(found), outcomes[0].settings.is_sealed)

    def _whole_seeds(self) -> list[Functions]:
        """Return the functions of each seed of which all runs are there."""
        runs = self.card.count(1)
        numbers = Counter(number for outcomes in self._by_name.values() for number in outcomes)
        return [
            _functions({name: outcomes[number] for name, outcomes in self._by_name.items()})
            for number, count in sorted(numbers.items())
            if count == runs
        ]

    def points(self, quantity: str = "test_accuracy") -> list[Point]:
        """Return the runs of a sweep that are there, the best first: by an accuracy at the end."""
        groups: dict[tuple[str, int], list[Outcome]] = defaultdict(list)
        for name, outcomes in self._by_name.items():
            for number, outcome in outcomes.items():
                groups[name, 0 if self.card.search is None else number].append(outcome)
        points = [
            Point(
                tuple(getattr(outcomes[0].settings, axis) for axis in self.card.axes),
                float(np.median([outcome.value(quantity, -1) for outcome in outcomes])),
                len(outcomes),
            )
            for outcomes in groups.values()
        ]
        return sorted(points, key=lambda point: -point.accuracy)

    def error_bar(self) -> float:
        """Return how far the accuracy of the best run of a sweep is uncertain by the number of images measured."""
        return standard_error(self.points()[0].accuracy, next(iter(self.outcomes.values())).images)

    def as_good(self) -> int:
        """Return how many runs of a sweep lie within that error bar of the best, which is one of them."""
        points = self.points()
        return sum(point.accuracy >= points[0].accuracy - self.error_bar() for point in points)

    def best(self, count: int = 5) -> list[Outcome]:
        """Return the best runs of a search, by their accuracy on the validation images."""
        found = sorted(self.outcomes.values(), key=lambda outcome: -outcome.value("test_accuracy", -1))
        return found[:count]


def standard_error(share: float, images: int) -> float:
    """Return the standard deviation, by chance alone, of a `share` that is measured on `images` images (binomial)."""
    return math.sqrt(max(share * (1 - share), 0) / images)


def _functions(outcomes: Mapping[str, Outcome]) -> Functions:
    def of(quantity: str) -> Callable[..., float]:
        return lambda run, at: outcomes[run].value(quantity, int(at))

    def best(name: str) -> float:
        found = max(outcomes.values(), key=lambda outcome: outcome.value("test_accuracy", -1))
        return float(getattr(found.settings, name))

    return {**{quantity: of(quantity) for quantity in QUANTITIES}, "best": best}


def as_csv(report: Report) -> str:
    """Return all accuracies and the loss of every iteration as CSV: run, seed, quantity, iteration, value.

    A run of a sweep is named by the values of what is swept, also where those are drawn. Each number has the digits
    that it takes to read the same again.
    """
    lines = ["run,seed,quantity,iteration,value"]
    for place, outcome in sorted(report.outcomes.items()):
        name, _, settings = report.plan.runs[place]
        if report.card.axes:
            name = name_by({axis: getattr(settings, axis) for axis in report.card.axes})
        start = f"{cell(name)},{settings.seed}"
        lines += [f"{start},loss,{at},{value!s}" for at, value in enumerate(outcome.loss)]
        for quantity in ("train_accuracy", "test_accuracy", "train_loss", "test_loss"):
            values = zip(outcome.evaluated_at, getattr(outcome, quantity), strict=True)
            name = quantity.replace("test", "validation") if settings.is_sealed else quantity
            lines += [f"{start},{name},{at},{value!s}" for at, value in values]
    return "\n".join(lines) + "\n"
