"""Lessons as they are written: ``lesson.toml`` and a text in each language, in a folder or a zip."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from mnistlab.data.files import as_text, is_missing
from mnistlab.errors import LessonError
from mnistlab.lessons.description import Description
from mnistlab.lessons.lesson import Lesson, Section
from mnistlab.lessons.markup import PICTURE
from mnistlab.lessons.mistakes import mistake
from mnistlab.lessons.packed import DESCRIPTION, LANGUAGES, WIDEST, Packed, read_files, size_of
from mnistlab.lessons.texts import read_sections
from mnistlab.lessons.wording import check_words
from mnistlab.resources import resource_path

FIRST: Final = "first-steps"  # the name of lesson 0


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
    if not is_missing(Path(name)):
        return read_lesson(Path(name))
    raise LessonError("lesson_unknown", name=name, near=get_close_matches(name, known, 1, cutoff=0)[0])


def read_lesson(path: Path) -> Lesson:
    """Read a lesson from a folder, which its description stands for, too, or from a zip.

    Raises
    ------
    LessonError
        If it cannot be read or has a mistake: the error says in which file and line, and what is expected.
    """
    path = path.parent if path.name == DESCRIPTION else path
    files = read_files(path)
    description = Description(f"{path}/{DESCRIPTION}", files.texts[DESCRIPTION])
    texts = read_texts(path, files, description.has_choices)
    name = as_text(path.stem if path.is_file() else path.resolve().name)
    lesson = description.lesson(name, texts, files.pictures)
    check_words(lesson, str(path), description.line)
    return lesson


def read_texts(
    path: Path, files: Packed, has_choices: Callable[[str], bool] = lambda _name: True
) -> dict[str, dict[str, Section]]:
    """Return the sections of each language, after their pictures have been checked.

    Raises
    ------
    LessonError
        If a text is at fault, or names a picture that is not there or too large.
    """
    texts: dict[str, dict[str, Section]] = {}
    for name, content in files.texts.items():
        if LANGUAGES.fullmatch(name):
            texts[name.removesuffix(".md")] = read_sections(content, f"{path}/{name}", has_choices)
            _check_pictures(f"{path}/{name}", content, files.pictures)
    if not texts:
        raise LessonError("lesson_no_text", folder=str(path), file="en.md")
    return texts


def _check_pictures(file: str, text: str, pictures: Mapping[str, bytes]) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        for _, name in PICTURE.findall(line):
            if name not in pictures:
                raise mistake("no_picture", file, number, found=name)
            size = size_of(pictures[name])
            if size is None:
                raise mistake("picture_kind", file, number, found=name)
            if max(size) > WIDEST or min(size) < 1:
                sides = "{} × {}".format(*size)
                raise mistake("picture_size", file, number, found=name, size=sides, most=WIDEST)
