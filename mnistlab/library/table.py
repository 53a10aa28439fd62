"""Runs as a table of numbers: CSV, one row for each iteration of each run."""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mnistlab.data.files import write_whole
from mnistlab.data.tables import harmless
from mnistlab.errors import LibraryError
from mnistlab.library.kept_run import KeptRun

CSV: Final = ".csv"
MEASURED: Final = ("train_accuracy", "test_accuracy", "train_loss", "test_loss")
VALIDATION: Final = ("validation_accuracy", "validation_loss")
HEADER: Final = ("run", "iteration", "loss", "smoothed_loss", *MEASURED)


def write_table(path: Path, runs: Iterable[tuple[str, KeptRun]], *, sealed: bool = False) -> Iterator[None]:
    """Write runs, each with its name, as a CSV file; it yields after each, and given up, no file is left.

    The row of iteration n has the mean loss of the mini-batch of that iteration before its update, and where they were
    measured after it, the shares of training and test images read right, 0..1, and the mean losses on a fixed sample of
    each. A run with validation images has numbers of those, and none of test images: `sealed` tells that there is one,
    and adds the columns. Iteration 0 is the untrained network. Each number has the digits that it takes to read the
    same again.

    Raises
    ------
    LibraryError
        If the file cannot be written; what was there before is untouched.
    """
    with write_whole(path, LibraryError) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        table = csv.writer(text)
        columns = (*HEADER, *VALIDATION) if sealed else HEADER
        table.writerow(columns)
        for name, run in runs:
            table.writerows(row[: len(columns)] for row in _rows(harmless(name), run))
            text.flush()
            yield
        text.detach()


def _rows(name: str, run: KeptRun) -> Iterator[tuple[str, ...]]:
    record = run.record
    measured = zip(record.evaluated_at.tolist(), *(getattr(record, name) for name in MEASURED), strict=True)
    numbers = {
        at: _columns(*("" if math.isnan(one) else str(one) for one in row), sealed=run.entry.settings.is_sealed)
        for at, *row in measured
    }
    losses = [("", ""), *((str(a), str(b)) for a, b in zip(record.loss, record.smoothed_loss, strict=True))]
    for iteration, loss in enumerate(losses):
        yield name, str(iteration), *loss, *numbers.get(iteration, ("",) * (len(MEASURED) + len(VALIDATION)))


def _columns(train: str, other: str, train_loss: str, other_loss: str, *, sealed: bool) -> tuple[str, ...]:
    """Return what was measured, each in its column: on test images, or where those are sealed, on validation images."""
    return (train, "", train_loss, "", other, other_loss) if sealed else (train, other, train_loss, other_loss, "", "")
