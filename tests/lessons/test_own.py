"""A lesson to begin from."""

import errno
import os
import shutil
from dataclasses import fields

import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.description import ENTRIES
from mnistlab.lessons.files import read_lesson
from mnistlab.lessons.lesson import FACTS, KINDS, SCENES, Choose
from mnistlab.lessons.own import new_lesson


def test_it_works_as_it_is_and_says_how_to_write_another(tmp_path):
    folder = tmp_path / "mine"
    new_lesson(folder)
    lesson = read_lesson(folder)
    assert lesson.texts.keys() == {"en", "zh_CN"}
    shown = {getattr(step, "kind", type(step)) for step in lesson.steps}
    assert shown == {kind if cls is Choose else cls for kind, cls in KINDS.items()}  # each kind once
    assert len(lesson.steps) <= len(KINDS) + 2
    for name in ("README.md", "README.zh.md"):
        text = (folder / name).read_text("utf-8")
        assert all(f"`{kind}`" in text for kind in KINDS), name
        assert all(f"`{fact}`" in text for fact in (*FACTS, *SCENES)), name
        entries = {*ENTRIES, *(one.name for kind in KINDS.values() for one in fields(kind))}
        assert {entry for entry in entries if entry not in text} == set(), name


def test_it_overwrites_nothing(tmp_path):
    with pytest.raises(LessonError, match="already there"):
        new_lesson(tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(LessonError, match="file"):
        new_lesson(tmp_path / "file" / "mine")


@pytest.mark.parametrize("name", ["a\0b", "\ud800"])
def test_a_name_that_no_folder_can_have_is_refused(tmp_path, name):
    with pytest.raises(LessonError, match="cannot be written"):
        new_lesson(tmp_path / name)


def test_where_it_cannot_be_written_whole_nothing_is_left(tmp_path, monkeypatch):
    def copy(source, target):
        if target.suffix == ".md":
            target.touch()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
        return real(source, target)

    real = shutil.copyfile
    monkeypatch.setattr(shutil, "copyfile", copy)
    with pytest.raises(LessonError, match="mine cannot be written: No space left on device"):
        new_lesson(tmp_path / "mine")
    assert not list(tmp_path.iterdir())
    with pytest.raises(LessonError, match="cannot be written"):
        new_lesson(tmp_path / ("m" * 300))
