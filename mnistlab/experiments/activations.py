"""How first weights spread the activations of a deep network: section 6.2 of Saito, "Deep Learning from Scratch".

1,000 inputs of 100 numbers, drawn from N(0, 1), go through five layers of 100 units. Nothing is trained.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.nn.functions import Array, relu, sigmoid
from mnistlab.training.blas import one_blas_thread

INPUTS: Final = 1_000
UNITS: Final = 100
LAYERS: Final = 5
BINS: Final = 30
NEAR: Final = 0.05  # of the range: what counts as at its end, or in its middle

FUNCTIONS: Final[Mapping[str, tuple[Callable[[Array], Array], float, float]]] = {  # with the range of what they give
    "sigmoid": (sigmoid, 0.0, 1.0),
    "tanh": (np.tanh, -1.0, 1.0),
    "relu": (relu, 0.0, 1.0),
}
STDS: Final = {"xavier": 1.0, "he": 2.0}  # variance, times the number of inputs


@dataclass(frozen=True, slots=True)
class Case:
    """A network by its activation and its first weights: a standard deviation, ``"xavier"`` or ``"he"``."""

    name: str
    activation: str
    std: float | str


@dataclass(frozen=True, slots=True, eq=False)
class Histogram:
    """The activations of one layer.

    Attributes
    ----------
    counts : ndarray of int64, shape (BINS,)
        Over the range `low`..`high` of the activation; for ReLU 0..1, as the book draws it, without the zeros.
    low, high : float
    values : int
        How many activations there are, the zeros among them.
    mean, std : float
    ends, middle : float
        Share within 5 % of the range of either end, and of its middle.
    """

    counts: Array
    low: float
    high: float
    values: int
    mean: float
    std: float
    ends: float
    middle: float

    @property
    def edges(self) -> Array:
        """Where the bins begin, and where the last one ends: float64, shape (BINS + 1,)."""
        return np.linspace(self.low, self.high, len(self.counts) + 1)


def histograms(case: Case, seed: int) -> list[Histogram]:
    """Return the activations of each layer, from the first to the last."""
    rng = np.random.default_rng(seed)
    function, low, high = FUNCTIONS[case.activation]
    std = np.sqrt(STDS[case.std] / UNITS) if isinstance(case.std, str) else case.std
    z, found = rng.standard_normal((INPUTS, UNITS)), []
    for _ in range(LAYERS):
        with one_blas_thread:
            z = function(z @ (std * rng.standard_normal((UNITS, UNITS))))
        place = (z - low) / (high - low)
        found.append(
            Histogram(
                counts=np.histogram(z[z != 0], BINS, (low, high))[0],
                low=low,
                high=high,
                values=z.size,
                mean=float(z.mean()),
                std=float(z.std()),
                ends=float(((place < NEAR) | (place > 1 - NEAR)).mean()),
                middle=float((abs(place - 0.5) < NEAR).mean()),
            )
        )
    return found


def bars(counts: Array) -> str:
    """Return a histogram as one line of text, a sign for each bin."""
    steps = "▁▂▃▄▅▆▇█"
    return "".join(steps[round(count / max(1, counts.max()) * (len(steps) - 1))] for count in counts)
