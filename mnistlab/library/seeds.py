"""What runs have come to with other seeds."""

import contextlib
import sqlite3
from typing import Any

import numpy as np

from mnistlab.analysis.spread import SAMPLES, SeedRun
from mnistlab.library.file import LibraryFile
from mnistlab.library.packing import count, from_text, pack, rules_from, rules_to, to_text, unpack
from mnistlab.library.rows import DAMAGE


class Seeds:
    """The runs with other seeds in a library, each by the key of the run that it repeats, and its seed.

    Every change may be made again without harm.

    Parameters
    ----------
    file : LibraryFile
    """

    def __init__(self, file: LibraryFile) -> None:
        self._file = file

    def of(self, key: str) -> tuple[SeedRun, ...]:
        """Return what a run has come to with other seeds; what is damaged is left out."""
        found = []
        with contextlib.suppress(sqlite3.OperationalError):  # in a file of an earlier version there are none
            for row in self._file.connection.execute("SELECT * FROM seeds WHERE run = ? LIMIT 1000", (key,)):
                with contextlib.suppress(*DAMAGE):
                    found.append(_from(row))
        return tuple(found)

    def write(self, key: str, *runs: SeedRun) -> None:
        """Add what a run has come to with other seeds, or write it anew."""
        with self._file.transaction() as db:
            write_seeds(db, key, runs)

    def hand_over(self, key: str, other: str) -> None:
        """Let what is known of a run be known of another one."""
        with self._file.transaction() as db:
            db.execute("UPDATE OR REPLACE seeds SET run = ? WHERE run = ?", (other, key))

    def forget(self, key: str) -> None:
        """Forget what a run has come to with other seeds."""
        with self._file.transaction() as db:
            db.execute("DELETE FROM seeds WHERE run = ?", (key,))


def write_seeds(db: sqlite3.Connection, key: str, runs: tuple[SeedRun, ...]) -> None:
    """Write these as part of a transaction."""
    db.executemany("INSERT OR REPLACE INTO seeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(key, runs))


def _rows(key: str, runs: tuple[SeedRun, ...]) -> list[tuple[Any, ...]]:
    return [
        (
            key,
            run.seed,
            *to_text(
                {
                    "iterations": run.iterations,
                    "rules": rules_to(run.rules),
                    "diverged": run.diverged,
                    "samples": len(run.at),
                    "evaluations": len(run.evaluated_at),
                }
            ),
            pack(run.at),
            pack(run.loss),
            pack(run.evaluated_at),
            pack(run.train_accuracy),
            pack(run.test_accuracy),
        )
        for run in runs
    ]


def _from(row: sqlite3.Row) -> SeedRun:
    facts = from_text(row["facts"], row["checksum"])
    samples, evaluations = (count(facts["samples"]),), (count(facts["evaluations"]),)
    if samples[0] > SAMPLES or evaluations[0] > count(facts["iterations"]) + 1:
        raise ValueError("too many numbers")
    return SeedRun(
        seed=count(row["seed"]),
        iterations=count(facts["iterations"]),
        rules=rules_from(facts["rules"]),
        diverged=bool(facts["diverged"]),
        at=unpack(row["places"], np.int64, samples),
        loss=unpack(row["losses"], np.float32, samples),
        evaluated_at=unpack(row["evaluated_at"], np.int64, evaluations),
        train_accuracy=unpack(row["train_accuracies"], np.float64, evaluations),
        test_accuracy=unpack(row["test_accuracies"], np.float64, evaluations),
    )
