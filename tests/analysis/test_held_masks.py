import numpy as np
import pytest

from mnistlab.analysis.gradient_check import gradient_check
from mnistlab.analysis.held_masks import with_held_masks
from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.nn.differences import result_of


@pytest.fixture
def net():
    return MultiLayerNet(6, [5], 3, "tanh", 0.5, use_dropout=True, rng=np.random.default_rng(0), dtype=np.float64)


def test_the_silent_units_stay_silent_in_every_loss(net):
    rng = np.random.default_rng(1)
    x, t, masks = rng.random((4, 6)), rng.integers(0, 3, 4), rng.random((4, 5)) > 0.5
    held = with_held_masks(net, masks)
    y = net.forward_masked(x, masks).y
    assert held.loss(x, t) == held.loss(x, t) == pytest.approx(-np.log(y[np.arange(4), t] + 1e-7).mean())
    checked = result_of(gradient_check(held, x, t))
    assert all(agreement.agrees for agreement in checked.agreements.values())
    assert not held.gradient(x, t)["W2"][~masks.any(axis=0)].any()


def test_before_the_masks_are_drawn_all_units_speak(net):
    x, t = np.ones((1, 6)), np.array([1])
    plain = MultiLayerNet(6, [5], 3, "tanh", params=net.params)
    assert with_held_masks(net, None).loss(x, t) == pytest.approx(plain.loss(x, t))


def test_a_network_without_dropout_is_itself():
    plain = TwoLayerNet(6, 5, 3)
    assert with_held_masks(plain, None) is plain
