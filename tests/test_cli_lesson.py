"""Lessons on the command line."""

import pytest

from mnistlab.lessons.files import find_lesson, lessons
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import Report, answers_of, to_html, write_html
from mnistlab.lessons.standing import Standing
from mnistlab.main import main


@pytest.fixture(autouse=True)
def english(monkeypatch):
    monkeypatch.setattr("mnistlab.language.system_language", lambda: "en")


@pytest.fixture
def mnistlab(capsys):
    def run(*arguments):
        code = main(["lesson", *map(str, arguments)])
        return code, *capsys.readouterr()

    return run


@pytest.mark.parametrize("asked", [[], ["list"]])
def test_the_lessons_are_listed(mnistlab, asked):
    code, out, _ = mnistlab(*asked)
    assert code == 0
    assert len(out.splitlines()) == len(lessons())
    assert "too-far" in out


def test_a_new_lesson_is_made_checked_packed_and_printed(mnistlab, tmp_path):
    folder, file, page = tmp_path / "mine", tmp_path / "mine.mnistlesson", tmp_path / "sheet.html"
    assert mnistlab("new", folder)[0] == 0
    assert "no fault found" in mnistlab("check", folder)[1]
    assert mnistlab("pack", folder, file)[0] == 0
    assert "no fault found" in mnistlab("check", file)[1]
    assert mnistlab("sheet", file, page, "--language", "zh_CN")[0] == 0
    code, _, said = mnistlab("sheet", file, page, "--language", "tlh")
    assert code == 2
    assert "--language must be one of en, zh_CN, but tlh was given" in said
    assert "姓名" in page.read_text("utf-8")
    code, _, said = mnistlab("new", folder)
    assert code == 1
    assert "already there" in said


def test_a_mistake_is_said_with_file_and_line(mnistlab, tmp_path):
    mnistlab("new", tmp_path / "mine")
    text = (tmp_path / "mine/lesson.toml").read_text("utf-8")
    (tmp_path / "mine/lesson.toml").write_text(text.replace('kind = "because"', 'kind = "why"'), "utf-8")
    code, _, said = mnistlab("check", tmp_path / "mine")
    assert code == 1
    line = text[: text.index('kind = "because"')].count("\n") + 1
    assert f"lesson.toml, line {line}: " in said


def test_the_answers_of_a_class_are_counted(mnistlab, tmp_path):
    lesson, quiz = find_lesson("too-far"), read_quiz()
    files = []
    for name, choice in (("Ada", "lower"), ("Bo", "higher"), ("Cy", "higher")):
        given = tuple(answers_of(lesson, Standing(lesson.name, answers={"saw": choice}), "en"))
        files.append(tmp_path / f"{name}.html")
        report = Report(name, "2026-11-28", given, {"direction": "bottom"}, {})
        write_html(files[-1], to_html(report, quiz, "en", lambda _context, text: text))
    code, out, _ = mnistlab("answers", *files, files[0], "--csv", tmp_path / "class.csv")
    assert code == 0
    assert "Reports: 3" in out
    assert "2  It jumped about and stayed higher." in out
    assert "1 / 3" in out
    assert "3     0  The gradient points to where the loss is smallest." in out
    assert "Ada" not in (tmp_path / "class.csv").read_text("utf-8-sig")
    code, out, said = mnistlab("answers", *files, __file__)
    assert code == 1
    assert "Reports: 3" in out
    assert "no report" in said
    assert "are left out" in mnistlab("answers", __file__, tmp_path)[2]
