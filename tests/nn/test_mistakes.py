import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.nn.mistakes import Mistake, with_mistake

ALL = {"W1", "b1", "W2", "b2"}
WRONG = {
    Mistake.NO_DIVISION: ALL,
    Mistake.NO_SIGMOID_SLOPE: {"W1", "b1"},
    Mistake.W2_NOT_TRANSPOSED: {"W1", "b1"},
    Mistake.NO_LABELS: ALL,
    Mistake.BIAS_NOT_SUMMED: {"b1", "b2"},
}


def network(dtype=np.float64):
    return TwoLayerNet(6, 4, 3, 0.5, rng=np.random.default_rng(7), dtype=dtype)


def wrong_gradient(network, x, t, mistake):
    return with_mistake(network, mistake).gradient(x, t)


@pytest.fixture
def batch():
    rng = np.random.default_rng(8)
    return rng.random((5, 6)), np.array([0, 2, 1, 1, 2])


def test_every_mistake_is_tried():
    assert set(WRONG) == set(Mistake)


@pytest.mark.parametrize("mistake", Mistake)
def test_a_mistake_spoils_what_it_should_and_nothing_else(batch, mistake):
    right, wrong = network().gradient(*batch), wrong_gradient(network(), *batch, mistake)
    assert list(wrong) == list(right)
    for key in ALL - WRONG[mistake]:
        np.testing.assert_array_equal(wrong[key], right[key], err_msg=key)
    for key in WRONG[mistake]:
        # Far more than a comparison with the numerical gradient forgives.
        apart = np.abs(wrong[key] - right[key])
        assert apart.max() > 0.1 * np.abs(right[key]).max(), key
        assert (apart > 1e-6).all(), key


@pytest.mark.parametrize("mistake", Mistake)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_shapes_and_dtypes_stay(batch, mistake, dtype):
    x, t = batch
    net = network(dtype)
    for images, labels in ((x, t), (x, np.eye(3)[t]), (x[0], t[0])):
        for key, value in wrong_gradient(net, images, labels, mistake).items():
            assert value.shape == net.params[key].shape
            assert value.dtype == dtype


def test_no_division_makes_all_as_many_times_too_large_as_there_are_images(batch):
    right = network().gradient(*batch)
    for key, value in wrong_gradient(network(), *batch, Mistake.NO_DIVISION).items():
        np.testing.assert_allclose(value, 5 * right[key])


def test_no_sigmoid_slope_makes_the_first_layer_at_least_4_times_too_large(batch):
    x, t = batch
    right = network().gradient(x[:1], t[:1])
    wrong = wrong_gradient(network(), x[:1], t[:1], Mistake.NO_SIGMOID_SLOPE)
    for key in ("W1", "b1"):
        assert (wrong[key] / right[key] >= 4).all()


def test_no_labels_does_not_look_at_the_labels(batch):
    x, t = batch
    one, other = (wrong_gradient(network(), x, labels, Mistake.NO_LABELS) for labels in (t, (t + 1) % 3))
    for key in ALL:
        np.testing.assert_array_equal(one[key], other[key])


def test_bias_not_summed_is_that_of_the_last_image(batch):
    x, t = batch
    last = network().gradient(x[-1], t[-1])
    wrong = wrong_gradient(network(), x, t, Mistake.BIAS_NOT_SUMMED)
    for key in ("b1", "b2"):
        np.testing.assert_allclose(wrong[key], last[key] / len(x))


def test_w2_not_transposed_is_right_again_for_a_w2_that_does_not_care(batch):
    net = network()
    net.params["W2"][:] = 0.3
    wrong = wrong_gradient(net, *batch, Mistake.W2_NOT_TRANSPOSED)
    for key, value in net.gradient(*batch).items():
        np.testing.assert_allclose(wrong[key], value, atol=1e-15)


@pytest.mark.parametrize("mistake", Mistake)
def test_the_network_is_left_as_it_was(batch, mistake):
    net = network()
    before = {key: value.copy() for key, value in net.params.items()}
    wrong_gradient(net, *batch, mistake)
    for key, value in net.params.items():
        np.testing.assert_array_equal(value, before[key])


@pytest.mark.parametrize("mistake", Mistake)
@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
def test_every_network_can_make_every_mistake(batch, mistake, activation):
    net = MultiLayerNet(6, [5, 4], 3, activation, rng=np.random.default_rng(7), dtype=np.float64)
    right, wrong = net.gradient(*batch), wrong_gradient(net, *batch, mistake)
    assert any(np.abs(wrong[key] - right[key]).max() > 0.1 * np.abs(right[key]).max() for key in right)
    assert with_mistake(net, mistake).loss(*batch) == net.loss(*batch)  # the way forward is right


def test_without_a_mistake_the_layers_are_right(batch):
    for key, value in with_mistake(network(), None).gradient(*batch).items():
        np.testing.assert_array_equal(value, network().gradient(*batch)[key])
