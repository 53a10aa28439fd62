"""What a learner has answered is there the next day, whichever window it was given in."""

import math
import os

import pytest

from mnistlab.library import open_library


def given(library, lesson):
    return {step: answer.given for step, answer in library.answers.of(lesson).items()}


def test_an_answer_is_read_as_it_was_given(path, library):
    answers = {
        "guess": 94.5,
        "curve": [[0, 2.3], [600, 0.4]],
        "why": "因为 η <b>1</b>",
        "which": None,
        "all": {"a": True},
    }
    for step, answer in answers.items():
        library.answers.note("first steps", step, answer)
    library.answers.note("another", "guess", 1)
    library.close()
    library, _ = open_library(path)
    assert given(library, "first steps") == answers
    assert library.answers.of("first steps")["guess"].at == pytest.approx(
        library.answers.of("another")["guess"].at, abs=60
    )
    assert given(library, "never begun") == {}
    library.close()


def test_the_later_answer_counts_and_two_windows_lose_nothing(path, library):
    other, _ = open_library(path)
    library.answers.note("lesson", "one", 1)
    other.answers.note("lesson", "two", 2)
    library.answers.note("lesson", "two", "second thoughts")
    assert given(other, "lesson") == {"one": 1, "two": "second thoughts"}
    other.close()


def test_where_the_learner_stands(library):
    assert library.answers.standing("lesson") is None
    library.answers.note_standing("lesson", {"place": 2, "reached": 3, "came": {"run": 0.12}})
    library.answers.note_standing("lesson", {"place": 1, "reached": 3})
    assert library.answers.standing("lesson") == {"place": 1, "reached": 3}


def test_lessons_are_listed_as_they_were_left(library, monkeypatch):
    monkeypatch.setattr("time.time", iter(range(100)).__next__)
    library.answers.note("one", "step", 1)
    library.answers.note_standing("two", {"place": 0})
    library.answers.note("three", "step", 1)
    library.answers.note_standing("one", {"place": 1})
    assert library.answers.lessons() == ["two", "three", "one"]


@pytest.mark.parametrize("answer", [math.nan, object(), "x" * 200_000])
def test_what_cannot_be_kept_is_refused_and_nothing_has_changed(library, answer):
    library.answers.note("lesson", "step", 1)
    with pytest.raises((TypeError, ValueError)):
        library.answers.note("lesson", "step", answer)
    assert given(library, "lesson") == {"step": 1}


def test_what_is_damaged_is_left_out(library):
    library.answers.note("lesson", "good", 1)
    library.answers.note("lesson", "bad", 2)
    library.answers.note("lesson", "deep", 3)
    library.answers.note_standing("lesson", {"place": 1})
    library.connection.execute("UPDATE answers SET given = '{' WHERE step = 'bad'")
    library.connection.execute("UPDATE answers SET given = ? WHERE step = 'deep'", ("[" * 200_000,))
    library.connection.execute("UPDATE standings SET facts = '{}'")
    assert given(library, "lesson") == {"good": 1}
    assert library.answers.standing("lesson") is None


def test_a_folder_whose_name_is_not_utf8_is_kept(library):
    folder = os.fsdecode(b"/home/caf\xe9/lesson")
    library.answers.note("lessons/opened", "lesson", folder)
    library.answers.note_standing("lesson", {"folder": folder})
    assert given(library, "lessons/opened") == {"lesson": folder}
    assert library.answers.standing("lesson") == {"folder": folder}
