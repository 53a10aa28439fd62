import numpy as np
import pytest

from mnistlab.data.collection import Collection, Rounds


def test_changes_are_taken_back_in_turn(tmp_path):
    collection = Collection(tmp_path / "samples.npz")
    for number, label in enumerate((7, 1, 4)):
        collection.add(np.full((28, 28), number, np.uint8), label, 100 + number)
    collection.delete(1)
    assert collection.samples.labels.tolist() == [7, 4]
    change = collection.undo()
    assert not change.added
    assert collection.samples.labels.tolist() == [7, 1, 4]
    assert collection.samples.images[:, 0, 0].tolist() == [0, 1, 2]
    assert collection.samples.times.tolist() == [100, 101, 102]
    change = collection.undo()
    assert change.added
    assert (change.place, change.label) == (2, 4)
    assert collection.samples.labels.tolist() == [7, 1]
    collection.undo()
    collection.undo()
    assert len(collection.samples) == 0
    assert not collection.can_undo


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
