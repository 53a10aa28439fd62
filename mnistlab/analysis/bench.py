"""Three benches without images: the optimizers in a bowl, one neuron with two losses, and softmax by hand.

Sources: Saito, "Deep Learning from Scratch", section 6.1 (the bowl); Nielsen, "Neural Networks and Deep Learning",
chapter 3 (the neuron and softmax).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.nn.functions import Array, sigmoid
from mnistlab.nn.optimizers import SGD, AdaGrad, Adam, Momentum, Optimizer

START: Final = (-7.0, 2.0)
STEPS: Final = 30
RATES: Final = {"SGD": 0.95, "Momentum": 0.1, "AdaGrad": 1.5, "Adam": 0.3}
KINDS: Final[Mapping[str, type[Optimizer]]] = {"SGD": SGD, "Momentum": Momentum, "AdaGrad": AdaGrad, "Adam": Adam}
EPOCHS: Final = 300
NEURON_RATES: Final = {"quadratic": 0.15, "cross-entropy": 0.005}


def way(name: str, rate: float, steps: int = STEPS) -> Array:
    """Return where an optimizer goes from `START`: float64, shape (steps + 1, 2).

    The loss is ``x²/20 + y²``: a valley that is long in x and steep in y.
    """
    optimizer = KINDS[name](rate)
    params = {"x": np.array([START[0]]), "y": np.array([START[1]])}
    places = [START]
    with np.errstate(all="ignore"):  # too large a rate leads out of every number
        for _ in range(steps):
            optimizer.update(params, {"x": params["x"] / 10, "y": 2 * params["y"]})
            places.append((float(params["x"][0]), float(params["y"][0])))
    return np.array(places)


@dataclass(frozen=True, slots=True, eq=False)
class Learning:
    """How one neuron learns to give 0 for the input 1.

    Attributes
    ----------
    weights, biases, outputs, losses : ndarray of float64, shape (epochs + 1,)
    """

    weights: Array
    biases: Array
    outputs: Array
    losses: Array


def neuron(loss: str, weight: float, bias: float, rate: float, epochs: int = EPOCHS) -> Learning:
    """Let a neuron ``a = sigmoid(w + b)`` learn that 0 is right.

    Parameters
    ----------
    loss : {"quadratic", "cross-entropy"}
        ``a²/2``, whose derivative by the sum is ``a · a (1 - a)``; or ``-log(1 - a)``, whose derivative is ``a``.
    weight, bias : float
        Where it begins.
    rate : float
    epochs : int
    """
    rows = []
    for _ in range(epochs + 1):
        output = float(sigmoid(weight + bias))
        right = max(1 - output, 1e-300)
        rows.append((weight, bias, output, output**2 / 2 if loss == "quadratic" else -np.log(right)))
        slope = output * output * (1 - output) if loss == "quadratic" else output
        weight, bias = weight - rate * slope, bias - rate * slope
    return Learning(*np.array(rows).T)
