"""A network whose dropout stands still: the units that were silent for a mini-batch stay so, in every loss of it."""

from typing import Any

import numpy as np
from typing_extensions import override

from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.nn.layers import Dropout


class HeldDropout(Dropout):
    """Silences the units of one mask each time, in training and in reading.

    Parameters
    ----------
    mask : ndarray of bool, shape (N, H) or (H,)
        Which units speak.
    """

    def __init__(self, mask: Array) -> None:
        super().__init__(0.0)
        self.mask: Any = mask

    @override
    def forward(self, x: Array, train_flg: bool = True) -> Array:
        """Return `x` with the silent units at 0."""
        return np.asarray(x * self.mask)


def with_held_masks(network: Network, masks: Array | None) -> Network:
    """Return the network as it was in training on a mini-batch; it shares the parameters.

    Parameters
    ----------
    network : Network
    masks : ndarray of bool, shape (N, H), or None
        Which units spoke for each image; None where that has not been drawn: then all speak.
    """
    if not any(isinstance(layer, Dropout) for layer in network.layers.values()):
        return network
    units = len(network.params["b1"])
    held = HeldDropout(np.ones(units, bool) if masks is None else masks)
    layers = {name: held if isinstance(layer, Dropout) else layer for name, layer in network.layers.items()}
    return Network(network.params, layers, network.last_layer, network.weight_decay_lambda)
