"""Weights in a file: NumPy's .npz with the four arrays ``W1 b1 W2 b2``, float32."""

import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from mnistlab.errors import WeightsError
from mnistlab.nn.functions import Array
from mnistlab.training.settings import BOUNDS

LARGEST_FILE = 100 * 2**20  # bytes, unpacked: 2,000 hidden units need 6.4 MB


def save_weights(path: str | Path, params: Mapping[str, Array]) -> Path:
    """Write weights to `path`, all of it or nothing.

    Parameters
    ----------
    path : path
        The file; ``.npz`` is added where it has no such ending.
    params : mapping
        ``W1`` (784, H), ``b1`` (H,), ``W2`` (H, 10), ``b2`` (10,).

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    WeightsError
        If the file cannot be written; what was there before is untouched.
    """
    path = weights_path(path)
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            W1, b1, W2, b2 = (np.asarray(params[key], np.float32) for key in ("W1", "b1", "W2", "b2"))
            np.savez_compressed(file, W1=W1, b1=b1, W2=W2, b2=b2)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise WeightsError("not_writable", file=str(path), reason=error.strerror or str(error)) from error
    return path


def weights_path(path: str | Path) -> Path:
    """Return `path` with the ending ``.npz``."""
    path = Path(path)
    return path if path.suffix == ".npz" else path.with_name(path.name + ".npz")


def load_weights(path: str | Path) -> dict[str, Array]:
    """Read the weights of a 784-H-10 network.

    Returns
    -------
    dict
        ``W1`` (784, H), ``b1`` (H,), ``W2`` (H, 10), ``b2`` (10,), float32.

    Raises
    ------
    WeightsError
        If there is no such file, it is not one of weights, their shapes do not fit, or a value is not finite.
    """
    file = str(path)
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except OSError as error:
        raise WeightsError("weights_not_readable", file=file, reason=error.strerror or str(error)) from error
    except zipfile.BadZipFile as error:
        raise WeightsError("weights_not_readable", file=file, reason=str(error)) from error
    if unpacked > LARGEST_FILE:
        raise WeightsError("weights_not_readable", file=file, reason=f"it unpacks to {unpacked:,} bytes")
    try:
        with np.load(path, allow_pickle=False) as arrays:  # a pickle could run anything
            found = {key: arrays[key] for key in ("W1", "b1", "W2", "b2") if key in arrays.files}
    except OSError as error:
        raise WeightsError("weights_not_readable", file=file, reason=error.strerror or str(error)) from error
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, KeyError, RuntimeError, MemoryError) as error:
        # MemoryError: the room for an array is taken as its header says, whatever the file really holds.
        raise WeightsError("weights_not_readable", file=file, reason=str(error)) from error

    _check(file, found)
    return {name: array.astype(np.float32) for name, array in found.items()}


def _check(file: str, params: dict[str, Array]) -> None:
    for name in ("W1", "b1", "W2", "b2"):
        if name not in params:
            raise WeightsError("weights_missing", file=file, name=name)
    hidden = params["b1"].size
    for name, expected, shape in (
        ("W1", "(784, H)", (784, hidden)),
        ("b1", "(H,)", (hidden,)),
        ("W2", "(H, 10)", (hidden, 10)),
        ("b2", "(10,)", (10,)),
    ):
        array = params[name]
        if array.shape != shape or not 1 <= hidden <= BOUNDS["hidden_size"][1]:
            raise WeightsError("weights_shape", file=file, name=name, found=array.shape, expected=expected)
        if array.dtype.kind not in "fiu" or not np.isfinite(array).all():
            raise WeightsError("weights_not_finite", file=file, name=name)
