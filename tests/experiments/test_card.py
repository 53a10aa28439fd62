"""What an experiment is."""

from mnistlab.experiments.card import TEXTS, Card, Drawn, Grid, Guess, Run, Search
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


def test_a_search_has_as_many_runs_as_trials():
    search = Search(30, (Drawn("learning_rate", -2, 0),))
    assert Card("a", 0, "", "", TEXT, (Run("a", DeepSettings()),), search=search).count(2) == 60
    assert search.drawn[0].value(0.5) == 0.1
    assert Drawn("dropout", 0.0, 0.5, log=False).value(0.5) == 0.25


def test_of_losses_the_least_is_the_best():
    assert Guess("mean_loss").least
    assert not Guess("best_test").least
