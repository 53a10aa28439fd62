"""What may have been meant instead of a wrong name."""

import pytest

from mnistlab.lessons.lesson import CONTROLS, FACTS, KINDS, THINGS
from mnistlab.lessons.mistakes import MOST_NAMED, advice, written
from mnistlab.resources import resource_path


@pytest.mark.parametrize(
    ("found", "known", "meant"),
    [
        ("predict_curve", KINDS, "predict curve"),
        ("Fill-In", KINDS, "fill in"),
        ("lossplot", THINGS, "lossPlot"),
        ("test_acuracy", FACTS, "test_accuracy"),
        ("meanLoss", FACTS, "mean_loss"),
    ],
)
def test_a_name_that_is_nearly_right_is_told(found, known, meant):
    assert advice(found, known).facts == {"near": meant}


def test_of_a_name_that_is_far_off_all_known_ones_are_told():
    assert advice("dance", KINDS).facts == {"known": tuple(KINDS)}


def test_of_a_long_list_the_names_that_are_most_like_it_are_told_and_the_page_for_teachers_has_all():
    places = (*THINGS, *CONTROLS)
    told = advice("staon", places).facts["known"]
    assert "stage" in told
    assert told[-1] == "…"
    assert len(told) == MOST_NAMED + 1 < len(places)
    for language in ("en", "zh_CN"):
        page = resource_path(f"help/{language}/teachers.md").read_text("utf-8")
        assert [name for name in places if f"`{name}`" not in page] == []


@pytest.mark.parametrize(
    ("value", "text"), [("x", '"x"'), (True, "true"), (("a", 1), '["a", 1]'), ({"a": 1.5}, '{"a": 1.5}')]
)
def test_a_value_is_told_as_it_is_written(value, text):
    assert written(value) == text


def test_no_name_makes_an_advice_endless():
    assert len(advice("dance", ["x" * 1000, "y"]).facts["known"][0]) < 100
    assert len(advice("x" * 999, ["x" * 1000, "y"]).facts["near"]) < 100
