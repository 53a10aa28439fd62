"""How much a run depends on its seed: what the same run has come to with others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.nn.functions import Array
from mnistlab.training.history import Rules

SAMPLES: Final = 1000  # of the losses of a run: as many as a plot is wide
QUANTILES: Final = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeedRun:
    """What a run has come to with one seed.

    Attributes
    ----------
    seed : int
    iterations : int
        Those that were asked for.
    rules : tuple
        As `mnistlab.training.History.rules`: how its updates were made.
    diverged : bool
        It has stopped before.
    at : ndarray of int64, shape (K,)
        Iterations, at most `SAMPLES` of them.
    loss : ndarray of float32, shape (K,)
        The centred mean of the losses there.
    evaluated_at : ndarray of int64, shape (E,)
    train_accuracy, test_accuracy : ndarray of float64, shape (E,)
        0..1.
    """

    seed: int
    iterations: int
    rules: Rules
    diverged: bool
    at: Array
    loss: Array
    evaluated_at: Array
    train_accuracy: Array
    test_accuracy: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """The same run with several seeds; of each quantity what a tenth, a half and nine tenths of them stay below.

    Attributes
    ----------
    seeds : tuple of int
        Those that count.
    diverged : int
        How many others have stopped before the end.
    iterations : int
    rules : tuple
        As those of `SeedRun`.
    at : ndarray of int64, shape (K,)
    loss : ndarray of float64, shape (3, K)
    evaluated_at : ndarray of int64, shape (E,)
    test_accuracy : ndarray of float64, shape (3, E)
    last : ndarray of float64, shape (seeds,)
        Test accuracy at the end, by seed.
    """

    seeds: tuple[int, ...]
    diverged: int
    iterations: int
    rules: Rules
    at: Array
    loss: Array
    evaluated_at: Array
    test_accuracy: Array
    last: Array

    @property
    def end(self) -> tuple[float, float, float]:
        """Test accuracy at the end: what a tenth, a half and nine tenths of the seeds stay below; nan without any."""
        if not len(self.last):
            return np.nan, np.nan, np.nan
        low, middle, high = np.quantile(self.last, QUANTILES)
        return float(low), float(middle), float(high)


def sampled(loss: Array) -> tuple[Array, Array]:
    """Return iterations (K,), evenly spread over a run, and the centred mean (K,) of its losses (n,) there."""
    count = len(loss)
    at = np.unique(np.linspace(1, count, min(count, SAMPLES)).round().astype(np.int64))
    return at, CentredMean().take(loss)[at - 1].copy()


def spread_of(runs: Sequence[SeedRun]) -> Spread:
    """Return the spread of runs that differ in nothing but their seeds; those that diverged are counted apart."""
    whole = sorted((run for run in runs if not run.diverged), key=lambda run: run.seed)
    first = (whole or runs)[0]
    nothing = np.empty((3, 0))
    return Spread(
        seeds=tuple(run.seed for run in whole),
        diverged=len(runs) - len(whole),
        iterations=first.iterations,
        rules=first.rules,
        at=first.at if whole else first.at[:0],
        loss=_quantiles([run.loss for run in whole]) if whole else nothing,
        evaluated_at=first.evaluated_at if whole else first.evaluated_at[:0],
        test_accuracy=_quantiles([run.test_accuracy for run in whole]) if whole else nothing,
        last=np.array([run.test_accuracy[-1] for run in whole if len(run.test_accuracy)]),
    )


def _quantiles(rows: Sequence[Array]) -> Array:
    found: Array = np.quantile(np.asarray(rows, np.float64), QUANTILES, axis=0)
    return found
