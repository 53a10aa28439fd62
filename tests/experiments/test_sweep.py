"""A sweep of one or two settings, from what a person has written."""

import math

import pytest

from mnistlab.errors import CardError, MnistLabError, SettingsError
from mnistlab.experiments.files import read_card
from mnistlab.experiments.report import plan
from mnistlab.experiments.sweep import as_toml, read_axis, sweep
from mnistlab.training import RunSettings


@pytest.mark.parametrize(
    ("name", "text", "values"),
    [
        ("learning_rate", "0.01, 0.1,1", (0.01, 0.1, 1.0)),
        ("learning_rate", "0.01..1 / 3", (0.01, 0.1, 1.0)),
        ("learning_rate", "0.1..0.5 lin 5", (0.1, 0.2, 0.3, 0.4, 0.5)),
        ("hidden_size", "10..1000/3", (10, 100, 1000)),
        ("hidden_size", "5, 5", (5,)),
        ("learning_rate", "1..0.01 / 3", (0.01, 0.1, 1.0)),
        ("learning_rate", "0,01, 0,1; 1e0", (0.01, 0.1, 1.0)),
        ("learning_rate", "０．０１，０．１、１", (0.01, 0.1, 1.0)),
        ("learning_rate", "0.01 0.1 1", (0.01, 0.1, 1.0)),
        ("learning_rate", "0,01。。1／３", (0.01, 0.1, 1.0)),
        ("learning_rate", "0.01…1/3e0", (0.01, 0.1, 1.0)),
        ("learning_rate", "0.01234567..0.1 lin 2", (0.01234567, 0.1)),
        ("learning_rate", "0,5", (0.5,)),
        ("weight_decay", "0,05", (0.05,)),
        ("hidden_size", "1,000", (1000,)),
        ("hidden_size", "1,000, 2 000", (1000, 2000)),
        ("hidden_size", "50,100", (50, 100)),
        ("hidden_size", "1 000..3 000 lin 3", (1000, 2000, 3000)),
        ("activation", "relu，tanh", ("relu", "tanh")),
        ("activation", "all", ("sigmoid", "relu", "tanh")),
        ("activation", "relu", ("relu",)),
    ],
)
def test_values_are_read_as_they_are_written(name, text, values):
    assert read_axis(name, text).values == pytest.approx(values) if name == "learning_rate" else values


@pytest.mark.parametrize("text", ["0.999..0.9999 lin 19", "0.99990..0.999999 / 5", "0.1..0.9 lin 10000"])
def test_a_range_has_as_many_values_as_were_asked_for(text):
    values = read_axis("beta2", text).values
    assert len(values) == int(text.replace("/", " ").split()[-1])
    assert sorted(values) == list(values)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("learning_rate", "", "0.001..1 / 7"),
        ("learning_rate", "0.1..1 / 1.5", "2 to 10,000 values, but 1.5 was given"),
        ("learning_rate", "0.1..1 / x", "2 to 10,000 values, but x was given"),
        ("learning_rate", "1..1e0 / 3", "from 1 to 1e0 has one value"),
        ("weight_decay", "0..1 / 3", "begin at 0"),
        ("weight_decay", "1,5", "“1,5” could be one value or several. Write 1.5, or with semicolons 1; 5."),
        ("learning_rate", "1,500", "Write 1500 / 1.5, or with semicolons 1; 500."),
        ("iterations", "100,200", "Write 100200, or with semicolons 100; 200."),
        ("iterations", "10 100 200", "Write 10100200, or"),
        ("weight_decay", "0,1,0,5", "0.001..1 / 7"),
        ("weight_decay", "1,000", "could be 1000 or 1"),
        ("learning_rate", "0.1..1 often 3", "0.001..1 / 7"),
        ("learning_rate", "0.1..1 / 1000000", "10,000 values, but 1000000 was given"),
        ("learning_rate", "fast", "“fast” is no number"),
        ("learning_rate", "0, 1", "0.000001 to 1,000,000"),
        ("activation", "sin", "sigmoid, relu, tanh"),
        ("speed", "1", "There is no setting speed"),
    ],
)
def test_what_cannot_be_read_is_said(name, text, said):
    with pytest.raises(MnistLabError) as caught:
        read_axis(name, text)
    assert said in str(caught.value)


def test_two_settings_are_a_grid_on_top_of_the_run():
    card = sweep(
        RunSettings(batch_size=32), [read_axis("learning_rate", "0.1, 1"), read_axis("activation", "sigmoid, relu")]
    )
    runs = [run for _, _, run in plan(card).runs]
    assert [(run.learning_rate, run.activation) for run in runs] == [
        (0.1, "sigmoid"),
        (0.1, "relu"),
        (1.0, "sigmoid"),
        (1.0, "relu"),
    ]
    assert {run.batch_size for run in runs} == {32}


def test_random_values_are_even_in_the_exponent_or_even():
    card = sweep(RunSettings(), [read_axis("learning_rate", "0.0001..1 random 400")])
    exponents = [math.log10(run.learning_rate) for _, _, run in plan(card).runs]
    assert len(exponents) == 400
    assert sum(exponent < -2 for exponent in exponents) == pytest.approx(200, abs=50)
    card = sweep(RunSettings(), [read_axis("dropout", "0..0.8 even 400")])
    assert sum(run.dropout < 0.4 for _, _, run in plan(card).runs) == pytest.approx(200, abs=50)


def test_a_million_runs_are_counted_and_made_only_when_asked_for():
    axes = [read_axis("learning_rate", "0.001..1 / 1000"), read_axis("batch_size", "1..1000 lin 1000")]
    runs = plan(sweep(RunSettings(), axes)).runs
    assert len(runs) == 1_000_000
    assert runs[999_999].settings.batch_size == 1000


def test_one_setting_twice_or_three_and_a_mixture_are_refused():
    rate, size = read_axis("learning_rate", "0.1"), read_axis("batch_size", "10")
    for axes in ([rate, rate], [], [rate, size, read_axis("seed", "1")], [size, read_axis("dropout", "0..0.5 even 3")]):
        with pytest.raises(CardError):
            sweep(RunSettings(), axes)


def test_values_that_do_not_go_together_are_refused_before_any_run():
    numerical = RunSettings(gradient="numerical")
    for text in ("0, 0.5, 0.1", "0..0.5 even 3"):
        with pytest.raises(SettingsError, match="Dropout silences other units"):
            sweep(numerical, [read_axis("dropout", text)])
    with pytest.raises(SettingsError, match="Dropout silences other units"):
        sweep(RunSettings(), [read_axis("dropout", "0.5, 0"), read_axis("gradient", "all")])
    assert len(plan(sweep(numerical, [read_axis("dropout", "0")])).runs) == 1


def test_a_search_for_a_whole_number_is_read_again_from_its_file(tmp_path):
    card = sweep(RunSettings(), [read_axis("hidden_size", "10..100 random 5")])
    file = tmp_path / "own.toml"
    file.write_text(as_toml(card), "utf-8")
    again = read_card(file)
    assert again.search == card.search
    units = [run.settings.hidden_size for run in plan(again).runs]
    assert all(isinstance(one, int) and 10 <= one <= 100 for one in units)
