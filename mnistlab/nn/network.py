"""The network: image → sigmoid layer → softmax, and the gradient of its loss by backpropagation."""

from collections.abc import Mapping
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from mnistlab.nn.differences import CentralDifferences
from mnistlab.nn.functions import (
    Array,
    class_numbers,
    cross_entropy_error,
    relu,
    relu_grad,
    sigmoid,
    softmax,
)
from mnistlab.nn.gradient import numerical_gradient


class Forward(NamedTuple):
    """What a forward pass computes on its way.

    Attributes
    ----------
    z : ndarray, shape (N, H)
        Activations of the hidden layer, 0..1.
    scores : ndarray, shape (N, K)
        What softmax turns into probabilities.
    y : ndarray, shape (N, K)
        The probabilities.
    """

    z: Array
    scores: Array
    y: Array


class TwoLayerNet:
    """A network of two layers: ``predict(x) = softmax(sigmoid(x·W1 + b1)·W2 + b2)``.

    It is the network of Saito, "Deep Learning from Scratch", chapters 4 and 5. Everything is computed in the
    dtype of `params`.

    Parameters
    ----------
    input_size : int
        D, numbers in one image: 784 for MNIST.
    hidden_size : int
        H, units in the hidden layer.
    output_size : int
        K, classes: 10 for digits.
    weight_init_std : float
        Standard deviation of the first weights.
    rng : numpy.random.Generator, optional
        Where the first weights come from. Without it, NumPy's global generator, which `np.random.seed` sets.
    dtype : dtype, optional
        float32 is twice as fast as float64, and accurate enough to learn.

    Attributes
    ----------
    params : dict
        ``W1`` (D, H) and ``W2`` (H, K), drawn from a Gaussian; ``b1`` (H,) and ``b2`` (K,), zero.
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        output_size: int,
        weight_init_std: float = 0.01,
        *,
        rng: np.random.Generator | None = None,
        dtype: DTypeLike = np.float32,
    ) -> None:
        normal = np.random.standard_normal if rng is None else rng.standard_normal
        self.params: dict[str, Array] = {
            "W1": (weight_init_std * normal((input_size, hidden_size))).astype(dtype),
            "b1": np.zeros(hidden_size, dtype),
            "W2": (weight_init_std * normal((hidden_size, output_size))).astype(dtype),
            "b2": np.zeros(output_size, dtype),
        }

    @classmethod
    def of(cls, params: Mapping[str, Array]) -> Self:
        """Return a network with these parameters ``W1 b1 W2 b2``; the arrays are not copied."""
        network = cls.__new__(cls)
        network.params = dict(params)
        return network

    def predict(self, x: ArrayLike) -> Array:
        """Return the probability of each class.

        Parameters
        ----------
        x : array_like, shape (N, D) or (D,)
            Images with values in 0..1.

        Returns
        -------
        ndarray, shape (N, K) or (K,)
        """
        return self.forward(x).y

    def forward(self, x: ArrayLike) -> Forward:
        """Return activations, scores and probabilities of images `x` (N, D), or of one (D,)."""
        W1, b1, W2, b2 = self.params["W1"], self.params["b1"], self.params["W2"], self.params["b2"]
        z = self.activate(np.asarray(x, W1.dtype) @ W1 + b1)
        scores = z @ W2 + b2
        return Forward(z, scores, softmax(scores))

    def activate(self, a: Array) -> Array:
        """Return what the hidden layer makes of its sums `a`: the sigmoid, in their shape."""
        return sigmoid(a)

    def slope(self, z: Array) -> Array:
        """Return the derivative of the activation where it gives `z`, in its shape: for the sigmoid ``z (1 - z)``."""
        return np.asarray(z * (1 - z))

    def loss(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the mean cross-entropy of images `x` (N, D) against labels `t`, (N,) or one-hot (N, K)."""
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the share, 0..1, of images `x` (N, D) read as their labels `t`, (N,) or one-hot (N, K)."""
        y = np.atleast_2d(self.predict(x))
        return float((y.argmax(axis=1) == class_numbers(t, y.shape)).mean())

    def gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, Array]:
        """Return the gradient of the loss by backpropagation: one pass forward, one backward.

        Parameters
        ----------
        x : array_like, shape (N, D) or (D,)
            Images with values in 0..1.
        t : array_like, shape (N,) or (N, K)
            Labels, as class numbers or one-hot.

        Returns
        -------
        dict
            ``W1 b1 W2 b2``: ∂L/∂ each of `params`, in its shape and dtype.
        """
        W2 = self.params["W2"]
        x = np.atleast_2d(np.asarray(x, W2.dtype))  # (N, D)

        # forward
        z, _, y = self.forward(x)  # (N, H), (N, K), (N, K)

        # backward
        dy = y  # (N, K): ∂L/∂scores = (y - t) / N, with t one-hot
        dy[np.arange(len(x)), class_numbers(t, y.shape)] -= 1
        dy /= len(x)
        da = dy @ W2.T * self.slope(z)  # (N, H)
        return {"W1": x.T @ da, "b1": da.sum(axis=0), "W2": z.T @ dy, "b2": dy.sum(axis=0)}

    def numerical_gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, Array]:
        """Return the gradient of the loss by central differences, h = 1e-4, in float64.

        It computes the loss twice for each parameter and differentiates nothing, so it shows that `gradient` is
        right. `gradient.numerical_gradient` is the plain way to do the same; `differences`, used here, leaves out
        what a moved parameter does not change, and still takes some 100 times as long as `gradient`.

        Parameters
        ----------
        x, t : array_like
            As for `gradient`.

        Returns
        -------
        dict
            ``W1 b1 W2 b2``: ∂L/∂ each of `params`, in its shape, float64.
        """
        differences = CentralDifferences(self.params, x, t)
        for _ in differences.run():
            pass
        return differences.gradient


class ReluNet(TwoLayerNet):
    """The same network with ``relu(a) = max(a, 0)`` in its hidden layer: ``softmax(relu(x·W1 + b1)·W2 + b2)``.

    Its slope does not die away where a unit is very active, so that larger networks learn sooner.
    """

    def activate(self, a: Array) -> Array:
        """Return what the hidden layer makes of its sums `a`: what is positive of them."""
        return relu(a)

    def slope(self, z: Array) -> Array:
        """Return the derivative of the activation where it gives `z`, in its shape: 1 where `z` is positive."""
        return relu_grad(z)

    def numerical_gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, Array]:
        """Return the gradient of the loss by central differences, one parameter after the other.

        Parameters
        ----------
        x, t : array_like
            As for `gradient`.

        Returns
        -------
        dict
            ``W1 b1 W2 b2``: ∂L/∂ each of `params`, in its shape, float64.
        """
        moved = ReluNet.of({key: value.astype(np.float64) for key, value in self.params.items()})
        return {key: numerical_gradient(lambda _: moved.loss(x, t), value) for key, value in moved.params.items()}
