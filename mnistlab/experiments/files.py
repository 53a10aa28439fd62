"""Experiments in files: ``resources/experiments/NAME.toml`` are those of the program; one's own open the same way.

Nothing in a file is executed. What is wrong with one is said with its line.
"""

import math
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from mnistlab.data.files import open_file
from mnistlab.errors import CardError, Name, SettingsError, names, reason_of
from mnistlab.experiments.activations import FUNCTIONS as ACTIVATIONS
from mnistlab.experiments.activations import STDS, Case
from mnistlab.experiments.card import (
    MOST_AXES,
    TEXTS,
    Card,
    Conclusion,
    Drawn,
    Grid,
    Guess,
    Published,
    Run,
    Search,
    corners,
    run_named,
    short,
)
from mnistlab.experiments.checks import MOST_CHECKED, Check
from mnistlab.experiments.conditions import ConditionError, Functions, check_condition, holds
from mnistlab.experiments.entries import ONCE, Entries
from mnistlab.experiments.sweep import MOST_VALUES
from mnistlab.experiments.toml import TomlError, is_number, read_toml
from mnistlab.experiments.vocabulary import EXAMPLES, LATEST, of_activations, of_checks, of_runs, of_search
from mnistlab.experiments.work import LOSSES, QUANTITIES, SHARES
from mnistlab.resources import resource_path
from mnistlab.training.deep import DeepSettings
from mnistlab.training.setting import declared

FOLDER: Final = "experiments"  # of the resources
LARGEST_FILE: Final = 1_000_000  # bytes
MOST_RUNS: Final = 10_000_000
MOST_TO_CHOOSE: Final = 6  # runs
LARGEST_EXPONENT: Final = sys.float_info.max_10_exp  # of 10, whose power is still a number
SHOWN: Final = 20  # names of runs in a sentence
PARTS: Final = (
    *("order", "author", "chapter", "source", "settings", "run", "grid", "search", "activations", "check"),
    *("book", "conclusion", "choice", "guess", "names"),
)
AS_MANY: Final = Name(names.tr("as many whole numbers as there are values"))
WHAT: Final = ("run", "grid", "search", "activations", "check")  # what an experiment does, one of them
FEW: Final = names.tr("1 to {most} settings")
SHARE: Final = names.tr("shares from 0 to 1, such as 0.95")


@cache
def cards() -> tuple[Card, ...]:
    """Return the experiments of the program, in their order."""
    found = [read_card(path) for path in resource_path(FOLDER).glob("*.toml")]
    return tuple(sorted(found, key=lambda card: (card.order, card.name)))


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
    if Path(name).suffix.lower() == ".toml":
        return read_card(Path(name))
    raise CardError("card_unknown", name=name, near=get_close_matches(name, known, 1, cutoff=0)[0])


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
        if len(content) > LARGEST_FILE:
            raise CardError("card_too_large", file=str(path), most=f"{LARGEST_FILE:,}")
        text = content.decode("utf-8-sig")  # which some editors of Windows write
    except OSError as error:
        raise CardError("card_not_readable", file=str(path), reason=reason_of(error)) from error
    except UnicodeDecodeError as error:
        raise CardError("card_not_toml", file=str(path), reason=f"byte {error.start}") from error
    try:
        raw = read_toml(text)
    except TomlError as error:
        raise CardError("card_not_toml", file=str(path), reason=error.args[0]) from error
    return _Reader(path, text).card(raw)


class _Reader(Entries):
    """Makes a card of what stands in a file."""

    def card(self, raw: dict[str, Any]) -> Card:
        self._only(raw, {*TEXTS, *PARTS})
        base = self._settings(self._table(raw, "settings"))
        cases = tuple(self._case(entry) for entry in self._tables(raw, "activations"))
        checks = tuple(self._check(entry, base) for entry in self._tables(raw, "check"))
        self._each_once([*(case.name for case in cases), *(check.name for check in checks)])
        grid = self._grid(raw)
        self._one_of(raw, *WHAT)
        runs: Sequence[Run] = () if cases or checks else self._runs(raw, base, grid)
        names = _Names(runs, [self._name])
        search = self._search(self._table(raw, "search"), base) if "search" in raw else None
        known = of_runs(runs) if search is None else of_search()
        if cases or checks:
            known = of_activations(cases) if cases else of_checks(checks)
        drawn = () if search is None else tuple(one.name for one in search.drawn)
        is_own = self._path.parent != resource_path(FOLDER)
        return Card(
            name=self._name,
            order=self._get(raw, "order", int, 0),
            chapter=self._get(raw, "chapter", str, ""),
            source=self._texts(raw, "source") if "source" in raw else {},
            texts={name: self._texts({**self._usual_texts(raw), **raw}, name) for name in TEXTS},
            runs=runs,
            published=tuple(self._published(entry, names, runs) for entry in self._tables(raw, "book")),
            conclusions=self._conclusions(raw, "conclusion", known),
            search=search,
            activations=cases,
            checks=checks,
            choices=self._conclusions(raw, "choice", known),
            guess=self._guess(self._table(raw, "guess"), runs) if runs and search is None else None,
            axes=tuple(grid) or drawn,
            grid=grid,
            author=self._get(raw, "author", str, ""),
            file=str(self._path) if is_own else "",
            lines=self._lines.given(declared(DeepSettings)) if is_own else {},
            names=self._names(raw),
        )

    def _names(self, raw: dict[str, Any]) -> dict[str, dict[str, str]]:
        """Return what runs and checks are called in other languages."""
        names: dict[str, dict[str, str]] = self._table(raw, "names")
        for code in names:
            texts = self._table(names, code)
            for name in texts:
                self._get(texts, name, str, None)
        return names

    def _usual_texts(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Return the texts that a file may go without: its question asks for the prediction, too."""
        return {"prediction": raw.get("question"), "finding": "", "next": ""}

    def _settings(self, raw: dict[str, Any], base: Mapping[str, Any] = {}) -> dict[str, Any]:
        known = declared(DeepSettings)
        self._only(raw, known)
        values = dict(base)
        for name, value in raw.items():
            try:
                values[name] = known[name].read(value) if isinstance(value, str) else known[name].checked(value)
            except SettingsError as error:
                raise CardError(
                    "card_setting", file=str(self._path), line=self._lines.of(name), why=str(error)
                ) from error
        return values

    def _grid(self, raw: dict[str, Any]) -> dict[str, list[Any]]:
        grid = self._table(raw, "grid")
        for name, values in grid.items():
            if not isinstance(values, list) or not values:
                raise self._fault(name, values, "[…]")
            if len(values) > MOST_VALUES:
                raise self._fault(name, f"{len(values):,}", f"≤ {MOST_VALUES:,}")
            grid[name] = [self._settings({name: value})[name] for value in values]
            shown, count = Counter(map(short, grid[name])).most_common(1)[0]
            if count > 1:
                raise self._fault(name, shown, ONCE)
        runs = math.prod(len(values) for values in grid.values())
        if runs > MOST_RUNS:
            raise self._fault("grid", f"{runs:,}", f"≤ {MOST_RUNS:,}")
        if len(grid) > MOST_AXES:
            line = self._lines.of(list(grid)[MOST_AXES])
            raise self._error("card_entry", "grid", ", ".join(grid), Name(FEW, most=MOST_AXES), line)
        return grid

    def _runs(self, raw: dict[str, Any], base: dict[str, Any], grid: dict[str, list[Any]]) -> Sequence[Run]:
        if grid:
            for own in corners(grid):
                self._whole({**base, **own})
            return Grid(base, grid)
        runs = []
        for entry in self._tables(raw, "run"):
            name = self._get(entry, "name", str, None)
            own = {key: value for key, value in entry.items() if key != "name"}
            runs.append(Run(name, self._whole(self._settings(own, base))))
        self._each_once([run.name for run in runs])
        return tuple(runs) or (Run(self._name, self._whole(base)),)

    def _whole(self, values: dict[str, Any]) -> DeepSettings:
        """Return settings that have to go together."""
        try:
            return DeepSettings(**values)
        except SettingsError as error:
            line = self._lines.of(next(reversed(values)))
            raise CardError("card_setting", file=str(self._path), line=line, why=str(error)) from error

    def _published(self, raw: dict[str, Any], names: Sequence[str], runs: Sequence[Run]) -> Published:
        self._only(raw, {"run", "quantity", "at", "values"})
        run = self._get(raw, "run", str, names[0])
        quantity = self._get(raw, "quantity", str, None)
        at, values = self._get(raw, "at", list, None), self._get(raw, "values", list, None)
        if run not in names:
            raise self._fault("run", run, ", ".join(islice(names, SHOWN)))
        if quantity not in QUANTITIES:
            raise self._fault("quantity", quantity, ", ".join(QUANTITIES))
        if len(at) != len(values) or not all(type(one) is int for one in at):
            raise self._fault("at", at, AS_MANY)
        if not all(map(is_number, values)):
            raise self._fault("values", values, "0.5")
        if quantity in SHARES and not all(-1 <= value <= 1 for value in values):
            raise self._fault("values", values, Name(SHARE))
        named = run_named(runs, run)
        last = named.settings.iterations if named is not None else 0
        if quantity in LOSSES and not all(-1 <= one < last for one in at):
            raise self._fault("at", at, f"-1 … {last - 1:,}")
        if min(at, default=0) < -1:
            raise self._fault("at", at, "-1, 0, 1, …")
        return Published(run, quantity, tuple(at), tuple(map(float, values)), self._lines.of("at", str(at)))

    def _guess(self, raw: dict[str, Any], runs: Sequence[Run]) -> Guess | None:
        """Return what is asked: without an entry, which run reads the test images best, or how well the only one does.

        Of too many to choose from, nothing is asked but by an entry that names one.
        """
        self._only(raw, {"run", "quantity", "at"})
        names = _Names(runs, ())
        run = self._get(raw, "run", str, names[0] if len(names) == 1 else "")
        if not run and len(names) > MOST_TO_CHOOSE:
            return None
        quantity = self._get(raw, "quantity", str, "test_accuracy")
        if run and run not in names:
            raise self._fault("run", run, ", ".join(islice(names, SHOWN)))
        if quantity not in QUANTITIES:
            raise self._fault("quantity", quantity, ", ".join(QUANTITIES))
        at = self._get(raw, "at", int, -1)
        asked = (run_named(runs, run),) if run else runs
        last = min(one.settings.iterations for one in asked if one is not None) - 1 if quantity in LOSSES else LATEST
        if not -1 <= at <= last:
            raise self._fault("at", at, f"-1 … {last:,}")
        return Guess(quantity, at, run, self._lines.of("at", str(at)))

    def _check(self, raw: dict[str, Any], base: dict[str, Any]) -> Check:
        book = self._table(raw, "book")
        own = {key: value for key, value in raw.items() if key not in ("name", "images", "book")}
        images = self._get(raw, "images", int, 1)
        if not 1 <= images <= MOST_CHECKED:
            raise self._fault("images", images, f"1 … {MOST_CHECKED}")
        for name, value in book.items():
            if not is_number(value):
                raise self._fault(name, value, "1e-7")
        settings = self._whole(self._settings(own, base))
        return Check(self._get(raw, "name", str, None), images, settings, book)

    def _case(self, raw: dict[str, Any]) -> Case:
        self._only(raw, {"name", "activation", "std"})
        activation, std = self._get(raw, "activation", str, None), raw.get("std")
        if activation not in ACTIVATIONS:
            raise self._fault("activation", activation, ", ".join(ACTIVATIONS))
        if not ((is_number(std) and std > 0) or std in STDS):
            raise self._fault("std", std, f"0.01, {', '.join(STDS)}")
        return Case(self._get(raw, "name", str, None), activation, std)

    def _conclusions(self, raw: dict[str, Any], kind: str, known: Functions) -> tuple[Conclusion, ...]:
        return tuple(self._conclusion(entry, kind, known) for entry in self._tables(raw, kind))

    def _conclusion(self, raw: dict[str, Any], kind: str, known: Functions) -> Conclusion:
        condition = self._get(raw, "holds", str, None)
        example = next(EXAMPLES[name] for name in EXAMPLES if name in known)
        try:
            check_condition(condition, known)
            holds(condition, known)
        except ConditionError as error:
            wrong = str(error)
            expected = ", ".join(known) if wrong.isidentifier() else example
            raise self._fault("holds", wrong, expected) from error
        except TypeError as error:
            raise self._fault("holds", condition, example) from error
        texts = {name: text for name, text in raw.items() if name != "holds"}
        line = self._lines.of("holds", condition.split("\n")[0])
        return Conclusion(self._texts({kind: texts}, kind), condition, line)

    def _search(self, raw: dict[str, Any], base: dict[str, Any]) -> Search:
        self._only(raw, {"trials", "drawn", "even", "best"})
        trials = self._get(raw, "trials", int, None)
        if not 1 <= trials <= MOST_RUNS:
            raise self._fault("trials", trials, f"1 … {MOST_RUNS:,}")
        drawn = []
        for kind, log in (("drawn", True), ("even", False)):
            table = self._table(raw, kind)
            self._only(table, declared(DeepSettings))
            for name, ends in table.items():
                are_numbers = isinstance(ends, list) and len(ends) == 2 and all(map(is_number, ends))
                if not are_numbers or not ends[0] < ends[1] or (log and max(map(abs, ends)) > LARGEST_EXPONENT):
                    raise self._fault(name, ends, "[-6, -2]")
                one = Drawn(name, float(ends[0]), float(ends[1]), log)
                for end in one.ends:
                    self._whole(self._settings({name: end}, base))
                drawn.append(one)
        if not drawn:
            raise self._error("card_entry", "search", f"trials = {trials}", "[search.drawn] learning_rate = [-3, 0]")
        if len(drawn) > MOST_AXES:
            found = ", ".join(one.name for one in drawn)
            raise self._error("card_entry", "search", found, Name(FEW, most=MOST_AXES), self._lines.of(drawn[-1].name))
        best = self._tables(raw, "best")
        for entry in best:
            if not is_number(entry.get("accuracy")) or not all(map(is_number, entry.values())):
                raise self._fault("accuracy", entry.get("accuracy"), "0.83")
        return Search(trials, tuple(drawn), tuple(best))


class _Names(Sequence[str]):
    """The names of runs, made when they are asked for."""

    def __init__(self, runs: Sequence[Run], otherwise: Sequence[str]) -> None:
        self._runs, self._otherwise = runs, otherwise

    def __len__(self) -> int:
        return len(self._runs) or len(self._otherwise)

    def __getitem__(self, place: Any) -> Any:
        return self._runs[place].name if self._runs else self._otherwise[place]

    def __contains__(self, name: object) -> bool:
        return run_named(self._runs, name) is not None if self._runs else name in self._otherwise
