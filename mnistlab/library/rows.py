"""A run as rows of the tables, and back; a row may be damaged, or come from a stranger."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final

import numpy as np

from mnistlab.data.images import SIDE, Pixels
from mnistlab.data.ink import MOST_POINTS, Strokes, check_strokes
from mnistlab.library.kept_run import DataMark, KeptRun, RunEntry, clean_name
from mnistlab.library.packing import (
    count,
    from_text,
    pack,
    rules_from,
    rules_to,
    settings_from,
    settings_to,
    to_text,
    unpack,
)
from mnistlab.nn.functions import Array
from mnistlab.training import Record

CHUNK: Final = 8192  # iterations whose losses are one row, so that a long run writes but its last ones again
DAMAGE: Final = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    IndexError,
)  # what damage raises
START: Final = re.compile("((seed|file):[0-9a-f]{8})?")
LATEST: Final = 2.0**32  # s, in the year 2106
COLUMNS: Final = "key, name, created, changed, iteration, epoch, loss, train_accuracy, test_accuracy, facts, checksum"
NUMBERS: Final = ("epoch", "loss", "train_accuracy", "test_accuracy")  # of an entry, each perhaps not a number


def row_of(run: KeptRun) -> dict[str, Any]:
    """Return the row of a run by the names of its columns."""
    entry, record = run.entry, run.record
    text, checksum = to_text(
        {
            "settings": settings_to(entry.settings),
            "rules": rules_to(entry.rules),
            "data": entry.data._asdict(),
            "parent": entry.parent,
            "branched_at": entry.branched_at,
            "opened": entry.opened,
            "first_weights": entry.first_weights,
            "evaluations": len(record.evaluated_at),
            "average": record.average,
            "first_loss": record.first_loss,
            "measured_until": record.measured_until,
            "trained": record.trained if np.isfinite(record.trained) else None,
            "points": 0 if run.strokes is None else len(run.strokes),
        }
    )
    return {
        "key": entry.key,
        "name": entry.name,
        "created": entry.created,
        "changed": entry.changed,
        "iteration": entry.iteration,
        **{name: None if np.isnan(getattr(entry, name)) else getattr(entry, name) for name in NUMBERS},
        "facts": text,
        "checksum": checksum,
        "evaluated_at": pack(record.evaluated_at),
        "train_accuracies": pack(record.train_accuracy),
        "test_accuracies": pack(record.test_accuracy),
        "seconds": pack(record.seconds),
        "train_losses": pack(record.train_loss),
        "test_losses": pack(record.test_loss),
        "drawing": None if run.drawing is None else pack(run.drawing),
        "strokes": None if run.strokes is None else pack(run.strokes),
    }


def entry_from(row: sqlite3.Row) -> RunEntry:
    """Return the entry in a row that has `COLUMNS`, or raise one of `DAMAGE`."""
    facts = from_text(row["facts"], row["checksum"])
    return RunEntry(
        key=_text(row["key"]),
        name=clean_name(_text(row["name"])),
        settings=settings_from(facts["settings"]),
        rules=rules_from(facts["rules"]),
        data=DataMark(*(_text(facts["data"][field]) for field in DataMark._fields)),
        iteration=count(row["iteration"]),
        **{name: np.nan if row[name] is None else float(row[name]) for name in NUMBERS},
        parent=_text(facts["parent"]),
        branched_at=count(facts["branched_at"]),
        created=_moment(row["created"]),
        changed=_moment(row["changed"]),
        opened=tuple((count(at), float(share)) for at, share in facts.get("opened", ())),  # none in earlier versions
        first_weights=_mark(facts.get("first_weights", "")),
    )


def _moment(value: object) -> float:
    """Return a time in s, as near to what a damaged row says as a date can be."""
    seconds = float(value) if isinstance(value, int | float) else 0.0
    return min(max(seconds, 0.0), LATEST)


def chunks_of(record: Record, written: int) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield rows of losses: the first iteration of each, losses, smoothed losses; those that are not written yet."""
    for start in range(written // CHUNK * CHUNK, len(record.loss), CHUNK):
        end = start + CHUNK
        yield start, pack(record.loss[start:end]), pack(record.smoothed_loss[start:end])


def record_from(row: sqlite3.Row, entry: RunEntry, chunks: Iterable[tuple[Any, Any, Any]]) -> Record:
    """Return the history in the row of a run and those of its losses, or raise one of `DAMAGE`."""
    losses, smoothed = [np.zeros(0, np.float32)], [np.zeros(0, np.float32)]
    known = 0
    for start, loss, smooth in chunks:
        length = min(CHUNK, entry.iteration - known)
        if start != known or length <= 0:
            raise ValueError("losses are missing")
        losses.append(unpack(loss, np.float32, (length,)))
        smoothed.append(unpack(smooth, np.float32, (length,)))
        known += length
    if known != entry.iteration:
        raise ValueError("losses are missing")
    facts = from_text(row["facts"], row["checksum"])
    evaluations = count(facts["evaluations"])
    if evaluations > entry.iteration + 1:
        raise ValueError("more accuracies than iterations")
    evaluated_at = unpack(row["evaluated_at"], np.int64, (evaluations,))
    if (np.diff(evaluated_at) <= 0).any() or (evaluations and evaluated_at[-1] > entry.iteration):
        raise ValueError("accuracies are out of order")
    average, weight = facts["average"]
    trained = facts.get("trained")
    return Record(
        loss=_joined(losses),
        smoothed_loss=_joined(smoothed),
        evaluated_at=evaluated_at,
        train_accuracy=unpack(row["train_accuracies"], np.float64, (evaluations,)),
        test_accuracy=unpack(row["test_accuracies"], np.float64, (evaluations,)),
        train_loss=_later(row, "train_losses", evaluations),
        test_loss=_later(row, "test_losses", evaluations),
        rules=entry.rules,
        average=(float(average), float(weight)),
        first_loss=float(facts["first_loss"]),
        measured_until=int(facts["measured_until"]),
        seconds=_later(row, "seconds", evaluations),
        trained=np.nan if trained is None else float(trained),
    )


def drawing_from(row: sqlite3.Row) -> tuple[Pixels | None, Strokes | None]:
    """Return the drawing in the row of a run, and its strokes, or raise one of `DAMAGE`; there may be none of either.

    Rows of earlier versions have no strokes.
    """
    image = None if row["drawing"] is None else unpack(row["drawing"], np.uint8, (SIDE, SIDE))
    points = count(from_text(row["facts"], row["checksum"]).get("points", 0))
    if image is None or not points:
        return image, None
    if points > MOST_POINTS:
        raise ValueError("more strokes than a drawing has")
    strokes = unpack(row["strokes"], np.float64, (points, 3))
    check_strokes(strokes)
    return image, strokes


def _later(row: sqlite3.Row, column: str, evaluations: int) -> Array:
    """Return what was measured at each evaluation; nan in a row of an earlier version, which does not have it."""
    if column not in row.keys() or row[column] is None:  # noqa: SIM118 (a row is no mapping)
        return np.full(evaluations, np.nan)
    return unpack(row[column], np.float64, (evaluations,), finite=False)


def _joined(parts: list[Array]) -> Array:
    whole = np.concatenate(parts)
    whole.flags.writeable = False
    return whole


def _mark(value: Any) -> str:
    """Return the mark of a run's first weights; there was none in earlier versions."""
    mark = _text(value)
    if not START.fullmatch(mark):
        raise ValueError("no mark of first weights")
    return mark


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is no text")
    return value
