"""One run of an experiment: what it is asked for, and what it has come to. No Qt is imported here."""

import math
import os
from dataclasses import dataclass
from functools import cache
from time import perf_counter, process_time

import numpy as np

from mnistlab.data import Dataset, Source, load_dataset
from mnistlab.experiments.processes import tell
from mnistlab.nn.functions import Array
from mnistlab.training.deep import DeepResult, DeepSettings, train_deep

BETWEEN = 0.5  # s between two times that a run tells how far it is
AROUND = 50  # iterations to both sides that `mean_loss` is taken over


@dataclass(frozen=True, slots=True)
class Job:
    """A run that is to be done.

    Attributes
    ----------
    settings : DeepSettings
    data : Source or None
        Where its images come from; None: those of the program.
    brief : bool
        Whether its outcome goes without the loss of every iteration, because it is one of very many.
    """

    settings: DeepSettings
    data: Source | None = None
    brief: bool = False


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
    train_loss, test_loss : ndarray of float64, shape (E,)
        Of the same images.
    per_epoch : float
        Iterations in an epoch.
    images : int
        How many test or validation images were measured.
    seconds : float
        What the run has taken.
    """

    settings: DeepSettings
    loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array
    train_loss: Array
    test_loss: Array
    per_epoch: float
    images: int
    seconds: float

    def value(self, quantity: str, at: int) -> float:
        """Return one number of the run.

        Parameters
        ----------
        quantity : str
            One of `QUANTITIES`. ``mean_loss`` is the mean over about 100 iterations around the given one; ``gap`` is
            the accuracy on training images less that on test images; ``best_test`` and ``best_train`` are the highest
            accuracies up to an epoch, and ``best_epoch`` is the one after which the loss on test images was least.
        at : int
            The iteration of a loss, from 0; or how many epochs were over, where -1 is the end of the run.
        """
        if quantity in LOSSES:
            around = slice(max(0, at - AROUND), at + AROUND + 1) if quantity == "mean_loss" else at
            return float(self.loss[around].mean()) if len(self.loss) else math.nan
        if quantity == "gap":
            return self.value("train_accuracy", at) - self.value("test_accuracy", at)
        index = self._index(at)
        if quantity == "best_epoch":
            return float(self.evaluated_at[np.argmin(self.test_loss[: index + 1])] / self.per_epoch)
        if quantity in BEST:
            return float(getattr(self, BEST[quantity])[: index + 1].max())
        return float(getattr(self, quantity)[index])

    def _index(self, epoch: int) -> int:
        """Return the index of the measurement after `epoch` epochs; -1: of the last one."""
        last = len(self.evaluated_at) - 1
        if epoch < 0:
            return last
        return min(int(np.searchsorted(self.evaluated_at, math.ceil(epoch * self.per_epoch))), last)


@dataclass(frozen=True, slots=True, eq=False)
class Progress:
    """How far a run is.

    Attributes
    ----------
    share : float
        Of its iterations, 0..1.
    outcome : Outcome
        What it had come to when that was measured last.
    of_core : float
        The share of a core's time that it has had since it told this last, 0..1.
    """

    share: float
    outcome: Outcome
    of_core: float


BEST = {"best_train": "train_accuracy", "best_test": "test_accuracy"}
SHARES = ("train_accuracy", "test_accuracy", "gap", *BEST)  # quantities that are read as percentages
LOSSES = ("loss", "mean_loss")  # quantities of one iteration, which a brief outcome does not have
QUANTITIES = ("loss", "mean_loss", "train_loss", "test_loss", "best_epoch", *SHARES)


def do(job: Job) -> Outcome:
    """Do a run; it tells its `Progress` on its way, but not so often that very many runs would have much to tell."""
    start = said = perf_counter()
    worked = process_time()
    measured: list[DeepResult] = []
    run = train_deep(job.settings, images_of(job.data), measured.append)
    while True:
        try:
            share = next(run)
        except StopIteration as end:
            return _outcome(job, end.value, start)
        now = perf_counter()
        if measured and now > said + BETWEEN:
            tell(Progress(share, _outcome(job, measured[-1], start), (process_time() - worked) / (now - said)))
            said, worked = now, process_time()


def _outcome(job: Job, result: DeepResult, start: float) -> Outcome:
    return Outcome(
        settings=job.settings,
        loss=result.loss[:0] if job.brief else result.loss,
        evaluated_at=result.evaluated_at,
        train_accuracy=result.train_accuracy,
        test_accuracy=result.test_accuracy,
        train_loss=result.train_loss,
        test_loss=result.test_loss,
        per_epoch=result.per_epoch,
        images=result.images,
        seconds=perf_counter() - start,
    )


def processes_for(jobs: int) -> int:
    """Return how many processes share `jobs` runs unless a person says otherwise: one for each core."""
    return max(1, min(jobs, os.cpu_count() or 1))


@cache
def images_of(source: Source | None) -> Dataset:
    """Return the images from there, or those of the program; a process that does several runs reads them once."""
    return load_dataset(*source or ())


def band(values: Array) -> tuple[float, float, float]:
    """Return the median of some numbers, and what lies between the lowest and the highest tenth of them."""
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return float(middle), float(low), float(high)
