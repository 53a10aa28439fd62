"""The entries of a step; what is said of a wrong one is tested with `mnistlab.lessons.description`."""

from dataclasses import fields

import pytest

from mnistlab.lessons.entries import TYPES, Amount, example_of
from mnistlab.lessons.lesson import KINDS


@pytest.mark.parametrize(
    ("kind", "right", "wrong"),
    [
        (str, "x", 3),
        (bool, True, 1),
        (int, 1, 0),
        (int, 5, True),
        (Amount, 0, -1),
        (float, 0.5, float("nan")),
        (tuple[str, ...], ("a",), ()),
        (tuple[float, ...], (1, 2.5), ("1",)),
    ],
)
def test_a_value_is_told_by_its_type(kind, right, wrong):
    is_one, _ = TYPES[kind]
    assert is_one(right)
    assert not is_one(wrong)


def test_every_entry_has_an_example():
    for kind in set(KINDS.values()):
        for entry in fields(kind):
            assert entry.name == "kind" or "…" not in example_of(kind, entry.name), entry.name
