"""Weights as other programs keep them: none is opened, and each is refused with the lines that make weights of it."""

import contextlib
import pickle
import zipfile
from pathlib import Path
from typing import Final

from mnistlab.data.arrays import DAMAGE
from mnistlab.data.files import open_file
from mnistlab.data.idx import GZIP_MAGIC, OTHERS
from mnistlab.errors import WeightsError

START: Final = 4096  # bytes that are looked at
ARCHIVE: Final = b"PK\3\4"
OLD_PICKLES: Final = (b"(dp", b"(lp", b"}q", b"]q", b"ccopy_reg", b"\x80\1")  # protocols 0 and 1, of a dict or a list
OLD_TORCH: Final = b"\x80\2\x8a\n\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19."  # the number that PyTorch began with to 1.5
HDF5: Final = b"\x89HDF"


def refuse_other(path: Path) -> None:
    """Refuse weights that another program has kept; another fault is found where the file is read.

    Raises
    ------
    WeightsError
        With the lines of Python that make weights of the file.
    """
    kind, found = "", ""
    with contextlib.suppress(OSError), open_file(path) as file:
        start = file.read(START)
        kind, found = _kind_of(start), _packed_by(start)
        if start.startswith(ARCHIVE):
            with contextlib.suppress(*DAMAGE), zipfile.ZipFile(file) as archive:
                kind = _kind_of_archive(archive.namelist())
    if path.suffix.lower() == ".joblib":
        kind, found = "weights_sklearn", ""
    if kind or found:
        raise WeightsError(kind or "archive_for_data", file=str(path), name=repr(path.name), found=found)


def is_safetensors(start: bytes, *, named_so: bool) -> bool:
    """Return whether a file of weights with the first bytes `start` is one of safetensors, whatever it is called."""
    return start[8:9] == b"{" or (named_so and not start.startswith(b"PK"))


def _kind_of(start: bytes) -> str:
    if start.startswith(OLD_TORCH):
        return "weights_torch"
    is_pickle = start[:1] == pickle.PROTO and 2 <= int.from_bytes(start[1:2]) <= pickle.HIGHEST_PROTOCOL
    if is_pickle or start.startswith(OLD_PICKLES):
        return "weights_sklearn" if b"sklearn" in start else "weights_pickle"
    if start.startswith(HDF5):
        return "weights_keras"
    return "weights_nielsen" if start.lstrip()[:1] == b"{" and b'"sizes"' in start else ""


def _kind_of_archive(names: list[str]) -> str:
    if "model.weights.h5" in names:
        return "weights_keras"
    return "weights_torch" if any(name.endswith("/data.pkl") for name in names) else ""


def _packed_by(start: bytes) -> str:
    """Return the name of the packer of a file that is no .npz; nothing where it is not packed."""
    if start.startswith(GZIP_MAGIC):
        return "gzip"
    kinds = (
        kind
        for begin, (error, kind) in OTHERS.items()
        if error == "archive_for_data" and begin != ARCHIVE and start.startswith(begin)
    )
    return next(kinds, "")
