"""How the numbers of a network are spread at one moment: sums, activations, weights, gradients, and steps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.nn import Network
from mnistlab.nn.functions import Array, softmax
from mnistlab.nn.layers import Affine, Dropout

KINDS: Final = ("sums", "activations", "weights", "gradients", "ratios")
ENOUGH: Final = 20_000  # numbers that tell how all are spread
BINS: Final = 40


@dataclass(frozen=True, eq=False, slots=True)
class LayerNumbers:
    """The numbers of one kind in one layer.

    Attributes
    ----------
    values : ndarray, shape (n,)
        The finite ones, or a part of them that lies evenly; of ratios the logarithm to base 10.
    zeros : float
        The share, 0..1, of those that are exactly 0; of gradients and ratios these are not among `values`, because the
        weight of a pixel that is never inked has no gradient.
    """

    values: Array
    zeros: float


def layer_numbers(
    network: Network,
    x: Array,
    masks: Array | None = None,
    gradient: Mapping[str, Array] | None = None,
    step: Mapping[str, Array] | None = None,
) -> list[dict[str, LayerNumbers]]:
    """Return for each layer how its numbers are spread, by their kind.

    Parameters
    ----------
    network : Network
        Before the step.
    x : ndarray, shape (N, D)
        Images with values in 0..1; with none of them there are no sums and activations.
    masks : ndarray of bool, shape (N, H), optional
        Which units dropout lets speak to the next layer; without, all as in reading. The activations are those of all.
    gradient, step : mapping, optional
        Of the weights; without, there are none of these kinds.
    """
    layers: list[dict[str, LayerNumbers]] = []
    own = network.with_params(network.params)  # layers remember what they are given
    out = x
    with np.errstate(all="ignore"):  # the weights of a run that diverged
        for layer in own.layers.values():
            if isinstance(layer, Affine):
                key = f"W{len(layers) + 1}"
                layers.append(_of_weights(own.params[key], None if gradient is None else gradient[key], step, key))
            if not len(x):
                continue
            if isinstance(layer, Dropout):
                out = layer.forward(out, False) if masks is None else out * masks
                continue
            out = layer.forward(out)
            layers[-1]["sums" if isinstance(layer, Affine) else "activations"] = _numbers(out)
        if len(x):
            layers[-1]["activations"] = _numbers(softmax(out))
    return layers


def _of_weights(
    W: Array, gradient: Array | None, step: Mapping[str, Array] | None, key: str
) -> dict[str, LayerNumbers]:
    found = {"weights": _numbers(W)}
    if gradient is not None:
        found["gradients"] = _numbers(gradient, without_zeros=True)
    if step is not None:
        ratio = np.abs(step[key]) / np.abs(W)
        moved = _numbers(ratio, without_zeros=True)
        found["ratios"] = LayerNumbers(np.log10(moved.values), moved.zeros)
    return found


def _numbers(values: Array, *, without_zeros: bool = False) -> LayerNumbers:
    some = values.ravel()
    some = some[:: some.size // ENOUGH + 1]
    some = some[np.isfinite(some)]
    nothing = some == 0
    zeros = float(nothing.mean()) if some.size else 0.0
    return LayerNumbers(some[~nothing] if without_zeros else some, zeros)
