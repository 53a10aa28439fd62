"""What an experiment is: a question, the runs that answer it, and what the book reports."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import product
from typing import Any, Final

from mnistlab.experiments.activations import Case
from mnistlab.experiments.checks import Check
from mnistlab.experiments.lazy import Lazy
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import declared

TEXTS: Final = ("title", "question", "prediction", "finding", "next")
MOST_AXES: Final = 2  # settings that are swept
LOOKED_AT: Final = 100  # runs, to tell what differs

BETWEEN: Final = " · "  # values in the name of a run

Texts = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Run:
    """One of the runs that are compared, by its name in the tables."""

    name: str
    settings: DeepSettings


@dataclass(frozen=True, slots=True)
class Published:
    """What a book reports of a run.

    Attributes
    ----------
    run : str
    quantity : str
        One of `mnistlab.experiments.work.QUANTITIES`.
    at : tuple of int
        Iterations of a loss, epochs of an accuracy: as `Outcome.value` takes them.
    values : tuple of float
    line : int
        Where its file says `at`.
    """

    run: str
    quantity: str
    at: tuple[int, ...]
    values: tuple[float, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the book concludes, in each language, and the condition by which one run or one seed bears it out.

    `line` is where its file has the condition.
    """

    texts: Texts
    condition: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A setting whose values are drawn at random: evenly between two numbers, or evenly in the exponent of 10."""

    name: str
    low: float
    high: float
    log: bool = True

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the largest value; with `log`, `low` and `high` are their exponents."""
        # Without the last digits of a power, which are those of its rounding.
        low, high = (float(f"{10**end:.14g}") if self.log else float(end) for end in (self.low, self.high))
        return (round(low), round(high)) if declared(DeepSettings)[self.name].whole else (low, high)

    def value(self, share: float) -> float:
        """Return the value at a share of the way, 0..1, from the least to the largest.

        It has four digits, or in a narrow range as many as tell its values apart, so that a person can read it whole.
        """
        place = self.low + share * (self.high - self.low)
        value = float(10**place) if self.log else float(place)
        if declared(DeepSettings)[self.name].whole:
            return round(value)
        low, high = self.ends
        size = min(value, high - low)
        return min(max(round(value, 3 - math.floor(math.log10(size))) if size > 0 else value, low), high)


@dataclass(frozen=True, slots=True)
class Search:
    """A search by chance: a number of runs, each with other values of some settings.

    Attributes
    ----------
    trials : int
    drawn : tuple of Drawn
    best : tuple of mapping
        The best runs that the book reports, each by the names of what was drawn, and ``accuracy``.
    """

    trials: int
    drawn: tuple[Drawn, ...]
    best: tuple[Mapping[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What a person is asked before the runs: which run is the best in a quantity; or, of one run, its value.

    Attributes
    ----------
    quantity : str
    at : int
        As `Outcome.value` takes them.
    run : str
        Empty: which run it is.
    line : int
        Where its file says `at`.
    """

    quantity: str = "test_accuracy"
    at: int = -1
    run: str = ""
    line: int = field(default=0, compare=False, repr=False)

    @property
    def least(self) -> bool:
        """Whether the best run is the one with the least value."""
        return "loss" in self.quantity


@dataclass(frozen=True, slots=True)
class Card:
    """An experiment.

    Attributes
    ----------
    name : str
        Of its file.
    order : int
        Its place among the others.
    author, chapter : str
        Whose book, and where the book has it.
    source : mapping
        Where the published values come from, in each language; empty where nothing is said of that.
    texts : mapping
        Each of `TEXTS` in each language.
    runs : sequence of Run
    published : tuple of Published
    conclusions : tuple of Conclusion
    choices : tuple of Conclusion
        Answers to choose from before the runs, each with the condition by which it is the right one.
    guess : Guess or None
        What is asked where there is nothing to choose from.
    search : Search or None
    axes : tuple of str
        The settings whose values are swept, in a grid or a search.
    grid : mapping
        The values of each of them, where it is a grid.
    activations : tuple of Case
        Networks whose activations are looked at without training; then there are no runs.
    checks : tuple of Check
        Gradients that are checked; then there are no runs.
    file : str
        Where it was read from, if that is somebody's own file.
    lines : mapping of str to int
        In which line of it each setting stands.
    names : mapping
        For each language, what runs and checks are called in it, by their name.
    """

    name: str
    order: int
    chapter: str
    source: Texts
    texts: Mapping[str, Texts]
    runs: Sequence[Run]
    published: tuple[Published, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    search: Search | None = None
    activations: tuple[Case, ...] = ()
    checks: tuple[Check, ...] = ()
    choices: tuple[Conclusion, ...] = ()
    guess: Guess | None = None
    axes: tuple[str, ...] = ()
    author: str = ""
    grid: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self, name: str, language: str) -> str:
        """Return one of `TEXTS` in a language, or in English where it is not there."""
        return in_language(self.texts[name], language)

    def called(self, name: str, language: str) -> str:
        """Return what a run or a check is called in a language."""
        return self.names.get(language, {}).get(name, name)

    def differing(self) -> list[str]:
        """Return the names of the settings that are not those of a run by default, or differ between the runs."""
        default, some = DeepSettings(), self._some()
        return [
            one.name
            for one in fields(DeepSettings)
            if one.name in self.axes
            or any(getattr(settings, one.name) != getattr(default, one.name) for settings in some)
        ]

    @property
    def is_sealed(self) -> bool:
        """Whether all runs are measured on validation images, in the place of the test images."""
        some = self._some()
        return bool(some) and all(settings.is_sealed for settings in some)

    def _some(self) -> list[DeepSettings]:
        """Return the settings of the first runs."""
        return [self.runs[place].settings for place in range(min(len(self.runs), LOOKED_AT))]

    def count(self, seeds: int) -> int:
        """Return how many runs it has with `seeds` seeds."""
        return seeds * (len(self.runs) if self.search is None else self.search.trials)

    def seeds_up_to(self, places: Iterable[int]) -> int:
        """Return how many seeds it has, at least 1, where its runs are those at some places, and all before them."""
        return 1 + max((0, *places)) // max(1, self.count(1))


def in_language(texts: Texts, language: str) -> str:
    """Return a text in a language, or in English where it is not there."""
    return texts.get(language, texts["en"])


class Grid(Lazy[Run]):
    """A run for each combination of the values of some settings; the last setting changes fastest."""

    def __init__(self, base: Mapping[str, Any], grid: Mapping[str, Sequence[Any]]) -> None:
        super().__init__(math.prod(len(values) for values in grid.values()), self._make_at)
        self._base, self._grid = base, grid

    def _make_at(self, place: int) -> Run:
        own: dict[str, Any] = {}
        for name, values in reversed(list(self._grid.items())):
            place, index = divmod(place, len(values))
            own[name] = values[index]
        return self._run({name: own[name] for name in self._grid})

    def _run(self, own: Mapping[str, Any]) -> Run:
        return Run(name_by(own), DeepSettings(**{**self._base, **own}))

    def named(self, name: str) -> Run | None:
        """Return the run of a name, without making those before it."""
        parts = name.split(BETWEEN)
        own = {
            setting: value
            for (setting, values), part in zip(self._grid.items(), parts, strict=False)
            for value in values
            if short(value) == part
        }
        return self._run(own) if len(own) == len(self._grid) == len(parts) else None


def corners(grid: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    """Yield the values by which to tell whether all go together: of numbers the least and the largest."""
    ends = [values if isinstance(values[0], str) else {min(values), max(values)} for values in grid.values()]
    return (dict(zip(grid, own, strict=True)) for own in product(*ends))


def run_named(runs: Sequence[Run], name: object) -> Run | None:
    """Return the run of a name, or None where there is none."""
    if not isinstance(name, str):
        return None
    return runs.named(name) if isinstance(runs, Grid) else next((run for run in runs if run.name == name), None)


def name_by(values: Mapping[str, Any]) -> str:
    """Return the name of a run of a sweep: the values of the settings that are swept, in their order."""
    return BETWEEN.join(map(short, values.values()))


def short(value: Any) -> str:
    """Return a value of a setting as it stands in the name of a run: with all the digits that tell it from others."""
    if not isinstance(value, float):
        return str(value)
    few = f"{value:.4g}"
    return few if float(few) == value else repr(value)
