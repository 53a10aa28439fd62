"""Lessons as they are written: ``lesson.toml`` and a text in each language.

Nothing in a lesson is executed, and what is wrong with one is said with its file and line.
"""

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, Final

from mnistlab.errors import LessonError, SettingsError
from mnistlab.experiments.conditions import ConditionError, check_condition
from mnistlab.experiments.toml import TomlError, is_number, read_toml
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import (
    FACTS,
    PRESSABLE,
    PRESSED,
    RUNS,
    SCENES,
    Choice,
    Lesson,
    Section,
    Step,
    is_prediction,
)
from mnistlab.lessons.packed import DESCRIPTION, LANGUAGES, WIDEST, Packed, fault, read_files, size_of
from mnistlab.lessons.reach import Bounds, never_holds
from mnistlab.lessons.spots import Spot
from mnistlab.lessons.texts import TextError, read_sections
from mnistlab.resources import resource_path
from mnistlab.training.setting import declared
from mnistlab.training.settings import RunSettings

FIRST: Final = "first-steps"  # the name of lesson 0
MOST_STEPS: Final = 100
SPOTS: Final = ("lossPlot", "lossPlot 100..200", "whyPixels 8,10..19,16")  # how places are written
PICTURE: Final = re.compile(r"!\[[^\]]*\]\(([^)\s]*)\)")

# What ``kind`` in a file may say, and the class that it means; some kinds are told apart by another entry.
KINDS: Final[dict[str, type[Step]]] = {
    "say": kinds.Say,
    "look": kinds.Look,
    "do": kinds.Do,
    "predict curve": kinds.PredictCurve,
    "predict number": kinds.PredictNumber,
    "predict": kinds.Choose,
    "order": kinds.Order,
    "point": kinds.PointAt,
    "run": kinds.Run,
    "compare": kinds.Compare,
    "saw": kinds.Choose,
    "because": kinds.Choose,
    "recall": kinds.Choose,
    "fill in": kinds.FillIn,
    "goal": kinds.Goal,
}
PREDICTIONS: Final = ("predict curve", "predict number", "predict", "order", "point")


def lessons() -> list[Lesson]:
    """Return the lessons that come with the program, in their order."""
    folders = [path.parent for path in resource_path("lessons").glob(f"*/{DESCRIPTION}")]
    return sorted((read_lesson(folder) for folder in folders), key=lambda one: one.order)


def first_steps() -> Lesson:
    """Return lesson 0, with which those begin who open the window for the first time."""
    return read_lesson(resource_path(f"lessons/{FIRST}"))


def find_lesson(name: str) -> Lesson:
    """Return a lesson of the program by its name, or one from a folder or a zip.

    Raises
    ------
    LessonError
        If there is no such lesson, or it is at fault.
    """
    known = {one.name: one for one in lessons()}
    if name in known:
        return known[name]
    if Path(name).exists():
        return read_lesson(Path(name))
    raise LessonError("lesson_unknown", name=name, known=", ".join(known))


def read_lesson(path: Path) -> Lesson:
    """Read a lesson from a folder or a zip.

    Raises
    ------
    LessonError
        If it cannot be read or has a mistake: the error says in which file and line, and what is expected.
    """
    files = read_files(path)
    return _Reader(path, files, read_texts(path, files)).lesson()


def read_texts(path: Path, files: Packed) -> dict[str, dict[str, Section]]:
    """Return the sections of each language, after their pictures have been checked.

    Raises
    ------
    LessonError
        If a text is at fault, or names a picture that is not there or too large.
    """
    texts: dict[str, dict[str, Section]] = {}
    for name, content in files.texts.items():
        if LANGUAGES.fullmatch(name):
            try:
                texts[name.removesuffix(".md")] = read_sections(content)
            except TextError as error:
                raise fault(f"{path}/{name}", error.line, "##", "–", error.expected) from error
            _check_pictures(f"{path}/{name}", content, files.pictures)
    if not texts:
        raise LessonError("lesson_no_text", folder=str(path), file="en.md")
    return texts


def _check_pictures(file: str, text: str, pictures: Mapping[str, bytes]) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        for name in PICTURE.findall(line):
            size = size_of(pictures[name]) if name in pictures else None
            if size is None:
                raise fault(file, number, "![](…)", name, ", ".join(pictures) or "*.png, *.jpg")
            if max(size) > WIDEST or min(size) < 1:
                raise fault(file, number, name, "{} × {}".format(*size), f"≤ {WIDEST} × {WIDEST}")


class _Reader:
    """Makes a lesson of a description and its texts, and says where they are at fault."""

    def __init__(self, path: Path, files: Packed, texts: Mapping[str, Mapping[str, Section]]) -> None:
        self._path, self._file, self._texts, self._pictures = path, f"{path}/{DESCRIPTION}", texts, files.pictures
        text = files.texts[DESCRIPTION]
        self._lines = text.splitlines()
        try:
            self._raw = read_toml(text)
        except TomlError as error:
            raise LessonError("lesson_not_toml", file=self._file, reason=error.args[0]) from error

    def lesson(self) -> Lesson:
        raw = self._raw
        known = ("order", "minutes", "keeps_run", "title", "settings", "step")
        for name in raw:
            if name not in known:
                raise self._fault(name, name, ", ".join(known))
        titles = raw.get("title")
        if not isinstance(titles, dict) or not all(isinstance(text, str) for text in titles.values()):
            raise self._fault("title", titles, '[title] en = "…"')
        for language in sorted(self._texts.keys() - titles.keys()):
            raise self._fault("title", ", ".join(titles), f'{language} = "…" ({language}.md)')
        for language in sorted(titles.keys() - self._texts.keys()):
            raise self._fault("title", language, f"{language}.md")
        keeps_run = raw.get("keeps_run", False)
        if not isinstance(keeps_run, bool):
            raise self._fault("keeps_run", keeps_run, "true, false")
        steps = raw.get("step")
        if not isinstance(steps, list) or not 1 <= len(steps) <= MOST_STEPS:
            raise self._fault(
                "step", f"{len(steps)} × " if isinstance(steps, list) else steps, f"1 … {MOST_STEPS} × [[step]]"
            )
        made = tuple(self._step(place, entry) for place, entry in enumerate(steps))
        names = [step.name for step in made]
        for name in names:
            if names.count(name) > 1:
                raise self._fault("name", name, "…", step=len(names) - 1 - names[::-1].index(name))
        self._check_asked(made)
        return Lesson(
            name=self._path.stem if self._path.is_file() else self._path.resolve().name,
            order=self._number("order", 0),
            minutes=self._number("minutes", 10),
            titles=titles,
            settings=RunSettings(**self._settings(raw.get("settings", {}))),
            steps=made,
            texts=self._texts,
            pictures=self._pictures,
            keeps_run=keeps_run,
        )

    def _step(self, place: int, raw: Any) -> Step:
        if not isinstance(raw, dict):
            raise self._fault("step", raw, "[[step]]")
        kind = raw.get("kind")
        if kind not in KINDS:
            raise self._fault("kind", kind, ", ".join(KINDS), step=place)
        cls = KINDS[kind]
        given = {key: tuple(value) if isinstance(value, list) else value for key, value in raw.items() if key != "kind"}
        if cls is kinds.Choose:
            given["kind"] = kind
        wanted = {one.name: one for one in fields(cls)}
        for name in given:
            if name not in wanted:
                raise self._fault(name, name, ", ".join(wanted), step=place)
        for name, one in wanted.items():
            if name not in given and one.default is MISSING and one.default_factory is MISSING:
                raise self._fault("kind", kind, f"{name} = …", step=place)
            if name in given:
                self._check_type(place, name, given[name], one.type)
                self._check_meaning(place, name, given[name])
        make: Any = cls
        step: Step = make(**given)
        self._check_words(place, step)
        return step

    def _check_type(self, place: int, name: str, value: Any, kind: Any) -> None:
        right, expected = TYPES.get(kind, (lambda _: True, ""))
        if not right(value):
            raise self._fault(name, value, expected, step=place)

    def _check_meaning(self, place: int, name: str, value: Any) -> None:
        if name == "until":
            self._check_condition(place, value)
        elif name == "settings":
            self._settings(value, place)
        elif name == "runs":
            if not isinstance(value, tuple) or not 2 <= len(value) <= 3:
                raise self._fault(name, value, "2 … 3 × { … }", step=place)
            for one in value:
                self._settings(one, place)
        for one in value if isinstance(value, tuple) else (value,):
            if name in NAMED and one not in NAMED[name]:
                raise self._fault(name, one, ", ".join(NAMED[name]), step=place)

    def _check_condition(self, place: int, condition: str) -> None:
        names = {name: lambda *_: 0.0 for name in (*FACTS, *declared(RunSettings), PRESSED)}
        try:
            check_condition(condition, names)
        except ConditionError as error:
            raise self._fault("until", str(error), ", ".join(names), step=place) from error
        never = never_holds(condition, self._bounds())
        if never:
            bounds = [f"{name} {low:g} … {high:g}" for name, (low, high) in self._bounds().items() if name in never]
            raise self._fault("until", never, ", ".join(bounds), step=place)

    def _bounds(self) -> dict[str, Bounds]:
        """Return between which bounds the names in a condition lie, at any step."""
        bounds: dict[str, Bounds] = {
            name: (float(one.bounds[0]), float(one.bounds[1]))
            for name, one in declared(RunSettings).items()
            if one.choices is None
        }
        given = [self._raw.get("settings"), *self._raw["step"]]
        lengths = [one.get("iterations") for one in given if isinstance(one, dict)]
        known = [length for length in lengths if isinstance(length, int)]
        is_free = any("iterations" in str(one.get("free")) for one in given if isinstance(one, dict))
        first = given[0] if isinstance(given[0], dict) and "iterations" in given[0] else {}
        if not is_free:
            bounds["iterations"] = 1.0, float(max([*known, *([] if first else [RunSettings().iterations])]))
        bounds["iteration"] = 0.0, bounds["iterations"][1]
        shares = ("train_accuracy", "test_accuracy", "seen", "running", "drawn", "certainty")
        return bounds | dict.fromkeys(shares, (0.0, 1.0)) | {"digit": (-1.0, 9.0), "loss": (0.0, math.inf)}

    def _check_words(self, place: int, step: Step) -> None:
        """Check that each language has the words of a step, and the choices that it names."""
        for language, sections in self._texts.items():
            if step.name not in sections:
                raise self._fault("name", step.name, f"## {step.name} · … ({language}.md)", step=place)
            self._check_choices(place, step, sections[step.name].choices, f"({language}.md)")
        if isinstance(step, kinds.Look) and not step.at:
            raise self._fault("kind", "look", 'at = "…"', step=place)
        if isinstance(step, kinds.PointAt):
            self._check_spots(place, step)

    def _check_choices(self, place: int, step: Step, choices: Sequence[Choice], where: str) -> None:
        names = [choice.name for choice in choices]
        if isinstance(step, kinds.Choose | kinds.Order):
            for name in step.right:
                if name not in names:
                    raise self._fault("right", name, f"{', '.join(names) or '- name: …'} {where}", step=place)
        if isinstance(step, kinds.Choose) and len(choices) < 2:
            raise self._fault("kind", f"{len(choices)}", f"≥ 2 × - name: … {where}", step=place)
        if isinstance(step, kinds.Order) and sorted(names) != sorted(step.right):
            raise self._fault("right", ", ".join(step.right), ", ".join(names), step=place)
        if isinstance(step, kinds.FillIn):
            blanks = sum(choice.text.count("___") for choice in choices)
            if blanks != len(step.right):
                raise self._fault("right", len(step.right), f"{blanks} × ___ {where}", step=place)

    def _check_spots(self, place: int, step: kinds.PointAt) -> None:
        if not step.right:
            raise self._fault("right", "[]", f'["{SPOTS[0]}"]', step=place)
        for spot in step.right:
            if not Spot.is_one(spot):
                raise self._fault("right", spot, ", ".join(SPOTS), step=place)

    def _check_asked(self, steps: tuple[Step, ...]) -> None:
        """Check that what surprises is never run before something has been asked."""
        asked = False
        for place, step in enumerate(steps):
            if isinstance(step, RUNS):
                if not (asked or step.known):
                    raise self._fault("kind", "run", f"{', '.join(PREDICTIONS)} (known = true)", step=place)
                asked = False
            asked |= is_prediction(step)

    def _settings(self, raw: Any, place: int | None = None) -> dict[str, Any]:
        if not isinstance(raw, dict):
            raise self._fault("settings", raw, "[settings]", step=place)
        known, values = declared(RunSettings), {}
        for name, value in raw.items():
            if name not in known:
                raise self._fault(name, name, ", ".join(known), step=place)
            try:
                values[name] = known[name].checked(value)
            except SettingsError as error:
                line = self._line(name, place)
                raise LessonError("lesson_setting", file=self._file, line=line, why=str(error)) from error
        return values

    def _number(self, name: str, default: int) -> int:
        value = self._raw.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._fault(name, value, "1")
        return value

    def _fault(self, name: str, found: Any, expected: str, step: int | None = None) -> LessonError:
        return fault(self._file, self._line(name, step), name, found, expected)

    def _line(self, name: str, step: int | None) -> int:
        """Return the line of an entry of a step, or else of its ``[[step]]``, or of the whole."""
        begins = [number for number, line in enumerate(self._lines, 1) if line.strip().startswith("[[step]]")]
        start = 1 if step is None or step >= len(begins) else begins[step]
        end = len(self._lines) if step is None or step + 1 >= len(begins) else begins[step + 1] - 1
        named = re.compile(rf"\s*(?:\[*{re.escape(name)}[\].]|.*\b{re.escape(name)}\s*=)")
        return next(
            (n for n in range(start, end + 1) if n <= len(self._lines) and named.match(self._lines[n - 1])), start
        )


# Entries that name something: what they may name.
NAMED: Final = {
    "free": tuple(declared(RunSettings)),
    "answer": FACTS,
    "plot": ("loss", "accuracy"),
    "scene": SCENES,
    "press": PRESSABLE,
}


def _are(kind: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda found: isinstance(found, tuple) and all(map(kind, found))


def _is_text(found: Any) -> bool:
    return isinstance(found, str)


# For each type of an entry: what tells it, and how it is written.
TYPES: Final[dict[Any, tuple[Callable[[Any], bool], str]]] = {
    str: (_is_text, '"…"'),
    bool: (lambda found: isinstance(found, bool), "true, false"),
    int: (lambda found: isinstance(found, int) and not isinstance(found, bool) and 0 < found <= 10**6, "1 … 1000000"),
    float: (is_number, "0.5"),
    tuple[str, ...]: (_are(_is_text), '["…"]'),
    tuple[float, ...]: (_are(is_number), "[0.5]"),
}
