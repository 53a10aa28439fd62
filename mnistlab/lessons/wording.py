"""Whether the texts of a lesson have the words that its steps need."""

from collections.abc import Callable, Mapping
from typing import Final

from mnistlab.errors import Name, names
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import PREDICTIONS, RUNS, WAITING, Lesson, Section, Step, is_prediction
from mnistlab.lessons.mistakes import advice, mistake, short
from mnistlab.lessons.packed import DESCRIPTION

MOST_CHOICES: Final = 6  # as many as a class can vote on


def check_words(lesson: Lesson, path: str, line: Callable[[str, int], int]) -> None:
    """Check that each language has the words of each step, and the choices that the step names.

    Parameters
    ----------
    lesson : Lesson
    path : str
        Of its folder.
    line : callable
        Where an entry of a step stands in the description: takes the entry's name and the step's place.

    Raises
    ------
    LessonError
        If something is missing.
    """
    description = f"{path}/{DESCRIPTION}"
    for place, step in enumerate(lesson.steps):
        for language, sections in lesson.texts.items():
            if step.name not in sections:
                unused = sections.keys() - {one.name for one in lesson.steps}
                raise mistake(
                    "no_section",
                    description,
                    line("name", place),
                    found=step.name,
                    text=f"{language}.md",
                    advice=_section_advice(step.name, unused),
                )
            section = sections[step.name]
            if section.done and not isinstance(step, WAITING | RUNS):
                raise mistake("done", f"{path}/{language}.md", section.line, found=step.name)
            _Choices(step, section, f"{path}/{language}.md").check(description, line("right", place), f"{language}.md")
        _check_languages(step, {name: sections[step.name] for name, sections in lesson.texts.items()}, path)


def _check_languages(step: Step, sections: Mapping[str, Section], path: str) -> None:
    """Check that no language has a choice, or a line for the end, that another one lacks."""
    for language, section in sections.items():
        file, names_here = f"{path}/{language}.md", {choice.name for choice in section.choices}
        for other, whole in sections.items():
            missing = [choice.name for choice in whole.choices if choice.name not in names_here]
            if missing and isinstance(step, kinds.Choose):
                facts = {"name": step.name, "found": missing[0], "text": f"{other}.md"}
                raise mistake("choice_missing", file, section.line, **facts)
            if whole.done and not section.done:
                raise mistake("done_missing", file, section.line, found=step.name, text=f"{other}.md")


def check_asked(steps: tuple[Step, ...], file: str, line: Callable[[str, int], int]) -> None:
    """Check that what surprises is never run before something has been asked, and what is asked is run.

    Raises
    ------
    LessonError
        If it is not so.
    """
    asked, open_question = False, None  # the place of what has been asked last, while nothing has come after it
    for place, step in enumerate(steps):
        if isinstance(step, RUNS):
            if not (asked or step.known):
                raise mistake("unasked", file, line("kind", place), found=step.name, known=PREDICTIONS)
            asked = False
        if isinstance(step, RUNS | WAITING):
            open_question = None
        elif is_prediction(step):
            asked, open_question = True, place
    if open_question is not None:
        raise mistake("asked_in_vain", file, line("kind", open_question), found=steps[open_question].name)


def _section_advice(name: str, unused: set[str]) -> Name:
    found = advice(name, unused)
    if "near" in found.facts:
        return Name(names.tr("Or should the section “{near}” there have this name?"), **found.facts)
    return Name(names.tr("Write a section there that begins with: ## {name} · Heading"), name=short(name))


class _Choices:
    """The points at the end of a section, which a step offers as choices or lines."""

    def __init__(self, step: Step, section: Section, file: str) -> None:
        self._step, self._section, self._file = step, section, file
        self._names = [choice.name for choice in section.choices]

    def check(self, description: str, line: int, text: str) -> None:
        step = self._step
        if isinstance(step, kinds.FillIn):
            blanks = sum(choice.text.count("___") for choice in self._section.choices)
            if blanks != len(step.right):
                facts = {"name": step.name, "text": text, "blanks": blanks}
                raise mistake("blanks", description, line, found=len(step.right), **facts)
        elif isinstance(step, kinds.Choose | kinds.Order):
            self._check_names()
            for name in step.right:
                if name not in self._names:
                    facts = {"name": step.name, "text": text, "advice": advice(name, self._names)}
                    raise mistake("right", description, line, found=name, **facts)
        if isinstance(step, kinds.Order) and sorted(self._names) != sorted(step.right):
            given = ", ".join(step.right)
            raise mistake("order", description, line, found=given, known=tuple(self._names), text=text)
        if isinstance(step, kinds.Choose):
            self._check_reasons()

    def _check_names(self) -> None:
        choices = self._section.choices
        if len(choices) < 2:
            raise mistake("few_choices", self._file, self._section.line, name=self._step.name)
        for place, choice in enumerate(choices):
            if choice.name in self._names[:place]:
                raise mistake("choice_twice", self._file, choice.line, found=choice.name)

    def _check_reasons(self) -> None:
        choices = self._section.choices
        if len(choices) > MOST_CHOICES:
            facts = {"name": self._step.name, "most": MOST_CHOICES}
            raise mistake("many_choices", self._file, self._section.line, found=len(choices), **facts)
        for choice in choices:
            if not choice.reply:
                raise mistake("no_reason", self._file, choice.line, found=choice.name)
