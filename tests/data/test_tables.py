"""No text in a table is a formula, or breaks the table."""

import csv
import io

import pytest

from mnistlab.data.tables import cell, harmless


@pytest.mark.parametrize("text", ["=1+1", "+1-2", "-x", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x"])
def test_what_a_spreadsheet_would_compute_is_a_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["η 0.5", "a, b", 'say "yes"', "two\nlines", "a\rb", "100 %", "50 units = many", ""])
def test_any_other_text_comes_back_as_it_is(text):
    assert list(csv.reader(io.StringIO(f"{cell(text)},1", newline=""))) == [[text, "1"]]


@pytest.mark.parametrize("number", ["-0.0244", "+3", "-1e-05", "-inf", "0"])
def test_a_number_stays_a_number(number):
    assert cell(number) == number
