"""One step at a time: the loss along the gradient for every learning rate, and along other directions beside it."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.analysis.landscape import gathered, length, loss_along, losses_along, random_direction
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.nn.optimizers import Way

POINTS: Final = 61  # of the curves
WAYS: Final = 8  # random directions beside the gradient
FARTHEST: Final = 2.0**14  # no larger η is tried in search of where the loss is back
ROOM: Final = 1.15  # how far the curves go on beyond where the loss is back
HALVINGS: Final = 12


@dataclass(frozen=True, eq=False, slots=True)
class OneStep:
    """Losses along a step; NaN or inf where they cannot be computed.

    Attributes
    ----------
    rates : ndarray of float64, shape (POINTS,)
        The learning rates η, from 0.
    losses, test_losses : ndarray of float64, shape (POINTS,)
        Of the batch, and of test images.
    others : ndarray of float64, shape (WAYS, POINTS)
        Of the batch, along random directions as long as that of the step.
    best : float
        The η at which the batch's loss is least.
    back : float
        The η at which it is back at its start; inf if it is not.
    """

    rates: Array
    losses: Array
    test_losses: Array
    others: Array
    best: float
    back: float

    def loss_at(self, rate: float) -> float:
        """Return the batch's loss after a step with η = `rate`; NaN beyond the curve."""
        return float(np.interp(rate, self.rates, self.losses, right=np.nan))


def explore_step(
    network: Network,
    way: Way,
    x: Array,
    t: Array,
    x_test: Array,
    t_test: Array,
    rate: float,
    reader: Network | None = None,
) -> Generator[float, None, OneStep]:
    """Evaluate the losses; yield the share done.

    Parameters
    ----------
    network : Network
        Before the step.
    way : Way
        The step for every rate; that of SGD goes against the gradient.
    x, t, x_test, t_test : ndarray, shapes (N, D) and (N,)
        Images with values in 0..1, and their labels.
    rate : float
        The η in use: the curves reach beyond it, unless it is far too large.
    reader : Network or None
        What reads the test images with the same parameters, where that is another: units that dropout has silenced for
        a mini-batch speak then.
    """
    downhill = way.direction
    network = network.with_params({key: value + way.start[key] for key, value in network.params.items()})
    reading = network if reader is None else reader.with_params(network.params)

    def loss(rate: float) -> float:
        return float(loss_along(network, downhill, [rate], x, t)[0])

    start, back, reach = loss(0.0), float("inf"), 0.0
    for doubling in range(int(np.ceil(np.log2(max(8 * FARTHEST / rate, 64))))):
        reach = rate / 8 * 2.0**doubling
        yield 0.1
        if not loss(reach) <= start:  # higher, or not a number
            low, back = reach / 2, reach
            for _ in range(HALVINGS):
                yield 0.2
                middle = (low + back) / 2
                low, back = (middle, back) if loss(middle) <= start else (low, middle)
            break
    span = min(back * ROOM, reach)
    rates = np.linspace(0, max(span, 1.3 * rate if rate < 4 * span else span), POINTS)
    losses = yield from gathered(losses_along(network, downhill, rates, x, t), POINTS, 0.3, 0.4)
    tested = losses_along(reading, downhill, rates, x_test, t_test, np.float32)
    test = yield from gathered(tested, POINTS, 0.4, 0.7)
    rng = np.random.default_rng(0)  # the same directions each time, so that the curves do not jump about
    others: list[Array] = []
    for number in range(WAYS):
        way_off = random_direction(network, length(downhill), rng)
        along = losses_along(network, way_off, rates, x, t)
        others.append((yield from gathered(along, POINTS, 0.7 + 0.3 * number / WAYS, 0.7 + 0.3 * (number + 1) / WAYS)))
    finite = np.where(np.isfinite(losses), losses, np.inf)
    return OneStep(rates, losses, test, np.array(others), float(rates[finite.argmin()]), back)
