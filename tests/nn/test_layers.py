import numpy as np
import pytest

from mnistlab.nn import Affine, BatchNormalization, Dropout, Relu, Sigmoid, SoftmaxWithLoss, Tanh, numerical_gradient
from mnistlab.nn.layers import SigmoidWithLoss, SigmoidWithSquares

RNG = np.random.default_rng(3)
W, B = RNG.standard_normal((4, 3)), RNG.standard_normal(3)
GAMMA, BETA = RNG.standard_normal(4), RNG.standard_normal(4)
MAKE = {
    "affine": lambda: Affine(W.copy(), B.copy()),
    "sigmoid": Sigmoid,
    "relu": Relu,
    "tanh": Tanh,
    "dropout": lambda: Dropout(0.4, rng=np.random.default_rng(1)),
    "batch normalisation": lambda: BatchNormalization(GAMMA.copy(), BETA.copy()),
}


@pytest.fixture
def x():
    return np.random.default_rng(5).standard_normal((6, 4))


@pytest.mark.parametrize("name", MAKE)
def test_backward_is_the_derivative_of_forward(name, x):
    layer = MAKE[name]()
    weights = np.random.default_rng(6).standard_normal(layer.forward(x).shape)  # of what comes out, in some loss

    def loss(_):
        same = MAKE[name]()  # with the same mask
        for attribute in layer.PARAMS:
            setattr(same, attribute, getattr(layer, attribute))
        return (same.forward(x) * weights).sum()

    dx = layer.backward(weights)
    np.testing.assert_allclose(dx, numerical_gradient(loss, x), atol=1e-6)
    for attribute in layer.PARAMS:
        numerical = numerical_gradient(loss, getattr(layer, attribute))
        np.testing.assert_allclose(getattr(layer, "d" + attribute), numerical, atol=1e-6, err_msg=attribute)


@pytest.mark.parametrize("name", MAKE)
def test_single_precision_stays_single(name, x):
    layer = MAKE[name]()
    for attribute in layer.PARAMS:
        setattr(layer, attribute, getattr(layer, attribute).astype(np.float32))
    for _ in range(2):
        out = layer.forward(x.astype(np.float32))
        assert out.dtype == layer.backward(out).dtype == np.float32
    assert all(getattr(layer, "d" + attribute).dtype == np.float32 for attribute in layer.PARAMS)
    if name in ("dropout", "batch normalisation"):
        assert layer.forward(x.astype(np.float32), train_flg=False).dtype == np.float32


def test_affine_takes_images_of_any_shape():
    x = np.arange(24.0).reshape(2, 1, 2, 6)
    layer = Affine(np.ones((12, 3)), np.zeros(3))
    np.testing.assert_array_equal(layer.forward(x), [[66] * 3, [210] * 3])
    assert layer.backward(np.ones((2, 3))).shape == x.shape


def test_relu_worked_by_hand():
    layer = Relu()
    np.testing.assert_array_equal(layer.forward(np.array([[-2.0, 0, 3]])), [[0, 0, 3]])
    assert layer.mask.tolist() == [[True, True, False]]
    np.testing.assert_array_equal(layer.backward(np.array([[5.0, 6, 7]])), [[0, 0, 7]])


def test_dropout_silences_its_share_in_training_and_speaks_lower_in_reading():
    x = np.ones((200, 100))
    layer = Dropout(0.3, rng=np.random.default_rng(1))
    out = layer.forward(x)
    assert set(np.unique(out)) == {0, 1}  # what is left is not made larger
    assert out.mean() == pytest.approx(0.7, abs=0.01)
    np.testing.assert_array_equal(layer.backward(x), out)
    np.testing.assert_allclose(layer.forward(x, False), 0.7)
    assert (layer.forward(x) != out).any()  # another mask each time


def test_dropout_of_a_script_follows_numpys_seed():
    np.random.seed(4)
    expected = np.random.rand(3, 5) > 0.5
    np.random.seed(4)
    layer = Dropout()
    layer.forward(np.ones((3, 5)))
    np.testing.assert_array_equal(layer.mask, expected)


def test_batch_normalisation_in_training_and_in_reading():
    x = np.array([[0.0, 10], [2, 30]])
    layer = BatchNormalization(np.array([1.0, 2]), np.array([0.0, 5]))
    np.testing.assert_allclose(layer.forward(x), [[-1, 3], [1, 7]], atol=1e-5)
    np.testing.assert_allclose(layer.running_mean, [0.1, 2])
    np.testing.assert_allclose(layer.running_var, [0.1, 10])
    np.testing.assert_allclose(layer.forward(x, False), [[-0.316, 5 + 16 / 3.162], [6.008, 5 + 56 / 3.162]], atol=1e-2)
    np.testing.assert_allclose(layer.running_mean, [0.1, 2])  # reading teaches it nothing
    given = BatchNormalization(
        np.ones(2), np.zeros(2), running_mean=np.array([1.0, 20]), running_var=np.array([1.0, 100])
    )
    np.testing.assert_allclose(given.forward(x, False), [[-1, -1], [1, 1]], atol=1e-5)


@pytest.mark.parametrize("one_hot", [True, False])
def test_softmax_with_loss(one_hot):
    scores, t = np.array([[1.0, 2, 0.5], [0, 0, 0]]), np.array([1, 2])
    labels = np.eye(3)[t] if one_hot else t
    layer = SoftmaxWithLoss()
    loss = layer.forward(scores, labels)
    assert loss == layer.loss == pytest.approx((-np.log(np.exp(2) / np.exp(scores[0]).sum()) + np.log(3)) / 2, abs=1e-6)
    np.testing.assert_allclose(layer.y.sum(axis=1), 1)
    np.testing.assert_array_equal(layer.t, labels)
    dx = layer.backward()
    np.testing.assert_allclose(dx, numerical_gradient(lambda x: SoftmaxWithLoss().forward(x, t), scores), atol=1e-6)
    np.testing.assert_allclose(layer.backward(dout=3), 3 * dx)


@pytest.mark.parametrize("kind", [SigmoidWithLoss, SigmoidWithSquares])
def test_the_gradient_of_sigmoid_outputs_is_the_derivative_of_their_loss(kind, x):
    layer, t = kind(), np.array([0, 3, 1, 2, 2, 0])
    layer.forward(x, t)
    numerical = numerical_gradient(lambda scores: kind().forward(scores, np.eye(4)[t]), x)  # one-hot labels, too
    np.testing.assert_allclose(layer.backward(), numerical, atol=1e-8)


def test_the_costs_of_sigmoid_outputs_by_hand():
    x, t = np.array([[0.0, 0.0]]), np.array([1])
    assert SigmoidWithLoss().forward(x, t) == pytest.approx(2 * np.log(2))  # both outputs are 0.5
    assert SigmoidWithSquares().forward(x, t) == pytest.approx((0.5**2 + 0.5**2) / 2)
    certain = np.array([[1000.0, -1000.0]], np.float32)
    assert SigmoidWithLoss().forward(certain, np.array([1])) == 2000  # not infinite
