"""The report of a learner."""

import json
import time
from dataclasses import replace

import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.files import find_lesson
from mnistlab.lessons.quiz import read_quiz
from mnistlab.lessons.report import BEGINS, ENDS, FORMAT, Given, Report, answers_of, read_report, to_html, write_html
from mnistlab.lessons.standing import Standing


def english(_context, text):
    return text


@pytest.fixture(scope="module")
def quiz():
    return read_quiz()


@pytest.fixture(scope="module")
def report():
    lesson = find_lesson("too-far")
    answers = {
        "sketch": [[0.0, 2.3], [500.0, 0.4]],
        "saw": "higher",
        "why": "“</script><script>alert(1)</script> because”",
    }
    standing = Standing(lesson.name, 5, 5, answers, {"sketch": 0.471})
    given = tuple(answers_of(lesson, standing, "en"))
    return Report("Ada <b>", "2026-11-28", given, {"direction": "bottom"}, {"direction": "rises"})


def test_it_has_predictions_results_and_words(report, quiz):
    html = to_html(report, quiz, "en", english)
    assert "2.3 → 0.4" in html
    assert "0.471" in html
    assert "It jumped about and stayed higher." in html
    assert "not right" in html
    assert "To the place where the loss is smallest." in html
    assert html.count("<script") == 1  # the data; what a learner wrote is words
    assert "Ada &lt;b&gt;" in html


def test_a_place_that_was_pointed_at_is_said_in_words(quiz):
    pointed = Given("one", "where", "point", "Lesson", "Where?", "lossPlot 1800", right=False)
    html = to_html(Report("", "", (pointed, replace(pointed, answer="<no place>"))), quiz, "en", english)
    assert "<td>the plot of the loss, iteration 1,800</td>" in html
    assert "<td>&lt;no place&gt;</td>" in html


def test_what_is_written_is_read_again(report, quiz, tmp_path):
    path = tmp_path / "report.html"
    write_html(path, to_html(report, quiz, "zh_CN", english))
    assert read_report(path) == report


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\xff\xfe", b'{"format": 3}', b'{"format": "mnistlab report 1"}', b"[" * 100_000]
)
def test_what_is_no_report_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "x.html"
    path.write_bytes(content)
    with pytest.raises(LessonError, match=r"x\.html"):
        read_report(path)


def test_of_a_report_that_was_tampered_with_only_answers_are_taken():
    raw = {"format": "mnistlab report 1", "learner": 3, "given": [7, {"lesson": "a", "right": "yes", "curve": [[1]]}]}
    found = Report.of(json.loads(json.dumps(raw)))
    assert (found.learner, len(found.given)) == ("", 1)
    assert (found.given[0].right, found.given[0].curve) == (None, [])


@pytest.mark.parametrize("number", [10**400, float("nan"), float("inf")])
def test_a_number_in_a_curve_that_no_plot_can_have_takes_the_curve_away(number):
    raw = {"format": "mnistlab report 1", "given": [{"lesson": "a", "curve": [[0, 2.3], [1, number]]}]}
    assert Report.of(raw).given[0].curve == []


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "x.html"
    path.write_bytes(b" " * 5_000_001)
    with pytest.raises(LessonError, match="5 MB"):
        read_report(path)


def test_a_report_that_begins_again_and_again_is_refused_at_once(tmp_path):
    (tmp_path / "r.html").write_text('<script type="application/json" id="report">' * 50_000, "utf-8")
    begin = time.process_time()
    with pytest.raises(LessonError, match="no report"):
        read_report(tmp_path / "r.html")
    assert time.process_time() - begin < 2


def test_a_number_that_no_computer_has_is_no_curve(tmp_path):
    path = tmp_path / "report.html"
    given = [{"lesson": "l", "curve": [[10**400, 1]]}, {"lesson": "l", "curve": [[1, 2.5]]}]
    path.write_text(f"{BEGINS}{json.dumps({'format': FORMAT, 'given': given})}{ENDS}")
    assert [one.curve for one in read_report(path).given] == [[], [[1, 2.5]]]
