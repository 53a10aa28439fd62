"""One weight at a time: the loss as this weight alone moves, its derivative, and the error of the central difference.

A large width h of the step cuts the curve off (the error falls with h²); a tiny one loses the difference in rounding
(the error grows with 1/h).
"""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.analysis.landscape import gathered, loss_along, losses_along
from mnistlab.nn import Network
from mnistlab.nn.functions import Array

REACH: Final = 1.0  # how far the weight is moved to either side
POINTS: Final = 81  # of the curve
WIDTHS: Final = np.logspace(0, -12, 37)  # of the step


@dataclass(frozen=True, eq=False, slots=True)
class OneWeight:
    """The loss along one weight.

    Attributes
    ----------
    value, loss, slope : float
        The weight, the loss there, and its derivative by backpropagation, in float64.
    values, losses : ndarray of float64, shape (POINTS,)
        The curve; NaN or inf where the loss cannot be computed.
    double, single : ndarray of float64, shape (len(WIDTHS),)
        The errors of the central difference in float64 and in float32, for each of `WIDTHS`.
    """

    value: float
    loss: float
    slope: float
    values: Array
    losses: Array
    double: Array
    single: Array


@dataclass(frozen=True, eq=False, slots=True)
class Secant:
    """The losses (2,) at w - h and w + h, and the slope of the line through them: the central difference."""

    h: float
    losses: Array
    slope: float


def explore_weight(
    network: Network, key: str, index: tuple[int, ...], x: Array, t: Array
) -> Generator[float, None, OneWeight]:
    """Evaluate all there is to see of one parameter; yield the share done.

    Parameters
    ----------
    network : Network
    key : str
        Of `params`.
    index : tuple of int
        Of the parameter in its array.
    x, t : ndarray, shapes (N, D) and (N,)
        Images with values in 0..1, and their labels.
    """
    direction = one_weight(network, key, index)
    value = float(network.params[key][index])
    distances = np.linspace(-REACH, REACH, POINTS)
    losses = yield from gathered(losses_along(network, direction, distances, x, t), POINTS, 0, 1 / 3)
    exact = network.copy(np.float64)
    slope = float(exact.gradient(x, t)[key][index])
    errors: list[Array] = []
    both_sides = np.concatenate([WIDTHS, -WIDTHS])
    for dtype in (np.float64, np.float32):
        begin = (1 + len(errors)) / 3
        beside = losses_along(network, direction, both_sides, x, t, dtype)
        found = yield from gathered(beside, len(both_sides), begin, begin + 1 / 3)
        above, below = found.reshape(2, -1)
        with np.errstate(all="ignore"):
            errors.append(np.abs((above - below) / (2 * WIDTHS) - slope))
    return OneWeight(value, exact.loss(x, t), slope, value + distances, losses, *errors)


def explore_secant(
    network: Network, key: str, index: tuple[int, ...], h: float, x: Array, t: Array
) -> Generator[float, None, Secant]:
    """Evaluate the loss to both sides of one parameter, in float64; the parameters are those of `explore_weight`."""
    yield 0.0  # so that a width that has changed again meanwhile costs nothing
    losses = loss_along(network, one_weight(network, key, index), [-h, h], x, t)
    return Secant(h, losses, float((losses[1] - losses[0]) / (2 * h)))


def one_weight(network: Network, key: str, index: tuple[int, ...]) -> dict[str, Array]:
    """Return the direction in which one parameter alone grows by 1."""
    direction = np.zeros(network.params[key].shape)
    direction[index] = 1
    return {key: direction}
