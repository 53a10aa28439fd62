import tracemalloc

import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet, TwoLayerNet, numerical_gradient
from mnistlab.nn.differences import central_differences, result_of
from mnistlab.nn.gradient import STEP
from mnistlab.nn.network import KEYS


def by_definition(net, x, t, key, places):
    """The plain loop, for the entries of `params[key]` at `places` in it, flattened; in float64."""
    exact = net.copy(np.float64)
    entries = exact.params[key].reshape(-1)

    def loss(values):
        entries[places] = values
        return exact.loss(np.asarray(x, np.float64), t)

    return numerical_gradient(loss, entries[places])


def assert_equals_definition(net, x, t, atol=1e-10):
    gradient = net.numerical_gradient(x, t)
    assert set(gradient) == set(net.params)
    for key in net.params:
        assert gradient[key].shape == net.params[key].shape
        assert gradient[key].dtype == np.float64
        plain = by_definition(net, x, t, key, np.arange(net.params[key].size))
        np.testing.assert_allclose(gradient[key].reshape(-1), plain, rtol=0, atol=atol, err_msg=key)


def small_net(hidden=4, std=0.5, dtype=np.float64, outputs=3):
    net = TwoLayerNet(6, hidden, outputs, std, rng=np.random.default_rng(7), dtype=dtype)
    rng = np.random.default_rng(9)
    for key in ("b1", "b2"):
        net.params[key] += rng.standard_normal(net.params[key].shape).astype(dtype)
    return net


@pytest.fixture
def batch():
    rng = np.random.default_rng(8)
    x = rng.random((5, 6)).round(1)  # a few shades, so that some are the same in an image
    x[rng.random((5, 6)) < 0.4] = 0
    return x, np.array([0, 2, 1, 1, 2])


@pytest.fixture
def digits(small_dataset):
    x = small_dataset.train_images[:100].reshape(100, -1) / 255.0
    return x, small_dataset.train_labels[:100]


@pytest.mark.parametrize("hidden", [1, 4, 30])
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_every_parameter_equals_the_plain_loop(batch, hidden, dtype):
    assert_equals_definition(small_net(hidden, dtype=dtype), *batch)


@pytest.mark.parametrize("decay", [0, 0.1])
def test_without_a_hidden_layer_every_parameter_equals_the_plain_loop(batch, decay):
    net = MultiLayerNet(6, [], 3, weight_init_std=0.5, weight_decay_lambda=decay, rng=np.random.default_rng(7))
    assert_equals_definition(net, *batch)
    assert_equals_definition(net, batch[0][0], batch[1][0])


def test_one_hot_labels_and_single_images(batch):
    x, t = batch
    net = small_net()
    assert_equals_definition(net, x, np.eye(3)[t])
    assert_equals_definition(net, x[0], t[0])
    assert_equals_definition(net, x[:1].astype(np.float32), np.eye(3)[t[0]])


def test_images_of_any_numbers_and_two_classes(batch):
    _, t = batch
    x = np.random.default_rng(3).standard_normal((5, 6))
    assert_equals_definition(small_net(outputs=2), x, t % 2)
    assert_equals_definition(small_net(outputs=1), x, t * 0)


def test_answers_that_are_given_no_chance(batch):
    """Where scores lie so far apart that exp overflows, the 1e-7 in the loss holds it, and no warning is given."""
    x, t = batch
    net = small_net(std=20)
    net.params["b2"] *= 1000
    assert net.loss(x, t) > 5
    assert_equals_definition(net, x, t, atol=1e-9)


def test_pieces_do_not_matter(batch, monkeypatch):
    net = small_net()
    whole = net.numerical_gradient(*batch)
    monkeypatch.setattr("mnistlab.nn.differences.ROOM", 1)
    in_rows = net.numerical_gradient(*batch)
    for key in KEYS:
        np.testing.assert_allclose(in_rows[key], whole[key], rtol=0, atol=1e-11)


@pytest.mark.parametrize("std", [0.01, 0.3])
def test_digits_equal_the_plain_loop(digits, std):
    x, t = digits
    net = TwoLayerNet(784, 50, 10, std, rng=np.random.default_rng(1), dtype=np.float64)
    gradient = net.numerical_gradient(x, t)
    inked = np.flatnonzero(np.repeat(x.any(axis=0), 50))
    rng = np.random.default_rng(2)
    for key, value in gradient.items():
        among = inked if key == "W1" else np.arange(value.size)
        places = rng.choice(among, size=min(40, len(among)), replace=False)
        plain = by_definition(net, x, t, key, places)
        assert np.abs(plain).max() > 1e-5
        np.testing.assert_allclose(value.reshape(-1)[places], plain, rtol=0, atol=1e-10, err_msg=key)


def test_digits_equal_backpropagation(digits):
    x, t = digits
    net = TwoLayerNet(784, 50, 10, rng=np.random.default_rng(1), dtype=np.float64)
    gradient = net.numerical_gradient(x, t)
    for key, value in net.gradient(x, t).items():
        # What is left is the 1e-7 inside the logarithm, which backpropagation leaves out.
        np.testing.assert_allclose(gradient[key], value, rtol=0, atol=1e-7, err_msg=key)
        assert np.abs(value).max() > 1e-4


def test_nothing_but_the_1e_7_parts_them_from_backpropagation(digits):
    x, t = digits
    net = TwoLayerNet(784, 20, 10, 0.5, rng=np.random.default_rng(1), dtype=np.float64)
    net.params["W2"] *= 5
    right = net.predict(x)[np.arange(100), t]
    assert right.min() < 1e-4  # some are read so wrongly that it shows
    # d/dp of -log(p + 1e-7) is that of -log p, times p / (p + 1e-7)
    share = right / (right + 1e-7) / 100
    each = [net.gradient(x[n], t[n]) for n in range(100)]
    gradient = net.numerical_gradient(x, t)
    backpropagation = net.gradient(x, t)
    apart = 0
    for key in KEYS:
        exact = sum(share[n] * each[n][key] for n in range(100))
        np.testing.assert_allclose(gradient[key], exact, rtol=0, atol=1e-8, err_msg=key)
        apart = max(apart, np.abs(gradient[key] - backpropagation[key]).max())
    assert apart > 1e-6


def test_differences_are_not_derivatives(batch):
    """With a large step they part from backpropagation as h² does, and stay those of the plain loop."""
    x, t = batch
    net = small_net(std=2)
    derivative = net.gradient(x, t)["W1"]

    def apart(h):
        return np.abs(result_of(central_differences(net, x, t, h))["W1"] - derivative).max()

    assert apart(0.2) > 1e-4
    assert apart(0.2) / apart(0.1) == pytest.approx(4, rel=0.1)
    assert STEP == 1e-4


def test_pixels_without_ink_give_exactly_nothing(digits):
    x, t = digits
    never = ~x.any(axis=0)
    assert never.sum() > 50
    gradient = TwoLayerNet(784, 12, 10, rng=np.random.default_rng(1)).numerical_gradient(x, t)["W1"]
    assert not gradient[never].any()
    assert gradient[~never].all()


def test_it_is_deterministic(digits):
    net = TwoLayerNet(784, 12, 10, rng=np.random.default_rng(1))
    first, second = (net.numerical_gradient(*digits) for _ in range(2))
    for key in KEYS:
        np.testing.assert_array_equal(first[key], second[key])


@pytest.mark.parametrize("room", [1, 65_536])
def test_progress_rises_to_1(batch, monkeypatch, room):
    monkeypatch.setattr("mnistlab.nn.differences.ROOM", room)
    shares = list(central_differences(small_net(), *batch))
    assert len(shares) >= 5
    assert shares[0] > 0
    assert shares[-1] == 1
    assert (np.diff(shares) > 0).all()


def test_stopping_early_is_harmless(batch):
    net = small_net()
    before = {key: value.copy() for key, value in net.params.items()}
    running = central_differences(net, *batch)
    next(running)
    running.close()
    for key in KEYS:
        np.testing.assert_array_equal(net.params[key], before[key])


def test_a_run_may_go_on_learning_meanwhile(batch):
    net = small_net()
    x, t = batch[0].copy(), batch[1].copy()
    expected = net.numerical_gradient(x, t)
    work = central_differences(net, x, t)
    next(work)
    for value in (*net.params.values(), x, t):
        value[...] = 0
    gradient = result_of(work)
    for key in KEYS:
        np.testing.assert_array_equal(gradient[key], expected[key])


@pytest.mark.parametrize(("count", "hidden", "kind"), [(100, 50, "digits"), (1000, 20, "digits"), (1, 2000, "noise")])
def test_memory_stays_bounded(small_dataset, count, hidden, kind):
    if kind == "digits":
        x = np.resize(small_dataset.train_images.reshape(-1, 784), (count, 784)) / 255.0
    else:
        x = np.random.default_rng(0).random((count, 784))  # as many shades as pixels: the most there can be
    t = np.resize(small_dataset.train_labels, count)
    net = TwoLayerNet(784, hidden, 10, rng=np.random.default_rng(1))
    tracemalloc.start()
    try:
        running = central_differences(net, x, t)
        # Beyond some images it does not matter how many follow, and the tracing takes its time.
        for _, _ in zip(running, range(60 if kind == "digits" else 10_000), strict=False):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < (100e6 if kind == "noise" else 20e6)


@pytest.mark.parametrize("activation", ["relu", "tanh", "sigmoid"])
@pytest.mark.parametrize("sizes", [[4], [4, 3], []])
@pytest.mark.parametrize("decay", [0, 0.3])
def test_any_network_equals_the_plain_loop(batch, activation, sizes, decay):
    net = MultiLayerNet(6, sizes, 3, activation, weight_decay_lambda=decay, rng=np.random.default_rng(7))
    assert_equals_definition(net, *batch)


def test_batch_normalisation_is_checked_as_in_training_and_left_as_it_was(batch):
    net = MultiLayerNet(6, [4], 3, use_batchnorm=True, rng=np.random.default_rng(7), dtype=np.float64)
    gradient = net.numerical_gradient(*batch)
    assert net.layers["BatchNorm1"].running_mean is None
    for key, value in net.gradient(*batch).items():
        np.testing.assert_allclose(gradient[key], value, atol=1e-6, err_msg=key)


def test_a_large_network_of_any_kind_tells_how_far_it_is(digits):
    work = central_differences(MultiLayerNet(784, [20, 10], 10, rng=np.random.default_rng(1)), *digits)
    shares = [next(work) for _ in range(3)]
    assert 0 < shares[0] < shares[1] < shares[2] < 0.01
