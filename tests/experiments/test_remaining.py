import pytest

from mnistlab.experiments.remaining import WINDOW, Remaining


def test_what_is_left_takes_as_long_as_what_was_done_of_late():
    remaining = Remaining(4)
    assert remaining.seconds(0) is None
    remaining.note(0.5, 10)
    assert remaining.seconds(12) is None  # nothing has come on yet
    remaining.note(1.0, 14)
    assert remaining.seconds(14) == pytest.approx(24)
    assert remaining.seconds(16) > 24  # because nothing comes any more


def test_a_computer_that_becomes_free_is_noticed():
    remaining = Remaining(100)
    for second in range(40):
        remaining.note(0.01 * second, second)
    slow = remaining.seconds(39)
    for second in range(40, 40 + int(WINDOW) + 2):
        remaining.note(0.4 + (second - 40), second)
    assert remaining.seconds(40 + WINDOW + 1) < slow / 50
