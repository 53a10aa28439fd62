"""``common/trainer.py``: the loop of training, for a network and an optimizer by its name."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.network import Network
from mnistlab.nn.optimizers import SGD, AdaGrad, Adam, Momentum, Nesterov, Optimizer, RMSprop

OPTIMIZERS: Final[Mapping[str, type[Optimizer]]] = {
    "sgd": SGD,
    "momentum": Momentum,
    "nesterov": Nesterov,
    "adagrad": AdaGrad,
    "rmsprop": RMSprop,
    "adam": Adam,
}


class Trainer:
    """Trains a network, and notes the loss of every iteration and the accuracies of every epoch.

    The loss is that of the mini-batch after the update. Mini-batches are drawn by NumPy's global generator, which
    `np.random.seed` sets.

    Parameters
    ----------
    network : Network
        Any object with `params`, `gradient`, `loss` and `accuracy` will do.
    x_train, t_train, x_test, t_test : ndarray
        Images (M, D), and labels (M,) or one-hot (M, K).
    epochs : int
    mini_batch_size : int
    optimizer : str
        A name of `OPTIMIZERS`, in capital letters or small ones.
    optimizer_param : mapping
        The arguments of the optimizer, such as ``{"lr": 0.01}``.
    evaluate_sample_num_per_epoch : int, optional
        How many of the first images the accuracies are measured on; without it, all.
    verbose : bool
        Whether losses and accuracies are printed.

    Attributes
    ----------
    train_loss_list : list of float
        One for each iteration.
    train_acc_list, test_acc_list : list of float
        One for each epoch, measured after its first iteration.

    Raises
    ------
    ValueError
        If there is no such optimizer.
    """

    def __init__(  # noqa: PLR0917 (the order of the book)
        self,
        network: Network,
        x_train: Array,
        t_train: Array,
        x_test: Array,
        t_test: Array,
        epochs: int = 20,
        mini_batch_size: int = 100,
        optimizer: str = "SGD",
        optimizer_param: Mapping[str, Any] = {"lr": 0.01},
        evaluate_sample_num_per_epoch: int | None = None,
        verbose: bool = True,
    ) -> None:
        if optimizer.lower() not in OPTIMIZERS:
            raise ValueError(f"no optimizer {optimizer!r}: expected one of {', '.join(OPTIMIZERS)}")
        self.network = network
        self.verbose = verbose
        self.x_train, self.t_train = x_train, t_train
        self.x_test, self.t_test = x_test, t_test
        self.epochs = epochs
        self.batch_size = mini_batch_size
        self.evaluate_sample_num_per_epoch = evaluate_sample_num_per_epoch
        self.optimizer = OPTIMIZERS[optimizer.lower()](**optimizer_param)
        self.train_size = len(x_train)
        self.iter_per_epoch = max(self.train_size / mini_batch_size, 1)
        self.max_iter = int(epochs * self.iter_per_epoch)
        self.current_iter = 0
        self.current_epoch = 0
        self.train_loss_list: list[float] = []
        self.train_acc_list: list[float] = []
        self.test_acc_list: list[float] = []

    def train_step(self) -> None:
        """Do one iteration; measure the accuracies after the first of each epoch."""
        batch = np.random.choice(self.train_size, self.batch_size)
        x, t = self.x_train[batch], self.t_train[batch]
        self.optimizer.update(self.network.params, self.network.gradient(x, t))
        loss = self.network.loss(x, t)
        self.train_loss_list.append(loss)
        self._say(f"train loss:{loss}")
        if self.current_iter % self.iter_per_epoch == 0:
            self.current_epoch += 1
            some = slice(self.evaluate_sample_num_per_epoch)
            train = self.network.accuracy(self.x_train[some], self.t_train[some])
            test = self.network.accuracy(self.x_test[some], self.t_test[some])
            self.train_acc_list.append(train)
            self.test_acc_list.append(test)
            self._say(f"=== epoch:{self.current_epoch}, train acc:{train}, test acc:{test} ===")
        self.current_iter += 1

    def train(self) -> None:
        """Do all iterations, and measure the accuracy on all test images at the end."""
        for _ in range(self.max_iter):
            self.train_step()
        accuracy = self.network.accuracy(self.x_test, self.t_test)
        self._say(f"=============== Final Test Accuracy ===============\ntest acc:{accuracy}")

    def _say(self, text: str) -> None:
        if self.verbose:
            print(text)
