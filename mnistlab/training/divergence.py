"""Divergence: when a run has to be stopped because it only gets worse, and why."""

import math
from collections.abc import Mapping

import numpy as np

from mnistlab.data.images import CLASSES
from mnistlab.errors import DivergedError
from mnistlab.nn.functions import Array
from mnistlab.training.history import History, UpdateRule

# A network that knows nothing and says so has a loss of log(10) = 2.3. One whose loss is twice that is sure of wrong
# answers.
UNSURE = 2 * math.log(CLASSES)
PATIENCE = 20  # iterations with the same rule: a few bad batches are no divergence
EXPLODED = 5.0  # times the loss of the first weights: nothing comes back from there
TREND = 200  # iterations with the same rule, after which less is enough, if the loss does not fall
GROWN = 1.5  # times the loss of the first weights
FALLING = 0.97  # of its peak: a loss below that is falling
LARGE = 1e3  # first weights beyond that are the fault themselves: the spread may be 10 at most
WORKS = 0.1  # a learning rate that learns where a larger one does not: tried with 10 to 2,000 units, batches from 1


def has_diverged(history: History, first_loss: float) -> bool:
    """Tell whether a run only gets worse: whether its smoothed loss has grown, and does not fall.

    Parameters
    ----------
    history : History
    first_loss : float
        Mean loss of the network as it was at the beginning.
    """
    iteration = len(history.loss)
    loss, tried = history.latest_smoothed_loss, iteration - history.rules[-1][0]
    if loss <= max(UNSURE, GROWN * first_loss) or tried < PATIENCE:
        return False
    if tried < TREND:
        return loss > EXPLODED * first_loss
    if iteration % PATIENCE:  # looking through the whole history takes time
        return False
    return bool(loss >= FALLING * history.smoothed_loss[PATIENCE:].max())


def divergence(
    iteration: int, loss: float, first_loss: float, rule: UpdateRule, first_params: Mapping[str, Array]
) -> DivergedError:
    """Return the error that names what was judged, and the likely cause.

    Parameters
    ----------
    iteration : int
        Updates done.
    loss : float
        The smoothed loss that has grown, or the loss of the mini-batch that is not a number.
    first_loss : float
        Mean loss of the network as it was at the beginning.
    rule : UpdateRule
        How the updates are made.
    first_params : mapping
        Parameters at the beginning.
    """
    facts = {"iteration": f"{iteration:,}", "loss": f"{loss:.3g}", "first": f"{first_loss:.3g}"}
    if not math.isfinite(first_loss) or max(float(np.abs(value).max()) for value in first_params.values()) > LARGE:
        return DivergedError("diverged_weights", **facts)
    if rule.mistake is not None:
        return DivergedError("diverged_mistake", **facts)
    rate = rule.learning_rate
    smaller = f"{min(rate / 10, WORKS):.1g}"
    kind = "diverged" if math.isfinite(loss) else "diverged_not_finite"
    return DivergedError(kind, learning_rate=f"{rate:.6g}", smaller=smaller, **facts)
