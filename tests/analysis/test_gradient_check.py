"""The gradient check."""

from types import SimpleNamespace

import numpy as np
import pytest

from mnistlab.analysis.gradient_check import compare, gradient_check, step_for
from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.nn.differences import result_of
from mnistlab.nn.mistakes import Mistake


@pytest.fixture
def batch(small_dataset):
    return small_dataset.train_images[:20] / 255, small_dataset.train_labels[:20]


@pytest.mark.parametrize("std", [0.01, 0.3, 3.0])
def test_it_passes_however_badly_the_images_are_read(batch, std):
    """With large weights the right class often has next to no probability."""
    network = TwoLayerNet(784, 8, 10, std, rng=np.random.default_rng(1))
    result, shares = (way(gradient_check(network, *batch)) for way in (result_of, list))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert all(agreement.agrees for agreement in result.agreements.values())


def test_the_plain_loop_would_take_two_losses_for_each_parameter(batch, monkeypatch):
    network = TwoLayerNet(784, 8, 10, rng=np.random.default_rng(1))
    losses = []

    def loss(self, x, t):
        losses.append(1)
        return plain_loss(self, x, t)

    plain_loss = TwoLayerNet.loss
    monkeypatch.setattr(TwoLayerNet, "loss", loss)
    clock = SimpleNamespace(perf_counter=lambda: len(losses))  # a loss takes a second, and all else no time
    monkeypatch.setattr("mnistlab.analysis.gradient_check.time", clock)
    result = result_of(gradient_check(network, *batch))
    assert result.plain_seconds == 2 * sum(value.size for value in network.params.values())
    assert result.numerical_seconds == 0  # by no loss of the whole network


@pytest.mark.parametrize("mistake", list(Mistake))
def test_it_catches_every_mistake(batch, mistake):
    network = TwoLayerNet(784, 8, 10, 0.1, rng=np.random.default_rng(1))
    result = result_of(gradient_check(network, *batch, mistake))
    assert not all(agreement.agrees for agreement in result.agreements.values())


@pytest.mark.parametrize("mistake", [None, *Mistake])
@pytest.mark.parametrize("hidden", [[8], [6, 5]])
@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_it_checks_the_network_that_it_is_given(batch, mistake, hidden, activation):
    """A network with another activation, or with more layers, is right, and its mistakes are caught."""
    x, t = batch[0][:, 350:450], batch[1]
    for seed in range(3):
        network = MultiLayerNet(100, hidden, 10, activation, rng=np.random.default_rng(seed))
        for number in range(1, len(hidden) + 2):  # a unit that is silent at all layers would stand on ReLU's kink
            network.params[f"b{number}"] += np.float32(0.01)
        result = result_of(gradient_check(network, x, t, mistake))
        assert all(agreement.agrees for agreement in result.agreements.values()) == (mistake is None)


def test_a_unit_that_stands_close_to_relus_kink_is_no_error(batch):
    x, t = batch
    network = MultiLayerNet(784, [8], 10, rng=np.random.default_rng(1))
    sums = x[0] @ network.params["W1"][:, 0]
    network.params["b1"][0] = 2e-5 - sums  # of this image, a step of 1e-4 reaches over the kink
    result = result_of(gradient_check(network, x, t))
    assert all(agreement.agrees for agreement in result.agreements.values())


@pytest.mark.parametrize(("error", "agrees"), [(1e-6, True), (1e-4, False)])
def test_a_small_error_is_an_error(error, agrees):
    """A factor that is wrong by a hundredth of a percent is no rounding."""
    gradient = np.linspace(-1, 1, 50)
    assert compare(gradient, gradient * (1 + error)).agrees is agrees


def test_how_far_two_arrays_are_apart():
    agreement = compare(np.array([3.0, 4.0]), np.array([3.0, 0.0]))
    assert agreement.largest == 4
    assert agreement.mean == 2
    assert agreement.relative == pytest.approx(4 / 8)
    assert compare(np.zeros(3), np.zeros(3)).agrees


def test_a_kink_asks_for_a_narrow_step():
    assert step_for(TwoLayerNet(4, 3, 2)) == 1e-4
    assert step_for(MultiLayerNet(4, [3], 2, "tanh")) == 1e-4
    assert step_for(MultiLayerNet(4, [3], 2, "relu")) == 1e-6
