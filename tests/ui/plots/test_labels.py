"""Labels at the ends of lines: none over another, each near its line."""

import itertools

import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from mnistlab.ui.look.theme import px
from mnistlab.ui.plots.labels import SYMBOL_ROOM, EndLabel, broken, elided, lay_out, leader, push_apart, text_width


def test_labels_that_do_not_meet_stay_where_their_lines_end():
    assert push_apart([20, 80, 50], [16] * 3, 0, 100) == [20, 80, 50]


def test_labels_that_meet_are_pushed_apart_evenly():
    assert push_apart([43, 41], [16] * 2, 0, 100) == [50, 34]


def test_labels_of_one_line_and_of_two_stand_in_the_order_of_the_ends():
    one, two = push_apart([43, 41], [16, 32], 0, 100)
    assert two < one


def test_labels_stay_within_the_plot():
    assert push_apart([91, 90, 89], [16] * 3, 0, 100) == [84, 68, 52]
    assert push_apart([-13, -8], [16] * 2, 0, 100) == [0, 16]


@pytest.mark.parametrize("tops", [[10, 11, 12, 40, 41, 90], [50] * 5, [30, 45, 60, 61]], ids=str)
def test_none_lies_over_another(tops):
    heights = [16, 32, 16, 16, 16, 16][: len(tops)]
    placed = sorted(zip(push_apart(tops, heights, 0, 120), heights, strict=True))
    assert all(after >= before + height - 1e-9 for (before, height), (after, _) in itertools.pairwise(placed))


def test_a_label_within_the_plot_keeps_clear_of_lines(qapp):
    label = EndLabel(0, 0, "this run 0.252", QColor("black"))
    area = QRectF(50, 0, 500, 100)
    (box,) = lay_out([label], [QPointF(200, 60)], area, QRectF(50, 0, 550, 100), lambda _left, _right: [(56, 64)])
    assert box.bottom() <= 56
    assert box.bottom() > 40  # near the end of its line
    (box,) = lay_out([label], [QPointF(200, 60)], area, QRectF(50, 0, 550, 100), lambda _left, _right: [(0, 64)])
    assert box.top() >= 64


def test_a_label_beside_the_plot_stands_below_the_buttons_there(qapp):
    label = EndLabel(0, 0, "this run 2.300", QColor("black"))
    area = QRectF(50, 0, 500, 100)
    (box,) = lay_out([label], [QPointF(550, 10)], area, QRectF(50, 40, 610, 60), lambda _left, _right: [])
    assert box.top() == 40


def test_labels_never_change_places(qapp):
    """A line that runs between two ends moves their labels, but the upper one stays above."""
    labels = [EndLabel(0, 0, text, QColor("black")) for text in ("lower", "upper")]
    ends = [QPointF(100, 120), QPointF(100, 90)]
    area, beside = QRectF(0, 0, 300, 200), QRectF(0, 0, 380, 200)
    for low in range(60, 140, 4):
        lower, upper = lay_out(labels, ends, area, beside, lambda *_, low=low: [(low, low + 30)])
        assert upper.bottom() <= lower.top() + 0.1


def test_labels_beside_many_lines_lie_in_the_plot_and_not_over_each_other(qapp):
    labels = [EndLabel(0, 0, f"run {place}", QColor("black")) for place in range(5)]
    ends = [QPointF(100, 60 + place) for place in range(5)]
    area, lines = QRectF(0, 0, 300, 100), [(30.0, 38.0), (52.0, 66.0), (80.0, 84.0)]
    boxes = lay_out(labels, ends, area, QRectF(0, 0, 380, 100), lambda *_: lines)
    for upper, lower in itertools.pairwise(boxes):
        assert upper.bottom() <= lower.top() + 0.1
    assert boxes[-1].bottom() <= area.bottom()


def test_labels_that_lie_beside_each_other_need_no_room_below_each_other(qapp):
    labels = [EndLabel(0, 0, text, QColor("black")) for text in ("first", "second", "third", "fourth")]
    ends = [QPointF(x, 20) for x in (0, 300, 0, 0)]
    area = QRectF(0, 0, 500, 36)
    first, second, third, fourth = lay_out(labels, ends, area, area, lambda *_: [])
    assert second.isValid()
    assert not first.intersects(third)
    assert third.isValid()
    assert fourth.isEmpty()  # two have room below each other


def test_a_label_that_made_room_has_a_line_to_the_end_of_its_own(qapp):
    end = QPointF(100, 50)
    assert leader(end, QRectF(112, 42, 60, 16)) is None  # beside it
    led = leader(end, QRectF(112, 10, 60, 16))
    assert led.p1().y() == 50
    assert led.p2().y() == 18
    assert led.p2().x() < 112
    assert leader(end, QRectF()) is None  # there was no room for it


def test_where_a_name_is_too_long_no_number_of_it_is_cut(qapp):
    """What is left of a number is another number: "η …01" of "η 0.5 from 7,801" reads as a rate of 0.01."""
    words = ["η", "0.5", "from", "7,801"]
    name = " ".join(words)
    for width in range(round(text_width("η …")) + 1, round(text_width(name)) + 2):
        shown = elided(name, width)
        assert text_width(shown) <= width
        assert set(shown.split(" ")) <= {*words, "…"}
        first, rest = broken(name, width)
        assert f"{first} {rest}".strip() == name
        assert text_width(first) <= width


def test_a_word_alone_that_is_too_wide_loses_its_middle(qapp):
    shown = elided("backpropagation", text_width("backpro"))
    assert "…" in shown
    assert shown.startswith("b")
    assert shown.endswith("n")


def test_a_note_beside_a_symbol_has_room_for_its_last_letter(qapp):
    label = EndLabel(0, 0, "test", QColor("black"), "square", note="epoch 1,000")
    assert label.width == text_width(label.note) + px(SYMBOL_ROOM)
