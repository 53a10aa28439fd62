"""The layers again, for speed: each computes in arrays that are allocated once.

`layers` is the page to read; a kernel computes the same numbers, to the rounding of float32. `KERNELS` has the kernel
for each class of layer, and `AnyLayer` runs a layer that has none as it is: slower, never wrong. `Dropout` and
`BatchNormalization` have none yet. What the tricks save in a step of about 300 µs (batch 100, 50 hidden units):

- Every array is allocated once and written in place: 60 µs, because asking for the memory of matrices this small
  takes as long as computing them.
- Images stay as bytes until they are drawn, and a batch is only converted, not divided by 255. The factor goes on to
  the hidden layer, which has 16 times fewer numbers, on the way forward and on the way back: 10 µs.
- The sigmoid multiplies by this factor with the minus of ``exp(-a)`` in it: 1 µs.
- b1 is one more row of W1, for an input that is always 1: its sum and its gradient come with the two large products:
  6 µs. So is b2 one more row of W2, for a hidden unit that is always 1: 3 µs.
- The two large products are computed some rows at a time, where BLAS is faster that way (with AVX-512): 30 µs.
- Scores and probabilities are held as (K, N), so that softmax works along rows of N, not of 10: 7 µs.
"""

import copy
from typing import Any, Protocol

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Affine, BatchNormalization, Dropout, Layer, Relu, Sigmoid, SoftmaxWithLoss, Tanh
from mnistlab.nn.products import PreparedProduct

ONE = np.float32(1)
TINY = np.float32(1e-7)  # as in `cross_entropy_error`


class Signal:
    """What one kernel hands to the next: values on the way forward, the derivative by them on the way back.

    Attributes
    ----------
    values, gradient : ndarray of float32, shape (N, S)
    with_one : ndarray of float32, shape (N, S + 1)
        The values, and in the last column what stands for 1: a bias is a weight for it.
    gradient_with_one : ndarray of float32, shape (N, S + 1)
    scale : float
        The numbers that are meant are the values, times this. The gradient is that by the values as they are.
    """

    def __init__(self, with_one: Array, gradient_with_one: Array, scale: float) -> None:
        self.with_one, self.gradient_with_one = with_one, gradient_with_one
        self.values, self.gradient = with_one[:, :-1], gradient_with_one[:, :-1]
        self.scale = scale
        self.set_ones()

    @classmethod
    def of_units(cls, count: int, units: int, scale: float) -> "Signal":
        """Return room for (N, S), row after row."""
        return cls(np.zeros((count, units + 1), np.float32), np.zeros((count, units + 1), np.float32), scale)

    @classmethod
    def of_scores(cls, count: int, classes: int, scale: float) -> "Signal":
        """Return room for (N, K), class after class; nothing follows that needs a 1."""
        signal = cls.__new__(cls)
        signal.values = np.zeros((classes, count), np.float32).T
        signal.gradient = np.zeros((classes, count), np.float32).T
        signal.with_one, signal.gradient_with_one = signal.values, signal.gradient
        signal.scale = scale
        return signal

    def with_scale(self, scale: float) -> "Signal":
        """Return the same memory, for values with another scale."""
        return Signal(self.with_one, self.gradient_with_one, scale)

    def set_ones(self) -> None:
        """Write what stands for 1."""
        self.with_one[:, -1] = 1 / self.scale


class Kernel(Protocol):
    """What computes a layer: from `Signal` to `Signal`, and back."""

    out: Signal

    def forward(self) -> None:
        """Write the values of `out`."""

    def backward(self) -> None:
        """Write the gradient of the parameters, and of what came in, from the gradient of `out`."""


class AffineKernel:
    """`Affine`: ``x·W + b`` as one product, with b as the last row of W.

    Parameters
    ----------
    layer : Affine
        W (D, H) and b (H,).
    params, grads : ndarray of float32, shape ((D + 1)·H,)
        Where W, and behind it b, lie in memory, and where their gradient is written.
    x : Signal
        (N, D)
    first, last : bool
        Whether it is the first layer, so that nothing needs the gradient of `x`, and the last one, which gives scores.
    """

    def __init__(self, layer: Affine, params: Array, grads: Array, x: Signal, *, first: bool, last: bool) -> None:
        inputs, units = layer.W.shape
        Wb, dWb = params.reshape(inputs + 1, units), grads.reshape(inputs + 1, units)
        room = Signal.of_scores if last else Signal.of_units
        self.out = room(len(x.values), units, x.scale)
        self._sum = PreparedProduct(x.with_one, Wb, self.out.values)
        self._weigh = PreparedProduct(x.with_one.T, self.out.gradient, dWb)
        self._pass_back = None if first else PreparedProduct(self.out.gradient, Wb.T, x.gradient_with_one)

    def forward(self) -> None:
        self._sum()

    def backward(self) -> None:
        self._weigh()
        if self._pass_back is not None:
            self._pass_back()


class SigmoidKernel:
    """`Sigmoid`, in place."""

    def __init__(self, _layer: Sigmoid, _params: Array, _grads: Array, x: Signal, **_place: bool) -> None:
        self.out = x.with_scale(1.0)
        self._z, self._dz = x.with_one, x.gradient_with_one  # (N, H + 1)
        self._ones = x.with_one[:, -1]
        self._slope = np.empty_like(self._z)
        self._minus_scale = np.float32(-x.scale)
        self._scale = None if x.scale == 1 else np.float32(x.scale)

    def forward(self) -> None:
        z = self._z
        z *= self._minus_scale
        np.exp(z, z)
        z += ONE
        np.reciprocal(z, z)
        self._ones.fill(1)

    def backward(self) -> None:
        slope, dz = self._slope, self._dz
        np.subtract(ONE, self._z, slope)
        slope *= self._z
        dz *= slope
        if self._scale is not None:
            dz *= self._scale


class TanhKernel:
    """`Tanh`, in place."""

    def __init__(self, _layer: Tanh, _params: Array, _grads: Array, x: Signal, **_place: bool) -> None:
        self.out = x.with_scale(1.0)
        self._z, self._dz = x.with_one, x.gradient_with_one  # (N, H + 1)
        self._ones = x.with_one[:, -1]
        self._slope = np.empty_like(self._z)
        self._scale = np.float32(x.scale)

    def forward(self) -> None:
        z = self._z
        z *= self._scale
        np.tanh(z, z)
        self._ones.fill(1)

    def backward(self) -> None:
        slope, dz = self._slope, self._dz
        np.multiply(self._z, self._z, slope)
        np.subtract(ONE, slope, slope)
        dz *= slope
        dz *= self._scale


class ReluKernel:
    """`Relu`, in place. It passes the scale on, because ``max(s·x, 0) = s·max(x, 0)`` for s > 0."""

    def __init__(self, _layer: Relu, _params: Array, _grads: Array, x: Signal, **_place: bool) -> None:
        self.out = x.with_scale(x.scale)
        self._z, self._dz = x.with_one, x.gradient_with_one  # (N, H + 1)
        self._silent = np.empty(self._z.shape, bool)

    def forward(self) -> None:
        np.maximum(self._z, 0, out=self._z)

    def backward(self) -> None:
        np.less_equal(self._z, 0, self._silent)
        np.copyto(self._dz, 0, where=self._silent)


class AnyLayer:
    """A layer that has no kernel, or is not to have one: it runs as it is, and its arrays are copied.

    Parameters
    ----------
    layer : Layer
    params, grads : ndarray of float32
        Where its parameters lie in memory, in the order of `Layer.PARAMS`, and where their gradient is written.
    x : Signal
    first, last : bool
        As for `AffineKernel`.
    train : bool
        Whether it is to compute as in training, or as in reading.
    """

    def __init__(
        self, layer: Layer, _params: Array, grads: Array, x: Signal, *, first: bool, last: bool, train: bool
    ) -> None:
        self._layer, self._x, self._first = layer, x, first
        self._two_ways, self._train = isinstance(layer, Dropout | BatchNormalization), train
        self._grads = grads
        # A copy of the layer tells the size of what comes out, because running statistics must not count this.
        tried = copy.copy(layer)
        zeros = np.zeros(x.values.shape, np.float32)
        units = (tried.forward(zeros, False) if self._two_ways else tried.forward(zeros)).shape[1]  # type: ignore[call-arg]
        room = Signal.of_scores if last else Signal.of_units
        self.out = room(len(zeros), units, 1.0)

    def forward(self) -> None:
        layer: Any = self._layer
        x = self._x.values * np.float32(self._x.scale)
        self.out.values[:] = layer.forward(x, self._train) if self._two_ways else layer.forward(x)

    def backward(self) -> None:
        dx = self._layer.backward(self.out.gradient.copy())
        if not self._first:
            np.multiply(dx, self._x.scale, self._x.gradient, casting="same_kind")
        start = 0
        for name in self._layer.PARAMS:
            gradient = getattr(self._layer, "d" + name)
            self._grads[start : start + gradient.size] = gradient.ravel()
            start += gradient.size


class SoftmaxKernel:
    """`SoftmaxWithLoss`, along rows of N.

    Parameters
    ----------
    scores : Signal
        (N, K), as from `Signal.of_scores`.
    right : ndarray of int, shape (N,)
        Where in an array (K, N), flattened, the right answers lie: written before each `forward`.
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


KERNELS: dict[type[Layer], Any] = {
    Affine: AffineKernel,
    Sigmoid: SigmoidKernel,
    Tanh: TanhKernel,
    Relu: ReluKernel,
}
LOSS_KERNELS: dict[type[SoftmaxWithLoss], Any] = {SoftmaxWithLoss: SoftmaxKernel}
