"""Labels at the ends of lines: none over another, each near its line."""

import itertools

import pytest

from mnistlab.ui.plots.labels import push_apart


def test_labels_that_do_not_meet_stay_where_their_lines_end():
    assert push_apart([20, 80, 50], 16, 0, 100) == [20, 80, 50]


def test_labels_that_meet_are_pushed_apart_evenly():
    assert push_apart([51, 49], 16, 0, 100) == [58, 42]


def test_labels_stay_within_the_plot():
    assert push_apart([99, 98, 97], 16, 0, 100) == [92, 76, 60]
    assert push_apart([-5, 0], 16, 0, 100) == [8, 24]


@pytest.mark.parametrize("middles", [[10, 11, 12, 40, 41, 90], [50] * 5, [30, 45, 60, 61]], ids=str)
def test_none_lies_over_another(middles):
    placed = sorted(push_apart(middles, 16, 0, 120))
    assert all(after - before >= 16 - 1e-9 for before, after in itertools.pairwise(placed))
