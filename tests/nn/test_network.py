import numpy as np
import pytest

from mnistlab.nn import Affine, MultiLayerNet, Network, Relu, TwoLayerNet
from mnistlab.nn.network import keep_units_alike, units_are_alike


@pytest.fixture
def batch():
    rng = np.random.default_rng(8)
    return rng.random((5, 6)), np.array([0, 2, 1, 1, 2])


def alike_net(hidden=4):
    return TwoLayerNet(6, hidden, 3, 0)


def test_a_row_of_layers_worked_by_hand():
    params = {"W1": np.array([[1.0, -1], [0, 1]]), "b1": np.array([0.5, 0]), "W2": np.eye(2), "b2": np.zeros(2)}
    first, second = Affine(params["W1"], params["b1"]), Affine(params["W2"], params["b2"])
    net = Network(params, {"Affine1": first, "Relu1": Relu(), "Affine2": second})
    z, scores, y = net.forward([[1.0, 0.5]])
    np.testing.assert_allclose(z, [[1.5, 0]])  # -0.5 is cut off
    np.testing.assert_allclose(scores, [[1.5, 0]])
    np.testing.assert_allclose(y, [[1 / (1 + np.exp(-1.5)), 1 / (1 + np.exp(1.5))]])
    assert net.loss([[1.0, 0.5]], [0]) == pytest.approx(-np.log(y[0, 0]), abs=1e-6)
    assert net.accuracy([[1.0, 0.5], [1.0, 0.5]], [0, 1]) == 0.5


@pytest.mark.parametrize("net", [TwoLayerNet(6, 4, 3), MultiLayerNet(6, [4], 3, use_dropout=True, use_batchnorm=True)])
def test_a_copy_goes_its_own_way(net, batch):
    x, t = batch
    before = net.probabilities(x)
    copy = net.copy(np.float64)
    assert type(copy) is type(net)
    assert copy.dtype == np.float64
    np.testing.assert_allclose(copy.probabilities(x), before, atol=1e-6)
    for key in copy.params:
        copy.params[key] += 1
    copy.gradient(x, t)
    np.testing.assert_array_equal(net.probabilities(x), before)


def test_a_copy_draws_no_mask_of_the_others():
    def masks(*, with_copy):
        net = MultiLayerNet(6, [50], 3, use_dropout=True, rng=np.random.default_rng(1))
        if with_copy:
            net.copy().scores(np.ones(6), train=True)
        return net.scores(np.ones(6), train=True)

    np.testing.assert_array_equal(masks(with_copy=True), masks(with_copy=False))


def test_layers_of_a_copy_draw_from_one_generator_as_before():
    net = MultiLayerNet(6, [50, 50], 3, use_dropout=True, rng=np.random.default_rng(1))
    net.copy().gradient(np.ones(6), 1)
    copy = net.copy()
    for one in (net, copy):
        one.gradient(np.ones(6), 1)
    for name in ("Dropout1", "Dropout2"):
        np.testing.assert_array_equal(copy.layers[name].mask, net.layers[name].mask)


def test_units_with_the_same_weights_are_alike():
    assert units_are_alike(alike_net())
    assert not units_are_alike(TwoLayerNet(6, 4, 3))
    for key, place in (("W1", (2, 3)), ("b1", 1), ("W2", (1, 2))):
        net = alike_net()
        net.params[key][place] = 1e-9
        assert not units_are_alike(net), key
    net = alike_net()
    net.params["W1"][2] = 3  # the same in all units
    net.params["b2"][1] = 5
    assert units_are_alike(net)


def test_units_kept_alike_have_the_gradient_of_the_first(batch):
    gradient = TwoLayerNet(6, 4, 3, 0.5).gradient(*batch)
    kept = {key: value.copy() for key, value in gradient.items()}
    keep_units_alike(kept)
    for unit in range(4):
        np.testing.assert_array_equal(kept["W1"][:, unit], gradient["W1"][:, 0])
        np.testing.assert_array_equal(kept["b1"][unit], gradient["b1"][0])
        np.testing.assert_array_equal(kept["W2"][unit], gradient["W2"][0])
    np.testing.assert_array_equal(kept["b2"], gradient["b2"])
