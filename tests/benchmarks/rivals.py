"""What mnistlab's step is measured against, each with the same work: batch, shapes, learning rate, MNIST.

Every one has `run(iterations)`; each keeps the loss of every iteration, as mnistlab does. Import `harness` first.
"""

import numpy as np

from mnistlab.data import Dataset

LEARNING_RATE = 0.1
STD = 0.01
CLASSES = 10


class Book:
    """The loop as first books print it (Saito, "Deep Learning from Scratch", chapter 4).

    Weights in float64, labels one-hot in float64, images float32 in 0..1, a batch by `np.random.choice`, the
    sigmoid computed again for its derivative, and a second forward pass for the loss, after the update.
    """

    def __init__(self, data: Dataset, hidden: int = 50, batch: int = 100) -> None:
        self.x_train = data.train_images.astype(np.float32) / 255.0
        self.x_test = data.test_images.astype(np.float32) / 255.0
        self.t_train = np.eye(CLASSES)[data.train_labels]
        self.t_test = np.eye(CLASSES)[data.test_labels]
        self.hidden, self.batch = hidden, batch
        self.params: dict[str, np.ndarray] = {}
        self.reset()

    def reset(self) -> None:
        self.params = {
            "W1": STD * np.random.randn(self.x_train.shape[1], self.hidden),
            "b1": np.zeros(self.hidden),
            "W2": STD * np.random.randn(self.hidden, CLASSES),
            "b2": np.zeros(CLASSES),
        }
        self.losses: list[float] = []

    def predict(self, x: np.ndarray) -> np.ndarray:
        a1 = np.dot(x, self.params["W1"]) + self.params["b1"]
        z1 = _sigmoid(a1)
        a2 = np.dot(z1, self.params["W2"]) + self.params["b2"]
        return _softmax(a2)

    def loss(self, x: np.ndarray, t: np.ndarray) -> float:
        y = self.predict(x)
        right = t.argmax(axis=1)
        return -np.sum(np.log(y[np.arange(len(y)), right] + 1e-7)) / len(y)

    def accuracy(self, x: np.ndarray, t: np.ndarray) -> float:
        return np.sum(np.argmax(self.predict(x), axis=1) == np.argmax(t, axis=1)) / float(x.shape[0])

    def gradient(self, x: np.ndarray, t: np.ndarray) -> dict[str, np.ndarray]:
        W2 = self.params["W2"]
        grads = {}
        # forward
        a1 = np.dot(x, self.params["W1"]) + self.params["b1"]
        z1 = _sigmoid(a1)
        a2 = np.dot(z1, W2) + self.params["b2"]
        y = _softmax(a2)
        # backward
        dy = (y - t) / len(x)
        grads["W2"] = np.dot(z1.T, dy)
        grads["b2"] = np.sum(dy, axis=0)
        dz1 = np.dot(dy, W2.T)
        da1 = (1.0 - _sigmoid(a1)) * _sigmoid(a1) * dz1
        grads["W1"] = np.dot(x.T, da1)
        grads["b1"] = np.sum(da1, axis=0)
        return grads

    def run(self, iterations: int, evaluate_every: int | None = None) -> None:
        for i in range(iterations):
            chosen = np.random.choice(len(self.x_train), self.batch)
            x_batch = self.x_train[chosen]
            t_batch = self.t_train[chosen]
            grad = self.gradient(x_batch, t_batch)
            for key in ("W1", "b1", "W2", "b2"):
                self.params[key] -= LEARNING_RATE * grad[key]
            self.losses.append(self.loss(x_batch, t_batch))
            if evaluate_every and i % evaluate_every == 0:
                self.evaluate()

    def evaluate(self) -> tuple[float, float]:
        return self.accuracy(self.x_train, self.t_train), self.accuracy(self.x_test, self.t_test)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def _softmax(x: np.ndarray) -> np.ndarray:
    x = x.T
    x = x - np.max(x, axis=0)
    y = np.exp(x) / np.sum(np.exp(x), axis=0)
    return y.T


class Products:
    """The five matrix products of a step, each by one call of NumPy, in float32, into arrays that are there."""

    def __init__(self, data: Dataset, hidden: int = 50, batch: int = 100) -> None:
        rng = np.random.default_rng(1)

        def some(*shape: int) -> np.ndarray:
            return rng.standard_normal(shape, np.float32)

        self.x = data.train_images[:batch].astype(np.float32) / np.float32(255)
        if len(self.x) < batch:
            self.x = np.resize(self.x, (batch, self.x.shape[1]))
        inputs = self.x.shape[1]
        self.W1, self.W2 = some(inputs, hidden), some(hidden, CLASSES)
        self.z, self.dy, self.da = some(batch, hidden), some(batch, CLASSES), some(batch, hidden)
        self.out = [np.empty_like(array) for array in (self.z, self.dy, self.W2, self.da, self.W1)]

    def run(self, iterations: int) -> None:
        x, z, dy, da, W1, W2 = self.x, self.z, self.dy, self.da, self.W1, self.W2
        a1, a2, dW2, dz, dW1 = self.out
        dot = np.dot
        xT, zT, W2T = x.T, z.T, W2.T
        for _ in range(iterations):
            dot(x, W1, a1)
            dot(z, W2, a2)
            dot(zT, dy, dW2)
            dot(dy, W2T, dz)
            dot(xT, da, dW1)


class Torch:
    """PyTorch on the CPU with one thread: nn.Linear, nn.Sigmoid, CrossEntropyLoss, SGD, float32."""

    def __init__(self, data: Dataset, hidden: int = 50, batch: int = 100) -> None:
        import torch  # noqa: PLC0415  (may not be installed)

        torch.set_num_threads(1)
        self.torch, self.batch = torch, batch
        self.images = torch.from_numpy(data.train_images.astype(np.float32) / np.float32(255))
        self.labels = torch.from_numpy(data.train_labels.astype(np.int64))
        self.network = torch.nn.Sequential(
            torch.nn.Linear(self.images.shape[1], hidden), torch.nn.Sigmoid(), torch.nn.Linear(hidden, CLASSES)
        )
        for parameter in self.network.parameters():
            torch.nn.init.normal_(parameter, std=STD) if parameter.ndim > 1 else torch.nn.init.zeros_(parameter)
        self.criterion = torch.nn.CrossEntropyLoss()
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=LEARNING_RATE)
        self.losses: list[float] = []

    def run(self, iterations: int) -> None:
        torch, network, criterion, optimizer = self.torch, self.network, self.criterion, self.optimizer
        for _ in range(iterations):
            chosen = torch.randint(len(self.images), (self.batch,))
            optimizer.zero_grad()
            loss = criterion(network(self.images[chosen]), self.labels[chosen])
            loss.backward()
            optimizer.step()
            self.losses.append(loss.item())


class Jax:
    """JAX on the CPU with one thread, float32: a step compiled by `jit`, or `scan` steps in one compiled loop.

    One step gives its loss to Python before the next begins, as PyTorch's does; a loop gives all of its losses at
    its end. The parameters are handed over, so that XLA may write the new ones in their place.
    """

    def __init__(self, data: Dataset, hidden: int = 50, batch: int = 100, scan: int = 1) -> None:
        import jax  # noqa: PLC0415  (may not be installed)
        import jax.numpy as jnp  # noqa: PLC0415

        images = jnp.asarray(data.train_images.reshape(len(data.train_images), -1) / np.float32(255))
        labels = jnp.asarray(data.train_labels, jnp.int32)
        rng = np.random.default_rng(1)

        def some(*shape: int) -> object:
            return jnp.asarray(STD * rng.standard_normal(shape, np.float32))

        self.params = {
            "W1": some(images.shape[1], hidden),
            "b1": jnp.zeros(hidden),
            "W2": some(hidden, CLASSES),
            "b2": jnp.zeros(CLASSES),
        }
        self.key, self.scan = jax.random.key(1), scan
        self.losses: list[float] = []

        def loss_of(params, x, t):
            z = jax.nn.sigmoid(x @ params["W1"] + params["b1"])
            scores = jax.nn.log_softmax(z @ params["W2"] + params["b2"])
            return -jnp.take_along_axis(scores, t[:, None], axis=1).mean()

        def step(state, _):
            params, key = state
            key, drawn = jax.random.split(key)
            chosen = jax.random.randint(drawn, (batch,), 0, len(images))
            loss, gradient = jax.value_and_grad(loss_of)(params, images[chosen], labels[chosen])
            return (jax.tree.map(lambda value, slope: value - LEARNING_RATE * slope, params, gradient), key), loss

        self._steps = jax.jit(lambda *state: jax.lax.scan(step, state, length=scan), donate_argnums=(0, 1))
        if scan == 1:
            self._steps = jax.jit(lambda *state: step(state, None), donate_argnums=(0, 1))

    def run(self, iterations: int) -> None:
        for _ in range(iterations // self.scan):
            (self.params, self.key), losses = self._steps(self.params, self.key)
            self.losses.extend(np.atleast_1d(losses).tolist())


class Sklearn:
    """One epoch of scikit-learn's MLPClassifier: `fit` with what it does besides the iterations."""

    def __init__(self, data: Dataset, hidden: int = 50, batch: int = 100) -> None:
        from sklearn.neural_network import MLPClassifier  # noqa: PLC0415  (may not be installed)

        self.images = data.train_images.astype(np.float32) / np.float32(255)
        self.labels = data.train_labels
        self.classifier = MLPClassifier(
            hidden_layer_sizes=(hidden,),
            activation="logistic",
            solver="sgd",
            alpha=0.0,
            batch_size=batch,
            learning_rate="constant",
            learning_rate_init=LEARNING_RATE,
            max_iter=1,
            momentum=0.0,
            nesterovs_momentum=False,
        )
        self.iterations = len(self.images) // batch

    def run(self) -> None:
        import warnings  # noqa: PLC0415

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one epoch is not enough to converge: it says so each time
            self.classifier.fit(self.images, self.labels)


BOOK = "the book's loop"
PRODUCTS = "its five products alone"
TORCH = "PyTorch, one thread"
JAX_STEP = "JAX, a compiled step"
JAX_SCAN = "JAX, a compiled loop"
SKLEARN = "scikit-learn, one epoch"
