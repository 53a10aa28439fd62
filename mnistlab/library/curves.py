"""Losses and accuracies from elsewhere that a person has laid on the plots."""

import contextlib
import time
from dataclasses import dataclass, field, replace
from typing import Any, Final

import numpy as np

from mnistlab.data.number_table import MOST
from mnistlab.data.series import Series
from mnistlab.library.file import LibraryFile
from mnistlab.library.kept_run import clean_name, new_key
from mnistlab.library.packing import count, pack, unpack
from mnistlab.library.rows import DAMAGE

MOST_CURVES: Final = 200


@dataclass(frozen=True, slots=True, eq=False)
class OwnCurve:
    """A series under a key of its own: 32 hexadecimal digits; `added` is in seconds since 1970 UTC."""

    series: Series
    key: str = field(default_factory=new_key)
    added: float = field(default_factory=time.time)


class Curves:
    """The curves in a library. Every change may be made again without harm.

    Parameters
    ----------
    file : LibraryFile
    """

    def __init__(self, file: LibraryFile) -> None:
        self._file = file

    def all(self) -> list[OwnCurve]:
        """Return the curves in the order in which they came; what is damaged is left out."""
        found = []
        for row in self._file.connection.execute("SELECT * FROM curves ORDER BY added, key LIMIT ?", (MOST_CURVES,)):
            with contextlib.suppress(*DAMAGE):
                shape = (min(count(row["length"]), MOST),)
                quantity, unit = row["quantity"], row["unit"]
                if quantity not in ("loss", "train", "test") or unit not in ("iteration", "epoch"):
                    raise ValueError("no series")
                at = unpack(row["places"], np.float64, shape)
                values = unpack(row["numbers"], np.float64, shape, finite=False)
                series = Series(clean_name(str(row["name"])), quantity, unit, at, values)
                found.append(OwnCurve(series, str(row["key"]), float(row["added"])))
        return found

    def write(self, curve: OwnCurve) -> None:
        """Add a curve, or write it anew."""
        one = curve.series
        row = (
            curve.key,
            clean_name(one.name),
            one.quantity,
            one.unit,
            len(one.values),
            pack(one.at),
            pack(one.values),
            curve.added,
        )
        with self._file.transaction() as db:
            db.execute("INSERT OR REPLACE INTO curves VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)

    def delete(self, key: str) -> None:
        """Delete a curve."""
        with self._file.transaction() as db:
            db.execute("DELETE FROM curves WHERE key = ?", (key,))


def changed(curve: OwnCurve, **changes: Any) -> OwnCurve:
    """Return a curve with some fields of its series changed."""
    return replace(curve, series=replace(curve.series, **changes))
