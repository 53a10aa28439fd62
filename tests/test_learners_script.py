"""A script as a learner writes it beside the book, with nothing but its imports changed."""

import numpy as np

from mnistlab.data import load_mnist
from mnistlab.nn import TwoLayerNet


def learn(iters_num, batch_size, hidden_size=50, gradient="gradient", crop=slice(None)):
    np.random.seed(0)
    (x_train, t_train), (x_test, t_test) = load_mnist(normalize=True, one_hot_label=True)
    x_train, x_test = x_train[:, crop], x_test[:, crop]
    network = TwoLayerNet(input_size=x_train.shape[1], hidden_size=hidden_size, output_size=10)

    train_size = x_train.shape[0]
    learning_rate = 0.1
    train_loss_list = []
    train_acc_list = []
    test_acc_list = []
    iter_per_epoch = max(train_size / batch_size, 1)

    for i in range(iters_num):
        batch_mask = np.random.choice(train_size, batch_size)
        x_batch = x_train[batch_mask]
        t_batch = t_train[batch_mask]

        grad = getattr(network, gradient)(x_batch, t_batch)
        for key in ("W1", "b1", "W2", "b2"):
            network.params[key] -= learning_rate * grad[key]

        loss = network.loss(x_batch, t_batch)
        train_loss_list.append(loss)

        if i % iter_per_epoch == 0:
            train_acc_list.append(network.accuracy(x_train, t_train))
            test_acc_list.append(network.accuracy(x_test, t_test))

    return network, train_loss_list, train_acc_list, test_acc_list


def test_learning_by_backpropagation():
    network, losses, train_acc, test_acc = learn(iters_num=1201, batch_size=100)
    assert len(losses) == 1201
    assert len(train_acc) == len(test_acc) == 3
    assert losses[0] > 2.2
    assert np.mean(losses[-50:]) < 0.6
    assert test_acc[-1] > 0.85
    assert all(value.dtype == np.float32 for value in network.params.values())


def test_learning_by_the_numerical_gradient_goes_the_same_way():
    few_pixels = slice(300, 500, 10)  # the plain loop computes the loss twice for each weight
    _, by_numbers, _, _ = learn(4, 20, hidden_size=5, gradient="numerical_gradient", crop=few_pixels)
    _, by_backpropagation, _, _ = learn(4, 20, hidden_size=5, crop=few_pixels)
    np.testing.assert_allclose(by_numbers, by_backpropagation, atol=1e-5)
