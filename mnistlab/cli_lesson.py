"""Lessons without a window: ``mnistlab lesson``."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from mnistlab.data.files import file_named
from mnistlab.errors import LessonError, MnistLabError, SettingsError
from mnistlab.lessons.collected import in_one_language, misconceptions, questions, table, write_table
from mnistlab.lessons.files import find_lesson, lessons, read_lesson
from mnistlab.lessons.own import new_lesson
from mnistlab.lessons.packed import pack
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import read_report, write_html
from mnistlab.lessons.sheet import sheet
from mnistlab.numerals import shortened
from mnistlab.streams import Output

Translate = Callable[[str, str], str]


def lesson(arguments: argparse.Namespace, translate: Translate, language: str) -> None:
    """Do what an action asks for.

    Raises
    ------
    MnistLabError
        If a lesson or a report is at fault, a file cannot be written, or lines could not be printed.
    """
    output = Output()
    actions = {"list": _list, "new": _new, "check": _check, "pack": _pack, "sheet": _sheet, "answers": _answers}
    for line in actions[arguments.action or "list"](arguments, translate, language):
        output.write(line)
    if output.fault:
        raise MnistLabError("list_not_written", reason=output.fault)


def _list(_arguments: argparse.Namespace, translate: Translate, language: str) -> list[str]:
    minutes = translate("cli", "{minutes} min")
    return [f"{one.name:24}  {minutes.format(minutes=one.minutes):>6}  {one.title(language)}" for one in lessons()]


def _new(arguments: argparse.Namespace, translate: Translate, _language: str) -> list[str]:
    new_lesson(Path(arguments.folder))
    text = translate("cli", "A lesson is in {folder}. README.md there says how to go on.")
    return [text.format(folder=arguments.folder)]


def _check(arguments: argparse.Namespace, translate: Translate, _language: str) -> list[str]:
    lines = []
    for folder in arguments.folders:
        found = read_lesson(Path(folder))
        text = translate("cli", "{folder}: no fault found. {steps} steps in {languages}.")
        languages = ", ".join(sorted(found.texts))
        lines.append(text.format(folder=folder, steps=len(found.steps), languages=languages))
    return lines


def _pack(arguments: argparse.Namespace, _translate: Translate, _language: str) -> list[str]:
    read_lesson(Path(arguments.folder))
    pack(Path(arguments.folder), file_named(arguments.file, LessonError, "lesson.zip"))
    return [arguments.file]


def _sheet(arguments: argparse.Namespace, translate: Translate, language: str) -> list[str]:
    found = find_lesson(arguments.name)
    if arguments.language not in (None, *found.texts):
        choices = ", ".join(sorted(found.texts))
        raise SettingsError("not_a_choice", field="--language", choices=choices, given=shortened(arguments.language))
    write_html(file_named(arguments.file, LessonError, "sheet.html"), sheet(found, language, translate))
    return [arguments.file]


def _answers(arguments: argparse.Namespace, translate: Translate, language: str) -> Iterator[str]:
    if arguments.names and not arguments.csv:
        raise SettingsError("setting_without_effect", option="--names", needed="--csv")
    table_file = file_named(arguments.csv or "", LessonError, "answers.csv")
    reports, left_out, quiz = [], {}, read_quiz()
    for file in dict.fromkeys(arguments.reports):
        try:
            reports.append(read_report(Path(file)))
        except LessonError as error:
            left_out[file] = error
    reports = in_one_language(reports, lessons(), language)
    yield translate("cli", "Reports: {count}").format(count=len(reports))
    for question in questions(reports):
        right = "" if question.right is None else "  {} / {}".format(*question.right)
        yield from ("", f"{question.title} · {question.text}{right}")
        yield from (f"{count:6}  {answer}" for answer, count in question.counts.most_common())
    found = misconceptions(reports, quiz)
    if found:
        yield from ("", translate("cli", "The quiz: how many think so, before and after"))
        yield from (f"{before:6}{after:6}  {quiz.misconception(name, language)}" for name, before, after in found)
    if arguments.csv and reports:
        write_table(table_file, table(reports, quiz, names=arguments.names))
    if len(left_out) == 1:
        raise next(iter(left_out.values()))
    if left_out:
        raise LessonError("reports_left_out", files=", ".join(left_out))
