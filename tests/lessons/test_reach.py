"""Conditions that can never hold."""

import pytest

from mnistlab.lessons.reach import always_holds, never_holds

BOUNDS = {"iteration": (0.0, 500.0), "test_accuracy": (0.0, 1.0), "digit": (-1.0, 9.0)}


@pytest.mark.parametrize(
    ("condition", "piece"),
    [
        ("iteration >= 500", ""),
        ("iteration > 500", "iteration > 500"),
        ("600 <= iteration", "600 <= iteration"),
        ("iteration >= 900 or test_accuracy > 0.9", ""),
        ("iteration >= 900 or test_accuracy > 90", "iteration >= 900 or test_accuracy > 90"),
        ("iteration > 300 and iteration < 200", "iteration > 300 and iteration < 200"),
        ("iteration > 300 and test_accuracy > 1", "test_accuracy > 1"),
        ("digit == -1", ""),
        ("digit == 12", "digit == 12"),
        ("loss < 1e-9", ""),
        ('pressed("actionStep") and not running', ""),
        ("iteration * 2 > 1200", ""),
    ],
)
def test_the_piece_that_never_holds_is_told(condition, piece):
    assert never_holds(condition, BOUNDS) == piece


@pytest.mark.parametrize(
    ("condition", "always"),
    [
        ("iteration >= 0", True),
        ("iteration > 0", False),
        ("-1 <= digit and test_accuracy <= 1", True),
        ("iteration > 900 or test_accuracy >= 0", True),
        ("digit != 12", True),
        ("batch_size < 900", True),
        ("batch_size >= 900", False),
        ('optimizer == "sgd"', True),
        ('optimizer != "sgd"', False),
        ("loss > 0", False),
        ('pressed("actionStep")', False),
        ("not running", False),
    ],
)
def test_what_always_holds_is_known(condition, always):
    bounds = {**BOUNDS, "optimizer": "sgd", "batch_size": (10.0, 10.0)}
    assert always_holds(condition, bounds) is always
    assert not (always and never_holds(condition, bounds))
