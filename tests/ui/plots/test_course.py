"""The range of iterations that plots show."""

import pytest

from mnistlab.ui.plots.course import LEAST, Course


@pytest.fixture
def course(qapp):
    made = Course()
    made.show_run(3000, 10_000)
    return made


def test_it_follows_the_run_until_it_is_zoomed(course):
    assert (course.low, course.high) == (0, 3000)
    course.zoom(1500, 0.5)
    assert (course.low, course.high) == (750, 2250)
    course.show_run(10_000, 10_000)
    assert (course.low, course.high) == (750, 2250)
    course.follow()
    assert (course.low, course.high) == (0, 10_000)


def test_what_is_below_the_mouse_stays_below_it(course):
    course.zoom(2000, 0.5)
    share = (2000 - course.low) / (course.high - course.low)
    assert share == pytest.approx(2 / 3)


def test_it_stays_within_the_run(course):
    course.zoom(1500, 1e-9)
    assert course.high - course.low == LEAST
    course.move(-1e9)
    assert course.low == 0
    course.move(1e9)
    assert course.high == 10_000
    course.zoom(0, 1e9)
    assert (course.low, course.high) == (0, 10_000)


def test_a_wheel_that_changes_nothing_leaves_it_following(course):
    course.show_run(10_000, 10_000)
    course.zoom(5000, 2)
    assert course.following
