"""A run goes on from its state as if it had never been left."""

from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet
from mnistlab.nn.differences import result_of
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase, RunSettings, Trainer, replay

SETTINGS = RunSettings(hidden_size=6, batch_size=64, iterations=40, seed=7)  # 64 does not divide 600


def resumed(trainer):
    state, history = trainer.state, trainer.history
    return Trainer.resume(trainer.settings, trainer.dataset, state, history.until(state.iteration, state.average))


def assert_same(one, other):
    assert (one.iteration, one.next_phase) == (other.iteration, other.next_phase)
    for key, value in other.network.params.items():
        np.testing.assert_array_equal(one.network.params[key], value)
    for name in ("loss", "smoothed_loss", "evaluated_at", "train_accuracy", "test_accuracy", "train_loss", "test_loss"):
        np.testing.assert_array_equal(getattr(one.history, name), getattr(other.history, name))
    assert one.history.rules == other.history.rules
    assert one.history.average == other.history.average
    np.testing.assert_array_equal(one.seen_in_epoch(), other.seen_in_epoch())
    if other.next_phase is not Phase.SELECT_BATCH:
        np.testing.assert_array_equal(one.batch.indices, other.batch.indices)
    if other.next_phase is Phase.UPDATE:
        assert one.batch_loss == other.batch_loss
        for key, value in other.gradient.items():
            np.testing.assert_array_equal(one.gradient[key], value)


def assert_goes_on_the_same(trainer, steps=30):
    again = resumed(trainer)
    assert_same(again, trainer)
    for _ in range(steps):
        again.step()
        trainer.step()
        assert_same(again, trainer)


@pytest.mark.parametrize("sampling", ["random", "shuffle"])
@pytest.mark.parametrize("phases", [0, 1, 2])
@pytest.mark.parametrize("iterations", [0, 1, 9, 10, 19, 40])
def test_anywhere_in_an_epoch_and_between_any_two_phases(small_dataset, sampling, phases, iterations):
    trainer = Trainer(replace(SETTINGS, sampling=sampling), small_dataset)
    for _ in range(iterations):
        trainer.step()
    for name in ("select_batch", "compute_gradient")[:phases]:
        getattr(trainer, name)()
    assert_goes_on_the_same(trainer)


@pytest.mark.parametrize("phases", [0, 1, 2])
def test_with_layers_that_keep_something(small_dataset, monkeypatch, phases):
    """A network with running means, and with masks that are drawn at random."""

    def network(settings, params=None):
        rng = np.random.default_rng(5)
        chapter_6 = {"use_dropout": True, "use_batchnorm": True}
        return MultiLayerNet(784, [settings.hidden_size], 10, "relu", 0.1, **chapter_6, rng=rng, params=params)

    monkeypatch.setattr("mnistlab.training.state.draw_params", lambda settings, *_: network(settings).params)
    monkeypatch.setattr("mnistlab.training.trainer.make_network", network)
    trainer = Trainer(SETTINGS, small_dataset)
    for _ in range(8):
        trainer.step()
    for name in ("select_batch", "compute_gradient")[:phases]:
        getattr(trainer, name)()
    assert_goes_on_the_same(trainer, steps=10)


@pytest.mark.parametrize("gradient", ["backpropagation", "numerical"])
def test_without_a_hidden_layer(small_dataset, gradient):
    settings = replace(SETTINGS, hidden_size=0, dropout=0.5, optimizer="adam", gradient=gradient)
    trainer = Trainer(settings, small_dataset)
    trainer.step()
    assert trainer.masks is None
    assert_goes_on_the_same(trainer, 5)


@pytest.mark.parametrize("phases", [0, 1, 2])
def test_with_numerical_gradients(small_dataset, phases):
    settings = RunSettings(hidden_size=2, batch_size=7, gradient="numerical", iterations=5)
    trainer = Trainer(settings, small_dataset)
    trainer.step()
    for name in ("select_batch", "compute_gradient")[:phases]:
        getattr(trainer, name)()
    assert_goes_on_the_same(trainer, 3)


@pytest.mark.parametrize("used", [False, True])
def test_after_a_change_of_the_rule(small_dataset, used):
    trainer = Trainer(SETTINGS, small_dataset)
    for _ in range(12):
        trainer.step()
    trainer.learning_rate = 0.4
    trainer.mistake = Mistake.NO_LABELS
    if used:
        trainer.step()
    assert resumed(trainer).mistake is Mistake.NO_LABELS
    assert_goes_on_the_same(trainer)


def test_a_mistake_switched_on_between_gradient_and_update(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    trainer.select_batch()
    trainer.compute_gradient()
    trainer.mistake = Mistake.NO_DIVISION
    again = resumed(trainer)
    again.update()
    trainer.update()
    assert_same(again, trainer)


def test_on_a_branch(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    for _ in range(35):
        trainer.step()
    branch = result_of(replay(trainer, 23))
    branch.learning_rate = 0.7
    branch.step()
    assert_goes_on_the_same(branch)


def test_while_an_accuracy_is_due(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    trainer.run(until=lambda: trainer.iteration == 10)  # an epoch
    assert trainer.evaluating
    assert resumed(trainer).evaluating
    trainer.run(until=lambda: not trainer.evaluating)
    assert not resumed(trainer).evaluating


def test_a_state_is_frozen_and_its_arrays_are_the_runs_no_longer(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    state = trainer.state
    with pytest.raises(FrozenInstanceError):
        state.iteration = 3
    kept = state.params["W1"].copy()
    trainer.step()
    again = Trainer.resume(SETTINGS, small_dataset, state, trainer.history.until(0, state.average))
    again.step()
    np.testing.assert_array_equal(state.params["W1"], kept)


def test_what_does_not_fit_is_refused(small_dataset):
    trainer = Trainer(SETTINGS, small_dataset)
    trainer.step()
    state, history = trainer.state, trainer.history
    with pytest.raises(ValueError, match="version"):
        Trainer.resume(SETTINGS, small_dataset, replace(state, version=99), history)
    with pytest.raises(ValueError, match="history"):
        Trainer.resume(SETTINGS, small_dataset, state, history.until(0, (0.0, 0.0)))
    with pytest.raises(ValueError, match="W1"):
        Trainer.resume(replace(SETTINGS, hidden_size=5), small_dataset, state, history)
