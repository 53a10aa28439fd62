"""TOML of any origin: read, or refused with the reason."""

import time

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


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        *(("0,05", 0.05), ("０．０５", 0.05), ("0。05", 0.05), (".5", 0.5), ("5.", 5), ("1.000,5", 1000.5)),
        *(("5×10⁻²", 0.05), ("10^-3", 0.001), ("1e−3", 0.001), ("1 000", 1000), ("1'000", 1000), ("1e3", 1000)),
    ],
)
def test_a_number_may_be_written_as_in_the_window(typed, number):
    for end in ("", "  # so", "\r\nb = 0,5"):
        assert read_toml(f'c = "0,1"\nlearning_rate = {typed}{end}')["learning_rate"] == number


def test_a_whole_number_has_its_comma_at_the_thousands_and_may_have_an_exponent():
    assert read_toml("iterations = 1,000\nhidden_size = 1e2") == {"iterations": 1000, "hidden_size": 100}
    assert [type(one) for one in read_toml("a = [1e3, 1.0, 1.5e0]")["a"]] == [int, float, float]
    with pytest.raises(TomlError) as caught:
        read_toml("a = 1\nlearning_rate = 1,000")
    reason = caught.value.args[0]
    assert reason.said(lambda _context, text: text) == "in line 2, 1,000 could be 1000 or 1"


@pytest.mark.parametrize("text", ["a = fast", "a = 0.1f", "a = 0,1,2", "= 0,5", "a 0,5", "a = [0,05]"])
def test_what_is_no_number_stays_at_fault(text):
    with pytest.raises(TomlError):
        read_toml(f"b = 2\n{text}")


@pytest.mark.parametrize(
    "text", ["a." * 900_000 + "b = 1", "[" + '"a" . ' * 300_000 + "b]", "x = {" + "a." * 900_000 + "b = 1}"]
)
def test_a_name_of_many_parts_is_refused_at_once(text):
    begin = time.process_time()
    with pytest.raises(TomlError, match="nested too deep"):
        read_toml(text)
    assert time.process_time() - begin < 1


def test_a_text_of_many_sentences_and_an_array_of_many_numbers_are_read():
    assert read_toml("a = '" + "One. Two, and 3.5 of them. " * 50 + "'\nb = [" + "0.5, " * 100 + "]")["b"][99] == 0.5


def test_numbers_are_of_a_size_that_can_be_meant():
    assert [is_number(value) for value in (1, 0.5, -1e11, True, "1", float("nan"), 10**400, [1])] == [True] * 3 + [
        False
    ] * 5


def test_so_many_numbers_to_mend_are_no_way_to_take_minutes():
    with pytest.raises(TomlError, match="goes on after its value"):
        read_toml("".join(f"a{number} = 0,05\n" for number in range(2_000)))
