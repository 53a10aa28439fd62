"""The numbers of runs as tables."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mnistlab.analysis.spread import Spread
from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import Array
from mnistlab.training.clock import Clock
from mnistlab.ui.plots.take_away import cell

ROWS: Final = 4096  # of a table, written at a time: as many as take less than a frame


@dataclass(frozen=True, slots=True, eq=False)
class RunLine:
    """A run as a line.

    Attributes
    ----------
    key : str
        Of the run.
    name : str
    place : int or None
        Of a kept run: its look. None: the present run.
    loss : ndarray of float32, shape (iterations,)
    evaluated_at : ndarray of int, shape (evaluations,)
    test_accuracy : ndarray of float, shape (evaluations,)
    clock : Clock
        How long it had trained at any of its iterations.
    per_epoch : float
        Iterations.
    is_sealed : bool
        Whether validation images were measured, in the place of the test images.
    spread : Spread or None
        What it has come to with other seeds.
    """

    key: str
    name: str
    place: int | None
    loss: Array
    evaluated_at: Array
    test_accuracy: Array
    clock: Clock
    per_epoch: float
    is_sealed: bool = False
    spread: Spread | None = None


def table_of_run(frame: Frame, mean: Array) -> Iterator[str]:
    """Yield the numbers of a run as the lines of a CSV file.

    One row for each iteration from 0, when nothing has been learned yet: its loss and the mean around it, and, where
    they were measured after it, the shares of training and test images read right, 0..1, and the mean losses on a fixed
    sample of each; with validation images these stand in the place of the test images.
    """
    loss, mean = frame.loss, mean.copy()  # because the mean grows with the run
    columns = frame.train_accuracy, frame.test_accuracy, frame.train_loss, frame.test_loss
    known = {
        int(at): ",".join("" if math.isnan(one) else f"{one:.7g}" for one in row)
        for at, *row in zip(frame.evaluated_at, *columns, strict=True)
    }
    test = "validation" if frame.settings.is_sealed else "test"
    shares, losses = (f"train {kind},{test} {kind}" for kind in ("accuracy (0..1)", "loss (nats)"))
    yield f"iteration,loss (nats),mean loss (nats),{shares},{losses}\n"
    for first in range(0, len(loss) + 1, ROWS):
        rows = []
        for iteration in range(first, min(first + ROWS, len(loss) + 1)):
            numbers = f"{loss[iteration - 1]:.7g},{mean[iteration - 1]:.7g}" if iteration else ","
            rows.append(f"{iteration},{numbers},{known.get(iteration, ',,,')}\n")
        yield "".join(rows)


def table_of_runs(lines: Sequence[RunLine]) -> Iterator[str]:
    """Yield the numbers of runs as the lines of a CSV file, one row for each iteration of each run."""
    sealed = [line.is_sealed for line in lines]
    # A column for each kind of images that was measured, because the one is not the other.
    measured = [kind for kind, there in (("test", not all(sealed)), ("validation", any(sealed))) if there]
    heads = ",".join(f"{kind} accuracy (0..1)" for kind in measured)
    yield f"run,iteration,epoch,training time (s),loss (nats),{heads}\n"
    for line in lines:
        shares = dict(zip(line.evaluated_at.tolist(), line.test_accuracy.tolist(), strict=True))
        own = measured.index("validation" if line.is_sealed else "test")
        for first in range(0, len(line.loss) + 1, ROWS):
            rows = []
            stop = min(first + ROWS, len(line.loss) + 1)
            times = line.clock.at(np.arange(first, stop))
            for at, time in zip(range(first, stop), times.tolist(), strict=True):
                trained = f"{time:.7g}" if line.clock.known else ""
                loss = f"{line.loss[at - 1]:.7g}" if at else ""
                share = f"{shares[at]:.7g}" if at in shares else ""
                cells = ",".join(share if column == own else "" for column in range(len(measured)))
                rows.append(f"{cell(line.name)},{at},{at / line.per_epoch:.7g},{trained},{loss},{cells}\n")
            yield "".join(rows)
