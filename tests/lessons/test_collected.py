"""Many reports in one table."""

import csv
import io

import pytest

from mnistlab.lessons.collected import learner, misconceptions, questions, table, write_table
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import Given, Report


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
