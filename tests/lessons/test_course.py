"""Steps that fit each other; what is said where they do not is tested with `mnistlab.lessons.description`."""

import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.course import check_course
from mnistlab.lessons.lesson import Compare, Goal, PredictCurve
from mnistlab.training.settings import RunSettings

START = RunSettings()
TWO = Compare(name="two", runs=({"batch_size": 1000, "iterations": 20}, {"learning_rate": 1.0}), iterations=200)


def checked(*steps, start=START):
    check_course(start, steps, {"batch_size": (1.0, 1e4), "learning_rate": (0.0, 10.0)}, "F", lambda *_: 1)


def test_a_goal_goes_on_with_the_last_run_of_a_comparison():
    goal = Goal(name="g", until="batch_size == 1000", free=("learning_rate",))
    with pytest.raises(LessonError, match="cannot be reached"):
        checked(TWO, goal)  # the first run's mini-batch is its own
    with pytest.raises(LessonError, match="is true before"):
        checked(TWO, Goal(name="g", until="learning_rate >= 1", free=("learning_rate",)))
    checked(goal, start=None)  # of the run that is there, nothing is known


def test_a_sketch_is_compared_with_the_last_run_of_a_comparison():
    checked(PredictCurve(name="c", iterations=200), TWO)
    with pytest.raises(LessonError, match=r"20 iterations.*runs 200"):
        checked(PredictCurve(name="c", iterations=20), TWO)
