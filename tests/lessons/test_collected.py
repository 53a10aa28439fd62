"""Many reports in one table."""

import csv
import io

import pytest

from mnistlab.lessons.collected import in_one_language, learner, misconceptions, questions, table, write_table
from mnistlab.lessons.files import find_lesson
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import Given, Report, answers_of
from mnistlab.lessons.standing import Standing


def given(step, answer, right=None, lesson="one"):
    return Given(lesson, step, "because", "Lesson", f"Why {step}?", answer, right=right)


@pytest.fixture(scope="module")
def quiz():
    return read_quiz()


@pytest.fixture
def reports():
    return [
        Report(
            "Ada", "", (given("a", "Yes", True), given("b", "=1+1")), {"direction": "bottom"}, {"direction": "rises"}
        ),
        Report("", "", (given("b", "No"), given("c", "x", lesson="two")), {"direction": "falls"}, {}),
        Report("Bo", "", (given("a", "Yes", True),), {"direction": "rises", "step": "one"}, {"direction": "falls"}),
    ]


def test_each_question_has_the_answers_of_all(reports):
    first, second, third = questions(reports)
    assert (first.step, first.text, first.counts, first.right) == ("a", "Why a?", {"Yes": 2}, (2, 2))
    assert [one and one.answer for one in second.given] == ["=1+1", "No", None]
    assert third.lesson == "two"
    assert third.right is None


def test_misconceptions_are_counted_before_and_after(reports, quiz):
    assert misconceptions(reports, quiz) == [("gradient-leads-down", 2, 1), ("changes-the-culprit", 1, 0)]


def test_names_are_written_only_if_they_are_asked_for(reports, quiz):
    assert "Ada" not in table(reports, quiz)
    rows = list(csv.reader(io.StringIO(table(reports, quiz, names=True))))
    assert [row[0] for row in rows if row[3] == "because"] == ["Ada", "Ada", "2", "2", "Bo"]
    assert learner(reports, 1, names=True) == "2"


def test_no_answer_is_computed_by_a_spreadsheet(reports, quiz, tmp_path):
    text = table(reports, quiz)
    assert "'=1+1" in text
    path = tmp_path / "class.csv"
    write_table(path, text)
    assert path.read_text("utf-8-sig") == text


def test_answers_in_two_languages_are_counted_as_one():
    lesson = find_lesson("too-far")
    standing = Standing(lesson.name, answers={"saw": "higher", "why": "“Words"})
    reports = [Report("", "", tuple(answers_of(lesson, standing, language))) for language in ("en", "zh_CN")]
    assert len(questions(reports)[0].counts) == 2
    for language in ("en", "zh_CN"):
        saw, why = questions(in_one_language(reports, [lesson], language))
        section = lesson.section(next(step for step in lesson.steps if step.name == "saw"), language)
        assert (saw.title, saw.text) == (lesson.title(language), section.heading)
        assert saw.counts == {section.choices[1].text: 2}
        assert list(why.counts.values()) == [2]
    assert in_one_language(reports, [], "en") == reports
    other = [Report("", "", (Given(lesson.name, "saw", "saw", "T", "Q?", "A", choice="none-such"),))]
    assert in_one_language(other, [lesson], "en") == other
