import numpy as np
import pytest

from mnistlab.nn import Affine, Sigmoid, SoftmaxWithLoss, TwoLayerNet


def small_net(dtype=np.float64, std=0.5):
    return TwoLayerNet(6, 4, 3, std, rng=np.random.default_rng(7), dtype=dtype)


@pytest.fixture
def batch():
    rng = np.random.default_rng(8)
    return rng.random((5, 6)), np.array([0, 2, 1, 1, 2])


def test_first_params():
    net = TwoLayerNet(784, 50, 10)
    assert {key: value.shape for key, value in net.params.items()} == {
        "W1": (784, 50), "b1": (50,), "W2": (50, 10), "b2": (10,),
    }  # fmt: skip
    assert net.params["W1"].std() == pytest.approx(0.01, rel=0.05)
    assert not net.params["b1"].any()
    assert not net.params["b2"].any()
    assert all(value.dtype == np.float32 for value in net.params.values())


def test_numpys_seed_fixes_the_weights_of_a_script():
    np.random.seed(3)
    first = TwoLayerNet(6, 4, 3).params["W1"]
    np.random.seed(3)
    np.testing.assert_array_equal(TwoLayerNet(6, 4, 3).params["W1"], first)
    assert (TwoLayerNet(6, 4, 3).params["W1"] != first).any()


def test_a_network_worked_by_hand():
    net = TwoLayerNet(2, 1, 2, dtype=np.float64)
    net.params["W1"][:] = [[1], [-1]]
    net.params["b1"][:] = [0.5]
    net.params["W2"][:] = [[2, -2]]
    net.params["b2"][:] = [0, 1]
    x, t = np.array([0.5, 1.0]), np.array([1])
    # a1 = 0.5 - 1 + 0.5 = 0, z = 0.5, scores = (1, 0), y = e/(e+1), 1/(e+1)
    y = np.array([np.e, 1]) / (np.e + 1)
    np.testing.assert_allclose(net.predict(x), y)
    assert net.loss(x, t) == pytest.approx(-np.log(y[1]), abs=1e-6)
    dy = y - [0, 1]
    da = 0.25 * (dy @ [2, -2])
    gradient = net.gradient(x, t)
    np.testing.assert_allclose(gradient["b2"], dy)
    np.testing.assert_allclose(gradient["W2"], [0.5 * dy])
    np.testing.assert_allclose(gradient["b1"], [da])
    np.testing.assert_allclose(gradient["W1"], [[0.5 * da], [da]])


def test_predict_of_one_image_and_of_many(batch):
    net = small_net()
    x, _ = batch
    y = net.predict(x)
    assert y.shape == (5, 3)
    np.testing.assert_allclose(y.sum(axis=1), 1)
    np.testing.assert_allclose(net.predict(x[2]), y[2])


def test_everything_stays_in_the_dtype_of_the_params(batch):
    x, t = batch
    for dtype in (np.float32, np.float64):
        net = small_net(dtype)
        assert net.predict(x).dtype == dtype
        assert {value.dtype for value in net.gradient(x, t).values()} == {np.dtype(dtype)}


def test_accuracy(batch):
    net = small_net()
    x, _ = batch
    read = net.predict(x).argmax(axis=1)
    assert net.accuracy(x, read) == 1
    assert net.accuracy(x, (read + 1) % 3) == 0
    assert net.accuracy(x, np.eye(3)[read]) == 1
    assert net.accuracy(x, np.where(np.arange(5) < 2, read, (read + 1) % 3)) == pytest.approx(0.4)


def test_backpropagation_equals_the_numerical_gradient(batch):
    x, t = batch
    net = small_net()
    by_backpropagation, by_numbers = net.gradient(x, t), net.numerical_gradient(x, t)
    for key in ("W1", "b1", "W2", "b2"):
        assert by_backpropagation[key].shape == net.params[key].shape
        # The 1e-7 inside the logarithm of the loss is left out of backpropagation.
        np.testing.assert_allclose(by_backpropagation[key], by_numbers[key], atol=2e-7)
        assert np.abs(by_numbers[key]).max() > 1e-3


def test_numerical_gradient_is_accurate_for_float32_weights_too(batch):
    x, t = batch
    single, double = small_net(np.float32), small_net(np.float64)
    by_numbers = single.numerical_gradient(x.astype(np.float32), t)
    for key, exact in double.gradient(x, t).items():
        np.testing.assert_allclose(by_numbers[key], exact, atol=1e-6)
        assert single.params[key].dtype == np.float32


def test_gradient_takes_one_hot_labels_and_single_images(batch):
    x, t = batch
    net = small_net()
    for key, value in net.gradient(x, np.eye(3)[t]).items():
        np.testing.assert_array_equal(value, net.gradient(x, t)[key])
    for key, value in net.gradient(x[0], t[0]).items():
        np.testing.assert_allclose(value, net.gradient(x[:1], t[:1])[key])


def test_gradient_equals_that_of_pytorch(batch):
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: nothing to compare with")
    x, t = batch
    net = small_net()
    theirs = {key: torch.tensor(value, requires_grad=True) for key, value in net.params.items()}
    scores = torch.sigmoid(torch.tensor(x) @ theirs["W1"] + theirs["b1"]) @ theirs["W2"] + theirs["b2"]
    loss = torch.nn.functional.cross_entropy(scores, torch.tensor(t))
    loss.backward()
    assert net.loss(x, t) == pytest.approx(loss.item(), abs=1e-6)
    for key, value in net.gradient(x, t).items():
        np.testing.assert_allclose(value, theirs[key].grad.numpy(), atol=1e-12)


def test_a_network_of_given_parameters_shares_them():
    params = small_net().params
    net = TwoLayerNet.of(params)
    params["b2"][:] = 7
    assert (net.params["b2"] == 7).all()


def test_its_layers_are_the_same_network(batch):
    x, t = batch
    net = small_net()
    assert [type(layer) for layer in net.layers.values()] == [Affine, Sigmoid, Affine]
    assert type(net.last_layer) is SoftmaxWithLoss
    out = x
    for layer in net.layers.values():
        out = layer.forward(out)
    assert net.last_layer.forward(out, t) == net.loss(x, t)
    dout = net.last_layer.backward()
    for layer in reversed(net.layers.values()):
        dout = layer.backward(dout)
    first, _, second = net.layers.values()
    gradient = net.gradient(x, t)
    for key, value in {"W1": first.dW, "b1": first.db, "W2": second.dW, "b2": second.db}.items():
        np.testing.assert_array_equal(gradient[key], value)


def test_its_layers_follow_the_parameters(batch):
    x, _ = batch
    net = small_net()
    net.params["W1"] = net.params["W1"] + 1
    assert net.layers["Affine1"].W is net.params["W1"]
    np.testing.assert_array_equal(net.scores(x), net.forward(x).scores)
