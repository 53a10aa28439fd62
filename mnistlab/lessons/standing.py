"""Where a learner stands in a lesson: the step, and what has been answered. Plain data, so that it can be kept."""

import sys
from collections.abc import Callable, Container, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final, Self

from mnistlab.experiments.conditions import Functions, holds
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import PRESSED, RUNS, WAITING, Lesson, Step, is_prediction
from mnistlab.lessons.spots import Spot

MOST_VOTES: Final = 999  # for one choice: no class is larger
MOST_RUNS: Final = 6  # the present one, and those that are drawn beside it
OWN: Final = "“"  # begins an answer in the learner's own words: no choice has such a name


@dataclass(frozen=True, slots=True)
class Moment:
    """What conditions are asked about: facts and settings by their names, and which controls have been pressed."""

    facts: Mapping[str, float | str]
    pressed: frozenset[str] = frozenset()

    def functions(self) -> Functions:
        """Return what a condition may call."""
        found: dict[str, Callable[..., Any]] = {name: lambda value=value: value for name, value in self.facts.items()}
        return {**found, PRESSED: lambda name: name in self.pressed}


@dataclass(slots=True)
class Standing:
    """Where a learner stands.

    Attributes
    ----------
    lesson : str
        Its name.
    place : int
        The step that is shown, from 0.
    reached : int
        The farthest step so far.
    answers : dict
        By the names of the steps: a choice, a number, a curve as [[iteration, value], …], numbers, or words.
    came : dict
        By the names of predictions: the number that came.
    votes : dict
        By the names of steps that were put to a class: how many voted for each choice.
    runs : list of str
        The keys of the runs that the lesson shows, the present one at the end.
    done : bool
        Whether the learner has come to the last step, now or an earlier time.
    """

    lesson: str
    place: int = 0
    reached: int = 0
    answers: dict[str, Any] = field(default_factory=dict)
    came: dict[str, float] = field(default_factory=dict)
    votes: dict[str, dict[str, int]] = field(default_factory=dict)
    runs: list[str] = field(default_factory=list)
    done: bool = False

    def step(self, lesson: Lesson) -> Step:
        """Return the step that is shown."""
        return lesson.steps[self.place]

    def can_go_on(self, lesson: Lesson, moment: Moment) -> bool:
        """Return whether the step has what it waits for: an answer, or its condition."""
        step = self.step(lesson)
        if self.place < self.reached or isinstance(step, kinds.Say | kinds.Look):
            return True
        if isinstance(step, WAITING):
            return holds(step.until, moment.functions())
        if isinstance(step, RUNS):
            return step.name in self.came
        return step.name in self.answers

    def go_on(self, lesson: Lesson) -> None:
        """Turn to the next step; from the last one, stay."""
        self.place = min(self.place + 1, len(lesson.steps) - 1)
        self.reached = max(self.reached, self.place)
        self.done = self.is_done(lesson)

    def go_back(self) -> None:
        """Turn to the step before; from the first one, stay."""
        self.place = max(0, self.place - 1)

    def answer(self, step: Step, given: Any) -> None:
        """Note an answer; another one takes its place as long as nothing has come."""
        if step.name not in self.came:
            self.answers[step.name] = given

    def note(self, lesson: Lesson, moment: Moment) -> None:
        """Note what a run has come to: for the run itself, and for the predictions that were made before it."""
        step = self.step(lesson)
        self.came[step.name] = float(moment.facts["mean_loss"])
        for earlier in lesson.steps[: self.place]:
            fact = _came_as(earlier)
            if fact and earlier.name not in self.came:
                self.came[earlier.name] = float(moment.facts[fact])

    def shown_by(self, lesson: Lesson) -> list[Step]:
        """Return the predictions that stand beside what is shown: those made for the last run that is over."""
        for place in range(self.place, -1, -1):
            step = lesson.steps[place]
            if isinstance(step, RUNS) and step.name in self.came:
                return replace(self, place=place).asked(lesson)
            if isinstance(step, kinds.PredictCurve):
                return [step] if step.name in self.came and step.name in self.answers else []
        return []

    def asked(self, lesson: Lesson) -> list[Step]:
        """Return the predictions that have been made for the present step: those since the last one that shows."""
        found: list[Step] = []
        for step in reversed(lesson.steps[: self.place]):
            if isinstance(step, RUNS | WAITING):
                break
            if is_prediction(step) and step.name in self.answers:
                found.insert(0, step)
        return found

    def gap(self, step: kinds.PredictNumber) -> float | None:
        """Return how far a predicted number was from what came, with its sign; None while either is missing."""
        if step.name not in self.came or step.name not in self.answers:
            return None
        return float(self.answers[step.name]) - self.came[step.name] * (100 if step.unit == "%" else 1)

    def is_right(self, step: Step) -> bool | None:
        """Return whether an answer is right; None for one in the learner's own words, for none, or where none is."""
        given = self.answers.get(step.name)
        if given is None:
            return None
        if isinstance(step, kinds.Choose):
            return None if given.startswith(OWN) else given in step.right
        if isinstance(step, kinds.PointAt):
            return any(Spot.read(right).gap(Spot.read(given)) == 0 for right in step.right)
        if isinstance(step, kinds.Order):
            return list(given) == list(step.right)
        if isinstance(step, kinds.FillIn):
            pairs = zip(given, step.right, strict=True)
            return len(given) == len(step.right) and all(abs(one - right) <= step.tolerance for one, right in pairs)
        return None

    def is_done(self, lesson: Lesson) -> bool:
        """Return whether the learner has come to the last step, now or an earlier time."""
        return self.done or self.reached >= len(lesson.steps) - 1

    def resumed(self, lesson: Lesson, kept: Container[str] = ()) -> "Standing":
        """Return where to go on: here, without answers of an earlier time to what comes; from the end, at the start.

        Of the runs, those are left whose keys are `kept`.
        """
        if self.place == len(lesson.steps) - 1:
            return Standing(self.lesson, done=True)
        known = {step.name for step in lesson.steps[: self.reached + 1]}
        answers = {name: given for name, given in self.answers.items() if name in known}
        return replace(self, answers=answers, runs=[key for key in self.runs if key in kept])

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)

    @classmethod
    def of(cls, lesson: Lesson, raw: object) -> Self:
        """Return what `to_dict` gave, as far as it fits the lesson; what makes no sense is left out."""
        made = cls(lesson.name)
        if not isinstance(raw, dict):
            return made
        last = len(lesson.steps) - 1
        steps = {step.name: step for step in lesson.steps}
        for name in ("place", "reached"):
            value = raw.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                setattr(made, name, min(max(value, 0), last))
        made.reached = max(made.reached, made.place)
        made.done = raw.get("done") is True
        runs = raw.get("runs")
        made.runs = [key for key in runs if isinstance(key, str)][-MOST_RUNS:] if isinstance(runs, list) else []
        answers, came, votes = (_named(raw.get(name), steps) for name in ("answers", "came", "votes"))
        made.answers = {name: value for name, value in answers.items() if fits(steps[name], value)}
        made.came = {name: float(value) for name, value in came.items() if is_finite(value)}
        made.votes = {
            name: {choice: count for choice, count in value.items() if type(count) is int and 0 <= count <= MOST_VOTES}
            for name, value in votes.items()
            if isinstance(value, dict)
        }
        return made


def _came_as(step: Step) -> str:
    """Return the fact that tells what has come of a prediction, in the end; empty if none does."""
    if isinstance(step, kinds.PredictNumber):
        return step.answer
    if isinstance(step, kinds.PredictCurve):
        return "mean_loss" if step.plot == "loss" else "test_accuracy"
    return ""


def fits(step: Step, given: object) -> bool:
    """Return whether an answer has the form of those to a step."""
    if isinstance(step, kinds.PredictNumber):
        return is_finite(given)
    if isinstance(step, kinds.Choose | kinds.PointAt):
        return isinstance(given, str) and (isinstance(step, kinds.Choose) or Spot.is_one(given))
    return isinstance(given, list) and bool(given) and _are_answers(step, given)


def _are_answers(step: Step, given: list[Any]) -> bool:
    if isinstance(step, kinds.Order):
        return sorted(map(str, given)) == sorted(step.right)
    if isinstance(step, kinds.FillIn):
        return len(given) == len(step.right) and all(map(is_finite, given))
    is_curve = isinstance(step, kinds.PredictCurve)
    return is_curve and all(isinstance(one, list) and len(one) == 2 and all(map(is_finite, one)) for one in given)


def _named(raw: object, steps: Mapping[str, Step]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if name in steps} if isinstance(raw, dict) else {}


def is_finite(value: object) -> bool:
    """Return whether a value of a file is a number, neither without end nor larger than any of Python's own."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max
