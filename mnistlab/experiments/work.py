"""One run of an experiment: what it is asked for, and what it has come to. No Qt is imported here."""

import os
import time
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from mnistlab.data import Dataset, load_dataset
from mnistlab.nn.differences import result_of
from mnistlab.nn.functions import Array
from mnistlab.training.deep import DeepSettings, train_deep

AROUND = 50  # iterations to both sides that `mean_loss` is taken over


@dataclass(frozen=True, slots=True)
class Job:
    """A run that is to be done: its settings, and the folder of its images, or None for those of the program."""

    settings: DeepSettings
    data: Path | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a run has come to, without its network.

    Attributes
    ----------
    settings : DeepSettings
    loss : ndarray of float32, shape (iterations,)
    evaluated_at : ndarray of int64, shape (E,)
    train_accuracy, test_accuracy : ndarray of float64, shape (E,)
        0..1, as in `mnistlab.training.deep.DeepResult`.
    seconds : float
        What the run has taken.
    """

    settings: DeepSettings
    loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
    seconds: float

    def value(self, quantity: str, at: int) -> float:
        """Return one number of the run.

        Parameters
        ----------
        quantity : {"loss", "mean_loss", "train_accuracy", "test_accuracy", "gap"}
            ``mean_loss`` is the mean over about 100 iterations around the given one; ``gap`` is the accuracy on
            training images less that on test images.
        at : int
            The iteration of a loss, from 0; or how many epochs were over, where -1 is the end of the run.
        """
        if quantity == "loss":
            return float(self.loss[at])
        if quantity == "mean_loss":
            return float(self.loss[max(0, at - AROUND) : at + AROUND + 1].mean())
        if quantity == "gap":
            return self.value("train_accuracy", at) - self.value("test_accuracy", at)
        accuracies: Array = getattr(self, quantity)
        return float(accuracies[min(at, len(accuracies) - 1)])


QUANTITIES = ("loss", "mean_loss", "train_accuracy", "test_accuracy", "gap")


def do(job: Job) -> Outcome:
    """Do a run."""
    start = time.perf_counter()
    result = result_of(train_deep(job.settings, _data(job.data)))
    return Outcome(
        settings=job.settings,
        loss=result.loss,
        evaluated_at=result.evaluated_at,
        train_accuracy=result.train_accuracy,
        test_accuracy=result.test_accuracy,
        seconds=time.perf_counter() - start,
    )


def with_seeds(settings: DeepSettings, seeds: int) -> list[DeepSettings]:
    """Return the settings with so many seeds: their own first, and those that follow it."""
    return [replace(settings, seed=settings.seed + number) for number in range(seeds)]


def processes_for(jobs: int) -> int:
    """Return how many processes share so many runs, where nobody has said: one for each core."""
    return max(1, min(jobs, os.cpu_count() or 1))


@cache
def _data(folder: Path | None) -> Dataset:
    """Return the images; a process that does several runs reads them once."""
    return load_dataset(folder)


def band(values: Array) -> tuple[float, float, float]:
    """Return the median of some numbers, and what lies between the lowest and the highest tenth of them."""
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(middle), float(low), float(high)
