"""How long the runs of an experiment are going to take on this computer, told from their first moments."""

from collections.abc import Generator, Sequence
from time import perf_counter
from typing import Final

import numpy as np

from mnistlab.data import Dataset
from mnistlab.experiments.work import Job
from mnistlab.training.deep import MOST_EVALUATIONS, DeepResult, DeepSettings, first_of, train_deep
from mnistlab.training.sampling import batch_of, part_of

TRIED: Final = 5  # runs, where there are more
PILOT: Final = 0.5  # s, the first of a run, that tell how long the others take
PIECES: Final = 2  # of a run that are looked at in any case, because what is done for the first time takes longer


def seconds_of_one(jobs: Sequence[Job], dataset: Dataset) -> Generator[float, None, float]:
    """Return about how long one of some runs takes here, in s: the mean of a few, because others have larger settings.

    Yields
    ------
    float
        The share done, 0..1, every few milliseconds.
    """
    count = min(TRIED, len(jobs))
    shares = (np.arange(count) + np.random.default_rng(0).random(count)) / count  # one in each part of equal length
    found = []
    for number, share in enumerate(shares):
        run = seconds_of(jobs[int(share * len(jobs))].settings, dataset)
        while True:
            try:
                next(run)
            except StopIteration as end:
                found.append(end.value)
                break
            yield number / count
    return float(np.mean(found))


def seconds_of(settings: DeepSettings, dataset: Dataset) -> Generator[None, None, float]:
    """Return about how long a run takes here, in s, from what its first steps and its first measurements take."""
    steps: list[float] = []  # s for one, in each piece of the run
    measurements: list[float] = []
    measured, spent = False, 0.0

    def watch(_result: DeepResult) -> None:
        nonlocal measured
        measured = True

    run = train_deep(settings, dataset, watch)
    done = next(run)  # what is made before the first step is left out
    yield
    while len(steps) < PIECES or spent < PILOT:
        start, measured = perf_counter(), False
        share = next(run, None)
        if share is None:
            break
        seconds = perf_counter() - start  # without what others do between the pieces
        if measured:
            measurements.append(seconds)
        elif share > done:
            steps.append(seconds / ((share - done) * settings.iterations))
        done, spent = share, spent + seconds
        yield
    run.close()
    images = len(part_of(first_of(dataset, settings), settings).train_images)
    epochs = min(settings.iterations * batch_of(settings, images) / images, MOST_EVALUATIONS)
    return settings.iterations * float(np.median(steps)) + (epochs + 1) * float(np.median(measurements))
