"""The network: image → sigmoid layer → softmax, and the gradient of its loss by backpropagation."""

from collections.abc import Mapping
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike

from mnistlab.nn.functions import Array, class_numbers, cross_entropy_error, sigmoid, softmax
from mnistlab.nn.layers import Affine, Layer, Sigmoid
from mnistlab.nn.network import Forward, Network


class TwoLayerNet(Network):
    """A network of two layers: ``predict(x) = softmax(sigmoid(x·W1 + b1)·W2 + b2)``.

    It is the network of Saito, "Deep Learning from Scratch", chapter 4, written out. Its `layers` are the same
    network as chapter 5 builds it, with the same parameters. Everything is computed in the dtype of `params`.

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
        params = {
            "W1": (weight_init_std * normal((input_size, hidden_size))).astype(dtype),
            "b1": np.zeros(hidden_size, dtype),
            "W2": (weight_init_std * normal((hidden_size, output_size))).astype(dtype),
            "b2": np.zeros(output_size, dtype),
        }
        super().__init__(params, as_layers(params))

    @classmethod
    def of(cls, params: Mapping[str, Array]) -> Self:
        """Return a network with these parameters ``W1 b1 W2 b2``; the arrays are not copied."""
        network = cls.__new__(cls)
        Network.__init__(network, dict(params), as_layers(params))
        return network

    def predict(self, x: ArrayLike) -> Array:
        """Return the probability of each class, (N, K), for images `x` (N, D) in 0..1, or (K,) for one (D,)."""
        return self.forward(x).y

    def forward(self, x: ArrayLike) -> Forward:
        """Return activations, scores and probabilities of images `x` (N, D), or of one (D,)."""
        W1, b1, W2, b2 = self.params["W1"], self.params["b1"], self.params["W2"], self.params["b2"]
        z = sigmoid(np.asarray(x, W1.dtype) @ W1 + b1)
        scores = z @ W2 + b2
        return Forward(z, scores, softmax(scores))

    def loss(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the mean cross-entropy of images `x` (N, D) against labels `t`, (N,) or one-hot (N, K)."""
        return cross_entropy_error(self.predict(x), t)

    def accuracy(self, x: ArrayLike, t: ArrayLike) -> float:
        """Return the share, 0..1, of images `x` (N, D) read as their labels `t`, (N,) or one-hot (N, K)."""
        y = np.atleast_2d(self.predict(x))
        return float((y.argmax(axis=1) == class_numbers(t, y.shape)).mean())

    def gradient(self, x: ArrayLike, t: ArrayLike) -> dict[str, Array]:
        """Return the gradient of the loss by backpropagation: one pass forward, one backward.

        It is a dict ``W1 b1 W2 b2``: ∂L/∂ each of `params`, in its shape and dtype, for images `x` and labels `t`.
        """
        W2 = self.params["W2"]
        x = np.atleast_2d(np.asarray(x, W2.dtype))  # (N, D)

        # forward
        z, _, y = self.forward(x)  # (N, H), (N, K), (N, K)

        # backward
        dy = y  # (N, K): ∂L/∂scores = (y - t) / N, with t one-hot
        dy[np.arange(len(x)), class_numbers(t, y.shape)] -= 1
        dy /= len(x)
        da = dy @ W2.T * (z * (1 - z))  # (N, H)
        return {"W1": x.T @ da, "b1": da.sum(axis=0), "W2": z.T @ dy, "b2": dy.sum(axis=0)}


def as_layers(params: Mapping[str, Array]) -> dict[str, Layer]:
    """Return the same network as a row of layers with these parameters."""
    return {
        "Affine1": Affine(params["W1"], params["b1"]),
        "Sigmoid1": Sigmoid(),
        "Affine2": Affine(params["W2"], params["b2"]),
    }
