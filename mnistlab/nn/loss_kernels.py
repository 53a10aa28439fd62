"""The last layers again, for speed, as `kernels` has the others: scores come in, and their gradient goes back.

`LOSS_KERNELS` has the kernel for each class of last layer, and `AnyLoss` runs one that has none as it is.
"""

from typing import Any

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.kernels import ONE, Signal
from mnistlab.nn.layers import SigmoidWithLoss, SigmoidWithSquares, SoftmaxWithLoss

TINY = np.float32(1e-7)  # as in `cross_entropy_error`


class SoftmaxKernel:
    """`SoftmaxWithLoss`, along rows of N.

    `right` (N,) tells where in an array (K, N), flattened, the right answers lie: it is written before each `forward`.
    """

    def __init__(self, _layer: SoftmaxWithLoss, scores: Signal, right: Array) -> None:
        self._right = right
        self._y, self._dy = scores.values.T, scores.gradient.T  # (K, N)
        self.probabilities = scores.values  # (N, K)
        self._flat_y, self._flat_dy = self._y.reshape(-1), self._dy.reshape(-1)
        count = len(right)
        self._classes = np.ones(len(self._y), np.float32)  # (K,)
        self._row = np.empty(count, np.float32)  # (N,)
        self._ones = np.ones(count, np.float32)  # (N,): a product with ones is a sum, in half the time
        self._scale = None if scores.scale == 1 else np.float32(scores.scale)
        self._share = np.float32(scores.scale / count)

    def forward(self) -> float:
        """Turn the scores into probabilities, and return their mean loss."""
        y, row = self._y, self._row
        if self._scale is not None:
            y *= self._scale
        np.maximum.reduce(y, axis=0, out=row)
        y -= row
        np.exp(y, y)
        np.dot(self._classes, y, row)
        y /= row
        self._flat_y.take(self._right, out=row, mode="clip")
        row += TINY
        np.log(row, row)
        return -float(np.dot(row, self._ones)) / len(row)

    def backward(self) -> None:
        """Write the gradient of the scores: ``(y - t) / N``."""
        np.multiply(self._y, self._share, self._dy)
        self._flat_dy[self._right] -= self._share


class SigmoidLossKernel:
    """`SigmoidWithLoss`, in arrays (K, N); `right` (N,) is that of `SoftmaxKernel`."""

    def __init__(self, _layer: SigmoidWithLoss, scores: Signal, right: Array) -> None:
        self._right = right
        self._y, self._dy = scores.values.T, scores.gradient.T  # (K, N): the scores, and then what comes out
        self.probabilities = scores.values  # (N, K)
        self._t = np.empty_like(self._y)  # (K, N), one-hot
        self._flat_t = self._t.reshape(-1)
        self._part = np.empty_like(self._y)
        self._losses = np.empty(self._y.T.shape, np.float32)  # (N, K), summed up in the order of the layer
        self._scale = None if scores.scale == 1 else np.float32(scores.scale)
        self._share = np.float32(1 / len(right))

    def forward(self) -> float:
        """Turn the scores into outputs, and return their mean loss."""
        y = self._y
        if self._scale is not None:
            y *= self._scale
        self._t.fill(0)
        self._flat_t[self._right] = 1
        self._count_scores()
        np.negative(y, y)
        np.exp(y, y)
        y += ONE
        np.reciprocal(y, y)
        self._count_outputs()
        return float(np.add.reduce(self._losses, axis=None) / len(self._right))

    def _count_scores(self) -> None:
        """Write the losses, where they follow from the scores."""
        losses, part = self._losses.T, self._part
        np.logaddexp(0, self._y, losses)
        np.multiply(self._t, self._y, part)
        losses -= part

    def _count_outputs(self) -> None:
        """Write the losses, where they follow from the outputs."""

    def backward(self) -> None:
        """Write the gradient of the scores."""
        dy = self._dy
        np.subtract(self._y, self._t, dy)
        dy *= self._share
        self._weigh()
        if self._scale is not None:
            dy *= self._scale

    def _weigh(self) -> None:
        """Multiply the gradient by what the cost adds to it."""


class SquaresKernel(SigmoidLossKernel):
    """`SigmoidWithSquares`, likewise."""

    def _count_scores(self) -> None:
        pass

    def _count_outputs(self) -> None:
        part = self._part
        np.subtract(self._y, self._t, part)
        part *= part
        np.divide(part, 2, self._losses.T)

    def _weigh(self) -> None:
        dy, rest = self._dy, self._part
        dy *= self._y
        np.subtract(ONE, self._y, rest)
        dy *= rest


class AnyLoss:
    """A last layer that has no kernel: it runs as it is."""

    def __init__(self, layer: SoftmaxWithLoss, scores: Signal, right: Array) -> None:
        self._layer, self._scores, self._right = layer, scores, right

    @property
    def probabilities(self) -> Array:
        return np.asarray(self._layer.y)

    def forward(self) -> float:
        return self._layer.forward(
            self._scores.values * np.float32(self._scores.scale), self._right // len(self._right)
        )

    def backward(self) -> None:
        np.multiply(self._layer.backward(), self._scores.scale, self._scores.gradient, casting="same_kind")


LOSS_KERNELS: dict[type[SoftmaxWithLoss], Any] = {
    SoftmaxWithLoss: SoftmaxKernel,
    SigmoidWithLoss: SigmoidLossKernel,
    SigmoidWithSquares: SquaresKernel,
}
