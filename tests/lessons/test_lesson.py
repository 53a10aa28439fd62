"""The lessons of the program: whole, in both languages, and each of them asks before it surprises."""

import pytest

from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.files import FIRST, lessons

LESSONS = lessons()


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.name)
def test_a_lesson_says_the_same_in_both_languages(lesson):
    assert lesson.titles.keys() >= {"en", "zh_CN"}
    assert lesson.texts.keys() >= {"en", "zh_CN"}
    for step in lesson.steps:
        english, chinese = (lesson.section(step, language) for language in ("en", "zh_CN"))
        assert [one.name for one in english.choices] == [one.name for one in chinese.choices], step.name
        assert bool(english.done) == bool(chinese.done), step.name
        assert [bool(one.reply) for one in english.choices] == [bool(one.reply) for one in chinese.choices], step.name
        assert english.heading != chinese.heading


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.name)
def test_who_chooses_is_told_why_whatever_is_chosen(lesson):
    for step in lesson.steps:
        if isinstance(step, kinds.Choose):
            assert all(choice.reply for choice in lesson.section(step, "en").choices), step.name
            assert len(lesson.section(step, "en").choices) > len(step.right), step.name


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: one.name)
def test_a_lesson_asks_for_a_prediction_and_takes_as_long_as_a_learner_has(lesson):
    assert 5 <= lesson.minutes <= 15
    if lesson.name == FIRST:  # shows the window, before there is something to predict from
        return
    asks = kinds.PredictCurve | kinds.PredictNumber | kinds.Order | kinds.PointAt
    assert any(isinstance(step, asks) or getattr(step, "kind", "") == "predict" for step in lesson.steps)


def test_a_language_that_a_lesson_lacks_is_answered_in_english():
    lesson = LESSONS[0]
    assert lesson.title("xx") == lesson.titles["en"]
    assert lesson.section(lesson.steps[0], "xx") == lesson.texts["en"][lesson.steps[0].name]
