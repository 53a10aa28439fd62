"""Numbers from elsewhere: losses or accuracies in a table, an array or a text, each column a series."""

import contextlib
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

import numpy as np

from mnistlab.data.arrays import DAMAGE, parse_array, read_arrays
from mnistlab.data.files import open_file
from mnistlab.data.number_table import MOST, Row, is_number, number_in, numbers_of, rows_of
from mnistlab.errors import Name, SeriesError, names, reason_of
from mnistlab.nn.functions import Array

LARGEST: Final = 64 * 2**20  # bytes of a file
MOST_COLUMNS: Final = 50
MOST_NUMBERS: Final = 3_000_000  # in arrays
LONGEST_NAME: Final = 60  # characters
Quantity = Literal["loss", "train", "test"]
Unit = Literal["iteration", "epoch"]
ITERATIONS: Final = ("iteration", "iterations", "iter", "step", "steps", "batch", "update", "updates", "迭代", "步")
EPOCHS: Final = ("epoch", "epochs", "轮")
LOSSES: Final = ("loss", "cost", "err", "损失")
SHARES: Final = ("acc", "精度", "准确")
MANY: Final = 200  # numbers: fewer are rather one an epoch than one an iteration
GUESSING: Final = 0.2  # the accuracy of a network that has learned nothing lies below


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """Losses or accuracies, and where on the axis of a run they belong.

    Attributes
    ----------
    name : str
        Of their column or array; empty where it has none.
    quantity : {"loss", "train", "test"}
        A loss, or an accuracy on training or on test images, 0..1.
    unit : {"iteration", "epoch"}
        What `at` counts.
    at : ndarray of float64, shape (n,)
        Rising.
    values : ndarray of float64, shape (n,)
        nan where there is none.
    """

    name: str
    quantity: Quantity
    unit: Unit
    at: Array
    values: Array


def read_series(path: Path) -> list[Series]:
    """Return the series in a ``.npy``, a ``.npz``, or else a text: any delimiter, with or without a header, or JSON.

    Raises
    ------
    SeriesError
        If there are none, or something in the file is no number; it says where.
    """
    try:
        with open_file(path) as file:
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise SeriesError("series_too_large", file=str(path), most=f"{LARGEST:,}")
        if path.suffix.lower() == ".npz":
            found = list(_arrays(path, content))
        elif path.suffix.lower() == ".npy":
            found = [("", parse_array(content, path.name))]
        else:
            return parse_series(_text(content), str(path), path.stem)
    except OSError as error:
        raise SeriesError("series_not_readable", file=str(path), reason=reason_of(error)) from error
    except DAMAGE as error:
        if isinstance(error, SeriesError):
            raise
        raise SeriesError("series_not_readable", file=str(path), reason=Name(names.tr("it is damaged"))) from error
    return _in_arrays(found, str(path), path.stem)


def parse_series(text: str, source: str, name: str = "") -> list[Series]:
    """Return the series in a text, such as one that was pasted.

    Parameters
    ----------
    text : str
    source : str
        What an error calls it.
    name : str
        Of a series whose column has none.

    Raises
    ------
    SeriesError
        As `read_series`.
    """
    lists = _lists_in_json(text)
    if lists:
        return _in_arrays(lists, source, name)
    rows = rows_of(text, source)
    if not rows:
        raise SeriesError("series_empty", file=source)
    first = rows[0][1]
    header = None if all(map(is_number, first)) else [cell.strip("\"'") for cell in first]
    body = rows[1:] if header is not None else rows
    if not body:
        raise SeriesError("series_empty", file=source)
    if header is None and _lies(body):
        body = [(1, list(cells)) for cells in zip(*(cells for _, cells in body), strict=True)]
    width = max(len(header or ()), len(body[0][1]))
    if header is None and len(body) == 1 and width > 1:  # a list on one line
        body, width = [(line, [cell]) for line, cells in body for cell in cells], 1
    _refuse_many(width, source)
    labels = [""] * width if header is None else [*header, *[""] * (width - len(header))]
    runs = next((place for place, label in enumerate(labels) if label.lower() in ("run", "name")), -1)
    found = []
    for run, table in numbers_of(body, width, runs, source).items():
        array = np.array(table)
        columns = [(labels[place], array[:, place]) for place in range(width) if place != runs]
        found += _series(columns, source, run or name)
    return found


def _lists_in_json(text: str) -> list[tuple[str, Array]]:
    """Return the lists of numbers that JSON has by name, as Keras' history of a run; of another text none."""
    if not text.lstrip().startswith("{"):
        return []
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [
        (name, np.array(one, np.float64))
        for name, one in raw.items()
        if isinstance(one, list) and one and all(map(_is_in_float64, one))
    ]


def _is_in_float64(value: object) -> bool:
    return isinstance(value, float) or (type(value) is int and abs(value) <= sys.float_info.max)


def _lies(body: Sequence[Row]) -> bool:
    """Return whether each row is a list, because rows are fewer than columns, and the first column counts no places."""
    width = len(body[0][1])
    if not 1 < len(body) < width or any(len(cells) != width for _, cells in body):
        return False
    first = [number_in(cells[0], ".") for _, cells in body]
    return not all(number is not None and number.is_integer() for number in first)


def _text(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")  # raises ValueError, as all that is damaged
    if b"\0" in content:
        raise ValueError("no text")
    for encoding in ("utf-8-sig", "gb2312"):  # the latter as programs in China write it
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    return content.decode("latin-1")


def _arrays(path: Path, content: bytes) -> Iterator[tuple[str, Array]]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        labels = [name.removesuffix(".npy") for name in archive.namelist()]
    _refuse_many(len(labels), str(path))
    yield from read_arrays(path, labels, LARGEST).items()


def _refuse_many(columns: int, source: str) -> None:
    if columns > MOST_COLUMNS:
        raise SeriesError("series_many_columns", file=source, most=MOST_COLUMNS, found=f"{columns:,}")


def _in_arrays(found: Sequence[tuple[str, Array]], source: str, name: str) -> list[Series]:
    """Return the series in arrays with their labels: in those of one column together, and in each of the others."""
    _refuse_many(len(found), source)
    if sum(array.size for _, array in found) > MOST_NUMBERS:
        raise SeriesError("series_many_numbers", file=source, most=f"{MOST_NUMBERS:,}")
    parts = [(label, _columns_of(label, array, source)) for label, array in found]
    lists = [(label, columns[0]) for label, columns in parts if len(columns) == 1]
    series = _series(lists, source, name) if lists else []
    for label, columns in parts:
        if len(columns) > 1:
            series += _series([("", column) for column in columns], source, _title(label, name))
    return series


def _columns_of(label: str, array: Array, source: str) -> list[Array]:
    """Return the columns of an array: it is one, or has some."""
    numeric = array.dtype.kind in "fiub"
    array = np.squeeze(array) if array.ndim > 1 else np.atleast_1d(array)
    if not numeric or array.ndim not in (1, 2) or array.size == 0:
        shape = f"{array.dtype} {array.shape}"
        raise SeriesError("series_no_list", file=source, name=(label or Path(source).name)[:LONGEST_NAME], found=shape)
    table = array[:, None] if array.ndim == 1 else array
    columns = list(table.T if table.shape[0] >= table.shape[1] else table)
    _refuse_many(len(columns), source)
    if len(columns[0]) > MOST:
        raise SeriesError("series_too_long", file=source, most=f"{MOST:,}")
    return [column.astype(np.float64) for column in columns]


def _series(columns: Sequence[tuple[str, Array]], source: str, name: str) -> list[Series]:
    """Return the series in columns with their labels; a column that counts iterations or epochs is the axis."""
    axes = [(label, column) for label, column in columns if _is_axis(label, column)]
    values = [(label, column) for label, column in columns if not _counts(label)]
    if not axes and len(values) > 1 and not values[0][0] and _rises(values[0][1]) and values[0][1][-1] > 1:
        axes, values = [values[0]], values[1:]
    axes.sort(key=lambda axis: axis[0].lower() in EPOCHS)  # iterations are more exact
    found = []
    for label, column in values:
        known = ~np.isnan(column)
        if known.any():
            title = label if label and label.lower() not in ("loss", "value", "values", "arr_0") else ""
            found.append(_one(title, name, label, column, known, axes))
    if not found:
        raise SeriesError("series_empty", file=source)
    return found


def _one(title: str, name: str, label: str, column: Array, known: Array, axes: Sequence[tuple[str, Array]]) -> Series:
    quantity = _quantity(label, column[known])
    values = column
    if quantity != "loss" and np.nanmax(column) > 1.5:  # per cent
        values = column / 100
    fitting = [(kind, axis) for kind, axis in axes if len(axis) == len(column)]
    if fitting:
        kind, axis = fitting[0]
        at, values = axis[known], values[known]
        return Series(_title(title, name), quantity, _unit_of(kind, axis, quantity), at, values)
    if quantity == "loss":
        unit: Unit = "iteration" if len(column) > MANY else "epoch"
    else:
        unit = "epoch"
    start = 0 if quantity != "loss" and values[0] < GUESSING else 1
    return Series(_title(title, name), quantity, unit, np.arange(start, start + len(values), dtype=np.float64), values)


def _title(title: str, name: str) -> str:
    text = " · ".join(part for part in (name, title) if part)
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_NAME]


def _counts(label: str) -> bool:
    return label.lower() in ITERATIONS or label.lower() in EPOCHS


def _is_axis(label: str, column: Array) -> bool:
    return _counts(label) and _rises(column)


def _rises(column: Array) -> bool:
    return len(column) > 1 and bool(np.isfinite(column).all() and column[0] >= 0 and (np.diff(column) > 0).all())


def _unit_of(label: str, axis: Array, quantity: Quantity) -> Unit:
    if label.lower() in EPOCHS:
        return "epoch"
    if label.lower() in ITERATIONS:
        return "iteration"
    return "epoch" if axis[-1] <= MANY and (quantity != "loss" or len(axis) <= MANY) else "iteration"


def _quantity(label: str, values: Array) -> Quantity:
    """Return what a column is of: by its label, or by whether it falls."""
    low = label.lower()
    if any(word in low for word in SHARES):
        return "train" if "train" in low or "训练" in low else "test"
    if any(word in low for word in LOSSES):
        return "loss"
    finite = values[np.isfinite(values)]
    third = max(1, len(finite) // 3)
    rises = len(finite) > 1 and finite[-third:].mean() > finite[:third].mean()
    return "test" if rises and finite.min() >= 0 and finite.max() <= 100 else "loss"
