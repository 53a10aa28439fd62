"""The quiz before the lessons and after them: what each wrong answer says about how somebody thinks learning works."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mnistlab.errors import LessonError
from mnistlab.experiments.toml import TomlError, read_toml
from mnistlab.lessons.files import read_texts
from mnistlab.lessons.lesson import Section
from mnistlab.lessons.mistakes import advice, mistake
from mnistlab.lessons.packed import read_files
from mnistlab.resources import resource_path

FILE: Final = "quiz.toml"
UNKNOWN: Final = "?"  # the answer of who does not know
BEFORE, AFTER = "quiz/before", "quiz/after"  # under which names answers are kept: no lesson has a name with a slash


@dataclass(frozen=True, slots=True)
class Item:
    """A question.

    Attributes
    ----------
    name : str
    lesson : str
        The lesson that answers it.
    right : str
        The name of the right choice.
    finds : mapping of str
        For wrong choices, the name of the misconception that each speaks of.
    """

    name: str
    lesson: str
    right: str
    finds: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Quiz:
    """All questions.

    Attributes
    ----------
    titles : mapping
        In each language.
    items : tuple of Item
    misconceptions : mapping
        By their names, and in each language.
    texts : mapping
        For each language, the section of each item by its name.
    """

    titles: Mapping[str, str]
    items: tuple[Item, ...]
    misconceptions: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, Mapping[str, Section]]

    def section(self, item: Item, language: str) -> Section:
        """Return the words of a question in a language, or in English."""
        return self.texts.get(language, self.texts["en"])[item.name]

    def misconception(self, name: str, language: str) -> str:
        """Return a misconception in a language, or in English."""
        texts = self.misconceptions[name]
        return texts.get(language, texts["en"])

    def right(self, answers: Mapping[str, Any]) -> int:
        """Return how many of the answers, by the names of items, are right."""
        return sum(answers.get(item.name) == item.right for item in self.items)

    def found(self, answers: Mapping[str, Any]) -> Counter[str]:
        """Return how often answers speak of each misconception."""
        given = ((item, answers.get(item.name)) for item in self.items)
        return Counter(item.finds[choice] for item, choice in given if isinstance(choice, str) and choice in item.finds)

    def is_whole(self, answers: Mapping[str, Any]) -> bool:
        """Return whether every question has been answered."""
        return all(item.name in answers for item in self.items)


def read_quiz(path: Path | None = None) -> Quiz:
    """Read the quiz in a folder; without one, that of the program.

    Raises
    ------
    LessonError
        If it cannot be read or has a mistake.
    """
    path = path or resource_path("lessons") / "quiz"
    files = read_files(path, FILE)
    texts = read_texts(path, files)
    try:
        raw = read_toml(files.texts[FILE])
        items = tuple(Item(one["name"], one["lesson"], one["right"], one.get("finds", {})) for one in raw["item"])
        quiz = Quiz(raw["title"], items, raw["misconceptions"], texts)
    except (TomlError, KeyError, TypeError, AttributeError) as error:
        raise LessonError("lesson_not_toml", file=f"{path}/{FILE}", reason=error.args[0]) from error
    for place, item in enumerate(items):
        _check(quiz, item, f"{path}/{FILE}", _line(files.texts[FILE], place))
    return quiz


def _check(quiz: Quiz, item: Item, file: str, line: int) -> None:
    """Check that an item has its words in every language, and that what it names is there."""
    for language, sections in quiz.texts.items():
        choices = [choice.name for choice in sections[item.name].choices] if item.name in sections else []
        for name in (item.right, *item.finds):
            if name not in choices:
                facts = {"name": item.name, "text": f"{language}.md", "advice": advice(name, choices)}
                raise mistake("right", file, line, found=name, **facts)
    for name in item.finds.values():
        if name not in quiz.misconceptions:
            told = advice(name, quiz.misconceptions)
            raise mistake("unknown_name", file, line, name="finds", found=name, advice=told)


def _line(text: str, place: int) -> int:
    begins = [number for number, line in enumerate(text.splitlines(), 1) if line.strip().startswith("[[item]]")]
    return begins[place] if place < len(begins) else 1
