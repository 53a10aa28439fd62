"""Lessons of one's own: a folder to begin from, with a small lesson that works and how to write another."""

import os
import shutil
from pathlib import Path

from mnistlab.data.files import refuse_impossible
from mnistlab.errors import LessonError, reason_of
from mnistlab.resources import resource_path

HOW: dict[str, str] = {"README.md": "help/en/teachers.md", "README.zh.md": "help/zh_CN/teachers.md"}


def new_lesson(folder: Path) -> None:
    """Make a folder with a small lesson, and beside it how to write one, in both languages.

    Raises
    ------
    LessonError
        If there is a folder or file of this name already, or it cannot be made; nothing is there then.
    """
    if os.path.lexists(folder):
        raise LessonError("lesson_there", folder=str(folder))
    pages = {page.name: page for page in sorted(resource_path("lessons/own/template").iterdir())}
    pages |= {name: resource_path(page) for name, page in HOW.items()}
    try:
        refuse_impossible(folder)
        folder.mkdir(parents=True)
    except OSError as error:
        raise LessonError("not_writable", file=str(folder), reason=reason_of(error)) from error
    try:
        for name, page in pages.items():
            shutil.copyfile(page, folder / name)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)  # because half a lesson is none
        raise LessonError("not_writable", file=str(folder), reason=reason_of(error)) from error
