"""The way of another optimizer from the same first weights, on the same mini-batches."""

from collections.abc import Generator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from mnistlab.data import Dataset
from mnistlab.errors import DivergedError
from mnistlab.nn.functions import Array
from mnistlab.training.parts import USUAL_RATES
from mnistlab.training.settings import OptimizerName, RunSettings
from mnistlab.training.trainer import Trainer


def other_way(
    settings: RunSettings,
    dataset: Dataset,
    first_params: Mapping[str, Array],
    optimizer: OptimizerName,
    iterations: int,
    points: int,
) -> Generator[float, None, list[dict[str, Array]]]:
    """Train with another optimizer, at its usual learning rate, and return its parameters at some moments.

    Parameters
    ----------
    settings, dataset
        Of the run beside it.
    first_params : mapping
        ``W1 b1 W2 b2`` at the beginning of that run.
    optimizer : str
    iterations : int
        How far to go; a run that diverges ends before.
    points : int
        About how many moments, evenly spread: the first weights are the first of them.

    Yields
    ------
    float
        The share done, 0..1, every few milliseconds.
    """
    changes: dict[str, Any] = {"optimizer": optimizer, "learning_rate": USUAL_RATES[optimizer]}
    trainer = Trainer(replace(settings, gradient="backpropagation", **changes), dataset, first_params)
    trainer.history.measured_until = iterations  # no accuracy is wanted
    way = [_copied(trainer)]
    for stop in np.unique(np.linspace(0, iterations, max(points, 2)).astype(int))[1:].tolist():
        try:
            while trainer.iteration < stop:
                trainer.run(lambda: False, min(stop, trainer.iteration + 20))
                yield trainer.iteration / iterations
        except DivergedError:
            break
        way.append(_copied(trainer))
    return way


def _copied(trainer: Trainer) -> dict[str, Array]:
    return {key: value.copy() for key, value in trainer.network.params.items()}
