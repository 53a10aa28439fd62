import numpy as np
import pytest

from mnistlab.data.rounds import Rounds


@pytest.mark.parametrize("seed", range(5))
def test_a_round_has_each_digit_once(seed):
    rounds = Rounds(np.random.default_rng(seed))
    asked = []
    for _ in range(30):
        asked.append(rounds.digit)
        rounds.go_on()
    for start in range(0, 30, 10):
        assert sorted(asked[start : start + 10]) == list(range(10))
    assert len({tuple(asked[start : start + 10]) for start in range(0, 30, 10)}) > 1


def test_what_is_asked_once_more_comes_before_what_was_asked_for():
    rounds = Rounds(np.random.default_rng(0))
    first = rounds.digit
    rounds.go_on()
    second = rounds.digit
    rounds.go_back(first)
    assert rounds.digit == first
    rounds.go_on()
    assert rounds.digit == second
    assert len(rounds.left) == 9
