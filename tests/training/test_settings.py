import re
from functools import partial

import numpy as np
import pytest

from mnistlab.errors import SettingsError
from mnistlab.training import RunSettings, declared
from mnistlab.training.settings import later_seed

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
        for refuse in (partial(RunSettings, **{name: value}), partial(one.read, f"{value:.10g}")):
            with pytest.raises(SettingsError) as caught:
                refuse()
            assert caught.value.facts["field"] == one.label
            assert f"but {value:.10g} was given" in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("dropout", 0.9900000000000001, "0.9900000000000001"),
        ("weight_decay", 10.000000000000002, "10.000000000000002"),
        ("momentum", 0.7 + 0.9, "1.6"),
    ],
)
def test_a_number_just_beyond_a_bound_is_told_from_the_bound(name, value, said):
    with pytest.raises(SettingsError, match=rf"but {re.escape(said)} was given"):
        RunSettings(**{name: value})


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


def test_the_seeds_that_follow_on_one():
    assert [later_seed(42, number) for number in (0, 1, 2)] == [42, 43, 44]
    assert [later_seed(2**31 - 1, number) for number in (0, 1, 2)] == [2**31 - 1, 0, 1]
