"""The files of a lesson; what is wrong with them is tested with `mnistlab.lessons.files`."""

import zipfile

import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.packed import read_files


def test_only_the_files_of_a_lesson_are_read(tmp_path):
    for name in ("lesson.toml", "en.md", "notes.txt", "README.md", "a.png"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "deep").mkdir()
    packed = read_files(tmp_path)
    assert sorted(packed.texts) == ["en.md", "lesson.toml"]
    assert sorted(packed.pictures) == ["a.png"]


@pytest.mark.parametrize("name", ["/etc/en.md", "..\\en.md", "C:/en.md", "a/../../en.md"])
def test_no_zip_reaches_outside_itself(tmp_path, name):
    path = tmp_path / "z.mnistlesson"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("lesson.toml", "")
        archive.writestr(name, "x")
    with pytest.raises(LessonError, match="outside itself"):
        read_files(path)
