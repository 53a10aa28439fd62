"""When a question about an earlier lesson is due."""

import pytest

from mnistlab.lessons.files import find_lesson
from mnistlab.lessons.recall import DAY, Asked, due, key
from mnistlab.lessons.standing import Standing

NOW = 100 * DAY


@pytest.fixture
def lesson():
    return find_lesson("too-far")


def ask(lesson, left=NOW - 2 * DAY, asked=(), now=NOW, reached=99):
    standing = Standing(lesson.name, 0, min(reached, len(lesson.steps) - 1))
    return due([lesson], {lesson.name: standing}, {lesson.name: left}, dict(asked), now)


def test_a_lesson_that_is_done_is_asked_about_a_day_later(lesson):
    found = ask(lesson)
    assert found is not None
    assert found[1].kind == "because"
    assert ask(lesson, left=NOW - DAY / 2) is None
    assert ask(lesson, reached=3) is None


def test_there_is_one_question_a_day_and_the_next_is_another(lesson):
    _, first = ask(lesson)
    assert ask(lesson, asked={key(lesson, first): Asked(1, NOW - DAY / 2)}) is None
    _, second = ask(lesson, asked={key(lesson, first): Asked(1, NOW - 1.5 * DAY)})
    assert second.name != first.name


def test_what_is_answered_comes_again_later_and_later(lesson):
    questions = [step for step in lesson.steps if getattr(step, "kind", "") in ("because", "recall")]
    for streak, days in ((0, 1), (1, 3), (2, 7), (9, 60)):
        asked = {key(lesson, step): Asked(streak, 0.0) for step in questions}
        assert ask(lesson, asked=asked, now=days * DAY - 1) is None
        assert ask(lesson, asked=asked, now=days * DAY) is not None


@pytest.mark.parametrize("given", [None, "x", -1, True, [1]])
def test_what_makes_no_sense_counts_as_no_right_answer(given):
    assert Asked.of(given, 3.0) == Asked(0, 3.0)
