"""What an experiment is."""

import math

import numpy as np

from mnistlab.experiments.card import TEXTS, Card, Drawn, Grid, Guess, Run, Search
from mnistlab.numerals import shown
from mnistlab.training.deep import DeepSettings

TEXT = {name: {"en": "x"} for name in TEXTS}


def test_a_grid_goes_through_the_last_setting_fastest():
    runs = Grid({"batch_size": 7}, {"learning_rate": [0.1, 1.0], "hidden_size": [5, 6, 7]})
    assert [run.name for run in runs] == ["0.1 · 5", "0.1 · 6", "0.1 · 7", "1 · 5", "1 · 6", "1 · 7"]
    assert runs[5].settings == DeepSettings(batch_size=7, learning_rate=1.0, hidden_size=7)


def test_what_differs_from_a_run_by_default_and_what_is_swept_are_named():
    card = Card("a", 0, "", "", TEXT, Grid({"hidden_layers": 3}, {"learning_rate": [0.1]}), axes=("learning_rate",))
    assert card.differing() == ["learning_rate", "hidden_layers"]
    assert card.count(20) == 20


def test_each_run_is_made_once_to_tell_what_differs(monkeypatch):
    """A run of a large grid takes a tenth of a millisecond to make, and there are some forty settings."""
    made, run = [], Grid._run
    monkeypatch.setattr(Grid, "_run", lambda grid, own: made.append(own) or run(grid, own))
    card = Card("a", 0, "", "", TEXT, Grid({}, {"learning_rate": [0.1, 0.2], "seed": range(500)}), axes=("seed",))
    assert card.differing() == ["seed"]  # the first runs have the rate of a run by default
    assert not card.is_sealed
    assert len(made) <= 2 * 100


def test_runs_of_a_grid_whose_values_are_near_each_other_are_told_apart():
    rates = [0.12341, 0.12342, 0.3, 0.1 + 0.2, 1e-06, 100_000.0]
    runs = Grid({}, {"learning_rate": rates, "hidden_size": [5]})
    assert len({run.name for run in runs}) == len(rates)
    assert [runs.named(run.name) for run in runs] == list(runs)
    assert runs[4].name == "1e-06 · 5"


def test_what_is_drawn_has_few_digits_and_lies_within_its_ends():
    for one in (
        Drawn("learning_rate", -6, math.log10(0.3)),
        Drawn("beta2", 0.9, 0.999999, log=False),
        Drawn("momentum", math.log10(0.98764), math.log10(1.5)),
        Drawn("weight_decay", 0.0, 10.0, log=False),
        Drawn("learning_rate", -1, -1 + 1e-16),
    ):
        values = [one.value(share) for share in np.linspace(0, 1, 500)]
        assert (min(values), max(values)) == one.ends
        assert all(len(shown(value)) <= 11 for value in values if value not in one.ends)
    narrow = Drawn("beta2", 0.999, 0.9999, log=False)
    assert len({narrow.value(share) for share in np.linspace(0, 1, 500)}) > 400
    assert Drawn("momentum", math.log10(0.3), math.log10(1.5)).ends == (0.3, 1.5)


def test_a_search_has_as_many_runs_as_trials():
    search = Search(30, (Drawn("learning_rate", -2, 0),))
    assert Card("a", 0, "", "", TEXT, (Run("a", DeepSettings()),), search=search).count(2) == 60
    assert search.drawn[0].value(0.5) == 0.1
    assert Drawn("dropout", 0.0, 0.5, log=False).value(0.5) == 0.25


def test_of_losses_the_least_is_the_best():
    assert Guess("mean_loss").least
    assert not Guess("best_test").least
