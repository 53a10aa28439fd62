"""The layers again, for speed: each computes in arrays that are allocated once.

`layers` is the page to read; a kernel computes the same numbers, to the rounding of float32. `KERNELS` has the kernel
for each class of layer, and `AnyLayer` runs a layer that has none as it is: slower, never wrong. What the tricks save
in a step of about 300 µs (batch 100, 50 hidden units):

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
from typing import Any, NamedTuple, Protocol

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Affine, BatchNormalization, Dropout, Layer, Relu, Sigmoid, Tanh
from mnistlab.nn.products import PreparedProduct

ONE = np.float32(1)


class Signal:
    """What one kernel hands to the next: values on the way forward, the derivative by them on the way back.

    Scores, with `last`, lie class after class, and nothing follows them that needs a 1.

    Attributes
    ----------
    values, gradient : ndarray of float32, shape (N, S)
    with_one : ndarray of float32, shape (N, S + 1)
        The values, and in the last column what stands for 1: a bias is a weight for it.
    gradient_with_one : ndarray of float32, shape (N, S + 1)
    scale : float
        The numbers that are meant are the values, times this. The gradient is that by the values as they are.
    """

    def __init__(self, count: int, units: int, scale: float, *, last: bool = False) -> None:
        self.scale = scale
        shape = (units, count) if last else (count, units + 1)
        self.with_one, self.gradient_with_one = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        if last:
            self.values, self.gradient = self.with_one.T, self.gradient_with_one.T
        else:
            self.values, self.gradient = self.with_one[:, :-1], self.gradient_with_one[:, :-1]
            self.with_one[:, -1] = 1 / scale

    def with_scale(self, scale: float) -> "Signal":
        """Return the same memory, for values with another scale."""
        other = copy.copy(self)
        other.scale = scale
        return other


class Place(NamedTuple):
    """Where a kernel stands."""

    first: bool = False
    """Nothing needs the gradient of what comes in."""
    last: bool = False
    """What comes out are scores."""
    train: bool = True
    """It computes as in training, not as in reading."""


class Kernel(Protocol):
    """What computes a layer: from one `Signal` to the next, and back.

    Its arguments are the layer, the block of memory with the layer's parameters, the block for their gradient, the
    signal that comes in, and its place.
    """

    out: Signal

    def forward(self) -> None:
        """Write the values of `out`."""

    def backward(self) -> None:
        """Write the gradient of the parameters, and of what came in, from the gradient of `out`."""


class AffineKernel:
    """`Affine`: ``x·W + b`` as one product, with b as the last row of W."""

    def __init__(self, layer: Affine, params: Array, grads: Array, x: Signal, place: Place) -> None:
        inputs, units = layer.W.shape
        Wb, dWb = params.reshape(inputs + 1, units), grads.reshape(inputs + 1, units)
        self.out = Signal(len(x.values), units, x.scale, last=place.last)
        self._sum = PreparedProduct(x.with_one, Wb, self.out.values)
        self._weigh = PreparedProduct(x.with_one.T, self.out.gradient, dWb)
        self._pass_back = None if place.first else PreparedProduct(self.out.gradient, Wb.T, x.gradient_with_one)

    def forward(self) -> None:
        self._sum()

    def backward(self) -> None:
        self._weigh()
        if self._pass_back is not None:
            self._pass_back()


class InPlace:
    """What kernels of activations have in common: they write over what comes in, and what comes out has no scale."""

    def __init__(self, _layer: Layer, _params: Array, _grads: Array, x: Signal, _place: Place) -> None:
        self.out = x.with_scale(1.0)
        self._z, self._dz = x.with_one, x.gradient_with_one  # (N, H + 1)
        self._ones = x.with_one[:, -1]
        self._slope = np.empty_like(self._z)
        self._scale = np.float32(x.scale)


class SigmoidKernel(InPlace):
    """`Sigmoid`, in place."""

    def forward(self) -> None:
        z = self._z
        z *= -self._scale
        np.exp(z, z)
        z += ONE
        np.reciprocal(z, z)
        self._ones.fill(1)

    def backward(self) -> None:
        slope, dz = self._slope, self._dz
        np.subtract(ONE, self._z, slope)
        slope *= self._z
        dz *= slope
        dz *= self._scale


class TanhKernel(InPlace):
    """`Tanh`, in place."""

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


class ReluKernel(InPlace):
    """`Relu`, in place. It passes the scale on, because ``max(s·x, 0) = s·max(x, 0)`` for s > 0."""

    def __init__(self, layer: Relu, params: Array, grads: Array, x: Signal, place: Place) -> None:
        super().__init__(layer, params, grads, x, place)
        self.out = x

    def forward(self) -> None:
        np.maximum(self._z, 0, out=self._z)

    def backward(self) -> None:
        np.greater(self._z, 0, self._slope)
        dz = self._dz
        dz *= self._slope


class DropoutKernel:
    """`Dropout`, in place, with the scale passed on.

    The activation before it finds its own output masked on the way back, where the gradient is 0 anyway.
    """

    def __init__(self, layer: Dropout, _params: Array, _grads: Array, x: Signal, place: Place) -> None:
        self.out = x
        self._layer, self._train = layer, place.train
        self._drawn = np.empty(x.values.shape)  # float64, as the layer draws
        self.mask = np.empty(x.values.shape, np.float32)

    def forward(self) -> None:
        layer, values = self._layer, self.out.values
        if not self._train:
            values *= np.float32(1 - layer.dropout_ratio)
            return
        np.greater(layer.draw(values.shape, self._drawn), layer.dropout_ratio, self.mask)
        values *= self.mask

    def backward(self) -> None:
        gradient = self.out.gradient
        gradient *= self.mask


class BatchNormalizationKernel:
    """`BatchNormalization`; the running mean and variance are those of the layer.

    The way back is that of the layer in fewer steps: ``dx = gamma / std (dout - dbeta / N - xn dgamma / N)``.
    """

    def __init__(self, layer: BatchNormalization, params: Array, grads: Array, x: Signal, place: Place) -> None:
        count, units = x.values.shape
        self._layer, self._x, self._train = layer, x, place.train
        self.out = Signal(count, units, 1.0)
        self._gamma, self._beta = params.reshape(2, units)
        self._dgamma, self._dbeta = grads.reshape(2, units)
        self._xn, self._other = np.empty((2, count, units), np.float32)
        self._ones = np.ones(count, np.float32)  # (N,): a product with ones is a sum, in half the time
        self._share = np.float32(1 / count)
        self._slope = self._gamma  # (H,): gamma / std, once `forward` has been called

    def forward(self) -> None:
        layer, scale, out = self._layer, np.float32(self._x.scale), self.out.values
        if layer.running_mean is None:
            layer.running_mean, layer.running_var = np.zeros((2, len(self._gamma)), np.float32)
        if not self._train:
            slope = self._gamma / np.sqrt(layer.running_var + 1e-6)
            np.multiply(self._x.values, slope * scale, out, casting="same_kind")
            out += self._beta - layer.running_mean * slope
            return
        xn, square = self._xn, self._other
        np.multiply(self._x.values, scale, xn)
        mean = np.dot(self._ones, xn) * self._share  # (H,)
        xn -= mean
        np.multiply(xn, xn, square)
        var = np.dot(self._ones, square) * self._share
        std = np.sqrt(var + np.float32(1e-6))
        xn /= std
        self._slope = self._gamma / std
        layer.running_mean = layer.momentum * layer.running_mean + (1 - layer.momentum) * mean
        layer.running_var = layer.momentum * layer.running_var + (1 - layer.momentum) * var
        np.multiply(xn, self._gamma, out)
        out += self._beta

    def backward(self) -> None:
        dout, dx, part = self.out.gradient, self._x.gradient, self._other
        np.add.reduce(dout, axis=0, out=self._dbeta)
        np.multiply(self._xn, dout, part)
        np.dot(self._ones, part, self._dgamma)
        np.multiply(self._xn, self._dgamma * self._share, part)
        part += self._dbeta * self._share
        np.subtract(dout, part, dx)
        dx *= self._slope * np.float32(self._x.scale)


class AnyLayer:
    """A layer that has no kernel, or is not to have one: it runs as it is, and its arrays are copied."""

    def __init__(self, layer: Layer, _params: Array, grads: Array, x: Signal, place: Place) -> None:
        self._layer, self._grads, self._x, self._first = layer, grads, x, place.first
        self._way = (place.train,) if isinstance(layer, Dropout | BatchNormalization) else ()
        # A copy of the layer tells the size of what comes out, because running statistics must not count this.
        tried: Any = copy.copy(layer)
        zeros = np.zeros(x.values.shape, np.float32)
        units = tried.forward(zeros, *(False for _ in self._way)).shape[1]
        self.out = Signal(len(zeros), units, 1.0, last=place.last)

    def forward(self) -> None:
        layer: Any = self._layer
        self.out.values[:] = layer.forward(self._x.values * np.float32(self._x.scale), *self._way)

    def backward(self) -> None:
        dx = self._layer.backward(self.out.gradient.copy())
        if not self._first:
            np.multiply(dx, self._x.scale, self._x.gradient, casting="same_kind")
        start = 0
        for name in self._layer.PARAMS:
            gradient = getattr(self._layer, "d" + name)
            self._grads[start : start + gradient.size] = gradient.ravel()
            start += gradient.size


KERNELS: dict[type[Layer], Any] = {
    Affine: AffineKernel,
    Sigmoid: SigmoidKernel,
    Tanh: TanhKernel,
    Relu: ReluKernel,
    Dropout: DropoutKernel,
    BatchNormalization: BatchNormalizationKernel,
}
