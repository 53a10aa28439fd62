"""What came out, in words and numbers."""

import pytest

from mnistlab.experiments.report import Row
from mnistlab.experiments.words import (
    band_in_words,
    duration,
    moment,
    quantity_value,
    setting_name,
    setting_value,
)


def english(_context, text):
    return text


@pytest.mark.parametrize(
    ("quantity", "value", "said"),
    [("test_accuracy", 0.9465, "94.7\N{NO-BREAK SPACE}%"), ("loss", 0.15, "0.150"), ("best_epoch", 15.0, "15")],
)
def test_a_value_reads_as_its_quantity_does(quantity, value, said):
    assert quantity_value(quantity, value) == said


def test_a_row_says_when_and_between_what():
    row = Row("a", "mean_loss", 500, 0.1, 0.2, 0.1, 0.3, 20)
    assert moment(row, english) == "iteration 500"
    assert band_in_words(row) == "0.100 … 0.300"
    assert moment(Row("a", "gap", -1, 0, 0, 0, 0, 1), english) == "at the end"
    assert band_in_words(Row("a", "gap", -1, 0, 0, 0, 0, 1)) == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(8, "8 seconds"), (200, "3 minutes"), (9000, "2 hours"), (3e6, "35 days")]
)
def test_a_time_is_said_roughly(seconds, said):
    assert duration(seconds, english) == said


def test_a_setting_is_said_by_its_name_and_choice():
    assert setting_name("learning_rate", english) == "learning rate"
    assert setting_value("outputs", "squares", english) == "sigmoid, quadratic"
    assert setting_value("learning_rate", 0.1, english) == "0.1"
    assert setting_value("hidden_size", 1000, english) == "1,000"
    assert setting_value("hidden_size", 0, english) == "none"
    assert setting_value("batch_size", 0, english) == "all"
