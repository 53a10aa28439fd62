"""What the runs of experiments have come to, and what a person expected of each experiment."""

import contextlib
import sqlite3
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np

from mnistlab.library.file import LibraryFile
from mnistlab.library.packing import count, from_text, pack, to_text, unpack
from mnistlab.library.rows import DAMAGE
from mnistlab.nn.functions import Array

MOST: Final = 10_000  # rows of an experiment that are kept
LONGEST: Final = 10_000_000  # iterations
KEY: Final = "card "  # begins the key in the table of seeds, where a run has hexadecimal digits
BETWEEN: Final = "/"  # name and mark: the name is that of a file without its folder


class KeptOutcome(NamedTuple):
    """A run of an experiment, or a note on the experiment.

    Attributes
    ----------
    facts : dict
        Plain data that JSON can hold; "run" is the mark of a run, which tells it from all others.
    loss : ndarray of float32, shape (iterations,)
    evaluated_at : ndarray of int64, shape (E,)
    train, test : ndarray of float64, shape (2, E)
        Accuracy, 0..1, and loss; not a number where the run has diverged.
    """

    facts: dict[str, Any]
    loss: Array = np.zeros(0, np.float32)
    evaluated_at: Array = np.zeros(0, np.int64)
    train: Array = np.zeros((2, 0))
    test: Array = np.zeros((2, 0))


class Outcomes:
    """The outcomes in a library, each by its experiment and its mark; notes are numbers below 0 instead.

    They stand in the table of seeds, because they are that: what a run has come to with one seed or another. Under one
    name there may be different experiments, all sweeps among them, and each on different images: so the place of a run
    in its experiment does not tell it from others. In earlier versions it was all that a run was known by.

    Parameters
    ----------
    file : LibraryFile
    """

    def __init__(self, file: LibraryFile) -> None:
        self._file = file

    def write(self, card: str, outcomes: Mapping[int, KeptOutcome]) -> None:
        """Add outcomes of an experiment, or write them anew; those at places too far behind are not kept."""
        rows = [_row(card, place, one) for place, one in outcomes.items() if place < MOST]
        with self._file.transaction() as db:
            db.executemany("INSERT OR REPLACE INTO seeds VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def of(self, card: str) -> dict[int, KeptOutcome]:
        """Return what is kept of an experiment without a mark, by its places; what is damaged is left out."""
        found = {}
        query = "SELECT * FROM seeds WHERE run = ? ORDER BY seed LIMIT ?"
        with contextlib.suppress(sqlite3.DatabaseError):
            for row in self._file.connection.execute(query, (KEY + card, MOST)):
                with contextlib.suppress(*DAMAGE):
                    found[int(row["seed"])] = _from(row)
        return found

    def run(self, card: str, mark: str) -> KeptOutcome | None:
        """Return what is kept of a run of an experiment; None where that is nothing, or damaged."""
        query = "SELECT * FROM seeds WHERE run = ? AND seed = 0"
        with contextlib.suppress(sqlite3.DatabaseError, *DAMAGE):
            row = self._file.connection.execute(query, (_key(card, mark),)).fetchone()
            return None if row is None else _from(row)
        return None

    def cards(self) -> set[str]:
        """Return the experiments of which a run is kept."""
        query = "SELECT DISTINCT run FROM seeds WHERE run GLOB ? AND seed <> -1"
        keys = self._file.connection.execute(query, (f"{KEY}*",))
        return {str(key).removeprefix(KEY).partition(BETWEEN)[0] for (key,) in keys}


def _key(card: str, mark: str = "") -> str:
    return f"{KEY}{card}{BETWEEN}{mark}" if mark else KEY + card


def _row(card: str, place: int, one: KeptOutcome) -> tuple[Any, ...]:
    mark = one.facts.get("run", "")
    text, checksum = to_text({**one.facts, "losses": len(one.loss), "evaluations": len(one.evaluated_at)})
    numbers = map(pack, (one.loss, one.evaluated_at, one.train, one.test))
    return _key(card, mark), 0 if mark else place, text, checksum, b"", *numbers


def _from(row: sqlite3.Row) -> KeptOutcome:
    facts = from_text(row["facts"], row["checksum"])
    losses, evaluations = count(facts.pop("losses")), count(facts.pop("evaluations"))
    if max(losses, evaluations) > LONGEST:
        raise ValueError("too many numbers")
    return KeptOutcome(
        facts,
        unpack(row["losses"], np.float32, (losses,), finite=False),
        unpack(row["evaluated_at"], np.int64, (evaluations,)),
        unpack(row["train_accuracies"], np.float64, (2, evaluations), finite=False),
        unpack(row["test_accuracies"], np.float64, (2, evaluations), finite=False),
    )
