"""Lessons that are written in a test."""

import pytest

from mnistlab.errors import LessonError, sentence
from mnistlab.language import Translations
from mnistlab.lessons.files import read_lesson


@pytest.fixture
def read(tmp_path):
    def read(toml, text):
        (tmp_path / "lesson.toml").write_text(toml, "utf-8")
        (tmp_path / "en.md").write_text(text, "utf-8")
        return read_lesson(tmp_path)

    return read


@pytest.fixture
def said(read):
    def said(toml, text):
        with pytest.raises(LessonError) as caught:
            read(toml, text)
        chinese = sentence(caught.value.kind, caught.value.facts, Translations("zh_CN"))
        assert "{" not in chinese.replace("{ ", "")  # nothing is left to be put in
        assert not any(word in chinese for word in (" must ", " Write ", "Did you", " cannot "))
        return str(caught.value)

    return said
