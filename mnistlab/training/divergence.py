"""Divergence: when a run has to be stopped because it only gets worse, and why."""

import math
from collections.abc import Mapping

import numpy as np

from mnistlab.data import Dataset
from mnistlab.data.images import CLASSES, as_input
from mnistlab.errors import DivergedError
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.numerals import shown
from mnistlab.training.blas import one_blas_thread
from mnistlab.training.history import History
from mnistlab.training.parts import USUAL_RATES
from mnistlab.training.settings import VELOCITY, RunSettings

# A network that knows nothing and says so has a loss of log(10) = 2.3. One whose loss is twice that is sure of wrong
# answers.
UNSURE = 2 * math.log(CLASSES)
FIRST_IMAGES = 300  # at the most, on which the loss of the first weights is measured
PATIENCE = 20  # iterations with the same rule: a few bad batches are no divergence
EXPLODED = 5.0  # times the loss of the first weights: nothing comes back from there
TREND = 200  # iterations with the same rule, after which less is enough, if the loss does not fall
GROWN = 1.5  # times the loss of the first weights
FALLING = 0.97  # of its peak: a loss below that is falling
LARGE = 1e3  # first weights beyond that are the fault themselves: the spread may be 10 at most


def first_loss(network: Network, dataset: Dataset) -> float:
    """Return the mean loss of a network that has not been trained yet, on some images spread over the training set."""
    some = slice(None, None, max(1, len(dataset.train_images) // FIRST_IMAGES))
    with one_blas_thread, np.errstate(all="ignore"):
        return network.loss(as_input(dataset.train_images[some]), dataset.train_labels[some])


def refuse_divergence(
    history: History, loss: float, settings: RunSettings, mistake: Mistake | None, first_params: Mapping[str, Array]
) -> None:
    """Stop a run that only gets worse, with an error that names what was judged, and the likely cause.

    Parameters
    ----------
    history : History
        Until the last update.
    loss : float
        Of the mini-batch that the next update is to be made with.
    settings : RunSettings
        How that is to be made.
    mistake : Mistake or None
        In the gradient, on purpose.
    first_params : mapping
        Parameters at the beginning.

    Raises
    ------
    DivergedError
        If the loss is not a number, or the smoothed loss has grown and does not fall.
    """
    is_number = math.isfinite(loss)
    if is_number and not has_diverged(history):
        return
    first, judged = history.first_loss, history.latest_smoothed_loss if is_number else loss
    facts = {"iteration": f"{len(history.loss):,}", "loss": f"{judged:.3g}", "first": f"{first:.3g}"}
    if not math.isfinite(first) or max(float(np.abs(value).max()) for value in first_params.values()) > LARGE:
        raise DivergedError("diverged_weights", **facts)
    if mistake is not None:
        raise DivergedError("diverged_mistake", **facts)
    if settings.optimizer in VELOCITY and settings.momentum >= 1:  # nothing slows the velocity down, at any rate
        raise DivergedError("diverged_momentum", momentum=shown(settings.momentum), **facts)
    rate = settings.learning_rate
    worked = last_that_worked(history, rate)
    smaller = float(f"{min(rate / 10, USUAL_RATES[settings.optimizer]):.1g}") if worked is None else worked
    kind = "diverged" if is_number else "diverged_not_finite"
    raise DivergedError(kind, learning_rate=shown(rate), smaller=shown(smaller), smaller_rate=smaller, **facts)


def has_diverged(history: History) -> bool:
    """Tell whether a run only gets worse: whether its smoothed loss has grown, and does not fall."""
    iteration = len(history.loss)
    loss, tried = history.latest_smoothed_loss, iteration - history.rules[-1][0]
    if loss <= max(UNSURE, GROWN * history.first_loss) or tried < PATIENCE:
        return False
    if tried < TREND:
        return loss > EXPLODED * history.first_loss
    if iteration % PATIENCE:  # looking through the whole history takes time
        return False
    return bool(loss >= FALLING * history.smoothed_loss[PATIENCE:].max())


def last_that_worked(history: History, rate: float) -> float | None:
    """Return the last learning rate below `rate` with which this run has lowered its loss; None if there is none."""
    smoothed = history.smoothed_loss
    ends = [start for start, _ in history.rules[1:]]
    for (start, rule), end in reversed(list(zip(history.rules, ends, strict=False))):
        tried = rule.learning_rate < rate and rule.mistake is None and end - start >= PATIENCE
        if tried and smoothed[end - 1] < min(UNSURE, smoothed[start + PATIENCE // 2]):
            return rule.learning_rate
    return None
