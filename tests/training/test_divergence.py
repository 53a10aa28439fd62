"""A run that learns is never stopped; one that gets worse is, and is told why."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.errors import DivergedError
from mnistlab.nn.mistakes import Mistake
from mnistlab.numerals import shown
from mnistlab.training import RunSettings, Trainer
from mnistlab.training.divergence import has_diverged, refuse_divergence
from mnistlab.training.history import History, UpdateRule

RULE = UpdateRule(0.1, "backpropagation", None)


def recorded(losses, first_loss=2.3):
    history = History(first_loss)
    history.record_rule(0, RULE)
    for loss in losses:
        history.record_loss(loss)
    return history


def stopped(losses, first_loss):
    """Return after how many iterations a run with these losses is stopped; None if it never is."""
    history = recorded([], first_loss)
    for iteration, loss in enumerate(losses):
        if has_diverged(history):
            return iteration
        history.record_loss(loss)
    return None


def run(dataset, iterations=300, **settings):
    trainer = Trainer(RunSettings(iterations=iterations, **settings), dataset)
    trainer.run(until=lambda: False)
    return trainer


def reason(dataset, mistake=None, first_params=None, **settings):
    trainer = Trainer(RunSettings(**settings), dataset, first_params)
    trainer.mistake = mistake
    with pytest.raises(DivergedError) as raised:
        trainer.run(until=lambda: False)
    return raised.value


@pytest.mark.parametrize(
    ("hidden_size", "std", "learning_rate"),
    [
        (200, 1.0, 0.1),
        (200, 1.5, 0.1),
        (50, 2.0, 0.1),
        (50, 10.0, 0.1),
        (50, 1.0, 0.001),
        (200, 3.0, 1e-5),
        (50, 1, 30),
    ],
)
def test_large_first_losses_are_no_divergence(small_dataset, hidden_size, std, learning_rate):
    run(small_dataset, hidden_size=hidden_size, weight_init_std=std, learning_rate=learning_rate)


def test_many_units_that_begin_badly_learn(small_dataset):
    """With the defaults, 2,000 units jump from 2.3 to 8 before they learn."""
    trainer = run(small_dataset, 40, hidden_size=2000)
    assert trainer.history.smoothed_loss.max() > 7
    assert trainer.iteration == 40


@pytest.mark.parametrize("learning_rate", [50.0, 100.0, 1000.0, 1e6])
def test_the_suggested_learning_rate_works(small_dataset, learning_rate):
    error = reason(small_dataset, learning_rate=learning_rate)
    assert error.kind == "diverged"
    assert error.facts["learning_rate"] == shown(learning_rate)
    assert error.facts["first"].startswith("2.3")
    assert float(error.facts["loss"]) > 4.6
    works = run(small_dataset, 500, learning_rate=float(error.facts["smaller"]))
    assert works.history.smoothed_loss[-1] < 1.5


def test_the_rate_that_worked_last_is_suggested(small_dataset):
    trainer = Trainer(RunSettings(learning_rate=0.05, iterations=3_000), small_dataset)
    trainer.run(until=lambda: False, iterations=100)
    trainer.learning_rate = 0.37
    trainer.run(until=lambda: False, iterations=200)
    trainer.learning_rate = 0.2  # too short a time to say that it works
    trainer.run(until=lambda: False, iterations=205)
    trainer.learning_rate = 1000.0
    with pytest.raises(DivergedError) as raised:
        trainer.run(until=lambda: False)
    assert raised.value.facts["smaller"] == "0.37"


def test_an_optimizer_with_steps_of_its_own_is_offered_a_rate_for_them():
    settings = RunSettings(optimizer="adam", learning_rate=10.0)
    with pytest.raises(DivergedError) as raised:
        refuse_divergence(recorded([]), float("nan"), settings, None, {"W1": np.zeros(1)})
    assert raised.value.facts["smaller"] == "0.001"


@pytest.mark.parametrize("hidden_size", [10, 400])
def test_a_smaller_suggestion_for_a_small_rate(small_dataset, hidden_size):
    facts = reason(small_dataset, learning_rate=40.0, hidden_size=hidden_size, batch_size=5).facts
    assert float(facts["smaller"]) <= 0.1
    works = run(small_dataset, 800, learning_rate=float(facts["smaller"]), hidden_size=hidden_size, batch_size=5)
    assert works.history.smoothed_loss[-1] < 1.5


def test_a_mistake_that_is_switched_on_is_the_likely_cause(small_dataset):
    error = reason(small_dataset, Mistake.NO_DIVISION, learning_rate=1.0)
    assert error.kind == "diverged_mistake"
    assert "learning rate" not in str(error)


def test_first_weights_beyond_all_bounds_are_the_cause(small_dataset):
    params = Trainer(RunSettings(), small_dataset).network.params
    for first in (np.full_like(params["W2"], 1e38), np.where(params["W2"] > 0, np.inf, 0)):
        error = reason(small_dataset, first_params=params | {"W2": first.astype(np.float32)})
        assert error.kind == "diverged_weights"
        assert error.facts["iteration"] == "0"


def test_a_loss_that_is_no_number_stops_at_once(small_dataset):
    trainer = Trainer(RunSettings(hidden_size=5), small_dataset)
    for _ in range(3):
        trainer.step()
    trainer.network.params["W1"][0, 0] = np.nan
    with pytest.raises(DivergedError, match=r"iteration 3: the loss of its mini-batch is not a number"):
        trainer.step()


def test_after_a_change_of_the_learning_rate_a_run_has_time_again(small_dataset):
    trainer = Trainer(RunSettings(learning_rate=1000.0), small_dataset)
    with pytest.raises(DivergedError):
        trainer.run(until=lambda: False)
    stopped_at = trainer.iteration
    trainer.settings = replace(trainer.settings, learning_rate=0.1)
    trainer.run(until=lambda: trainer.iteration == stopped_at + 10)
    assert trainer.iteration == stopped_at + 10


def test_a_run_far_beyond_its_beginning_is_stopped_after_twenty_iterations():
    assert stopped([2.3] + [14.0] * 300, 2.3) == 20
    assert stopped([2.3] * 60 + [14.0] * 100, 2.3) in range(110, 130)  # the smoothed loss follows slowly


def test_a_run_that_has_only_grown_is_stopped_where_it_does_not_fall():
    assert stopped([2.3] + [8.0] * 300, 2.3) == 200
    assert stopped([2.3] + [8.0] * 150 + [5.0] * 300, 2.3) is None  # it falls
    assert stopped([2.3] + [4.5] * 300, 2.3) is None  # no worse than being unsure
    assert stopped([6.0] + [8.5] * 300, 6.0) is None  # not much
    assert stopped([6.0] + [9.5] * 300, 6.0) == 200


def test_a_new_rule_has_time():
    history = recorded([2.3] + [14.0] * 30)
    assert has_diverged(history)
    history.record_rule(31, replace(RULE, learning_rate=0.01))
    assert not has_diverged(history)


def test_a_run_that_was_resumed_is_judged_by_its_own_beginning(small_dataset):
    trainer = run(small_dataset, iterations=30, hidden_size=8)
    resumed = Trainer.resume(
        trainer.settings, small_dataset, trainer.state, trainer.history.until(30, trainer.history.average)
    )
    assert resumed.history.first_loss == trainer.history.first_loss == pytest.approx(2.3, abs=0.1)


@pytest.mark.parametrize("learning_rate", [0.1, 0.001])
def test_a_momentum_that_slows_nothing_down_is_the_cause_and_not_the_rate(small_dataset, learning_rate):
    settings = RunSettings(optimizer="momentum", momentum=1.2, learning_rate=learning_rate, iterations=3_000)
    with pytest.raises(DivergedError, match=r"With a momentum of 1\.2 nothing slows the velocity down") as caught:
        Trainer(settings, small_dataset).run(lambda: False)
    assert caught.value.kind == "diverged_momentum"
