"""The file that a person's own digits are kept in: NumPy's .npz with the arrays of `Samples`."""

from itertools import count
from pathlib import Path
from typing import Final

import numpy as np

from mnistlab.data.arrays import read_arrays
from mnistlab.data.files import write_whole
from mnistlab.data.images import PIXELS
from mnistlab.data.samples import MOST, Samples
from mnistlab.errors import DataError, Name, names, reason_of

ARRAYS: Final = ("images", "labels", "times")
LARGEST_FILE: Final = 2 * MOST * (PIXELS + 9)  # bytes, unpacked


def load_samples(path: Path) -> Samples:
    """Read the collection that `save_samples` wrote; an empty one where there is no such file.

    A file that cannot be read is not lost: it is kept aside under another name.

    Raises
    ------
    DataError
        "samples_damaged": the file is now ``aside``, and a new one can be written. "samples_stuck": it could not be
        moved away, and must not be written over.
    """
    try:
        arrays = read_arrays(path, ARRAYS, LARGEST_FILE)
        return Samples(**{name: arrays[name] for name in ARRAYS})
    except FileNotFoundError:
        return Samples()
    except OSError as error:
        reason = reason_of(error)
    except KeyError as error:
        reason = Name(names.tr("it has no {array}"), array=error.args[0])
    except DataError as error:
        reason = str(error).removesuffix(".")
    raise _damaged(path, reason)


def _damaged(path: Path, reason: str) -> DataError:
    """Move a file away that cannot be read, and return what to say of it."""
    names = (path.with_name(f"{path.name}.damaged{number or ''}") for number in count())
    try:
        aside = next(name for name in names if not name.exists())
        path.rename(aside)
    except OSError:
        return DataError("samples_stuck", file=str(path), reason=reason)
    return DataError("samples_damaged", file=str(path), reason=reason, aside=aside.name)


def save_samples(path: Path, samples: Samples) -> None:
    """Write the collection, all of it or nothing; its folder is made where it is missing.

    Raises
    ------
    DataError
        If the file cannot be written; what was there before is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError("samples_not_written", file=str(path), reason=reason_of(error)) from error
    with write_whole(path, DataError, "samples_not_written") as file:
        np.savez(file, images=samples.images, labels=samples.labels, times=samples.times)
