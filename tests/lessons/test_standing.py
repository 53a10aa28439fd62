"""Where a learner stands: without a window."""

import json

import pytest

from mnistlab.lessons.files import find_lesson
from mnistlab.lessons.lesson import FillIn, Order, PointAt, PredictNumber
from mnistlab.lessons.standing import Moment, Standing


def moment(pressed=(), **facts):
    usual = {"iteration": 0, "mean_loss": 2.3, "test_accuracy": 0.1, "learning_rate": 0.1}
    return Moment(usual | facts, frozenset(pressed))


@pytest.fixture
def lesson():
    return find_lesson("too-far")


def turn_to(standing, lesson, name):
    standing.place = standing.reached = next(place for place, step in enumerate(lesson.steps) if step.name == name)
    return standing.step(lesson)


def test_what_only_tells_waits_for_nothing(lesson):
    standing = Standing(lesson.name)
    assert standing.can_go_on(lesson, moment())
    standing.go_on(lesson)
    assert standing.step(lesson).name == "run"


def test_a_deed_is_waited_for(lesson):
    standing = Standing(lesson.name)
    turn_to(standing, lesson, "run")
    assert not standing.can_go_on(lesson, moment(iteration=499))
    assert standing.can_go_on(lesson, moment(iteration=500))


def test_an_answer_is_waited_for_and_a_prediction_cannot_change_once_it_has_come(lesson):
    standing = Standing(lesson.name)
    step = turn_to(standing, lesson, "hundred")
    assert not standing.can_go_on(lesson, moment())
    assert standing.is_right(step) is None
    standing.answer(step, "faster")
    assert standing.can_go_on(lesson, moment())
    assert standing.is_right(step) is False
    standing.answer(step, "breaks")
    assert standing.is_right(step) is True
    standing.answers["why"] = "“because”"
    assert standing.is_right(turn_to(standing, lesson, "why")) is None
    standing.came[step.name] = 1.0
    standing.answer(step, "faster")
    assert standing.answers[step.name] == "breaks"


def test_a_run_is_over_when_something_has_come(lesson):
    standing = Standing(lesson.name)
    turn_to(standing, lesson, "ten")
    assert not standing.can_go_on(lesson, moment(iteration=500))
    standing.note(lesson, moment(iteration=500, mean_loss=0.4))
    assert standing.can_go_on(lesson, moment())
    assert standing.came["ten"] == 0.4


def test_the_gap_between_a_number_and_what_came_is_known():
    step = PredictNumber(name="n", low=0, high=100, unit="%", answer="test_accuracy")
    standing = Standing("x")
    assert standing.gap(step) is None
    standing.answers["n"], standing.came["n"] = 80, 0.95
    assert standing.gap(step) == pytest.approx(-15)


def test_numbers_filled_in_and_an_order_are_right_or_not():
    standing = Standing("x", answers={"f": [0.5, 2.0], "o": ["b", "a"]})
    assert standing.is_right(FillIn(name="f", right=(0.5, 2.004))) is True
    assert standing.is_right(FillIn(name="f", right=(0.5, 2.1))) is False
    assert standing.is_right(Order(name="o", right=("b", "a"))) is True
    assert standing.is_right(Order(name="o", right=("a", "b"))) is False


def test_a_place_that_was_pointed_at_is_right_or_not():
    step = PointAt(name="p", right=("lossPlot 100..200", "stage"))
    assert [
        Standing("x", answers={"p": spot}).is_right(step) for spot in ("lossPlot 90", "lossPlot 120", "stage 7")
    ] == [
        False,
        True,
        True,
    ]


def test_back_and_forward_stay_within_the_lesson(lesson):
    standing = Standing(lesson.name)
    standing.go_back()
    assert standing.place == 0
    for _ in range(100):
        standing.go_on(lesson)
    assert standing.is_done(lesson)
    standing.go_back()
    assert standing.is_done(lesson)
    assert standing.can_go_on(lesson, moment())  # what was done once is not waited for again


def test_a_lesson_that_is_done_begins_anew_and_stays_done(lesson):
    last = len(lesson.steps) - 1
    standing = Standing(lesson.name, last - 1, last - 1, {"saw": "lower", "hundred": "breaks"})
    standing.go_on(lesson)
    again = standing.resumed(lesson)
    assert (again.place, again.answers, again.is_done(lesson)) == (0, {}, True)
    halfway = Standing(lesson.name, 5, 5, {"saw": "lower", "hundred": "breaks"}, done=True)
    assert halfway.resumed(lesson).answers == {"saw": "lower"}  # what comes is asked anew
    assert halfway.is_done(lesson)


def test_it_is_kept_and_taken_up_again(lesson):
    standing = Standing(lesson.name, 3, 5, {"sketch": [[0, 2.3], [500, 0.4]], "saw": "lower"}, {"ten": 0.4})
    assert Standing.of(lesson, json.loads(json.dumps(standing.to_dict()))) == standing


@pytest.mark.parametrize(
    "raw",
    [
        None,
        3,
        [],
        {"place": 99, "reached": -1, "answers": [], "came": {"ten": "x"}},
        {"answers": {"gone": 1}, "place": True},
        {"answers": {"sketch": [[0, 10**400]]}, "came": {"ten": 10**400}, "votes": {"saw": {"lower": 10**400}}},
    ],
)
def test_what_makes_no_sense_of_what_was_kept_is_left_out(lesson, raw):
    standing = Standing.of(lesson, raw)
    assert 0 <= standing.place < len(lesson.steps)
    assert standing.reached >= standing.place
    assert standing.answers == standing.came == {}


def test_no_more_votes_are_taken_than_a_class_has(lesson):
    votes = {"lower": 3, "higher": 10**12, "a": -1, "b": True, "c": 2.5, "d": "x"}
    assert Standing.of(lesson, {"votes": {"saw": votes, "gone": votes, "ten": 7}}).votes == {"saw": {"lower": 3}}


def test_the_runs_of_a_lesson_are_known_again_as_far_as_they_are_kept(lesson):
    standing = Standing(lesson.name, place=1, reached=1, runs=list("23456789"))
    again = Standing.of(lesson, json.loads(json.dumps(standing.to_dict())))
    assert again.runs == ["4", "5", "6", "7", "8", "9"]
    assert again.resumed(lesson, {"5", "7"}).runs == ["5", "7"]
    assert Standing.of(lesson, {"runs": [1, None, "x"]}).runs == ["x"]
    assert Standing.of(lesson, {"runs": "abc"}).runs == []


def test_what_was_predicted_stands_beside_what_came_until_the_next_curve_is_asked_for(lesson):
    standing = Standing(lesson.name)
    turn_to(standing, lesson, "sketch")
    standing.answers["sketch"] = [[0, 2.0], [500, 1.0]]
    turn_to(standing, lesson, "saw")
    assert standing.shown_by(lesson) == []  # because nothing has come
    standing.came["ten"] = 1.5
    assert [step.name for step in standing.shown_by(lesson)] == ["sketch"]
