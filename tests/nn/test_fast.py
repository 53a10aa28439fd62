import numpy as np
import pytest

from mnistlab.nn import SGD, Adam, Dropout, MultiLayerNet, Network, Relu, Tanh, TwoLayerNet
from mnistlab.nn.fast import FastNetwork
from mnistlab.nn.mistakes import Mistake, with_mistake
from mnistlab.nn.reading import count_right


def in_another_order():
    first, sigmoid, last = MultiLayerNet(784, [20], 10, "sigmoid", 0.3, rng=np.random.default_rng(1)).layers.values()
    rng = np.random.default_rng(3)
    layers = {"Dropout0": Dropout(0.2, rng=rng), "Affine1": first, "Sigmoid1": sigmoid, "Dropout1": Dropout(rng=rng)}
    layers |= {"Tanh1": Tanh(), "Relu1": Relu(), "Affine2": last}
    return Network({"W1": first.W, "b1": first.b, "W2": last.W, "b2": last.b}, layers)


MAKE = {
    "two layers": lambda: TwoLayerNet(784, 20, 10, rng=np.random.default_rng(1)),
    "relu": lambda: MultiLayerNet(784, [20], 10, "relu", rng=np.random.default_rng(1)),
    "tanh, deep, decay": lambda: MultiLayerNet(784, [20, 15], 10, "tanh", 0.1, 0.01, rng=np.random.default_rng(1)),
    "all that chapter 6 has": lambda: MultiLayerNet(
        784, [20, 15], 10, "sigmoid", 0.3, 0.01, use_dropout=True, use_batchnorm=True, rng=np.random.default_rng(1)
    ),
    "one activation after the other": in_another_order,
    "dropout": lambda: MultiLayerNet(784, [20], 10, "relu", use_dropout=True, rng=np.random.default_rng(1)),
    "no hidden layer": lambda: MultiLayerNet(784, [], 10, rng=np.random.default_rng(1)),
}


def fast_of(network, data, batch_size=50):
    return FastNetwork(network, data.train_images, data.train_labels, batch_size)


def batch_of(data, indices):
    return data.train_images[indices].astype(np.float32) / 255, data.train_labels[indices]


@pytest.mark.parametrize("name", MAKE)
def test_it_goes_the_way_of_the_network_over_a_thousand_steps(small_dataset, name):
    """The fast way and the plain page stay together, to the rounding of float32."""
    data, plain, quick = small_dataset, MAKE[name](), MAKE[name]()
    fast, optimizer = fast_of(quick, data), SGD(0.1)
    steps = 1000 if name == "two layers" else 100
    rng = np.random.default_rng(2)
    losses = []
    for _ in range(steps):
        indices = rng.integers(len(data.train_images), size=50)
        x, t = batch_of(data, indices)
        before_last_update = plain.probabilities(x)
        gradient = plain.gradient(x, t)
        loss = plain.loss(x, t) if name == "two layers" else plain.last_layer.loss + plain.weight_decay()
        for key in plain.params:
            plain.params[key] -= 0.1 * gradient[key]
        fast.load(indices)
        losses.append((fast.compute_gradient(), loss))
        optimizer.update({"all": fast.params}, {"all": fast.grads})
    ours, theirs = np.array(losses).T
    np.testing.assert_allclose(ours, theirs, atol=2e-4)
    assert theirs[-10:].mean() < 0.95 * theirs[0]
    for key, value in plain.params.items():
        np.testing.assert_allclose(quick.params[key], value, atol=1e-3, err_msg=key)
    if name == "two layers":
        np.testing.assert_allclose(fast.probabilities, before_last_update, atol=1e-4)
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
    x, t = data.test_images.astype(np.float32) / 255, data.test_labels
    assert sum(count_right(quick, data.test_images, t)) / len(t) == pytest.approx(quick.accuracy(x, t))


@pytest.mark.parametrize("mistake", Mistake)
def test_a_mistake_is_made_and_unmade(small_dataset, mistake):
    data, network = small_dataset, TwoLayerNet(784, 20, 10, 0.3, rng=np.random.default_rng(1))
    fast = fast_of(network, data)
    x, t = batch_of(data, np.arange(50))
    fast.load(np.arange(50))
    for made in (None, mistake, None):
        loss = fast.compute_gradient(made)
        assert loss == pytest.approx(network.loss(x, t), abs=1e-5)
        expected = network.gradient(x, t) if made is None else with_mistake(network, made).gradient(x, t)
        for key, value in fast.gradient.items():
            np.testing.assert_allclose(value, expected[key], rtol=1e-3, atol=1e-5, err_msg=key)
        np.testing.assert_allclose(fast.probabilities, network.predict(x), atol=1e-5)


def test_a_gradient_from_elsewhere_is_what_an_update_uses(small_dataset):
    network = MAKE["two layers"]()
    fast = fast_of(network, small_dataset)
    before = fast.copy_params()
    gradient = {key: np.random.default_rng(3).standard_normal(value.shape) for key, value in before.items()}
    fast.set_gradient(gradient)
    SGD(0.5).update({"all": fast.params}, {"all": fast.grads})
    for key, value in network.params.items():
        np.testing.assert_allclose(value, before[key] - 0.5 * gradient[key], atol=1e-6)
        np.testing.assert_allclose(fast.gradient[key], gradient[key], atol=1e-6)


def test_copies_stay_as_they_are(small_dataset):
    fast = fast_of(MAKE["two layers"](), small_dataset)
    fast.load(np.arange(50))
    fast.compute_gradient()
    params, gradient = fast.copy_params(), fast.gradient
    kept = [value.copy() for value in (*params.values(), *gradient.values())]
    fast.params += 1
    fast.grads += 1
    for value, before in zip((*params.values(), *gradient.values()), kept, strict=True):
        np.testing.assert_array_equal(value, before)


@pytest.mark.parametrize("by_numbers", [False, True])
def test_units_that_begin_alike_stay_alike_for_ever(small_dataset, by_numbers):
    """A product rounds its last columns otherwise than the first: 2 of 50 units broke away by that."""
    network = TwoLayerNet(784, 50, 10, 0)
    fast = fast_of(network, small_dataset, 100)
    rng, optimizer = np.random.default_rng(2), SGD(0.1)
    for _ in range(3 if by_numbers else 300):
        indices = rng.integers(len(small_dataset.train_images), size=100)
        fast.load(indices)
        fast.compute_gradient()
        if by_numbers:
            fast.set_gradient(network.numerical_gradient(*batch_of(small_dataset, indices[:5])))
        optimizer.update({"all": fast.params}, {"all": fast.grads})
    assert network.params["W1"].any()
    for unit in range(50):
        assert network.params["W1"][:, unit].tobytes() == network.params["W1"][:, 0].tobytes()
        assert network.params["W2"][unit].tobytes() == network.params["W2"][0].tobytes()
    assert len(set(network.params["b1"])) == 1


def test_other_images_may_be_put_in_place(small_dataset):
    fast = fast_of(MAKE["two layers"](), small_dataset)
    fast.load(np.arange(50))
    one = fast.compute_gradient()
    fast.learn_from(255 - small_dataset.train_images, small_dataset.train_labels)
    fast.load(np.arange(50))
    assert fast.compute_gradient() != one


def test_a_run_goes_on_from_its_state_bit_for_bit(small_dataset):
    """With all that layers and optimizers keep: running means, the masks' generator, Adam's arrays."""

    def learn(fast, optimizer, steps):
        for step in steps:
            fast.load(np.arange(50) + step)
            fast.compute_gradient()
            optimizer.update({"all": fast.params}, {"all": fast.grads})

    whole, first, second = (MAKE["all that chapter 6 has"]() for _ in range(3))
    learn(fast_of(whole, small_dataset), Adam(), range(40))
    fast, optimizer = fast_of(first, small_dataset), Adam()
    learn(fast, optimizer, range(20))
    kept, masks = first.state()
    assert set(kept) == {"running_mean.1", "running_var.1", "running_mean.2", "running_var.2"}
    state, params = optimizer.state(), fast.copy_params()
    learn(fast, optimizer, range(20, 23))  # what is handed over does not change by that
    second.params.update(params)
    second.restore(kept, masks)
    fast, optimizer = fast_of(second, small_dataset), Adam()
    optimizer.restore(state)
    learn(fast, optimizer, range(20, 40))
    for key, value in whole.params.items():
        assert second.params[key].tobytes() == value.tobytes(), key
    for key, value in whole.state()[0].items():
        assert second.state()[0][key].tobytes() == value.tobytes(), key


def test_a_network_that_has_not_learnt_begins_again(small_dataset):
    network = MAKE["all that chapter 6 has"]()
    begun = network.state()
    x, t = batch_of(small_dataset, np.arange(50))
    first = network.gradient(x, t)
    network.restore(*begun)
    assert network.state()[0] == {}
    for key, value in network.gradient(x, t).items():
        np.testing.assert_array_equal(value, first[key])


@pytest.mark.parametrize("mistake", [None, *Mistake])
@pytest.mark.parametrize("name", ["two layers", "dropout"])
def test_pieces_of_a_large_batch_come_to_its_gradient(small_dataset, large_batches, name, mistake):
    network = MAKE[name]()
    whole = with_mistake(network, mistake)
    begun = network.state()
    x, t = batch_of(small_dataset, np.arange(130))
    expected = whole.gradient(x, t)  # where there is dropout, it draws masks
    loss = whole.last_layer.loss
    network.restore(*begun)
    fast = fast_of(network, small_dataset, 130)
    fast.load(np.arange(130))
    assert fast.compute_gradient(mistake) == pytest.approx(loss, abs=1e-5)
    for key, value in fast.gradient.items():
        np.testing.assert_allclose(value, expected[key], rtol=2e-3, atol=1e-5, err_msg=key)
    assert len(fast.probabilities) == 50
    np.testing.assert_allclose(fast.probabilities, whole.last_layer.y[:50], atol=1e-5)
    assert name != "dropout" or fast.masks.shape == (50, 20)


def test_a_large_batch_that_is_given_up_leaves_the_last_gradient(small_dataset, large_batches):
    fast = fast_of(MAKE["tanh, deep, decay"](), small_dataset, 130)
    fast.load(np.arange(130))
    fast.compute_gradient()
    gradient, probabilities = fast.grads.copy(), fast.probabilities.copy()
    fast.load(np.arange(200, 330))
    work = fast.gradient_in_pieces()
    assert [next(work) for _ in range(3)] == [40 / 130, 80 / 130, 120 / 130]
    np.testing.assert_array_equal(fast.grads, gradient)
    np.testing.assert_array_equal(fast.probabilities, probabilities)


def test_batch_normalisation_takes_the_means_of_a_large_batch_as_a_whole(small_dataset, large_batches):
    network = MAKE["all that chapter 6 has"]()
    assert not fast_of(network, small_dataset, 130).in_pieces
