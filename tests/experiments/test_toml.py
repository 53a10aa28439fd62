"""TOML of any origin: read, or refused with the reason."""

import pytest

from mnistlab.experiments.toml import TomlError, is_number, read_toml


def test_what_is_right_is_read():
    assert read_toml('a = 1\n[b]\nc = "d"') == {"a": 1, "b": {"c": "d"}}


@pytest.mark.parametrize("text", ["a = ", "a = " + "[" * 5_000, "a = " + "9" * 5_000, "a = 1979-99-99", "a = 1\na = 2"])
def test_what_is_wrong_is_refused_with_a_reason(text):
    with pytest.raises(TomlError) as caught:
        read_toml(text)
    assert caught.value.args[0]
    assert "recursion" not in caught.value.args[0]
    assert "sys.set" not in caught.value.args[0]


def test_numbers_are_of_a_size_that_can_be_meant():
    assert [is_number(value) for value in (1, 0.5, -1e11, True, "1", float("nan"), 10**400, [1])] == [True] * 3 + [
        False
    ] * 5
