"""The reports of a class in one table. Names stay out of what is written to a file, unless they are asked for."""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from mnistlab.data.files import write_whole
from mnistlab.data.tables import harmless
from mnistlab.errors import LessonError
from mnistlab.lessons.lesson import Lesson
from mnistlab.lessons.quiz import Quiz
from mnistlab.lessons.report import Given, Report

HEAD: Final = ("learner", "lesson", "step", "kind", "question", "answer", "came", "right")


@dataclass(frozen=True, slots=True)
class Question:
    """What several learners have been asked.

    Attributes
    ----------
    lesson, step, title, text : str
    given : tuple of Given or None
        What each learner answered, in the order of the reports.
    """

    lesson: str
    step: str
    title: str
    text: str
    given: tuple[Given | None, ...]

    @property
    def counts(self) -> Counter[str]:
        """How often each answer was given."""
        return Counter(one.answer for one in self.given if one is not None)

    @property
    def right(self) -> tuple[int, int] | None:
        """How many are right, and of how many; None where nothing is right or wrong."""
        judged = [one.right for one in self.given if one is not None and one.right is not None]
        return (sum(judged), len(judged)) if judged else None


def in_one_language(reports: Sequence[Report], lessons: Sequence[Lesson], language: str) -> list[Report]:
    """Return reports with the words of known lessons in one language, so that what is the same is counted as one."""
    known = {one.name: one for one in lessons}
    return [
        replace(report, given=tuple(_in_language(one, known.get(one.lesson), language) for one in report.given))
        for report in reports
    ]


def _in_language(given: Given, lesson: Lesson | None, language: str) -> Given:
    step = next((one for one in lesson.steps if one.name == given.step), None) if lesson is not None else None
    if lesson is None or step is None:
        return given
    section = lesson.section(step, language)
    names, taken = {choice.name: choice.text for choice in section.choices}, given.choice.split()
    if not all(name in names for name in taken):  # another lesson of this name
        return given
    answer = " · ".join(names[name] for name in taken) or given.answer
    return replace(given, title=lesson.title(language), question=section.heading, answer=answer)


def questions(reports: Sequence[Report]) -> list[Question]:
    """Return all questions of the reports, those of one lesson together."""
    by_report = [{(one.lesson, one.step): one for one in report.given} for report in reports]
    first = {key: one for found in reversed(by_report) for key, one in found.items()}
    lessons = list(dict.fromkeys(lesson for found in by_report for lesson, _ in found))
    keys = [key for lesson in lessons for key in first if key[0] == lesson]
    return [
        Question(*key, first[key].title, first[key].question, tuple(found.get(key) for found in by_report))
        for key in dict.fromkeys(keys)
    ]


def misconceptions(reports: Sequence[Report], quiz: Quiz) -> list[tuple[str, int, int]]:
    """Return how many learners showed each misconception before the lessons and after them, the most frequent first."""
    before, after = (
        Counter(name for answers in given for name in quiz.found(answers))
        for given in ([one.before for one in reports], [one.after for one in reports])
    )
    found = [(name, before[name], after[name]) for name in quiz.misconceptions if before[name] or after[name]]
    return sorted(found, key=lambda one: (-max(one[1:]), one[0]))


def learner(reports: Sequence[Report], place: int, *, names: bool) -> str:
    """Return how a learner is called in a table: by number, or by name where that is wanted and known."""
    return (reports[place].learner if names else "") or f"{place + 1}"


def table(reports: Sequence[Report], quiz: Quiz, *, names: bool = False) -> str:
    """Return all answers as CSV, a row for each; those to the quiz have the misconception in place of a question."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEAD)
    for place, report in enumerate(reports):
        who = learner(reports, place, names=names)
        for one in report.given:
            right = "" if one.right is None else int(one.right)
            row = (who, one.lesson, one.step, one.kind, one.question, one.answer, one.came)
            writer.writerow([*map(harmless, row), right])
        for kind, given in (("quiz before", report.before), ("quiz after", report.after)):
            for item in quiz.items:
                choice = given.get(item.name)
                if choice is not None:
                    row = (who, "quiz", item.name, kind, item.finds.get(choice, ""), choice, "")
                    writer.writerow([*map(harmless, row), int(choice == item.right)])
    return file.getvalue()


def write_table(path: Path, text: str) -> None:
    """Write a table, so that spreadsheets know its letters.

    Raises
    ------
    LessonError
        If it cannot be written.
    """
    with write_whole(path, LessonError) as file:
        file.write(text.encode("utf-8-sig"))
