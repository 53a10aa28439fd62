"""Where a learner stands is in the library, and found there by another window."""

import json

import pytest
from PySide6.QtCore import QSettings

from mnistlab.engine.lab import Lab
from mnistlab.lessons.files import find_lesson
from mnistlab.lessons.standing import Standing
from mnistlab.ui.guides.lesson.progress import Progress


@pytest.fixture
def lesson():
    return find_lesson("too-far")


@pytest.fixture
def settings():
    return QSettings("mnistlab", "mnistlab")


@pytest.fixture
def make_lab(tmp_path):
    made = []

    def make(path=tmp_path / "library.mnistlab"):
        made.append(Lab(library=path))
        return made[-1]

    yield make
    for lab in made:
        lab.close()


def read(progress, qtbot):
    found = []
    progress.read(found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_another_window_finds_it(make_lab, settings, lesson, qtbot):
    standing = Standing(lesson.name, 3, 5, {"saw": "lower", "sketch": [[0.0, 2.3], [500.0, 0.4]]}, {"ten": 0.4})
    progress = Progress(make_lab(), settings)
    progress.keep(standing)
    standing.answers["saw"] = "higher"
    progress.keep(standing)
    read(progress, qtbot)  # after it has been written
    assert read(Progress(make_lab(), settings), qtbot).standing(lesson) == standing


def test_two_windows_in_one_lesson_leave_each_other_what_they_have_come_to(make_lab, settings, lesson, qtbot):
    Progress(make_lab(), settings).keep(Standing(lesson.name, 1, 1, {"saw": "lower"}))
    first, second = (Progress(make_lab(), settings) for _ in range(2))
    qtbot.waitUntil(lambda: read(first, qtbot).standing(lesson).place == 1)
    slow = read(second, qtbot).standing(lesson)
    first.keep(Standing(lesson.name, 9, 9, {"saw": "higher"}, done=True))
    read(first, qtbot)  # after it has been written
    slow.go_on(lesson)
    slow.answers["sketch"] = [[0.0, 2.3]]
    second.keep(slow)
    found = read(second, qtbot).standing(lesson)
    assert (found.done, found.place) == (True, 2)
    assert found.answers == {"saw": "higher", "sketch": [[0.0, 2.3]]}


def test_without_a_library_it_is_kept_until_the_end(make_lab, settings, lesson, qtbot):
    progress = Progress(make_lab(None), settings)
    progress.keep(Standing(lesson.name, 2, 2, {"saw": "lower"}))
    found = read(progress, qtbot).standing(lesson)
    assert (found.place, found.answers) == (2, {"saw": "lower"})


def test_what_an_earlier_version_kept_in_the_settings_is_taken_over(make_lab, settings, lesson, qtbot):
    old = Standing(lesson.name, 3, 5, {"saw": "lower"})
    settings.setValue("lessons/too-far", json.dumps(old.to_dict()))
    settings.setValue("lessons/one-step", "{broken")
    settings.setValue("lessons/fair-race", json.dumps({"answers": {"a": float("nan"), "b": "x" * 200_000}}))
    known = read(Progress(make_lab(), settings), qtbot)
    assert known.standing(lesson) == old
    assert known.standings.keys() == {"too-far", "fair-race"}
    assert known.answers.get("fair-race", {}) == {}
    assert not [key for key in settings.allKeys() if key.startswith("lessons/")]


def test_what_an_earlier_version_kept_stays_where_the_library_cannot_be_written(make_lab, settings, lesson, qtbot):
    old = Standing(lesson.name, 3, 5, {"saw": "lower"})
    settings.setValue("lessons/too-far", json.dumps(old.to_dict()))
    read(Progress(make_lab(None), settings), qtbot)
    assert settings.contains("lessons/too-far")
    assert read(Progress(make_lab(), settings), qtbot).standing(lesson) == old
