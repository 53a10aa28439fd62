"""One iteration's mathematics in memory that is allocated once: `TwoLayerNet.gradient`, at full speed.

`TwoLayerNet` is the page to read; this computes the same numbers. What it does differently:

- Every array is allocated once and written in place, for a batch of 100 is small enough that asking for memory
  costs as much as the arithmetic.
- Loss, probabilities and gradient come from one forward pass.
- The parameters lie in one block, and so does their gradient, so that an update is two operations, not eight.
- Images stay uint8 until their batch is drawn; only the batch is scaled to 0..1.
"""

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.network import TwoLayerNet


class Workspace:
    """The arrays of one iteration on batches of a fixed size.

    Parameters
    ----------
    network : TwoLayerNet
        With float32 `params`, which become views of the block that `update` writes.
    batch_size : int
        N, images in a mini-batch.

    Attributes
    ----------
    x : ndarray of float32, shape (N, D)
        The images, in 0..1.
    t : ndarray of int, shape (N,)
        Their labels.
    y : ndarray of float32, shape (N, K)
        Probabilities, after `compute_gradient`.
    gradient : dict
        ``W1 b1 W2 b2``, after `compute_gradient`.
    """

    def __init__(self, network: TwoLayerNet, batch_size: int) -> None:
        self._params = _in_one_block(network.params)
        self._gradient = np.zeros_like(self._params)
        self._change = np.empty_like(self._params)
        network.params.update(_views(self._params, network.params))
        self.gradient = _views(self._gradient, network.params)
        self._network = network

        inputs, hidden = network.params["W1"].shape
        outputs = len(network.params["b2"])
        self.t = np.zeros(batch_size, np.intp)
        self.x = np.empty((batch_size, inputs), np.float32)
        self.y = np.empty((batch_size, outputs), np.float32)
        self._pixels = np.empty((batch_size, inputs), np.uint8)
        self._z = np.empty((batch_size, hidden), np.float32)  # σ(x·W1 + b1)
        self._slope = np.empty_like(self._z)  # σ' = z (1 - z)
        self._da = np.empty_like(self._z)  # ∂L/∂(x·W1 + b1)
        self._dy = np.empty_like(self.y)  # ∂L/∂scores
        self._row = np.empty((batch_size, 1), np.float32)
        self._rows = np.arange(batch_size)

    def load(self, images: Array, labels: Array, indices: Array) -> None:
        """Take the mini-batch `indices` (N,) out of `images` uint8 (M, D) and `labels` (M,)."""
        images.take(indices, axis=0, out=self._pixels, mode="clip")  # "clip" writes straight to `out`
        np.divide(self._pixels, np.float32(255), out=self.x, dtype=np.float32)
        self.t[:] = labels[indices]

    def compute_gradient(self) -> float:
        """Set `y` and `gradient` for the batch in `x` and `t`, and return its mean loss."""
        W1, b1, W2, b2 = (self._network.params[key] for key in ("W1", "b1", "W2", "b2"))
        x, z, y, dy, da, row = self.x, self._z, self.y, self._dy, self._da, self._row

        # z = sigmoid(x·W1 + b1)
        np.matmul(x, W1, out=z)
        z += b1
        np.negative(z, out=z)
        np.exp(z, out=z)
        z += 1
        np.reciprocal(z, out=z)

        # y = softmax(z·W2 + b2)
        np.matmul(z, W2, out=y)
        y += b2
        np.maximum.reduce(y, axis=1, out=row, keepdims=True)
        y -= row
        np.exp(y, out=y)
        np.add.reduce(y, axis=1, out=row, keepdims=True)
        y /= row
        loss = float(-np.log(y[self._rows, self.t] + 1e-7).mean())

        # backward
        dy[:] = y
        dy[self._rows, self.t] -= 1
        dy /= len(dy)
        np.matmul(z.T, dy, out=self.gradient["W2"])
        np.add.reduce(dy, axis=0, out=self.gradient["b2"])
        np.subtract(1, z, out=self._slope)
        self._slope *= z
        np.matmul(dy, W2.T, out=da)
        da *= self._slope
        np.matmul(x.T, da, out=self.gradient["W1"])
        np.add.reduce(da, axis=0, out=self.gradient["b1"])
        return loss

    def update(self, learning_rate: float) -> None:
        """Move the parameters against the gradient: ``params -= learning_rate · gradient``."""
        np.multiply(self._gradient, np.float32(learning_rate), out=self._change)
        self._params -= self._change


def _in_one_block(params: dict[str, Array]) -> Array:
    return np.concatenate([params[key].ravel() for key in ("W1", "b1", "W2", "b2")])


def _views(block: Array, params: dict[str, Array]) -> dict[str, Array]:
    views, start = {}, 0
    for key in ("W1", "b1", "W2", "b2"):
        size = params[key].size
        views[key] = block[start : start + size].reshape(params[key].shape)
        start += size
    return views
