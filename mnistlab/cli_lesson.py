"""Lessons without a window: ``mnistlab lesson``."""

import argparse
from collections.abc import Callable
from pathlib import Path

from mnistlab.errors import MnistLabError
from mnistlab.lessons.files import lessons, read_lesson
from mnistlab.streams import Output


def lesson(arguments: argparse.Namespace, translate: Callable[[str, str], str], language: str) -> None:
    """List the lessons, or check those in folders or zips.

    Raises
    ------
    MnistLabError
        If a lesson is at fault, or lines could not be printed.
    """
    output = Output()
    if arguments.action == "list":
        for one in lessons():
            minutes = translate("cli", "{minutes} min").format(minutes=one.minutes)
            output.write(f"{one.name:24}  {minutes:>6}  {one.title(language)}")
    else:
        for folder in arguments.folders:
            found = read_lesson(Path(folder))
            text = translate("cli", "{folder}: no fault found. {steps} steps in {languages}.")
            languages = ", ".join(sorted(found.texts))
            output.write(text.format(folder=folder, steps=len(found.steps), languages=languages))
    if output.fault:
        raise MnistLabError("output_not_written", reason=output.fault)
