import numpy as np
import pytest

from mnistlab.errors import SettingsError
from mnistlab.training import BOUNDS, RunSettings


def test_defaults():
    settings = RunSettings()
    assert (settings.hidden_size, settings.batch_size, settings.learning_rate) == (50, 100, 0.1)
    assert (settings.iterations, settings.weight_init_std, settings.sampling) == (10_000, 0.01, "random")


@pytest.mark.parametrize("name", BOUNDS)
def test_bounds_are_allowed_and_what_is_beyond_is_named(name):
    low, high = BOUNDS[name]
    for value in (low, high):
        RunSettings(**{name: value})
    for value in (low - 1, high + 1):
        with pytest.raises(SettingsError) as caught:
            RunSettings(**{name: value})
        assert caught.value.facts["field"] == name
        assert f"{value:.10g}" in str(caught.value)


@pytest.mark.parametrize("value", ["ten", None, float("nan"), float("inf"), True])
@pytest.mark.parametrize("name", BOUNDS)
def test_what_is_no_number_is_refused(name, value):
    with pytest.raises(SettingsError):
        RunSettings(**{name: value})


@pytest.mark.parametrize("name", ["hidden_size", "batch_size", "iterations", "seed"])
def test_a_fraction_is_refused_where_a_whole_number_is_meant(name):
    with pytest.raises(SettingsError, match="whole number"):
        RunSettings(**{name: 10.5})


def test_numpys_numbers_are_numbers():
    settings = RunSettings(hidden_size=np.int64(20), learning_rate=np.float32(0.5))
    assert type(settings.hidden_size) is int
    assert settings.learning_rate == 0.5


def test_sampling_is_one_of_two():
    with pytest.raises(SettingsError, match="random, shuffle"):
        RunSettings(sampling="sorted")
