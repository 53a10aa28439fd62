"""Backpropagation with one mistake in it: those that everyone makes once, each a layer with one wrong line.

Each leaves every shape as it should be, so that nothing complains: the network only learns badly, or slowly, or not
at all. The way forward stays right, and so `Network.numerical_gradient` finds all of them.
"""

from enum import Enum
from typing import Any

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Affine, Layer, Relu, Sigmoid, SoftmaxWithLoss, Tanh
from mnistlab.nn.network import Network


class Mistake(Enum):
    """What may go wrong on the way back, and which gradients it spoils."""

    NO_DIVISION = "no_division"
    """The loss is a mean, but nothing is divided by N: all four are N times too large (for one image: right)."""
    NO_SIGMOID_SLOPE = "no_sigmoid_slope"
    """The sigmoid is passed as if it were not there: ``W1`` and ``b1`` are wrong, by 4 times and more."""
    W2_NOT_TRANSPOSED = "w2_not_transposed"
    """Not ``W2.T`` but ``W2`` forced into its shape (K, H), its numbers in other places: ``W1 b1`` are wrong."""
    NO_LABELS = "no_labels"
    """``y`` in place of ``y - t``: the right answers have no say, and all four are wrong."""
    BIAS_NOT_SUMMED = "bias_not_summed"
    """``b1`` and ``b2`` are those of the last image instead of the sum over all (for one image: right)."""


class SoftmaxWithoutDivision(SoftmaxWithLoss):
    """Its derivative is ``y - t``: for the sum of the losses, not for their mean."""

    def backward(self, dout: float = 1) -> Array:
        """Return the derivative by the scores, N times too large."""
        return super().backward(dout) * len(np.atleast_2d(self.y))


class SoftmaxWithoutLabels(SoftmaxWithLoss):
    """Its derivative is ``y / N``."""

    def backward(self, dout: float = 1) -> Array:
        """Return the derivative by the scores as if no answer were right."""
        return np.asarray(self.y / len(np.atleast_2d(self.y)) * dout)


class WithoutSlope(Layer):
    """An activation that lets the derivative pass as it is."""

    def backward(self, dout: Array) -> Array:
        """Return the derivative by the output."""
        return dout


class SigmoidWithoutSlope(WithoutSlope, Sigmoid):
    """`Sigmoid`, right on the way forward."""


class ReluWithoutSlope(WithoutSlope, Relu):
    """`Relu`, right on the way forward."""


class TanhWithoutSlope(WithoutSlope, Tanh):
    """`Tanh`, right on the way forward."""


class AffineNotTransposed(Affine):
    """Passes the derivative on through W in the shape of its transpose, but with its numbers in their old order."""

    def backward(self, dout: Array) -> Array:
        """Set `dW` and `db` right, and return a wrong derivative by `x`."""
        super().backward(dout)
        return np.asarray(dout @ self.W.reshape(self.W.shape[::-1])).reshape(self.original_x_shape)


class AffineWithoutSum(Affine):
    """Takes the gradient of its bias from the last image."""

    def backward(self, dout: Array) -> Array:
        """Set `dW` right and `db` wrong, and return the derivative by `x`."""
        dx = super().backward(dout)
        self.db = dout[-1]
        return dx


WRONG_LAYERS: dict[Mistake, dict[type, type]] = {
    Mistake.NO_DIVISION: {SoftmaxWithLoss: SoftmaxWithoutDivision},
    Mistake.NO_SIGMOID_SLOPE: {Sigmoid: SigmoidWithoutSlope, Relu: ReluWithoutSlope, Tanh: TanhWithoutSlope},
    Mistake.W2_NOT_TRANSPOSED: {Affine: AffineNotTransposed},
    Mistake.NO_LABELS: {SoftmaxWithLoss: SoftmaxWithoutLabels},
    Mistake.BIAS_NOT_SUMMED: {Affine: AffineWithoutSum},
}


def with_mistake(network: Network, mistake: Mistake | None) -> Network:
    """Return a network that makes a mistake on its way back; it shares parameters and right layers with the given one.

    Without a mistake, all layers are right, and still the way back is theirs.
    """
    wrong = {} if mistake is None else WRONG_LAYERS[mistake]

    def exchanged(layer: Any) -> Any:
        kind = wrong.get(type(layer))
        return layer if kind is None else kind(*(getattr(layer, name) for name in getattr(kind, "PARAMS", ())))

    return Network(
        network.params,
        {name: exchanged(layer) for name, layer in network.layers.items()},
        exchanged(network.last_layer),
        network.weight_decay_lambda,
    )
