import numpy as np
import pytest

from mnistlab.nn import (
    SGD,
    AdaGrad,
    Adam,
    Affine,
    BatchNormalization,
    Dropout,
    Momentum,
    MultiLayerNet,
    Nesterov,
    Relu,
    RMSprop,
    Sigmoid,
    SoftmaxWithLoss,
    Tanh,
    softmax,
)


@pytest.fixture
def batch():
    rng = np.random.default_rng(8)
    return rng.random((5, 6)), np.array([0, 2, 1, 1, 2])


def small_net(*args, **kwargs):
    kwargs = {"rng": np.random.default_rng(7), "dtype": np.float64, **kwargs}
    return MultiLayerNet(6, [5, 4], 3, *args, **kwargs)


def test_layers_and_parameters_are_those_of_the_book():
    net = small_net("sigmoid", 0.1, 0.5, True, 0.2, True)
    assert {name: type(layer) for name, layer in net.layers.items()} == {
        "Affine1": Affine, "BatchNorm1": BatchNormalization, "Activation_function1": Sigmoid, "Dropout1": Dropout,
        "Affine2": Affine, "BatchNorm2": BatchNormalization, "Activation_function2": Sigmoid, "Dropout2": Dropout,
        "Affine3": Affine,
    }  # fmt: skip
    assert type(net.last_layer) is SoftmaxWithLoss
    assert {key: value.shape for key, value in net.params.items()} == {
        "W1": (6, 5), "b1": (5,), "W2": (5, 4), "b2": (4,), "W3": (4, 3), "b3": (3,),
        "gamma1": (5,), "beta1": (5,), "gamma2": (4,), "beta2": (4,),
    }  # fmt: skip
    assert net.layers["Dropout1"].dropout_ratio == 0.2
    assert net.weight_decay_lambda == 0.5
    assert net.layers["Affine1"].W is net.params["W1"]
    assert (net.params["gamma1"] == 1).all()


@pytest.mark.parametrize(("name", "kind"), [("relu", Relu), ("sigmoid", Sigmoid), ("tanh", Tanh)])
def test_activations(name, kind):
    assert type(small_net(name).layers["Activation_function2"]) is kind


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (0.3, [0.3, 0.3]),
        ("relu", [0.05, 0.1]),
        ("He", [0.05, 0.1]),
        ("sigmoid", [0.035, 0.0707]),
        ("xavier", [0.035, 0.0707]),
    ],
)
def test_first_weights(given, expected):
    net = MultiLayerNet(800, [200], 50, weight_init_std=given, rng=np.random.default_rng(1))
    stds = [net.params[key].std() for key in ("W1", "W2")]
    np.testing.assert_allclose(stds, expected, rtol=0.03)
    assert not net.params["b1"].any()


def test_unknown_first_weights_are_refused():
    with pytest.raises(ValueError, match=r"large.*relu"):
        small_net(weight_init_std="large")


def test_numpys_seed_fixes_the_weights_of_a_script():
    np.random.seed(3)
    expected = 0.1 * np.random.randn(6, 5)
    np.random.seed(3)
    net = MultiLayerNet(input_size=6, hidden_size_list=[5], output_size=3, weight_init_std=0.1)
    np.testing.assert_allclose(net.params["W1"], expected, rtol=1e-6)


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh"])
@pytest.mark.parametrize("decay", [0, 0.2])
@pytest.mark.parametrize("batchnorm", [False, True])
def test_backpropagation_equals_the_numerical_gradient(batch, activation, decay, batchnorm):
    net = small_net(activation, weight_decay_lambda=decay, use_batchnorm=batchnorm)
    for number in (1, 2, 3):  # no sum is just 0, where ReLU has no derivative
        net.params[f"b{number}"] += 0.2 * np.random.default_rng(number).standard_normal(len(net.params[f"b{number}"]))
    by_backpropagation, by_numbers = net.gradient(*batch), net.numerical_gradient(*batch)
    assert set(by_backpropagation) == set(by_numbers) == set(net.params)
    for key, value in by_backpropagation.items():
        np.testing.assert_allclose(value, by_numbers[key], atol=2e-5, err_msg=key)


def test_predict_gives_scores_and_probabilities_are_beside_them(batch):
    x, t = batch
    net = small_net()
    np.testing.assert_allclose(softmax(net.predict(x)), net.probabilities(x))
    assert net.accuracy(x, net.predict(x).argmax(axis=1)) == 1
    assert net.accuracy(x, np.eye(3)[t]) == net.accuracy(x, t)
    np.testing.assert_allclose(net.predict(x[1]), net.predict(x)[1])


def test_weight_decay_is_half_lambda_times_all_squares(batch):
    net, heavy = small_net(), small_net(weight_decay_lambda=0.4)
    squares = sum((net.params[key] ** 2).sum() for key in ("W1", "W2", "W3"))
    assert heavy.loss(*batch) - net.loss(*batch) == pytest.approx(0.2 * squares)
    for key, value in heavy.gradient(*batch).items():
        added = 0.4 * net.params[key] if key.startswith("W") else 0
        np.testing.assert_allclose(value, net.gradient(*batch)[key] + added)


def test_training_and_reading_differ_with_dropout_and_batch_normalisation(batch):
    x, t = batch
    for kind in ({"use_dropout": True}, {"use_batchnorm": True}):
        net = small_net(**kind)
        assert (net.predict(x) == net.predict(x)).all()
        assert (net.predict(x, train_flg=True) != net.predict(x)).any()
        assert net.loss(x, t, train_flg=True) != net.loss(x, t)


def test_it_learns(small_dataset):
    x, t = small_dataset.train_images[:200] / np.float32(255), small_dataset.train_labels[:200]
    net = MultiLayerNet(784, [30, 20], 10, use_batchnorm=True, rng=np.random.default_rng(1))
    before = net.accuracy(x, t)
    for _ in range(30):
        for key, gradient in net.gradient(x, t).items():
            net.params[key] -= 0.5 * gradient
    assert before < 0.3
    assert net.accuracy(x, t) > 0.9
    assert net.dtype == np.float32


@pytest.mark.parametrize("kind", [SGD, Momentum, Nesterov, AdaGrad, RMSprop, Adam])
def test_a_script_of_the_books_chapter_6(small_dataset, kind):
    """As the book compares its optimizers, with nothing but the imports changed."""
    np.random.seed(1)
    x_train, t_train = small_dataset.train_images / 255.0, np.eye(10)[small_dataset.train_labels]
    network = MultiLayerNet(input_size=784, hidden_size_list=[30, 30], output_size=10)
    optimizer = kind()
    losses = []
    for _ in range(40):
        batch_mask = np.random.choice(len(x_train), 64)
        x_batch, t_batch = x_train[batch_mask], t_train[batch_mask]
        grads = network.gradient(x_batch, t_batch)
        optimizer.update(network.params, grads)
        losses.append(network.loss(x_batch, t_batch))
    assert np.mean(losses[-5:]) < 0.95 * np.mean(losses[:5])
