"""Runs as a table of numbers: CSV, one row for each iteration of each run."""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mnistlab.data.files import write_whole
from mnistlab.errors import LibraryError
from mnistlab.training import Record

CSV: Final = ".csv"
MEASURED: Final = ("train_accuracy", "test_accuracy", "train_loss", "test_loss")
HEADER: Final = ("run", "iteration", "loss", "smoothed_loss", *MEASURED)


def write_table(path: Path, runs: Iterable[tuple[str, Record]]) -> Iterator[None]:
    """Write runs, each with its name, as a CSV file; it yields after each, and given up, no file is left.

    The row of iteration n has the mean loss of the mini-batch of that iteration before its update, and where they were
    measured after it, the shares of training and test images read right, 0..1, and the mean losses on a fixed sample of
    each; with validation images these stand in the place of the test images. Iteration 0 is the untrained network.

    Raises
    ------
    LibraryError
        If the file cannot be written; what was there before is untouched.
    """
    with write_whole(path, LibraryError) as file:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        table = csv.writer(text)
        table.writerow(HEADER)
        for name, record in runs:
            table.writerows(_rows(name, record))
            text.flush()
            yield
        text.detach()


def _rows(name: str, record: Record) -> Iterator[tuple[str, ...]]:
    columns = (getattr(record, name) for name in MEASURED)
    measured = zip(record.evaluated_at.tolist(), *columns, strict=True)
    numbers = {at: tuple("" if math.isnan(one) else f"{one:.7g}" for one in row) for at, *row in measured}
    losses = [("", ""), *((f"{a:.7g}", f"{b:.7g}") for a, b in zip(record.loss, record.smoothed_loss, strict=True))]
    for iteration, loss in enumerate(losses):
        yield name, str(iteration), *loss, *numbers.get(iteration, ("",) * len(MEASURED))
