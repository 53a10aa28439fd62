import numpy as np
import pytest

from mnistlab.data import samples
from mnistlab.data.samples import Samples
from mnistlab.errors import DataError


def test_adding_and_taking_out_make_others(some):
    before = some(7, 1)
    more = before.with_sample(np.full((28, 28), 9, np.uint8), 4, 5, place=1)
    assert (more.labels.tolist(), more.times.tolist(), more.images[:, 0, 0].tolist()) == (
        [7, 4, 1],
        [1000, 5, 1001],
        [0, 9, 1],
    )
    assert more.without(0).labels.tolist() == [4, 1]
    assert before.labels.tolist() == [7, 1]


def test_nobody_can_write_to_them(some):
    with pytest.raises(ValueError, match="read-only"):
        some(7).images[0, 0, 0] = 1


def test_a_label_that_is_no_digit_is_refused():
    with pytest.raises(DataError, match="the label 10; labels must be 0 to 9"):
        Samples(np.zeros((1, 28, 28), np.uint8), np.array([10], np.uint8), np.zeros(1, np.int64))


def test_no_more_than_there_is_room_for(monkeypatch, some):
    monkeypatch.setattr(samples, "MOST", 2)
    full = some(1, 2)
    with pytest.raises(DataError, match="no room for more"):
        full.with_sample(full.images[0], 3, 5)
