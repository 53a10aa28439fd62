"""One iteration's mathematics at full speed, in memory that is allocated once.

`TwoLayerNet` is the page to read; this computes the same numbers, to the rounding of float32. What it does
differently, and what each trick is worth on a step that takes 300 µs without it (batch 100, 50 hidden units):

- Every array is allocated once and written in place: 60 µs, for matrices this small are computed in the time
  that it takes to ask for their memory.
- Loss, probabilities and gradient come from one forward pass: 130 µs against a loop that scores the batch again.
- Images stay as bytes until they are drawn, and a batch is only converted, not divided by 255: the factor goes
  to the hidden layer, which has 16 times fewer numbers, on the way in and on the way back: 10 µs.
- That factor is negative, and with it comes the minus of ``exp(-a)``: 1 µs.
- b1 is one more row of W1, for an input that is always 1 (here 255, for the factor): its sum and its gradient come
  with the two large products: 6 µs. So is b2 one more row of W2, for a hidden unit that is always 1: 3 µs.
- The two large products are computed some rows at a time, where BLAS is faster so: 30 µs.
- Scores and probabilities are held as (K, N), so that softmax works along rows of N, not of 10: 7 µs.
- The parameters lie in one block, and so does their gradient, computed with the learning rate in it: an update is
  one subtraction, not eight operations: 10 µs.

`count_right` does the same for an evaluation.
"""

import math
from collections.abc import Iterator, Mapping

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.network import TwoLayerNet
from mnistlab.nn.products import product

KEYS = ("W1", "b1", "W2", "b2")
PIECE = 500  # images


class Workspace:
    """The arrays of one iteration on batches of a fixed size.

    Parameters
    ----------
    network : TwoLayerNet
        With float32 `params`, which become views of the block that `update` writes.
    images : ndarray of uint8, shape (M, D)
        What mini-batches are taken from.
    labels : ndarray of integers, shape (M,)
    batch_size : int
        N, images in a mini-batch.
    """

    def __init__(self, network: TwoLayerNet, images: Array, labels: Array, batch_size: int) -> None:
        self._images = images
        # (M,): where the row of each image's label begins in an array (K, N), flattened
        self._label_rows = labels.astype(np.intp) * batch_size
        self._params = np.concatenate([network.params[key].ravel() for key in KEYS])
        self._step = np.zeros_like(self._params)  # η·∂L/∂params
        self._given: Mapping[str, Array] | None = None  # a gradient from elsewhere
        self._shapes = {key: network.params[key].shape for key in KEYS}
        network.params.update(_views(self._params, self._shapes))
        inputs, hidden = network.params["W1"].shape
        (outputs,) = network.params["b2"].shape
        # A bias lies behind its weights in memory: it is their last row.
        Wb1, Wb2 = _layers(self._params, inputs, hidden, outputs)  # (D + 1, H), (H + 1, K)
        dWb1, dWb2 = _layers(self._step, inputs, hidden, outputs)
        self._pixels = np.empty((batch_size, inputs), np.uint8)  # (N, D)
        self._x = np.full((batch_size, inputs + 1), 255, np.float32)  # (N, D + 1), in 0..255
        self._right = np.empty(batch_size, np.intp)  # (N,): where the right answers lie in `_y`, flattened
        self._columns = np.arange(batch_size)
        self._z = np.ones((batch_size, hidden + 1), np.float32)  # (N, H + 1): sigmoid(a), and 1 for b2
        self._always = self._z[:, -1]  # (N,): that 1
        self._slope = np.empty_like(self._z)  # (N, H + 1): z (1 - z)
        self._da = np.empty_like(self._z)  # (N, H + 1): ∂L/∂a
        self._y = np.empty((outputs, batch_size), np.float32)  # (K, N): probabilities
        self._dy = np.empty_like(self._y)  # (K, N): ∂L/∂scores
        self._row = np.empty(batch_size, np.float32)  # (N,)
        self._ones = np.ones(batch_size, np.float32)  # (N,): a product with it is a sum, in half the time
        self._Wb2, self._dWb2 = Wb2, dWb2
        self._sum_inputs = product(self._x, Wb1, self._z[:, :-1])
        self._sum_gradient = product(self._x.T, self._da[:, :-1], dWb1)

        self._minus_scale = np.float32(-1 / 255)
        self._scale = np.float32(1 / 255)
        self._one = np.float32(1)
        self._tiny = np.float32(1e-7)  # as in `cross_entropy_error`
        self._set_learning_rate(1.0)

    def _set_learning_rate(self, learning_rate: float) -> None:
        self._learning_rate = learning_rate  # η
        self._share = np.float32(learning_rate / len(self._x))  # η / N: all that follows from dy has η in it

    @property
    def probabilities(self) -> Array:
        """Float32 (N, K), after `compute_gradient`: a view, written again by the next."""
        return self._y.T

    @property
    def gradient(self) -> dict[str, Array]:
        """``W1 b1 W2 b2`` of the mean loss, after `compute_gradient`: a copy, float32, in the shapes of `params`."""
        return _views(self._step / np.float32(self._learning_rate), self._shapes)

    def copy_params(self) -> dict[str, Array]:
        """Return a copy of ``W1 b1 W2 b2``."""
        return _views(self._params.copy(), self._shapes)

    def load(self, indices: Array) -> None:
        """Take the mini-batch `indices` (N,) out of the images."""
        self._images.take(indices, axis=0, out=self._pixels, mode="clip")  # "clip" writes straight to `out`
        np.copyto(self._x[:, :-1], self._pixels)
        self._label_rows.take(indices, out=self._right, mode="clip")
        self._right += self._columns

    def compute_gradient(self, learning_rate: float) -> float:
        """Set `probabilities` and `gradient` for the batch that was loaded, and return its mean loss."""
        z, slope, da, y, dy, row = self._z, self._slope, self._da, self._y, self._dy, self._row
        Wb2, right, one = self._Wb2, self._right, self._one
        if learning_rate != self._learning_rate:
            self._set_learning_rate(learning_rate)
        self._given = None

        # z = sigmoid(a), a = x·W1 + b1
        self._sum_inputs()
        z *= self._minus_scale
        np.exp(z, z)
        z += one
        np.reciprocal(z, z)
        self._always.fill(1)

        # y = softmax(z·W2 + b2)
        np.dot(Wb2.T, z.T, y)
        np.maximum.reduce(y, axis=0, out=row)
        y -= row
        np.exp(y, y)
        np.add.reduce(y, axis=0, out=row)
        y /= row

        # backward: ∂L/∂scores = (y - t) / N
        np.multiply(y, self._share, dy)
        dy.reshape(-1)[right] -= self._share

        # L = -mean(log y[right])
        y.reshape(-1).take(right, out=row, mode="clip")
        row += self._tiny
        np.log(row, row)
        loss = -float(np.dot(row, self._ones)) / len(row)

        # ∂L/∂a = ∂L/∂scores·W2ᵀ ⊙ z (1 - z)
        np.dot(z.T, dy.T, self._dWb2)
        np.dot(dy.T, Wb2.T, da)
        np.subtract(one, z, slope)
        slope *= z
        da *= slope
        da *= self._scale
        self._sum_gradient()
        return loss

    def set_gradient(self, gradient: Mapping[str, Array], learning_rate: float) -> None:
        """Update with this gradient instead of the one that was computed."""
        self._given = gradient
        self._set_learning_rate(learning_rate)
        for key, step in _views(self._step, self._shapes).items():
            np.multiply(gradient[key], learning_rate, out=step, casting="same_kind")

    def update(self, learning_rate: float) -> None:
        """Move the parameters against the gradient: ``params -= learning_rate · gradient``."""
        if learning_rate != self._learning_rate:  # it was changed after the gradient
            if self._given is None:
                self.compute_gradient(learning_rate)
            else:
                self.set_gradient(self._given, learning_rate)
        self._params -= self._step


def count_right(network: TwoLayerNet, images: Array, labels: Array) -> Iterator[int]:
    """Yield, piece by piece, how many of `images` uint8 (M, D) the network reads as their `labels` (M,).

    The sum is what `TwoLayerNet.accuracy` counts, without the softmax, which does not change which score is the
    largest. A piece of 500 images stays in the processor's cache and takes about half a millisecond.
    """
    W1, b1, W2, b2 = (network.params[key] for key in KEYS)
    most = min(PIECE, len(images))
    x, z = np.zeros((most, W1.shape[0]), W1.dtype), np.empty((most, W1.shape[1]), W1.dtype)  # (P, D), (P, H)
    sum_inputs = product(x, W1, z)
    for start in range(0, len(images), PIECE):
        pixels = images[start : start + PIECE]
        x[: len(pixels)] = pixels  # behind the last images come some that have been counted
        sum_inputs()
        z *= -1 / 255
        z -= b1
        np.exp(z, z)
        z += 1
        np.reciprocal(z, z)
        read = (z @ W2 + b2).argmax(axis=1)[: len(pixels)]
        yield int(np.count_nonzero(read == labels[start : start + PIECE]))


def _layers(block: Array, inputs: int, hidden: int, outputs: int) -> tuple[Array, Array]:
    both = (inputs + 1) * hidden
    return block[:both].reshape(inputs + 1, hidden), block[both:].reshape(hidden + 1, outputs)


def _views(block: Array, shapes: dict[str, tuple[int, ...]]) -> dict[str, Array]:
    views, start = {}, 0
    for key in KEYS:
        size = math.prod(shapes[key])
        views[key] = block[start : start + size].reshape(shapes[key])
        start += size
    return views
