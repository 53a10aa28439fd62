"""Arrays from NumPy's ``.npz`` files of any origin.

`numpy.load` raises any error of its parsers, and takes as much memory as a header says. This reader follows NumPy's
"NEP 1: A Simple File Format for NumPy Arrays": it takes whole members of plain numbers or text, whose checksums hold,
and which are exactly as long as their headers say.
"""

import errno
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np

from mnistlab.data.files import open_file
from mnistlab.errors import Name, names
from mnistlab.nn.functions import Array

# The parts of a header, in whatever order and with whatever quotation marks and spaces a program writes them.
DTYPE: Final = re.compile(rb"""["']descr["'] *: *(?:["']([^"']{1,20})["']|\[)""")
ORDER: Final = re.compile(rb"""["']fortran_order["'] *: *(True|False)""")
SHAPE: Final = re.compile(rb"""["']shape["'] *: *[(\[]((?:\d{1,18}L?, ?)*(?:\d{1,18}L?)?)[)\]]""")
PLAIN: Final = re.compile(r"[<>|=]?(?:O|b1|[iu][1248]|f[248]|[US]\d{1,6})")
LONGEST_HEADER: Final = 10_000  # bytes: NumPy reads none that is longer
ENCRYPTED: Final = 0x1  # a flag of a member
# Raised by `zipfile` and `zlib` on one or another of several thousand damaged files.
DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    ValueError,
    EOFError,
    RuntimeError,
    OverflowError,
    IndexError,
)


def read_arrays(path: Path, wanted: Iterable[str], largest: int) -> dict[str, Array]:
    """Read arrays by their names, as `numpy.savez` writes them.

    Parameters
    ----------
    path : Path
    wanted : iterable of str
        Names of arrays. What else is in the file is left alone.
    largest : int
        How many bytes the whole file may unpack to.

    Returns
    -------
    dict of ndarray
        Read-only, by name; names that the file lacks are missing.

    Raises
    ------
    OSError
        If the file is missing, cannot be read, is too large, is damaged or is no archive of arrays, or if an array has
        Python's objects.
    """
    with open_file(path) as file:
        packed = file.read(largest + 1)
    if not packed:
        raise _refusal(names.tr("it is empty"))
    try:
        archive = zipfile.ZipFile(BytesIO(packed))
    except DAMAGE as error:
        raise _refusal(names.tr("it is no archive of arrays, or is damaged")) from error
    unpacked = max(len(packed), sum(entry.file_size for entry in archive.infolist()))
    if unpacked > largest:
        raise _refusal(names.tr("it unpacks to {found} bytes"), found=f"{unpacked:,}")
    members = {entry.filename.removesuffix(".npy"): entry for entry in archive.infolist()}
    found = {}
    for name in wanted:
        if name in members:
            if members[name].flag_bits & ENCRYPTED:
                raise _refusal(names.tr("its {array} is protected by a password"), array=name)
            if members[name].compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise _refusal(names.tr("its {array} is packed in another way than NumPy packs"), array=name)
            try:
                found[name] = parse_array(archive.read(members[name]), name)
            except DAMAGE as error:
                raise _refusal(names.tr("its {array} is damaged"), array=name) from error
    return found


def parse_array(content: bytes, name: str) -> Array:
    """Return the array in the bytes of a ``.npy`` file, read-only.

    Raises
    ------
    ValueError
        If the bytes are not those of exactly one array of plain numbers or text.
    OSError
        If it is an array of Python's objects, or of numbers of another kind, which the error says with `name`.
    """
    if content[:6] != b"\x93NUMPY" or len(content) < 12:
        raise ValueError("no array")
    # The length of the header takes two bytes in version 1, and four in those after it.
    start, length = (10, content[8:10]) if content[6] == 1 else (12, content[8:12])
    end = start + int.from_bytes(length, "little")
    header = content[start:end]
    descr, order, size = (part.search(header) for part in (DTYPE, ORDER, SHAPE))
    if descr is None or order is None or size is None or len(header) > LONGEST_HEADER:
        raise ValueError("no header of an array")
    kind = (descr[1] or b"columns").decode("latin-1")
    if not PLAIN.fullmatch(kind):
        raise _refusal(
            names.tr("its {array} has values of the kind {found}, not plain numbers"), array=name, found=kind
        )
    dtype = np.dtype(kind)
    if dtype.hasobject:
        raise _refusal(
            names.tr("its {array} is a pickle, which is not opened: it could run any program"),
            array=name,
        )
    shape = tuple(int(number) for number in re.findall(rb"\d+", size[1]))
    if not dtype.itemsize or math.prod(shape) * dtype.itemsize != len(content) - end:
        raise ValueError("another length than the header says")
    if dtype.kind == "U":  # because NumPy makes texts of signs that do not exist, which no other function takes
        content[end:].decode("utf-32-be" if dtype.str.startswith(">") else "utf-32-le")
    return np.frombuffer(content, dtype, offset=end).reshape(shape, order="F" if order[1] == b"True" else "C")


def _refusal(reason: str, **facts: str) -> OSError:
    return OSError(errno.EINVAL, Name(reason, **facts))
