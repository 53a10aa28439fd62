"""What a run is made of besides the plain network and plain gradient descent."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.nn import TwoLayerNet
from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings, Trainer, load_network, replay, save_network
from mnistlab.training.checkpoints import MEMORY
from mnistlab.training.parts import OPTIMIZERS, make_network, make_optimizer

SHORT = RunSettings(hidden_size=8, batch_size=20, iterations=60, weight_init_std=0.1, seed=3)
RATES = {"sgd": 0.1, "adam": 0.003, "rmsprop": 0.003, "adagrad": 0.02, "momentum": 0.02, "nesterov": 0.02}
METHODS = [
    *({"optimizer": name, "learning_rate": rate} for name, rate in RATES.items()),
    {"activation": "relu", "first_weights": "he"},
    {"activation": "tanh", "first_weights": "xavier", "weight_decay": 0.01},
    {"dropout": 0.4, "optimizer": "adam", "learning_rate": 0.003},
    {"dropout": 0.4, "activation": "relu", "sampling": "shuffle"},
]
EACH = pytest.mark.parametrize("method", METHODS, ids=[" ".join(map(str, method.values())) for method in METHODS])


def run(trainer, until=60):
    trainer.run(lambda: False, until)
    return trainer


def same(one, other):
    for key, value in one.network.params.items():
        np.testing.assert_array_equal(value, other.network.params[key])
    np.testing.assert_array_equal(one.history.loss, other.history.loss)


def test_the_plain_run_is_that_of_the_page():
    assert type(make_network(RunSettings(), TwoLayerNet(784, 50, 10).params)) is TwoLayerNet


@EACH
def test_it_learns(small_dataset, method):
    trainer = run(Trainer(replace(SHORT, **method), small_dataset))
    assert np.mean(trainer.history.loss[-10:]) < np.mean(trainer.history.loss[:10])


@EACH
def test_a_run_is_resumed_bit_for_bit_in_the_middle(small_dataset, method):
    settings = replace(SHORT, **method)
    whole = run(Trainer(settings, small_dataset))
    part = run(Trainer(settings, small_dataset), 37)
    part.select_batch()
    part.compute_gradient()
    history = part.history.until(37, part.history.average)
    same(run(Trainer.resume(settings, small_dataset, part.state, history)), whole)


@EACH
def test_the_way_back_reaches_every_moment_as_it_was(small_dataset, method):
    settings = replace(SHORT, **method)
    whole = run(Trainer(settings, small_dataset))
    back = result_of(replay(whole, 33))
    same(back, run(Trainer(settings, small_dataset), 33))
    same(run(back), whole)


def test_each_optimizer_takes_its_own_settings():
    settings = RunSettings(momentum=0.5, decay_rate=0.6, beta1=0.7, beta2=0.8, learning_rate=0.3)
    for name, kind in OPTIMIZERS.items():
        optimizer = make_optimizer(replace(settings, optimizer=name))
        assert type(optimizer) is kind.optimizer
        assert optimizer.lr == 0.3
        for argument, field in kind.settings:
            assert getattr(optimizer, argument) == getattr(settings, field)


def test_first_weights_have_the_spread_that_their_layer_asks_for(small_dataset):
    settings = RunSettings(hidden_size=400, batch_size=10)
    for name, share in (("xavier", 1), ("he", 2)):
        params = Trainer(replace(settings, first_weights=name), small_dataset).network.params
        assert params["W1"].std() == pytest.approx(np.sqrt(share / 784), rel=0.02)
        assert params["W2"].std() == pytest.approx(np.sqrt(share / 400), rel=0.05)
        assert not params["b1"].any()


def test_weight_decay_makes_the_loss_larger_and_the_weights_smaller(small_dataset):
    plain = Trainer(SHORT, small_dataset)
    decayed = Trainer(replace(SHORT, weight_decay=0.1), small_dataset)
    squares = sum(float((plain.network.params[key] ** 2).sum()) for key in ("W1", "W2"))
    for trainer in (plain, decayed):
        trainer.select_batch()
        trainer.compute_gradient()
    assert decayed.batch_loss == pytest.approx(plain.batch_loss + 0.05 * squares, rel=1e-5)
    assert decayed.score_batch()[0] == pytest.approx(decayed.batch_loss, rel=1e-5)
    run(plain)
    run(decayed)
    assert np.square(decayed.network.params["W1"]).sum() < 0.9 * np.square(plain.network.params["W1"]).sum()


def test_dropout_silences_other_units_for_each_batch_and_none_in_reading(small_dataset):
    trainer = Trainer(replace(SHORT, hidden_size=60, batch_size=1, dropout=0.5), small_dataset)
    x = np.random.default_rng(0).random((3, 784), np.float32)
    np.testing.assert_array_equal(trainer.network.probabilities(x), trainer.network.probabilities(x))
    silent = []
    for _ in range(2):
        trainer.select_batch()
        silent.append((trainer.compute_gradient()["W2"] == 0).all(axis=1))
        trainer.update()
    assert all(0.3 < units.mean() < 0.7 for units in silent)
    assert (silent[0] != silent[1]).any()


@pytest.mark.parametrize("method", [{"activation": "tanh"}, {"activation": "relu", "dropout": 0.3}, {"dropout": 0.5}])
def test_saved_weights_read_as_the_network_did(small_dataset, tmp_path, method):
    trainer = run(Trainer(replace(SHORT, **method), small_dataset))
    read = load_network(save_network(tmp_path / "w", trainer.network))
    x = np.random.default_rng(0).random((5, 784), np.float32)
    np.testing.assert_allclose(read.probabilities(x), trainer.network.probabilities(x), rtol=1e-5)


def test_the_checkpoints_of_an_optimizer_that_remembers_stay_within_the_memory(small_dataset):
    settings = RunSettings(hidden_size=1_000, batch_size=10, iterations=10**6, optimizer="adam")
    trainer = Trainer(settings, small_dataset)
    plain = Trainer(replace(settings, optimizer="sgd"), small_dataset)
    assert trainer.checkpoints.interval > plain.checkpoints.interval
    assert trainer.checkpoints._most * 3 * sum(p.nbytes for p in trainer.network.params.values()) <= MEMORY * 1.2
