import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet
from mnistlab.nn.reading import count_right


@pytest.mark.parametrize("hidden", [[50], [2000], [300, 300]])
def test_pieces_of_an_evaluation_are_short(small_dataset, hidden):
    network = MultiLayerNet(784, hidden, 10, rng=np.random.default_rng(1))
    images, labels = small_dataset.train_images, small_dataset.train_labels
    pieces = list(count_right(network, images, labels))
    products = sum(value.size for key, value in network.params.items() if key.startswith("W"))
    assert len(pieces) >= len(images) * products / 40_000_000
    assert sum(pieces) == round(network.accuracy(images / np.float32(255), labels) * len(images))


@pytest.mark.parametrize("activation", ["sigmoid", "relu", "tanh"])
@pytest.mark.parametrize("value", [1e30, np.inf, np.nan])
def test_weights_of_a_run_that_diverged_are_read_without_a_warning(small_dataset, activation, value):
    network = MultiLayerNet(784, [10], 10, activation=activation, rng=np.random.default_rng(1))
    for key in network.params:
        network.params[key][:] = -value
    images, labels = small_dataset.train_images, small_dataset.train_labels
    assert 0 <= sum(count_right(network, images, labels)) <= len(images)
