"""The layers that networks are built of, each with its way forward beside its way back.

A layer keeps from `forward` what its `backward` needs. `backward` takes the derivative of the loss by what the layer
gave and returns the derivative by what it was given; the derivative by a parameter ``W`` is left in ``dW``.

The formulas, names and defaults are those of Saito, "Deep Learning from Scratch", chapter 5 and, for `Dropout` and
`BatchNormalization`, chapter 6. Arrays may be of any floating dtype, and the results are of the same dtype.
"""

from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from mnistlab.nn.functions import Array, class_numbers, cross_entropy_error, sigmoid, softmax


class Layer:
    """What all layers but the last one have in common.

    Attributes
    ----------
    PARAMS : tuple of str
        Attributes that are learnt. The gradient of ``W`` is found in ``dW``.
    STATE : tuple of str
        Attributes that are kept from one mini-batch to the next, beside those.
    """

    PARAMS: ClassVar[tuple[str, ...]] = ()
    STATE: ClassVar[tuple[str, ...]] = ()

    def forward(self, x: Array) -> Array:
        """Return what the layer makes of `x` (N, ...)."""
        raise NotImplementedError

    def backward(self, dout: Array) -> Array:
        """Return the derivative of the loss by `x`, given the derivative by what `forward` returned."""
        raise NotImplementedError


class Affine(Layer):
    """``x·W + b``.

    Parameters
    ----------
    W : ndarray, shape (D, H)
    b : ndarray, shape (H,)

    Attributes
    ----------
    dW, db : ndarray, shapes (D, H) and (H,)
        The gradient, after `backward`.
    """

    PARAMS = ("W", "b")

    def __init__(self, W: Array, b: Array) -> None:
        self.W, self.b = W, b
        self.x: Any = None
        self.original_x_shape: Any = None
        self.dW: Any = None
        self.db: Any = None

    def forward(self, x: Array) -> Array:
        """Return (N, H) of `x` (N, D), or of images of any other shape with D numbers each."""
        self.original_x_shape = x.shape
        self.x = x = x.reshape(len(x), -1)  # (N, D)
        return x @ self.W + self.b

    def backward(self, dout: Array) -> Array:
        """Set `dW` and `db`, and return the derivative by `x` in its shape."""
        self.dW = self.x.T @ dout
        self.db = dout.sum(axis=0)
        return (dout @ self.W.T).reshape(self.original_x_shape)


class Sigmoid(Layer):
    """``1 / (1 + exp(-x))``, element by element; its derivative is ``out (1 - out)``."""

    def __init__(self) -> None:
        self.out: Any = None

    def forward(self, x: Array) -> Array:
        """Return values in 0..1."""
        self.out = out = sigmoid(x)
        return out

    def backward(self, dout: Array) -> Array:
        """Return the derivative by `x`."""
        return np.asarray(dout * (self.out * (1 - self.out)))


class Relu(Layer):
    """``max(x, 0)``, element by element; its derivative is 1 where `x` is positive, else 0."""

    def __init__(self) -> None:
        self.mask: Any = None

    def forward(self, x: Array) -> Array:
        """Return `x` with 0 in place of what is negative."""
        self.mask = mask = x <= 0
        return np.where(mask, x.dtype.type(0), x)

    def backward(self, dout: Array) -> Array:
        """Return the derivative by `x`."""
        return np.where(self.mask, dout.dtype.type(0), dout)


class Tanh(Layer):
    """``tanh(x)``, element by element; its derivative is ``1 - out²``."""

    def __init__(self) -> None:
        self.out: Any = None

    def forward(self, x: Array) -> Array:
        """Return values in -1..1."""
        self.out = out = np.tanh(x)
        return np.asarray(out)

    def backward(self, dout: Array) -> Array:
        """Return the derivative by `x`."""
        return np.asarray(dout * (1 - self.out * self.out))


class Dropout(Layer):
    """In training, units are silenced at random; in reading, all speak, each a little lower.

    From Srivastava et al. 2014, "Dropout: A Simple Way to Prevent Neural Networks from Overfitting". As in the
    book, what is left in training is not made larger; instead, in reading everything is multiplied by the share that
    is left on average.

    Parameters
    ----------
    dropout_ratio : float
        The share of units that are silenced, 0..1.
    rng : numpy.random.Generator, optional
        Where the masks come from. Without it, NumPy's global generator, which `np.random.seed` sets.
    """

    def __init__(self, dropout_ratio: float = 0.5, *, rng: np.random.Generator | None = None) -> None:
        self.dropout_ratio = dropout_ratio
        self.rng = rng
        self.mask: Any = None

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        """Return `x` with random units at 0, or, where `train_flg` is false, ``x (1 - dropout_ratio)``."""
        if not train_flg:
            return np.asarray(x * (1 - self.dropout_ratio))
        self.mask = mask = self.draw(x.shape) > self.dropout_ratio
        return np.asarray(x * mask)

    def draw(self, shape: tuple[int, ...], out: Array | None = None) -> Array:
        """Return random numbers in 0..1 of this shape, in the float64 array `out` if it is given and can be used."""
        if self.rng is not None:
            return self.rng.random(shape, out=out)
        global_random = np.random.random
        return global_random(shape)

    def backward(self, dout: Array) -> Array:
        """Return the derivative by `x`: 0 where the unit was silent."""
        return np.asarray(dout * self.mask)


class BatchNormalization(Layer):
    """``gamma (x - mean) / std + beta``, with mean and standard deviation of each unit over the mini-batch.

    From Ioffe and Szegedy 2015, "Batch Normalization: Accelerating Deep Network Training by Reducing Internal
    Covariate Shift".

    Parameters
    ----------
    gamma, beta : ndarray, shape (D,)
    momentum : float
        How much of the running mean and variance stays at each mini-batch, 0..1.
    running_mean, running_var : ndarray, shape (D,), optional
        Mean and variance to read with; 0 before the first mini-batch.

    Attributes
    ----------
    dgamma, dbeta : ndarray, shape (D,)
        The gradient, after `backward`.
    """

    PARAMS = ("gamma", "beta")
    STATE = ("running_mean", "running_var")

    def __init__(
        self,
        gamma: Array,
        beta: Array,
        momentum: float = 0.9,
        running_mean: Array | None = None,
        running_var: Array | None = None,
    ) -> None:
        self.gamma, self.beta = gamma, beta
        self.momentum = momentum
        self.running_mean: Any = running_mean
        self.running_var: Any = running_var
        self.xc: Any = None  # (N, D): x - mean
        self.xn: Any = None  # (N, D): xc / std
        self.std: Any = None  # (D,)
        self.dgamma: Any = None
        self.dbeta: Any = None

    def forward(self, x: Array, train_flg: bool = True) -> Array:
        """Return `x` normalised by the mini-batch, or, where `train_flg` is false, by the running mean and variance."""
        shape = x.shape
        x = x.reshape(len(x), -1)  # (N, D)
        if self.running_mean is None:
            self.running_mean, self.running_var = np.zeros_like(x[0]), np.zeros_like(x[0])
        if train_flg:
            mean = x.mean(axis=0)
            self.xc = xc = x - mean
            var = np.mean(xc**2, axis=0)
            self.std = std = np.sqrt(var + 1e-6)
            self.xn = xn = xc / std
            self.running_mean = self.momentum * self.running_mean + (1 - self.momentum) * mean
            self.running_var = self.momentum * self.running_var + (1 - self.momentum) * var
        else:
            xn = (x - self.running_mean) / np.sqrt(self.running_var + 1e-6)
        return np.asarray(self.gamma * xn + self.beta).reshape(shape)

    def backward(self, dout: Array) -> Array:
        """Set `dgamma` and `dbeta`, and return the derivative by the `x` of the last forward pass in training."""
        shape = dout.shape
        dout = dout.reshape(len(dout), -1)  # (N, D)
        self.dbeta = dout.sum(axis=0)
        self.dgamma = (self.xn * dout).sum(axis=0)
        dxn = self.gamma * dout
        dstd = -(dxn * self.xc).sum(axis=0) / self.std**2
        dxc = dxn / self.std + self.xc * (dstd / self.std) / len(dout)
        return np.asarray(dxc - dxc.mean(axis=0)).reshape(shape)


class SoftmaxWithLoss:
    """The last layer: softmax, and the mean cross-entropy of what it gives.

    Attributes
    ----------
    y : ndarray, shape (N, K)
        Probabilities.
    t : ndarray
        Labels, as they were given.
    loss : float
    """

    def __init__(self) -> None:
        self.loss: Any = None
        self.y: Any = None
        self.t: Any = None

    def outputs(self, x: Array) -> Array:
        """Return what the network says of scores `x` (..., K)."""
        return softmax(x)

    def forward(self, x: Array, t: ArrayLike) -> float:
        """Return the mean loss of scores `x` (N, K) for labels `t`, (N,) or one-hot (N, K)."""
        self.t = np.asarray(t)
        self.y = softmax(x)
        self.loss = cross_entropy_error(self.y, t)
        return float(self.loss)

    def backward(self, dout: float = 1) -> Array:
        """Return the derivative by the scores: ``(y - t) / N``, with t one-hot."""
        dx = np.atleast_2d(self.y).copy()  # (N, K)
        dx[np.arange(len(dx)), class_numbers(self.t, dx.shape)] -= 1
        dx /= len(dx)
        return np.asarray(dx * dout).reshape(self.y.shape)


class SigmoidWithLoss(SoftmaxWithLoss):
    """The last layer of Nielsen, "Neural Networks and Deep Learning", chapter 3: a sigmoid for each class.

    The loss is ``-Σ (t log y + (1 - t) log(1 - y))``, with t one-hot, as a mean over the images.
    """

    def outputs(self, x: Array) -> Array:
        """Return the output of each class, each in 0..1; their sum may be any."""
        return sigmoid(x)

    def forward(self, x: Array, t: ArrayLike) -> float:
        """Return the mean loss of scores `x` (N, K) for labels `t`, (N,) or one-hot (N, K)."""
        x = np.atleast_2d(x)
        self.y, self.t = self.outputs(x), one_hot(t, x)
        # Of the scores, because log(1 - y) is infinite where y has been rounded to 1.
        self.loss = float(np.sum(np.logaddexp(0, x) - self.t * x) / len(x))
        return float(self.loss)

    def backward(self, dout: float = 1) -> Array:
        """Return the derivative by the scores: ``(y - t) / N``."""
        return np.asarray((self.y - self.t) * (dout / len(self.y)))


class SigmoidWithSquares(SigmoidWithLoss):
    """The last layer of Nielsen's chapter 1: a sigmoid for each class, and the quadratic cost ``½ Σ (y - t)²``."""

    def forward(self, x: Array, t: ArrayLike) -> float:
        """Return the mean loss of scores `x` (N, K) for labels `t`, (N,) or one-hot (N, K)."""
        x = np.atleast_2d(x)
        self.y, self.t = self.outputs(x), one_hot(t, x)
        self.loss = float(np.sum((self.y - self.t) ** 2) / 2 / len(x))
        return float(self.loss)

    def backward(self, dout: float = 1) -> Array:
        """Return the derivative by the scores: ``(y - t) y (1 - y) / N``, small where an output is near 0 or 1."""
        return np.asarray(super().backward(dout) * self.y * (1 - self.y))


def one_hot(t: ArrayLike, x: Array) -> Array:
    """Return labels `t`, (N,) or one-hot, as one-hot (N, K) in the dtype of scores `x` (N, K)."""
    return np.asarray(np.eye(x.shape[1], dtype=x.dtype)[class_numbers(t, x.shape)])
