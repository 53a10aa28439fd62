import numpy as np
import pytest

from mnistlab import cli
from mnistlab.errors import SettingsError
from mnistlab.main import _parser
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, declared, settings

NUMBERS = [name for name, one in declared(RunSettings).items() if one.choices is None]


def test_defaults():
    settings = RunSettings()
    assert (settings.hidden_size, settings.batch_size, settings.learning_rate) == (50, 100, 0.1)
    assert (settings.iterations, settings.weight_init_std, settings.sampling) == (10_000, 0.01, "random")


@pytest.mark.parametrize("name", NUMBERS)
def test_bounds_are_allowed_and_what_is_beyond_is_named(name):
    one = declared(RunSettings)[name]
    low, high = one.bounds
    for value in (low, high):
        assert getattr(RunSettings(**{name: value}), name) == value
        assert one.read(f"{value:f}") == value
    for value in (low - 1, high + 1):
        for refuse in (lambda: RunSettings(**{name: value}), lambda: one.read(f"{value:.10g}")):  # noqa: B023
            with pytest.raises(SettingsError) as caught:
                refuse()
            assert caught.value.facts["field"] == one.label
            assert f"but {value:.10g} was given" in str(caught.value)


@pytest.mark.parametrize("value", ["ten", None, float("nan"), float("inf"), True, 1j])
@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_no_number_is_refused(name, value):
    with pytest.raises(SettingsError):
        RunSettings(**{name: value})


@pytest.mark.parametrize("name", ["hidden_size", "batch_size", "iterations", "seed"])
def test_a_fraction_is_refused_where_a_whole_number_is_meant(name):
    with pytest.raises(SettingsError, match="whole number"):
        RunSettings(**{name: 10.5})
    with pytest.raises(SettingsError, match=r"whole number.*but 1\.05e1 was given"):
        declared(RunSettings)[name].read("1.05e1")


def test_a_whole_number_may_be_written_as_another():
    assert declared(RunSettings)["iterations"].read("1e4") == 10_000
    assert type(declared(RunSettings)["iterations"].read("１.5e1")) is int


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("fast", "not_a_number"),
        ("", "not_a_number"),
        ("1,000", "ambiguous_number"),
        ("0", "out_of_range"),
        ("9" * 5_000, "out_of_range"),
    ],
)
def test_what_was_typed_is_in_the_sentence(typed, kind):
    with pytest.raises(SettingsError) as caught:
        declared(RunSettings)["learning_rate"].read(typed)
    assert caught.value.kind == kind
    assert typed[:40] in str(caught.value)
    assert str(caught.value).startswith("Learning rate ")
    assert len(str(caught.value)) < 200


def test_numpys_numbers_are_numbers():
    settings = RunSettings(hidden_size=np.int64(20), learning_rate=np.float32(0.5))
    assert type(settings.hidden_size) is int
    assert settings.learning_rate == 0.5


def test_sampling_is_one_of_two():
    with pytest.raises(SettingsError, match=r"random, shuffle, but sorted was"):
        RunSettings(sampling="sorted")
    with pytest.raises(SettingsError, match=r"but \[\] was"):
        RunSettings(sampling=[])
    assert declared(RunSettings)["sampling"].read("shuffle") == "shuffle"


def test_without_a_hidden_layer_some_settings_have_no_effect():
    asked = RunSettings(hidden_size=0, activation="relu", dropout=0.5, gradient="numerical", optimizer="adam")
    assert asked.effective == RunSettings(hidden_size=0, gradient="numerical", optimizer="adam")
    assert declared(RunSettings)["hidden_size"].read("None") == 0
    usual = RunSettings(activation="relu", dropout=0.5)
    assert usual.effective is usual


# A setting that is added is one field. (Its field in the window: tests/ui/panels/test_settings.py.)


def test_a_setting_that_is_added_is_checked_like_all_others(more_settings):
    assert more_settings(momentum=1).momentum == 1.0
    with pytest.raises(SettingsError, match=r"Momentum must be 0 to 1, but 1\.5 was given"):
        more_settings(momentum=1.5)
    with pytest.raises(SettingsError, match="Hidden units"):
        more_settings(hidden_size=-1)
    assert more_settings(mistake=Mistake.NO_LABELS).mistake is Mistake.NO_LABELS
    with pytest.raises(SettingsError, match="Mistake must be one of Mistake"):
        more_settings(mistake="none of them")


def test_a_setting_that_is_added_is_an_option_of_the_command_line(more_settings, monkeypatch, capsys):
    monkeypatch.setattr(settings, "RunSettings", more_settings)
    parser = _parser(lambda _context, text: text)
    with pytest.raises(SystemExit):
        parser.parse_args(["train", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert "--momentum N momentum: how much of an update stays (default 0.9)" in said
    assert "--order up|down order: up or down (default up)" in said
    assert "mistake" not in said

    asked = cli._asked(parser.parse_args(["train", "--momentum", "0,5", "--order", "down"]), more_settings)
    assert asked == {"momentum": 0.5, "order": "down"}
    parser = _parser(lambda _context, text: text)  # because no parser takes an option twice
    with pytest.raises(SettingsError, match="Momentum") as caught:
        cli._asked(parser.parse_args(["train", "--momentum", "2"]), more_settings)
    assert caught.value.__notes__ == ["--momentum"]
