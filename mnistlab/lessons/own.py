"""Lessons of one's own: a folder to begin from, with a small lesson that works and how to write another."""

import shutil
from pathlib import Path

from mnistlab.errors import LessonError, reason_of
from mnistlab.resources import resource_path

HOW: dict[str, str] = {"README.md": "help/en/teachers.md", "README.zh.md": "help/zh_CN/teachers.md"}


def new_lesson(folder: Path) -> None:
    """Make a folder with a small lesson, and beside it how to write one, in both languages.

    Raises
    ------
    LessonError
        If there is a folder or file of this name already, or it cannot be made.
    """
    try:
        if folder.exists():
            raise LessonError("lesson_there", folder=str(folder))
        shutil.copytree(resource_path("lessons/own/template"), folder)
        for name, page in HOW.items():
            shutil.copyfile(resource_path(page), folder / name)
    except (OSError, shutil.Error) as error:
        raise LessonError("not_writable", file=str(folder), reason=reason_of(error)) from error
