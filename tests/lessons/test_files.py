"""Lessons in files: what is wrong with one is said with its file, its line, and what is expected."""

import contextlib
import os
import re
import shutil
import sys
import time
import zipfile

import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.files import find_lesson, lessons, read_lesson
from mnistlab.lessons.packed import pack, size_of
from mnistlab.lessons.sheet import sheet

TOML = """\
order = 1
[title]
en = "T"

[settings]
iterations = 500

[[step]]
name = "guess"
kind = "predict"
right = ["up"]

[[step]]
name = "go"
kind = "run"
settings = { learning_rate = 1.0 }
iterations = 500

[[step]]
name = "wait"
kind = "do"
until = "iteration >= 500"
"""
STEPS = "".join(f'\n[[step]]\nname = "more{number}"\nkind = "say"\n' for number in range(90))
SECTIONS = "".join(f"\n## more{number} · M\n" for number in range(90))
TEXT = "## guess · G\n- up: U → R\n- down: D → R\n\n## go · R\nRun.\n\n## wait · W\n"


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "own lesson"
    path.mkdir()
    (path / "lesson.toml").write_text(TOML, "utf-8")
    (path / "en.md").write_text(TEXT, "utf-8")
    return path


def packed(folder, path, prefix=""):
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, prefix + file.name)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are UTF-8 elsewhere")
def test_a_lesson_whose_folder_is_not_utf8_has_a_name_that_can_be_written(folder):
    assert read_lesson(folder.rename(folder.with_name(os.fsdecode(b"caf\xe9")))).name == "caf\N{REPLACEMENT CHARACTER}"


def test_a_folder_and_a_zip_of_it_hold_the_same_lesson(folder, tmp_path):
    lesson = read_lesson(folder)
    assert lesson.name == "own lesson"
    assert [type(step).__name__ for step in lesson.steps] == ["Choose", "Run", "Do"]
    assert read_lesson(folder / "lesson.toml") == lesson
    for prefix in ("", "inside/"):
        other = read_lesson(packed(folder, tmp_path / "z.zip", prefix))
        assert (other.steps, other.texts, other.settings) == (lesson.steps, lesson.texts, lesson.settings)


def test_a_text_that_is_at_fault_is_named(folder):
    (folder / "zh_CN.md").write_text("## guess\n", "utf-8")
    with pytest.raises(LessonError, match=r"zh_CN\.md, line 1"):
        read_lesson(folder)
    (folder / "zh_CN.md").write_bytes(b"ok\n\xff")
    with pytest.raises(LessonError, match=r"zh_CN\.md, line 2.*UTF-8"):
        read_lesson(folder)


def test_what_is_missing_is_named(folder):
    (folder / "en.md").unlink()
    with pytest.raises(LessonError, match=r"en\.md"):
        read_lesson(folder)
    (folder / "lesson.toml").unlink()
    with pytest.raises(LessonError, match=r"lesson\.toml"):
        read_lesson(folder)
    with pytest.raises(LessonError, match="too-far"):
        find_lesson("to-far")


def test_a_text_in_a_language_needs_a_title_in_it(folder):
    (folder / "zh_CN.md").write_text(TEXT, "utf-8")
    with pytest.raises(LessonError, match=re.escape("line 2: there is zh_CN.md")):
        read_lesson(folder)
    (folder / "en.md").unlink()
    (folder / "lesson.toml").write_text(TOML.replace("en =", "zh_CN ="), "utf-8")
    lesson = read_lesson(folder)
    assert lesson.title("en") == "T"  # in the one language that there is
    assert lesson.section(lesson.steps[0], "en").heading == "G"


def png(width, height):
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + width.to_bytes(4) + height.to_bytes(4) + bytes(5)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (png(5000, 10), "5000 × 10"),
        (b"no picture", "neither PNG nor JPEG"),
        (None, "no picture curve.png"),
        (bytes(2_000_001), "2 MB"),
    ],
)
def test_a_picture_that_is_too_large_or_none_is_refused(folder, content, said):
    (folder / "en.md").write_text(TEXT + "\n![a curve](curve.png)\n", "utf-8")
    if content is not None:
        (folder / "curve.png").write_bytes(content)
    with pytest.raises(LessonError, match=said) as caught:
        read_lesson(folder)
    assert "en.md, line 10" in str(caught.value) or "2 MB" in said


def test_a_picture_comes_with_the_lesson(folder, tmp_path):
    (folder / "en.md").write_text(TEXT + "\n![a curve](curve.png)\n", "utf-8")
    (folder / "curve.png").write_bytes(png(40, 30))
    pack(folder, tmp_path / "one.mnistlesson")
    assert read_lesson(tmp_path / "one.mnistlesson").pictures == {"curve.png": png(40, 30)}
    assert size_of(
        bytes.fromhex("ffd8ffe000104a464946000101000001000100 00ffc000110800 1e002803".replace(" ", ""))
    ) == (40, 30)


def test_a_zip_that_reaches_outside_itself_is_refused(folder, tmp_path):
    path = packed(folder, tmp_path / "z.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../evil.md", "x")
    with pytest.raises(LessonError, match="outside itself"):
        read_lesson(path)


@pytest.mark.parametrize("cut", [0, 10, 100, 300])
def test_a_zip_that_is_cut_short_is_refused(folder, tmp_path, cut):
    path = packed(folder, tmp_path / "z.zip")
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(LessonError):
        read_lesson(path)


def test_ten_megabytes_of_text_are_refused_packed_and_not(folder, tmp_path):
    (folder / "de.md").write_text("## guess · G\n" + "x" * 10_000_000, "utf-8")
    with pytest.raises(LessonError, match="2 MB"):
        read_lesson(folder)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lesson.toml", " " * 10_000_000)
    with pytest.raises(LessonError, match="2 MB"):
        read_lesson(tmp_path / "bomb.zip")


def test_every_cut_of_a_description_is_read_or_refused_in_a_sentence(folder):
    for end in range(0, len(TOML), 3):
        (folder / "lesson.toml").write_text(TOML[:end], "utf-8")
        try:
            read_lesson(folder)
        except LessonError as error:
            assert "lesson.toml" in str(error)  # noqa: PT017 (some cuts are whole lessons)


def test_the_programs_lessons_are_found_by_name(tmp_path, folder):
    for lesson in lessons():
        assert find_lesson(lesson.name).steps == lesson.steps
    shutil.copytree(folder, tmp_path / "copy")
    assert find_lesson(str(tmp_path / "copy")).name == "copy"


@pytest.mark.parametrize("words", ["![", "![a](", "**a", "`", "- a: x  "])
def test_words_of_any_length_are_read_at_once(tmp_path, words):
    """The text comes into the sheet as well."""
    (tmp_path / "lesson.toml").write_text(TOML, "utf-8")
    (tmp_path / "en.md").write_text(f"{TEXT}{words * (100_000 // len(words))}y\n", "utf-8")
    begin = time.process_time()
    sheet(read_lesson(tmp_path), "en", lambda _context, text: text)
    assert time.process_time() - begin < 2


def test_a_condition_of_any_length_is_refused_at_once(tmp_path):
    (tmp_path / "lesson.toml").write_text(TOML.replace("iteration >=", "a" * 100_000), "utf-8")
    (tmp_path / "en.md").write_text(TEXT, "utf-8")
    begin = time.process_time()
    with pytest.raises(LessonError, match="condition"):
        read_lesson(tmp_path)
    assert time.process_time() - begin < 2


@pytest.mark.parametrize(
    ("toml", "text"),
    [
        (TOML.replace("[settings]", "\n" * 300_000 + "[settings]") + STEPS, TEXT + SECTIONS),
        (TOML.replace("[settings]", " " * 100_000 + "\n[settings]"), TEXT),
        (TOML, TEXT.replace("up: U", "up: U" + " " * 50_000 + "U")),
        (TOML, TEXT.replace("up: U", "up: U" + "\n  u" * 20_000)),
    ],
    ids=["lines", "spaces", "choice", "lines of a choice"],
)
def test_a_lesson_of_any_form_is_read_at_once(folder, toml, text):
    (folder / "lesson.toml").write_text(toml, "utf-8")
    (folder / "en.md").write_text(text, "utf-8")
    start = time.perf_counter()
    with contextlib.suppress(LessonError):
        read_lesson(folder)
    assert time.perf_counter() - start < 5  # s; some took minutes


def test_a_zip_larger_than_any_lesson_is_refused_before_it_is_read(folder, tmp_path):
    path = packed(folder, tmp_path / "large.zip")
    with path.open("r+b") as file:
        content = file.read()
        file.truncate(0)
        file.seek(100_000_000)
        file.write(content)
    with pytest.raises(LessonError, match=r"holds more than 62 MB"):
        read_lesson(path)
