"""An experiment in a file: a question, the runs that answer it, and what the book reports.

``resources/experiments/NAME.toml`` are those of the program; a teacher's own file opens the same way. Nothing in a file
is executed.
"""

import itertools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np

from mnistlab.data.files import open_file
from mnistlab.errors import CardError, SettingsError, reason_of
from mnistlab.experiments.activations import FUNCTIONS as ACTIVATIONS
from mnistlab.experiments.activations import STDS, Case
from mnistlab.experiments.conditions import ConditionError, check_condition
from mnistlab.experiments.work import QUANTITIES
from mnistlab.resources import resource_path
from mnistlab.training.deep import DeepSettings
from mnistlab.training.settings import declared

FOLDER: Final = "experiments"  # of the resources
LARGEST_FILE: Final = 1_000_000  # bytes
MOST_RUNS: Final = 100_000
TEXTS: Final = ("title", "question", "prediction", "finding", "next")
FUNCTIONS: Final = (*QUANTITIES, "best", "mean", "spread", "ends", "middle")  # of a conclusion


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
    """

    run: str
    quantity: str
    at: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the book concludes, in each language, and the condition by which one run or one seed bears it out."""

    texts: Mapping[str, str]
    condition: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A setting whose values are drawn at random: evenly in the exponent of 10."""

    name: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Search:
    """A search by chance: so many runs, each with other values of some settings.

    Attributes
    ----------
    trials : int
    drawn : tuple of Drawn
    best : tuple of mapping
        The best runs that the book reports, each by the names of what was drawn, and ``accuracy``.
    """

    trials: int
    drawn: tuple[Drawn, ...]
    best: tuple[Mapping[str, float], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """An experiment.

    Attributes
    ----------
    name : str
        Of its file.
    order : int
        Its place among the others.
    chapter, source : str
        Where the book has it, and where the published values come from.
    texts : mapping
        Each of `TEXTS` in each language.
    runs : tuple of Run
    published : tuple of Published
    conclusions : tuple of Conclusion
    search : Search or None
    activations : tuple of Case
        Networks whose activations are looked at without training; then there are no runs.
    """

    name: str
    order: int
    chapter: str
    source: str
    texts: Mapping[str, Mapping[str, str]]
    runs: tuple[Run, ...]
    published: tuple[Published, ...] = ()
    conclusions: tuple[Conclusion, ...] = ()
    search: Search | None = None
    activations: tuple[Case, ...] = ()

    def text(self, name: str, language: str) -> str:
        """Return one of `TEXTS` in a language, or in English where it is not there."""
        texts = self.texts[name]
        return texts.get(language, texts["en"])

    def differing(self) -> list[str]:
        """Return the names of the settings that are not those of a run by default, or differ between the runs."""
        default = DeepSettings()
        return [
            one.name
            for one in fields(DeepSettings)
            if any(getattr(run.settings, one.name) != getattr(default, one.name) for run in self.runs)
        ]


@cache
def cards() -> tuple[Card, ...]:
    """Return the experiments of the program, in their order."""
    found = [read_card(path) for path in resource_path(FOLDER).glob("*.toml")]
    return tuple(sorted(found, key=lambda card: card.order))


def find_card(name: str) -> Card:
    """Return an experiment by its name, or from a file.

    Raises
    ------
    CardError
        If there is no such experiment, or the file is at fault.
    """
    known = {card.name: card for card in cards()}
    if name in known:
        return known[name]
    if Path(name).suffix == ".toml":
        return read_card(Path(name))
    raise CardError("card_unknown", name=name, known=", ".join(known))


def read_card(path: Path) -> Card:
    """Read an experiment from a file.

    Raises
    ------
    CardError
        If the file cannot be read, or has a mistake: the error says in which line, and what is expected.
    """
    try:
        with open_file(path) as file:
            content = file.read(LARGEST_FILE + 1)
        text = content[:LARGEST_FILE].decode()
    except OSError as error:
        raise CardError("card_not_readable", file=str(path), reason=reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise CardError("card_not_toml", file=str(path), reason=f"byte {error.start}") from error
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise CardError("card_not_toml", file=str(path), reason=str(error)) from error
    return _Reader(path, text).card(raw)


class _Reader:
    """Makes a card of what stands in a file, and says where the file is at fault."""

    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._lines = text.splitlines()

    def card(self, raw: dict[str, Any]) -> Card:
        known = {*TEXTS, "order", "chapter", "source", "settings", "run", "grid", "search", "book", "conclusion"}
        self._only(raw, {*known, "activations"})
        base = self._settings(self._table(raw, "settings"))
        cases = tuple(self._case(entry) for entry in self._tables(raw, "activations"))
        runs = () if cases else self._runs(raw, base)
        names = [run.name for run in runs]
        return Card(
            name=self._path.stem,
            order=self._get(raw, "order", int, 0),
            chapter=self._get(raw, "chapter", str, ""),
            source=self._get(raw, "source", str, ""),
            texts={name: self._texts(raw, name) for name in TEXTS},
            runs=runs,
            published=tuple(self._published(entry, names) for entry in self._tables(raw, "book")),
            conclusions=tuple(self._conclusion(entry) for entry in self._tables(raw, "conclusion")),
            search=self._search(self._table(raw, "search"), base) if "search" in raw else None,
            activations=cases,
        )

    def _texts(self, raw: dict[str, Any], name: str) -> dict[str, str]:
        texts = raw.get(name)
        if isinstance(texts, str):
            texts = {"en": texts}
        if not isinstance(texts, dict) or "en" not in texts or not all(isinstance(one, str) for one in texts.values()):
            raise self._fault(name, texts, 'en = "…"')
        return texts

    def _settings(self, raw: dict[str, Any], base: Mapping[str, Any] = {}) -> dict[str, Any]:
        known = declared(DeepSettings)
        self._only(raw, known)
        values = dict(base)
        for name, value in raw.items():
            try:
                values[name] = known[name].checked(value)
            except SettingsError as error:
                raise CardError("card_setting", file=str(self._path), line=self._line(name), why=str(error)) from error
        return values

    def _runs(self, raw: dict[str, Any], base: dict[str, Any]) -> tuple[Run, ...]:
        runs = []
        for entry in self._tables(raw, "run"):
            name = self._get(entry, "name", str, None)
            own = {key: value for key, value in entry.items() if key != "name"}
            runs.append(Run(name, DeepSettings(**self._settings(own, base))))
        grid = self._table(raw, "grid")
        for name, values in grid.items():
            if not isinstance(values, list) or not values:
                raise self._fault(name, values, "[…]")
        counts = [len(values) for values in grid.values()]
        if grid and np.prod(counts, dtype=float) > MOST_RUNS:
            raise self._fault("grid", f"{np.prod(counts, dtype=float):,.0f}", f"≤ {MOST_RUNS:,}")
        for values in itertools.product(*grid.values()) if grid else ():
            own = dict(zip(grid, values, strict=True))
            runs.append(Run(" · ".join(map(_short, values)), DeepSettings(**self._settings(own, base))))
        if not runs:
            runs.append(Run(self._path.stem, DeepSettings(**base)))
        names = [run.name for run in runs]
        for name in names:
            if names.count(name) > 1:
                raise self._fault("name", name, "…")
        return tuple(runs)

    def _published(self, raw: dict[str, Any], names: Sequence[str]) -> Published:
        self._only(raw, {"run", "quantity", "at", "values"})
        run = self._get(raw, "run", str, names[0])
        quantity = self._get(raw, "quantity", str, None)
        at, values = self._get(raw, "at", list, None), self._get(raw, "values", list, None)
        if run not in names:
            raise self._fault("run", run, ", ".join(names))
        if quantity not in QUANTITIES:
            raise self._fault("quantity", quantity, ", ".join(QUANTITIES))
        if len(at) != len(values) or not all(type(one) is int for one in at):
            raise self._fault("at", at, f"{len(values)} × 0")
        if not all(isinstance(one, int | float) for one in values):
            raise self._fault("values", values, "0.5")
        return Published(run, quantity, tuple(at), tuple(map(float, values)))

    def _case(self, raw: dict[str, Any]) -> Case:
        self._only(raw, {"name", "activation", "std"})
        activation, std = self._get(raw, "activation", str, None), raw.get("std")
        if activation not in ACTIVATIONS:
            raise self._fault("activation", activation, ", ".join(ACTIVATIONS))
        if isinstance(std, bool) or not (isinstance(std, int | float) or std in STDS):
            raise self._fault("std", std, f"0.01, {', '.join(STDS)}")
        return Case(self._get(raw, "name", str, None), activation, std)

    def _conclusion(self, raw: dict[str, Any]) -> Conclusion:
        condition = self._get(raw, "holds", str, None)
        try:
            check_condition(condition, dict.fromkeys(FUNCTIONS, lambda *_: 0.0))
        except ConditionError as error:
            raise self._fault("holds", str(error), ", ".join(FUNCTIONS)) from error
        texts = {name: text for name, text in raw.items() if name != "holds"}
        return Conclusion(self._texts({"conclusion": texts}, "conclusion"), condition)

    def _search(self, raw: dict[str, Any], base: dict[str, Any]) -> Search:
        self._only(raw, {"trials", "drawn", "best"})
        trials = self._get(raw, "trials", int, None)
        if not 1 <= trials <= MOST_RUNS:
            raise self._fault("trials", trials, f"1 … {MOST_RUNS:,}")
        drawn = []
        for name, exponents in self._table(raw, "drawn").items():
            if not (isinstance(exponents, list) and len(exponents) == 2 and exponents[0] < exponents[1]):
                raise self._fault(name, exponents, "[-6, -2]")
            for exponent in exponents:
                self._settings({name: 10.0**exponent}, base)
            drawn.append(Drawn(name, *map(float, exponents)))
        return Search(trials, tuple(drawn), tuple(self._tables(raw, "best")))

    def _table(self, raw: dict[str, Any], name: str) -> dict[str, Any]:
        table: dict[str, Any] = self._get(raw, name, dict, {})
        return table

    def _tables(self, raw: dict[str, Any], name: str) -> list[dict[str, Any]]:
        tables: list[dict[str, Any]] = self._get(raw, name, list, [])
        if not all(isinstance(table, dict) for table in tables):
            raise self._fault(name, tables, f"[[{name}]]")
        return tables

    def _get(self, raw: dict[str, Any], name: str, kind: type, default: Any) -> Any:
        value = raw.get(name, default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self._fault(name, value, EXPECTED[kind])
        return value

    def _only(self, raw: dict[str, Any], known: Any) -> None:
        for name in raw:
            if name not in known:
                raise self._fault(name, name, ", ".join(sorted(known)))

    def _fault(self, name: str, found: Any, expected: str) -> CardError:
        said = "–" if found is None else str(found)[:60]
        return CardError(
            "card_entry", file=str(self._path), line=self._line(name, said), name=name, found=said, expected=expected
        )

    def _line(self, name: str, found: str = "") -> int:
        """Return the first line that gives `name` the value found, or else that has the name; 1 if there is none."""
        starts = (f"{name} ", f"{name}="), (f"[{name}]", f"[[{name}]]", f"[{name}.")
        lines = [(number, line.strip()) for number, line in enumerate(self._lines, 1)]
        named = [(number, line) for start in starts for number, line in lines if line.startswith(start)]
        return next((number for number, line in named if found in line), named[0][0] if named else 1)


EXPECTED: Final[dict[type, str]] = {str: '"…"', int: "1", list: "[…]", dict: "[…]"}


def _short(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
