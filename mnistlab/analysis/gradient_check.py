"""The gradient checked: backpropagation against central differences, number by number."""

import time
from collections.abc import Generator, Mapping
from dataclasses import dataclass

import numpy as np

from mnistlab.nn.differences import central_differences
from mnistlab.nn.functions import Array
from mnistlab.nn.gradient import STEP
from mnistlab.nn.layers import Relu
from mnistlab.nn.mistakes import Mistake, with_mistake
from mnistlab.nn.network import Network

TINY = 1e-30  # in the logarithm of the loss: less than in training, so that no check fails for it
AGREE = 1e-5  # relative error up to which two gradients in float64 are the same, for h = 1e-4
NARROW_STEP = 1e-6  # h, for networks with kinks
TIMED = 20  # losses, to tell what the plain loop would have taken


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two gradients of one parameter array are apart.

    Attributes
    ----------
    largest, mean : float
        Of the absolute differences.
    relative : float
        Length of the difference by the sum of both lengths: 0 where they are the same, up to 1.
    """

    largest: float
    mean: float
    relative: float

    @property
    def agrees(self) -> bool:
        """Whether the two are the same but for rounding and the width of the step."""
        return self.relative <= AGREE


@dataclass(frozen=True, slots=True)
class GradientCheck:
    """Both gradients of a batch, how far they are apart, and the seconds that each took.

    `plain_seconds` is what `numerical_gradient` would take, from the time that a loss takes here.
    """

    backpropagation: Mapping[str, Array]
    numerical: Mapping[str, Array]
    agreements: Mapping[str, Agreement]
    backpropagation_seconds: float
    numerical_seconds: float
    plain_seconds: float


def compare(one: Array, another: Array) -> Agreement:
    """Return how far two arrays of the same shape are apart."""
    differences = np.abs(one - another)
    size = float(np.linalg.norm(one) + np.linalg.norm(another))
    relative = float(np.linalg.norm(one - another)) / size if size else 0.0
    return Agreement(float(differences.max()), float(differences.mean()), relative)


def step_for(network: Network) -> float:
    """Return h, by which each parameter is moved in the check of a network.

    The derivative of ReLU jumps at 0, and a wide step would often reach over the jump to another slope.
    """
    return NARROW_STEP if any(isinstance(layer, Relu) for layer in network.layers.values()) else STEP


def gradient_check(
    network: Network, x: Array, t: Array, mistake: Mistake | None = None
) -> Generator[float, None, GradientCheck]:
    """Check the gradient of a batch, in float64; yield the share done, and return the result.

    Parameters
    ----------
    network : Network
    x, t : ndarray, shapes (N, D) and (N,)
        Images with values in 0..1, and their labels.
    mistake : Mistake, optional
        To make in backpropagation.
    """
    exact = network.copy(np.float64)
    x = np.asarray(x, np.float64)
    start = time.perf_counter()
    by_backpropagation = (exact if mistake is None else with_mistake(exact, mistake)).gradient(x, t)
    backpropagation_seconds = time.perf_counter() - start
    start = time.perf_counter()
    for _ in range(TIMED):
        exact.loss(x, t)
    count = sum(value.size for value in exact.params.values())
    plain_seconds = (time.perf_counter() - start) / TIMED * 2 * count
    work = central_differences(exact, x, t, step_for(exact), TINY)
    numerical_seconds, numerical = 0.0, None
    while numerical is None:
        start = time.perf_counter()
        try:
            share = next(work)
        except StopIteration as end:
            numerical = end.value
        numerical_seconds += time.perf_counter() - start
        if numerical is None:
            yield share
    return GradientCheck(
        by_backpropagation,
        numerical,
        {key: compare(by_backpropagation[key], numerical[key]) for key in numerical},
        backpropagation_seconds,
        numerical_seconds,
        plain_seconds,
    )
