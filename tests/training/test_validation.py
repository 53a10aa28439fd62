"""When accuracy is due, and how it is measured in pieces."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.nn import MultiLayerNet, TwoLayerNet
from mnistlab.nn.differences import result_of
from mnistlab.training.validation import SAMPLE, epoch_end, measure


@pytest.mark.parametrize(("batch_size", "images"), [(100, 600), (64, 600), (7, 600), (600, 600), (1000, 600), (1, 3)])
def test_accuracy_is_due_when_the_epoch_number_has_grown(batch_size, images):
    epochs = [iteration * batch_size // images for iteration in range(200)]
    due = [0, *(iteration for iteration in range(1, 200) if epochs[iteration] > epochs[iteration - 1])]
    for iteration in range(due[-1] + 1):
        assert epoch_end(iteration, batch_size, images) == next(end for end in due if end >= iteration)


def test_measuring_yields_the_share_done_and_gives_both_accuracies(small_dataset):
    network = TwoLayerNet(784, 5, 10, rng=np.random.default_rng(0), dtype=np.float32)
    train, test, train_loss, test_loss = result_of(measure(network, small_dataset))
    assert list(measure(network, small_dataset)) == [1 / 3, 2 / 3, 1]  # 600 and 200 images, in pieces of 500
    assert train == pytest.approx(
        network.accuracy(small_dataset.train_images / np.float32(255), small_dataset.train_labels)
    )
    assert test == pytest.approx(
        network.accuracy(small_dataset.test_images / np.float32(255), small_dataset.test_labels)
    )
    for loss, images, labels in (
        (train_loss, small_dataset.train_images, small_dataset.train_labels),
        (test_loss, small_dataset.test_images, small_dataset.test_labels),
    ):
        assert loss == pytest.approx(network.loss(images / np.float32(255), labels), rel=1e-5)


def test_losses_are_those_of_a_fixed_sample_with_weight_decay(mnist):
    network = MultiLayerNet(784, [5], 10, weight_decay_lambda=0.1, rng=np.random.default_rng(0))
    part = replace(mnist, train_images=mnist.train_images[:1300], train_labels=mnist.train_labels[:1300])
    part = replace(part, test_images=part.test_images[:40], test_labels=part.test_labels[:40])
    found = result_of(measure(network, part))
    sample = part.train_images[:SAMPLE] / np.float32(255)
    assert found.train_loss == pytest.approx(network.loss(sample, part.train_labels[:SAMPLE]), rel=1e-5)
    assert found.test_loss == pytest.approx(
        network.loss(part.test_images / np.float32(255), part.test_labels), rel=1e-5
    )
