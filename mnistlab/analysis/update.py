"""One update, taken apart: the parameters before it, what it adds, and the parameters after it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mnistlab.nn.functions import Array
from mnistlab.nn.optimizers import Optimizer, Way


@dataclass(frozen=True, eq=False, slots=True)
class Update:
    """An update that was made, or is about to be.

    Attributes
    ----------
    before, step, after : mapping
        Parameters before it, what it adds, parameters after it.
    optimizer : Optimizer
        As it is after the update, with the rate of the update.
    way : Way
        The step for every rate.
    """

    before: Mapping[str, Array]
    step: Mapping[str, Array]
    after: Mapping[str, Array]
    optimizer: Optimizer
    way: Way


def update_of(
    params: Mapping[str, Array], gradient: Mapping[str, Array], optimizer: Optimizer, *, made: bool
) -> Update:
    """Return the update with a gradient.

    Parameters
    ----------
    params : mapping
        Of the moment: after the update if it was made, else before it.
    gradient : mapping
        Of the loss by each of `params`, with the part of weight decay.
    optimizer : Optimizer
        Of the same moment; it stays as it is.
    made : bool
        Whether the update has been made.
    """
    with np.errstate(all="ignore"):  # the rate may be far too large
        if not made:
            _, optimizer = optimizer.next_step(gradient)
        way = optimizer.way(gradient)
        step = way.at(optimizer.lr)
        if made:
            return Update({key: value - step[key] for key, value in params.items()}, step, params, optimizer, way)
        return Update(params, step, {key: value + step[key] for key, value in params.items()}, optimizer, way)
