"""``lesson.toml``: which steps a lesson has. Nothing in it is executed."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import partial
from typing import Any, Final

from mnistlab.errors import LessonError, Name, SettingsError, names
from mnistlab.experiments.conditions import ConditionError, check_condition, holds
from mnistlab.experiments.toml import TomlError, read_toml
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.course import check_course
from mnistlab.lessons.entries import EXAMPLES, NAMED, TYPES, Amount, are, example_of, is_table
from mnistlab.lessons.lesson import (
    CHOOSING,
    CONTROLS,
    FACTS,
    KINDS,
    PRESSED,
    SHARES,
    THINGS,
    Lesson,
    Section,
    Step,
)
from mnistlab.lessons.mistakes import advice, mistake, written
from mnistlab.lessons.reach import never_holds
from mnistlab.lessons.spots import Spot
from mnistlab.lessons.wording import check_asked
from mnistlab.nn.mistakes import Mistake
from mnistlab.numerals import percent_rounded, shown
from mnistlab.sentences import SENTENCES
from mnistlab.training.setting import declared
from mnistlab.training.settings import RunSettings

MOST_STEPS: Final = 100
STEP: Final = re.compile(r"\s*\[\[\s*step\s*\]\]")
ONE_BRACKET: Final = re.compile(r"\s*\[\s*steps?\s*\]")
NAME: Final = re.compile(r"[\w-]+")  # of a step
ASSIGNED: Final = re.compile(r"""\b\w++\s*+=(?!=)\s*[\w."'-]*""")  # a single =
SHARE: Final = re.compile(rf"({'|'.join(SHARES)}) \S+ (\d+(?:\.\d+)?)")  # a comparison of one with a number
CHOSEN: Final = re.compile(r"""\b(\w+)\s*[!=]=\s*["']([^"']*)["']""")  # a text that a setting is compared with
ENTRIES: Final = ("order", "minutes", "keeps_run", "title", "settings", "step")


class Description:
    """What ``lesson.toml`` says.

    Parameters
    ----------
    file : str
        What errors call it.
    text : str

    Raises
    ------
    LessonError
        If it is not in the form of TOML.
    """

    def __init__(self, file: str, text: str) -> None:
        self._file, self._lines = file, text.splitlines()
        self._begins = [number for number, line in enumerate(self._lines, 1) if STEP.match(line)]
        for number, line in enumerate(self._lines, 1):
            if ONE_BRACKET.match(line):
                raise mistake("one_bracket", file, number)
        try:
            self._raw = read_toml(text)
        except TomlError as error:
            raise LessonError("lesson_not_toml", file=file, reason=error.args[0]) from error

    def has_choices(self, name: str) -> bool:
        """Return whether the step of this name has choices, or lines with blanks, in its section."""
        steps = self._raw.get("step")
        named = [one.get("kind") for one in steps or () if one.get("name") == name] if are(is_table)(steps) else []
        return any(isinstance(kind, str) and KINDS.get(kind) in CHOOSING for kind in named)

    def lesson(self, name: str, texts: Mapping[str, Mapping[str, Section]], pictures: Mapping[str, bytes]) -> Lesson:
        """Return the lesson that it describes.

        Raises
        ------
        LessonError
            If it has a mistake: the error says in which line, and what is expected.
        """
        raw = self._raw
        for entry in raw:
            if entry not in ENTRIES:
                where = Name(names.tr("at the beginning of a lesson"))
                raise self._fault("no_entry", entry, found=entry, where=where, advice=advice(entry, ENTRIES))
        self._check_titles(texts)
        keeps_run = raw.get("keeps_run", False)
        self._check_type("keeps_run", keeps_run, bool, "true")
        steps: Any = raw.get("step")
        if not are(is_table)(steps):
            raise self._fault("no_steps", "step")
        if len(steps) > MOST_STEPS:
            raise self._fault("many_steps", "step", found=len(steps), most=MOST_STEPS)
        settings = self._settings(raw.get("settings", {}))
        made = tuple(self._step(place, entry) for place, entry in enumerate(steps))
        taken = [step.name for step in made]
        for place, step in enumerate(made):
            if step.name in taken[:place]:
                raise self._fault("step_twice", "name", place, found=step.name)
        check_asked(made, self._file, self.line)
        check_course(None if keeps_run else RunSettings(**settings), made, self._bounds(), self._file, self.line)
        return Lesson(
            name=name,
            order=self._number("order", 0),
            minutes=self._number("minutes", 10),
            titles=raw["title"],
            settings=RunSettings(**settings),
            steps=made,
            texts=texts,
            pictures=pictures,
            keeps_run=keeps_run,
        )

    def line(self, name: str, step: int | None = None) -> int:
        """Return the line of an entry of a step, or else of its ``[[step]]``, or of the whole."""
        begins = self._begins
        start = begins[step] if step is not None and step < len(begins) else 1
        end = begins[step + 1] - 1 if step is not None and step + 1 < len(begins) else len(self._lines)
        named = re.compile(rf'\s*+(?:\[*"?{re.escape(name)}"?[\].]|[^#]*(?<![\w-])"?{re.escape(name)}"?\s*=(?!=))')
        return next((number for number in range(start, end + 1) if named.match(self._lines[number - 1])), start)

    # The beginning

    def _check_titles(self, texts: Mapping[str, object]) -> None:
        titles = self._raw.get("title")
        if not isinstance(titles, dict):
            raise self._fault("titles", "title")
        for language, title in titles.items():
            self._check_type(language, title, str, '"…"')
        for language in sorted(texts.keys() - titles.keys()):
            raise self._fault("no_title", "title", found=language, text=f"{language}.md")
        for language in sorted(titles.keys() - texts.keys()):
            raise self._fault("title_without_text", language, found=language, text=f"{language}.md")

    def _number(self, name: str, default: int) -> int:
        value: int = self._raw.get(name, default)
        self._check_type(name, value, Amount, "10")
        return value

    # Steps

    def _step(self, place: int, raw: dict[str, Any]) -> Step:
        kind = raw.get("kind")
        if kind is None:
            raise self._missing(place, "kind", Name(names.tr("a step")), 'kind = "say"')
        if not isinstance(kind, str) or kind not in KINDS:
            raise self._unknown("kind", kind, KINDS, place)
        cls = KINDS[kind]
        given = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items() if key != "kind"}
        if cls is kinds.Choose:
            given["kind"] = kind
        wanted = {one.name: one for one in fields(cls)}
        entries = ["kind", *(name for name in wanted if name != "kind")]
        where = Name(names.tr("in a step of the kind “{kind}”"), kind=kind)
        for name in given:
            if name not in wanted:
                is_setting = name == "settings" or name in declared(RunSettings)
                told = Name(IN_RUNS if cls is kinds.Compare else BEFORE) if is_setting else advice(name, entries)
                raise self._fault("no_entry", name, place, found=name, where=where, advice=told)
        what = Name(names.tr("a step of the kind “{kind}”"), kind=kind)
        for name, one in wanted.items():
            example = example_of(cls, name)
            if name not in given and (one.default is MISSING and one.default_factory is MISSING):
                raise self._missing(place, name, what, f"{name} = {example}")
            if name in given:
                self._check_type(name, given[name], one.type, example, place)
                self._check_meaning(place, name, given[name])
        if not NAME.fullmatch(raw["name"]):
            raise self._fault("step_name", "name", place, found=raw["name"])
        make: Any = cls
        step: Step = make(**given)
        self._check_whole(place, step, what)
        return step

    def _missing(self, place: int, name: str, what: Name, example: str) -> LessonError:
        return self._fault("missing", "name", place, found=name, what=what, example=example)

    def _check_type(self, name: str, value: Any, kind: Any, example: str, place: int | None = None) -> None:
        if kind in TYPES and not TYPES[kind][0](value):
            expected = TYPES[kind][1]
            facts = {"name": name, "expected": expected, "example": f"{name} = {example}"}
            raise self._fault("type", name, place, found=written(value), **facts)

    def _check_meaning(self, place: int, name: str, value: Any) -> None:
        if name == "until":
            self._check_condition(place, value)
        elif name == "settings":
            self._settings(value, place)
        elif name == "runs":
            if not are(is_table)(value) or not 2 <= len(value) <= 3:
                raise self._fault("runs", name, place)
            for one in value:
                self._settings(one, place)
                self._check_type("iterations", one.get("iterations", 1), int, EXAMPLES["iterations"], place)
        elif name in ("tolerance", "seconds") and value < 0:
            facts = {"name": name, "expected": Name(names.tr("a number, 0 or larger"))}
            raise self._fault("type", name, place, found=written(value), example=f"{name} = {EXAMPLES[name]}", **facts)
        for one in value if isinstance(value, tuple) else (value,):
            if name in NAMED and one and one not in NAMED[name]:
                raise self._unknown(name, one, NAMED[name], place)

    def _check_whole(self, place: int, step: Step, what: Name) -> None:
        """Check what entries mean together."""
        if isinstance(step, kinds.Look) and not step.at:
            raise self._missing(place, "at", what, 'at = "lossPlot"')
        if isinstance(step, kinds.Compare) and not all(run["iterations"] for run in step.wanted):
            raise self._missing(place, "iterations", what, "iterations = 500")
        if isinstance(step, kinds.PredictNumber):
            self._check_number(place, step)
        if isinstance(step, kinds.PointAt):
            for spot in step.right:
                if not Spot.is_one(spot):
                    raise self._fault("spot", "right", place, found=spot)
                if Spot.read(spot).name not in (*THINGS, *CONTROLS):
                    raise self._unknown("right", Spot.read(spot).name, (*THINGS, *CONTROLS), place)

    def _check_number(self, place: int, step: kinds.PredictNumber) -> None:
        facts = {"found": step.answer, "high": shown(step.high), "example": 'unit = "%"'}
        if step.low >= step.high:
            raise self._fault("low_high", "low", place, **(facts | {"found": shown(step.low)}))
        if step.unit == "%" and step.answer not in SHARES:
            raise self._fault("no_share", "unit", place, **facts)
        if step.unit != "%" and step.answer in SHARES and step.high > 1:
            raise self._fault("share", "high", place, **facts)

    def _unknown(self, name: str, found: object, known: Any, place: int | None, entry: str = "") -> LessonError:
        said = found if isinstance(found, str) else written(found)
        return self._fault("unknown_name", entry or name, place, name=name, found=said, advice=advice(said, known))

    def _settings(self, raw: Any, place: int | None = None) -> dict[str, Any]:
        if not isinstance(raw, dict):
            example = "[settings]" if place is None else "settings = { learning_rate = 1.0 }"
            facts = {"name": "settings", "expected": Name(names.tr("a table of settings")), "example": example}
            raise self._fault("type", "settings", place, found=written(raw), **facts)
        known, values = declared(RunSettings), {}
        for name, value in raw.items():
            if name not in known:
                raise self._fault("no_setting", name, place, found=name, advice=advice(name, known))
            choices = known[name].choices
            if choices is not None and value not in tuple(choices):
                raise self._unknown(name, value, [one for one in choices if one], place)
            try:
                values[name] = known[name].read(value) if isinstance(value, str) else known[name].checked(value)
            except SettingsError as error:
                why = Name(SENTENCES[error.kind], context="errors", **error.facts)
                raise self._fault("setting", name, place, why=why) from error
        return values

    # Conditions

    def _check_condition(self, place: int, condition: str) -> None:
        known = (*FACTS, *declared(RunSettings), PRESSED)
        if not re.search(r"[^\W\d]", condition):
            raise self._fault("condition", "until", place, found=condition, advice=Name(AS_IN, **LIKE))
        try:
            check_condition(condition, {name: lambda *_: 0.0 for name in known})
            pressed = _pressed_in(condition)
        except ConditionError as error:
            piece, assigned = str(error), ASSIGNED.search(condition)
            if assigned is not None:
                raise self._fault("condition", "until", place, found=assigned[0], advice=Name(TWO_SIGNS)) from error
            is_new = piece.isidentifier() and piece not in known
            told = advice(piece, known) if is_new else Name(AS_IN, **LIKE)
            raise self._fault("condition", "until", place, found=piece, advice=told) from error
        for name in pressed:
            if name not in (*CONTROLS, *THINGS):
                raise self._unknown(PRESSED, name, CONTROLS, place, entry="until")
        for name, text in CHOSEN.findall(condition):
            choices = declared(RunSettings)[name].choices if name in declared(RunSettings) else None
            if choices is not None and text not in choices:
                raise self._unknown(name, text, [one for one in choices if one], place, entry="until")
        never = never_holds(condition, self._bounds())
        share = SHARE.fullmatch(never)
        if share is not None and 1 < float(share[2]) <= 100:
            number = float(share[2]) / 100
            facts = {"name": share[1], "percent": percent_rounded(number, 6), "share": shown(number)}
            raise self._fault("never_share", "until", place, found=never, **facts)
        if never:
            bounds = tuple(_span(name, *span) for name, span in self._bounds().items() if name in never)
            raise self._fault("never", "until", place, found=never, bounds=bounds)

    def _bounds(self) -> dict[str, tuple[float, float]]:
        """Return between which bounds the names in a condition lie, at any step."""
        bounds: dict[str, tuple[float, float]] = {
            name: (float(one.bounds[0]), float(one.bounds[1]))
            for name, one in declared(RunSettings).items()
            if one.choices is None
        }
        given = [self._raw.get("settings"), *self._raw["step"]]
        runs = [run for one in given if isinstance(one, dict) and are(is_table)(one.get("runs")) for run in one["runs"]]
        lengths = [one.get("iterations") for one in (*given, *runs) if isinstance(one, dict)]
        known = [length for length in lengths if isinstance(length, int)]
        is_free = any("iterations" in str(one.get("free")) for one in given if isinstance(one, dict))
        first = given[0] if isinstance(given[0], dict) and "iterations" in given[0] else {}
        if not is_free:
            bounds["iterations"] = 1.0, float(max([*known, *([] if first else [RunSettings().iterations])]))
        bounds["iteration"] = 0.0, bounds["iterations"][1]
        shares = ("train_accuracy", "test_accuracy", "seen", "running", "drawn", "certainty")
        positive = ("epoch", "loss", "loss_after", "mean_loss")
        every = dict.fromkeys(shares, (0.0, 1.0)) | dict.fromkeys(positive, (0.0, math.inf))
        return bounds | every | {"digit": (-1.0, 9.0), "mistake": (0.0, float(len(Mistake)))}

    def _fault(self, kind: str, entry: str, step: int | None = None, **facts: Any) -> LessonError:
        return mistake(kind, self._file, self.line(entry, step), **facts)


AS_IN: Final = names.tr("Write it as in these: {example}.")
TWO_SIGNS: Final = names.tr("Write == or >=, not =.")
IN_RUNS: Final = names.tr("Write settings into each of runs: runs = [{{ dropout = 0.1 }}, {{ dropout = 0.5 }}].")
BEFORE: Final = names.tr(
    "Such a step goes on with the settings of the last run: put a step of the kind run with these settings before it."
)
LIKE: Final = {"example": 'iteration >= 100 and test_accuracy > 0.9, pressed("actionStep")'}


def _pressed_in(condition: str) -> list[str]:
    """Return the names of the controls that a condition asks about.

    Raises
    ------
    ConditionError
        If a fact or a setting is compared with what it can never be compared with.
    """
    found: list[str] = []

    def press(name: str) -> float:
        found.append(name)
        return 0.0

    values: dict[str, Callable[..., Any]] = dict.fromkeys(FACTS, lambda: 0.0)
    values |= {name: partial(getattr, RunSettings(), name) for name in declared(RunSettings)}
    try:
        holds(condition, values | {PRESSED: press})
    except (TypeError, OverflowError) as error:
        raise ConditionError(condition.strip()) from error
    if not all(isinstance(name, str) for name in found):
        raise ConditionError(condition.strip())
    return found


def _span(name: str, low: float, high: float) -> str:
    return f"{name} {low:,.9g} … {high:,.9g}" if math.isfinite(high) else f"{name} ≥ {low:g}"
