"""Where the learner stands in each lesson, and what has been answered: in the library, from one day to the next."""

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from PySide6.QtCore import QSettings

from mnistlab.engine.intents import AskLibrary, ChangeLibrary
from mnistlab.engine.lab import Lab
from mnistlab.lessons.lesson import Lesson
from mnistlab.lessons.standing import Standing
from mnistlab.library import Library
from mnistlab.library.answers import Answer

GROUP: Final = "lessons"  # of the settings, which kept standings before the library did


@dataclass(slots=True)
class Known:
    """What is kept of all lessons.

    Attributes
    ----------
    standings : dict
        By the names of lessons: what `Standing.to_dict` gave, without answers.
    answers : dict
        By the names of lessons: the answers by the names of their steps.
    runs : set of str
        The keys of all runs that are kept.
    """

    standings: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    answers: dict[str, dict[str, Answer]] = field(default_factory=dict)
    runs: set[str] = field(default_factory=set)

    def standing(self, lesson: Lesson) -> Standing:
        """Return where the learner stands in a lesson; at its beginning where nothing is known."""
        return Standing.of(lesson, {**self.standings.get(lesson.name, {}), "answers": self.given(lesson.name)})

    def given(self, lesson: str) -> dict[str, Any]:
        """Return the answers in a lesson, or to something else that is kept as one, by the names of its steps."""
        return {step: answer.given for step, answer in self.answers.get(lesson, {}).items()}


class Progress:
    """Reads and keeps it, through the engine. Where there is no library, it is kept until the program ends.

    Parameters
    ----------
    lab : Lab
    settings : QSettings
        The person's settings. Standings that an earlier version has kept there are moved to the library.
    """

    def __init__(self, lab: Lab, settings: QSettings) -> None:
        self._lab, self._settings = lab, settings
        self._held = Known()  # what has been kept since the program began
        self._written: dict[str, dict[str, Any]] = {}  # answers by lesson and step that this window need not write
        self._move()

    def read(self, then: Callable[[Known], None]) -> None:
        """Read what is kept of all lessons, and hand it over."""

        def take(found: Known | None) -> None:
            known = self._held if found is None else found
            for lesson in known.answers:
                self._written.setdefault(lesson, known.given(lesson))
            then(known)

        self._lab.perform(AskLibrary(_read, take))

    def keep(self, standing: Standing) -> None:
        """Keep where the learner stands, and those of the answers that are new."""
        facts = standing.to_dict()
        answers = facts.pop("answers")
        name, written = standing.lesson, self._written.setdefault(standing.lesson, {})
        self._held.standings[name] = facts
        self._lab.perform(ChangeLibrary(partial(_note_standing, name, facts)))
        for step, given in answers.items():
            if written.get(step) != given:
                written[step] = given
                self.note(name, step, given)

    def note(self, lesson: str, step: str, given: Any) -> None:
        """Keep one answer."""
        self._held.answers.setdefault(lesson, {})[step] = Answer(given, 0.0)
        self._lab.perform(ChangeLibrary(lambda library: library.answers.note(lesson, step, given)))

    def _move(self) -> None:
        """Move what an earlier version has kept in the settings to the library, where that knows nothing of it."""
        self._settings.beginGroup(GROUP)
        found = {lesson: self._settings.value(lesson) for lesson in self._settings.childKeys()}
        self._settings.endGroup()
        for lesson, kept in found.items():
            with contextlib.suppress(ValueError, RecursionError):
                raw = json.loads(kept) if isinstance(kept, str) else None
                if isinstance(raw, dict):
                    answers = raw.pop("answers", None)
                    change = partial(_take, lesson, raw, answers if isinstance(answers, dict) else {})
                    self._lab.perform(ChangeLibrary(change))
        if found:
            self._lab.perform(AskLibrary(lambda _library: True, self._forget_moved))

    def _forget_moved(self, moved: bool | None) -> None:
        if moved:  # and not where the library cannot be written
            self._settings.remove(GROUP)


def _read(library: Library) -> Known:
    answers = library.answers
    known = Known(runs={entry.key for entry in library.entries()})
    for lesson in answers.lessons():
        known.answers[lesson] = answers.of(lesson)
        standing = answers.standing(lesson)
        if standing is not None:
            known.standings[lesson] = standing
    return known


def _note_standing(lesson: str, facts: Mapping[str, Any], library: Library) -> None:
    """Note where the learner stands; a lesson that was done once stays so, in another window too."""
    before = library.answers.standing(lesson) or {}
    library.answers.note_standing(lesson, {**facts, "done": facts["done"] or before.get("done") is True})


def _take(lesson: str, standing: Mapping[str, Any], answers: Mapping[str, Any], library: Library) -> None:
    if lesson not in library.answers.lessons():
        library.answers.note_standing(lesson, standing)
        for step, given in answers.items():
            with contextlib.suppress(ValueError):  # of a settings file that was edited
                library.answers.note(lesson, step, given)
