"""The files of a lesson; what is wrong with them is tested with `mnistlab.lessons.files`."""

import os
import sys
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


def test_a_link_that_leads_out_of_a_lesson_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text("## secret · S\n", "utf-8")
    folder = tmp_path / "lesson"
    folder.mkdir()
    (folder / "lesson.toml").write_text("", "utf-8")
    (folder / "en.md").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(LessonError, match=r"en\.md is a link"):
        read_files(folder)
    (folder / "en.md").unlink()
    (folder / "en.md").symlink_to("en.md")
    with pytest.raises(LessonError, match="symbolic links"):
        read_files(folder)
    link = zipfile.ZipInfo("en.md")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("lesson.toml", "")
        archive.writestr(link, "../secret.txt")
    with pytest.raises(LessonError, match=r"z\.zip/en\.md is a link"):
        read_files(tmp_path / "z.zip")


def test_a_file_of_a_lesson_that_is_too_large_or_none_is_named(tmp_path):
    (tmp_path / "lesson.toml").write_text("", "utf-8")
    (tmp_path / "en.md").write_text("x" * 3_000_000, "utf-8")
    with pytest.raises(LessonError, match=r"en\.md holds more than 2 MB"):
        read_files(tmp_path)
    (tmp_path / "en.md").unlink()
    (tmp_path / "en.md").mkdir()
    with pytest.raises(LessonError, match=r"en\.md cannot be read"):
        read_files(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_a_pipe_in_the_place_of_a_lesson_is_called_none(tmp_path):
    os.mkfifo(tmp_path / "z.zip")
    with pytest.raises(LessonError, match=r"not a file"):
        read_files(tmp_path / "z.zip")
