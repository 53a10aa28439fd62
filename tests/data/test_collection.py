import numpy as np
import pytest

from mnistlab.data.collection import Collection, Rounds
from mnistlab.data.samples import OwnDigit
from mnistlab.errors import DataError


def drawn(*labels):
    """Return a collection of these digits; the ink of each is its number, from 0 on."""
    collection = Collection()
    for number, label in enumerate(labels):
        collection.add(np.full((28, 28), number, np.uint8), label, 100.5 + number)
    return collection


def labels(collection):
    return collection.samples.labels.tolist()


def test_changes_are_taken_back_in_turn():
    collection = drawn(7, 1, 4)
    collection.delete(1)
    assert labels(collection) == [7, 4]
    change = collection.undo()
    assert (change.added, change.place, change.digit.label) == (True, 1, 1)
    assert labels(collection) == [7, 1, 4]
    assert collection.samples.images[:, 0, 0].tolist() == [0, 1, 2]
    assert collection.samples.times.tolist() == [100, 101, 102]
    change = collection.undo()
    assert (change.added, change.place, change.digit.label) == (False, 2, 4)
    assert labels(collection) == [7, 1]
    collection.undo()
    collection.undo()
    assert len(collection.samples) == 0
    assert not collection.can_undo


def test_what_another_window_has_drawn_or_deleted_is_taken():
    collection = drawn(7, 1)
    first, _ = collection.digits
    other = OwnDigit("other", np.zeros((28, 28), np.uint8), 9, 101.0)
    assert collection.take([other, first])
    assert labels(collection) == [7, 9]
    assert not collection.take([first, other])
    collection.undo()  # of the first: the second is gone, and cannot be taken back
    assert labels(collection) == [9]
    assert not collection.can_undo


def test_digits_that_are_taken_lie_in_memory_once():
    """A thousand pupils with a hundred digits have 80 MB of them."""
    collection = Collection(drawn(7, 1, 4).digits)
    for digit, image in zip(collection.digits, collection.samples.images, strict=True):
        assert np.shares_memory(digit.image, image)
        assert not digit.image.flags.writeable
    collection.add(np.full((28, 28), 9, np.uint8), 5, 200.0)
    assert collection.samples.images[:, 0, 0].tolist() == [0, 1, 2, 9]


def test_a_digit_that_was_deleted_here_and_is_back_is_not_put_back_again():
    collection = drawn(7, 1)
    both = list(collection.digits)
    collection.delete(1)
    collection.take(both)
    collection.undo()
    assert labels(collection) == [1] or labels(collection) == [7]
    assert len({digit.key for digit in collection.digits}) == len(collection.digits)


def test_there_is_no_room_for_more_than_there_may_be(monkeypatch):
    monkeypatch.setattr("mnistlab.data.samples.MOST", 2)
    collection = drawn(7, 1)
    with pytest.raises(DataError, match="no room for more"):
        collection.add(np.zeros((28, 28), np.uint8), 3, 1.0)
    assert labels(collection) == [7, 1]


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
