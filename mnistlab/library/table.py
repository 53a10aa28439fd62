"""Runs as a table of numbers: CSV, one row for each iteration of each run."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from mnistlab.data.files import write_whole
from mnistlab.errors import LibraryError
from mnistlab.training import Record

CSV: Final = ".csv"
HEADER: Final = ("run", "iteration", "loss", "smoothed_loss", "train_accuracy", "test_accuracy")


def write_table(path: Path, runs: Iterable[tuple[str, Record]]) -> Iterator[None]:
    """Write runs, each with its name, as a CSV file; it yields after each, and given up, no file is left.

    The row of iteration n has the mean loss of the mini-batch of that iteration before its update, and where they were
    measured after it, the shares of training and test images read right, 0..1. Iteration 0 is the untrained network.

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
    measured = zip(record.evaluated_at.tolist(), record.train_accuracy, record.test_accuracy, strict=True)
    shares = {at: (f"{train:.7g}", f"{test:.7g}") for at, train, test in measured}
    losses = [("", ""), *((f"{a:.7g}", f"{b:.7g}") for a, b in zip(record.loss, record.smoothed_loss, strict=True))]
    for iteration, loss in enumerate(losses):
        yield name, str(iteration), *loss, *shares.get(iteration, ("", ""))
