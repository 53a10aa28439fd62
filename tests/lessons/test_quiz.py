"""The quiz: whole, in both languages, and each item finds a misconception."""

import pytest

from mnistlab.errors import LessonError
from mnistlab.lessons.files import lessons
from mnistlab.lessons.quiz import UNKNOWN, read_quiz


@pytest.fixture(scope="module")
def quiz():
    return read_quiz()


def test_it_has_fifteen_items_and_each_finds_something(quiz):
    assert len(quiz.items) == len({item.name for item in quiz.items}) == 15
    known = {lesson.name for lesson in lessons()}
    for item in quiz.items:
        assert item.finds, item.name
        assert item.right not in item.finds
        assert item.lesson in known
    assert {name for item in quiz.items for name in item.finds.values()} <= quiz.misconceptions.keys()


def test_it_says_the_same_in_both_languages(quiz):
    for item in quiz.items:
        english, chinese = (quiz.section(item, language) for language in ("en", "zh_CN"))
        assert [one.name for one in english.choices] == [one.name for one in chinese.choices], item.name
        assert all(one.reply for one in (*english.choices, *chinese.choices)), item.name
        assert english.heading != chinese.heading
    assert all(texts.keys() >= {"en", "zh_CN"} for texts in quiz.misconceptions.values())


def test_the_right_answer_is_not_always_in_the_same_place(quiz):
    places = [[one.name for one in quiz.section(item, "en").choices].index(item.right) for item in quiz.items]
    assert max(places.count(place) for place in range(3)) <= 7


def test_answers_are_counted_with_what_they_speak_of(quiz):
    answers = {"direction": "rises", "larger": "always", "alike": "slow", "turn": UNKNOWN, "gone": "x"}
    assert quiz.right(answers) == 1
    assert quiz.found(answers) == {"faster-with-rate": 1, "learning-makes-different": 1}
    assert not quiz.is_whole(answers)
    assert quiz.is_whole({item.name: UNKNOWN for item in quiz.items})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[title]\nen = "T"\n[misconceptions]\n[[item]]\nname = "a"\nlesson = "x"\nright = "z"', "line 4"),
        ('[title]\nen = "T"\n[misconceptions]\n[[item]]\nname = "a"', "lesson"),
        ("[[item", "quiz.toml"),
    ],
)
def test_a_quiz_with_a_mistake_is_refused(tmp_path, text, said):
    (tmp_path / "quiz.toml").write_text(text, "utf-8")
    (tmp_path / "en.md").write_text("## a · A\n- x: X → Y\n", "utf-8")
    with pytest.raises(LessonError, match=said):
        read_quiz(tmp_path)
