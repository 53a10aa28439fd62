import pytest

from mnistlab.experiments.conditions import ConditionError, check_condition, holds

NAMES = {"loss": lambda run, at: {"a": 1.0, "b": 2.0}[run] + at / 100, "epoch": lambda: 5}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('loss("a", 0) < loss("b", 0)', True),
        ('loss("a", 0) > 1 or epoch >= 5', True),
        ('loss("a", 0) == 1 and not epoch == 5', False),
        ('0.5 < loss("a", 100) - loss("a", 0) <= 1', True),
        ('loss("a", 0) * 3 > loss("b", 0) + 1.5', False),
        ("epoch > -1\nand epoch < 9", True),
    ],
)
def test_conditions_are_worked_out(text, expected):
    assert holds(text, NAMES) is expected


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__",
        "loss.__globals__",
        "[n for n in (1, 2)]",
        "lambda: 1",
        "epoch ** 9",
        "loss(run='a')",
        "unknown > 1",
        "epoch >",
        "(" * 5_000,
        "epoch) or (epoch",
        "'a' * 9999999999 > 'b'",  # would fill the memory
        "1 < 'a'",
        "9" * 5_000,
        "+".join("1" * 5_000),
    ],
)
def test_what_is_not_in_the_vocabulary_is_refused_and_never_executed(text):
    with pytest.raises(ConditionError):
        check_condition(text, NAMES)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("iteration > and 3", "iteration > and 3"),
        ("batch_size >= 1000 and iteration >= 20 and test_accuracy > > 0.5", "… >= 20 and test_accuracy > > 0.5"),
        ("a < < 1 and b > 2 and c > 3 and d > 4 and e > 5", "a < < 1 and b > 2 and c > 3 and …"),
    ],
)
def test_of_a_long_condition_the_place_of_the_fault_is_told(text, piece):
    with pytest.raises(ConditionError) as caught:
        check_condition(text, NAMES)
    assert str(caught.value) == piece
