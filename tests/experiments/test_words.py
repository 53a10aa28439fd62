"""What came out, in words and numbers."""

import pytest

from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.report import Report, Row, plan
from mnistlab.experiments.words import (
    band_in_words,
    duration,
    far_too_fast,
    moment,
    quantity_value,
    setting_name,
    setting_value,
)
from mnistlab.experiments.work import do
from mnistlab.training.deep import DeepSettings


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
    ("seconds", "said"), [(1, "5 seconds"), (19, "20 seconds"), (200, "3 minutes"), (9000, "2 hours"), (3e6, "35 days")]
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


def test_adam_at_ten_is_explained_and_a_usual_rate_is_not():
    few = {"hidden_size": 3, "training_images": 20, "validation_images": 10, "iterations": 2, "batch_size": 10}
    names = {"fast": 10.0, "usual": 0.001}
    runs = tuple(Run(name, DeepSettings(**few, optimizer="adam", learning_rate=rate)) for name, rate in names.items())
    card = Card("own", 0, "", "", {name: {"en": "x"} for name in TEXTS}, runs)
    report = Report(card, plan(card, 1))
    assert far_too_fast(report, english) == []  # nothing is done yet
    for place, job in enumerate(report.plan.jobs()):
        report.take(place, do(job))
    (said,) = far_too_fast(report, english)
    assert said.startswith("fast: Adam moves each weight by about η")
    assert said.endswith("η 10 is far too much. 0.001 works.")
