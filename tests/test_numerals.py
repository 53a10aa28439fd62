"""Numbers as people type them: read as they are meant, or refused, never taken for another."""

import time
from decimal import Decimal

import pytest

from mnistlab.numerals import (
    AmbiguousNumberError,
    fixed,
    percent,
    plain,
    power_of_ten,
    raised,
    read_number,
    rounded,
    scientific,
    shortened,
    shown,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7), (" 7 ", 7), ("+7", 7), ("-5", -5), ("−3", -3), ("007", 7),
        ("0.5", 0.5), (".5", 0.5), ("5.", 5), ("0,5", 0.5), (",5", 0.5), ("5e-1", 0.5), ("5E-1", 0.5), ("0,5e1", 5),
        ("１００", 100), ("０．０５", 0.05), ("0。05", 0.05), ("０，０５", 0.05), ("１ｅ－３", 0.001),
        ("٣", 3), ("٠٫٠٥", 0.05), ("۰٫۱", 0.1), ("٠.١", 0.1), ("١٬٠٠٠", 1000), ("١٬٠٠٠٫٥", 1000.5), ("-१०", -10),
        ("1,000,000", 1_000_000), ("1.000.000", 1_000_000), ("1,000.5", 1000.5), ("1.000,5", 1000.5),
        ("0,001", 0.001), ("0.001", 0.001), ("1,00", 1), ("10,0000", 10), ("1e400", Decimal("1e400")),
        ("1 000", 1000), ("1\u202f234\u202f567", 1_234_567), ("1\xa0000,5", 1000.5), ("1'000'000", 1_000_000),
        ("1’000.5", 1000.5), ("１　０００", 1000), ("10^3", 1000), ("10⁻³", 0.001), ("-10^2", -100), ("1·10³", 1000),
        ("2⋅10^-3", 0.002), ("5×10⁺²", 500), ("–5", -5), ("0﹒5", 0.5), ("\u202a0.5\u202c", 0.5), ("\ufeff7\u200b", 7),
        ("1.000e3", 1000),
    ],
)  # fmt: skip
@pytest.mark.parametrize("whole", [False, True])
def test_it_is_read_as_it_is_meant(text, number, whole):
    assert read_number(text, whole=whole) == Decimal(str(number))


@pytest.mark.parametrize(
    "text",
    ["", "-", ".", ",", "e5", "1e", "fast", "nan", "inf", "1_0", "0x10", "10 00", "1 00", "1 000'000",
     "0 001", "1,00,000", "1,0000,000", "1.2.3",
     "1,2,3", "5²", "½", "310^3", "×10^3", "e10^3", "10^", "1e10³",
     "٣٫٥٫٥", "٣٬٥", "٫", "1.5.", "1e5.5", "<h1>7", "7 px"],
)  # fmt: skip
@pytest.mark.parametrize("whole", [False, True])
def test_what_is_no_number_is_none(text, whole):
    assert read_number(text, whole=whole) is None


def test_a_single_sign_is_read_as_the_program_writes_numbers_or_refused():
    assert read_number("1,000", whole=True) == 1000
    assert read_number("1.000", whole=False) == 1
    assert read_number("1.234", whole=False) == Decimal("1.234")
    for text, whole in (
        *(("1,000", False), ("-1,234", False), ("1.000", True), ("１．０００", True)),
        *(("1,000e3", True), ("1,000e3", False), ("1,000×10^3", False)),
    ):
        with pytest.raises(AmbiguousNumberError) as caught:
            read_number(text, whole=whole)
        one, other = caught.value.readings
        assert one == 1000 * other


def test_a_number_of_an_absurd_size_is_one_all_the_same():
    for text in ("1e99999", "1e999999999999999999999", "10^99999"):
        assert read_number(text, whole=True) > 10**5_000
    assert 0 < read_number("1e-9999999999999999999999", whole=False) < Decimal("1e-5000")


def test_thousands_of_digits_are_read_and_shown_in_a_few():
    assert read_number("9" * 5_000, whole=True) > 10**4_999
    assert shortened("9" * 5_000) == "9" * 40 + "…"
    assert shortened("0.5") == "0.5"


@pytest.mark.parametrize(
    ("number", "text", "short"),
    [
        (0.1, "0.1", "0.1"),
        (100.0, "100", "100"),
        (1e6, "1000000", "1000000"),
        (1e-6, "0.000001", "0.000001"),
        (1.5e-6, "0.0000015", "1.5×10⁻⁶"),
        (4e-7, "0.0000004", "4×10⁻⁷"),
        (0.1234567, "0.1234567", "0.1234567"),
        (1 / 3, "0.3333333333333333", "0.3333333333333333"),
        (0.0, "0", "0"),
    ],
)
def test_a_number_is_shown_to_its_last_digit(number, text, short):
    assert plain(number) == text
    assert shown(number) == short
    for said in (text, short):
        assert float(read_number(said, whole=False)) == number


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (7e-12, 2, "7.0×10⁻¹²"),
        (-4.1e-7, 3, "−4.10×10⁻⁷"),
        (1.5e6, 2, "1.5×10⁶"),
        (9.96e-5, 2, "1.0×10⁻⁴"),
        (0.00213, 3, "0.00213"),
        (-12.0, 2, "−12"),
        (0.0, 2, "0.0"),
        (float("nan"), 2, "nan"),
        (float("inf"), 2, "inf"),
    ],
)
def test_an_exponent_is_raised_as_in_print(number, digits, text):
    assert scientific(number, digits) == text


@pytest.mark.parametrize("text", ["1.5×10⁻⁶", "1.5 × 10⁻⁶", "1.5x10^-6", "1.5*10^-6", "1.5e-6", "1,5×10⁻⁶"])
def test_a_number_with_a_power_of_ten_is_read_as_it_is_written(text):
    assert read_number(text, whole=False) == Decimal("0.0000015")


@pytest.mark.parametrize("text", ["×10⁻⁶", "1.5×10", "1.5×10⁻", "1.5×10^", "1.5×100⁻⁶"])
def test_half_a_power_of_ten_is_no_number(text):
    assert read_number(text, whole=False) is None


@pytest.mark.parametrize(("number", "text"), [(0.1, "0.1"), (2.4996, "2.5"), (3e-12, "3×10⁻¹²"), (1234.5, "1230")])
def test_a_number_is_rounded_to_a_few_digits(number, text):
    assert rounded(number, 3) == text


@pytest.mark.parametrize(
    ("number", "plainly", "with_sign"),
    [(1.567, "1.57", "+1.57"), (-0.124, "−0.12", "−0.12"), (-0.001, "0.00", "+0.00"), (float("nan"), "nan", "+nan")],
)
def test_a_number_with_fixed_decimals_has_a_true_minus(number, plainly, with_sign):
    assert fixed(number, 2) == plainly
    assert fixed(number, 2, sign=True) == with_sign


def test_a_percentage_is_written_in_one_way():
    assert percent(0.985) == "98.5\N{NO-BREAK SPACE}%"
    assert percent(1.0, 0) == "100\N{NO-BREAK SPACE}%"
    assert percent(0.94678, 2) == "94.68\N{NO-BREAK SPACE}%"


def test_a_power_is_raised():
    assert power_of_ten(-4) == "10⁻⁴"
    assert raised("4.66") == "⁴·⁶⁶"


@pytest.mark.parametrize("sign", ["x", ",", ".", "e", "×10"])
def test_a_text_of_any_length_is_read_at_once(sign):
    begin = time.process_time()
    for whole in (True, False):
        assert read_number("9" * 100_000 + 2 * sign, whole=whole) is None
    assert time.process_time() - begin < 2
