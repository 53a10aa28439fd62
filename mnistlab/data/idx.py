"""IDX files, the format of MNIST: a short header, then one byte for each pixel or label.

The header is big-endian: a magic number that tells images from labels, the count, and for images the number
of rows and of columns (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits"). A file
may be gzipped; what it begins with decides, not its name.

The reader takes a file only as a whole and exactly as its header says. It never believes a header: memory is not
taken for more bytes than the file can hold. The writer writes what the reader takes, or nothing.
"""

import gzip
import math
import os
import struct
from io import BufferedReader
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from zlib_ng import gzip_ng, zlib_ng  # takes half as long as zlib, and that is most of what opening MNIST takes

from mnistlab.data.files import NoFileError, open_file, write_whole
from mnistlab.data.images import CLASSES, SIDE
from mnistlab.errors import DataError, reason_of

IMAGES_MAGIC: Final = 0x0803  # 2051: unsigned bytes in three dimensions
LABELS_MAGIC: Final = 0x0801  # 2049: unsigned bytes in one dimension
QMNIST_MAGIC: Final = 0x0C02  # 3074: QMNIST's labels, 32-bit integers in two dimensions; the first column is the digit
ELEMENTS: Final = {0x08: "uint8", 0x09: "int8", 0x0B: "int16", 0x0C: "int32", 0x0D: "float32", 0x0E: "float64"}
MAX_BYTES: Final = 2 * 2**30  # 2 GiB of data is some 45 times MNIST, and still fits a laptop
# A byte of gzip can become 1,032 bytes, so a small file could fill the memory. A byte of MNIST becomes 5. Data larger
# than LIKELY_BYTES are taken only if they are at most LIKELY_PACKING times as large as their file.
LIKELY_BYTES: Final = 2**28
LIKELY_PACKING: Final = 100

MOST_UNPACKED: Final = 1032  # bytes that one byte of deflate can become (zlib's "Technical details")
PIECE_BYTES: Final = 2**21  # read, and unpacked, at a time
GZIP_MAGIC: Final = b"\x1f\x8b"
# How other files begin, the kind of the error about each, and what it is called.
OTHERS: Final = {
    b"PK\x03\x04": ("archive_for_data", "zip"),
    b"BZh": ("archive_for_data", "bzip2"),
    b"\xfd7zXZ": ("archive_for_data", "xz"),
    b"(\xb5/\xfd": ("archive_for_data", "zstd"),
    b"7z\xbc\xaf": ("archive_for_data", "7-Zip"),
    b"Rar!": ("archive_for_data", "RAR"),
    b"\x93NUMPY": ("other_form_for_idx", "NumPy (.npy)"),
    b"PAR1": ("other_form_for_idx", "Parquet"),
    b"\x89HDF": ("other_form_for_idx", "HDF5"),
    b"\x89PNG": ("other_form_for_idx", "PNG"),
    b"\xff\xd8\xff": ("other_form_for_idx", "JPEG"),
    b"\x80\x02": ("other_form_for_idx", "pickle"),
    b"\x80\x03": ("other_form_for_idx", "pickle"),
    b"\x80\x04": ("other_form_for_idx", "pickle"),
    b"\x80\x05": ("other_form_for_idx", "pickle"),
}
MOST_COLUMNS: Final = 64
MOST_TABLE: Final = 2**26  # bytes: QMNIST's largest has 13 MB


def read_images(path: str | Path) -> NDArray[np.uint8]:
    """Read a file of images, plain or gzipped.

    Parameters
    ----------
    path : path
        The file.

    Returns
    -------
    ndarray of uint8, shape (N, 28, 28)
        Brightness, from 0 (background) to 255 (ink); N is at least 1.

    Raises
    ------
    DataError
        If the file cannot be read, is damaged, or is not one of 28×28 images.
    """
    return _read(Path(path), IMAGES_MAGIC, (SIDE, SIDE))


def read_labels(path: str | Path) -> NDArray[np.uint8]:
    """Read a file of labels, plain or gzipped.

    Parameters
    ----------
    path : path
        The file.

    Returns
    -------
    ndarray of uint8, shape (N,)
        Class numbers, in the order of the images; N is at least 1. Any number 0..255 is taken. Of a file of QMNIST,
        which tells more of each image, they are the first column.

    Raises
    ------
    DataError
        If the file cannot be read, is damaged, or is not one of labels.
    """
    return _read(Path(path), LABELS_MAGIC, ())


def write_images(path: str | Path, images: NDArray[np.uint8]) -> None:
    """Write a file of images, all of it or nothing, as `read_images` reads it.

    Parameters
    ----------
    path : path
        The file; gzipped if its name ends in ``.gz``. One that is there is replaced.
    images : ndarray of uint8, shape (N, 28, 28)
        Brightness, from 0 (background) to 255 (ink); N is at least 1.

    Raises
    ------
    DataError
        If the array has another shape or dtype, or the file cannot be written; what was there before is untouched.
    """
    _write(Path(path), IMAGES_MAGIC, "images", images, (SIDE, SIDE))


def write_labels(path: str | Path, labels: NDArray[np.uint8]) -> None:
    """Write a file of labels, all of it or nothing, as `read_labels` reads it.

    Parameters
    ----------
    path : path
        The file; gzipped if its name ends in ``.gz``. One that is there is replaced.
    labels : ndarray of uint8, shape (N,)
        Class numbers, in the order of the images; N is at least 1.

    Raises
    ------
    DataError
        If the array has another shape or dtype, or the file cannot be written; what was there before is untouched.
    """
    _write(Path(path), LABELS_MAGIC, "labels", labels, ())


def _write(path: Path, magic: int, name: str, array: NDArray[np.uint8], item_shape: tuple[int, ...]) -> None:
    most = MAX_BYTES // math.prod(item_shape)
    if array.dtype != np.uint8 or array.shape[1:] != item_shape or array.ndim == 0 or not 1 <= len(array) <= most:
        shape = ", ".join(map(str, ("N", *item_shape)))
        expected = f"uint8 ({shape}) with N from 1 to {most:,}"
        raise DataError("wrong_array", field=name, expected=expected, found=f"{array.dtype} {array.shape}")
    header = struct.pack(f">{1 + array.ndim}I", magic, *array.shape)
    pixels = np.ascontiguousarray(array).data
    with write_whole(path, DataError) as file:
        if path.suffix.lower() == ".gz":
            with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:  # the same bytes on any day
                packed.write(header)
                packed.write(pixels)
        else:
            file.write(header)
            file.write(pixels)


def _read(path: Path, magic: int, item_shape: tuple[int, ...]) -> NDArray[np.uint8]:
    file = str(path)
    try:
        with open_file(path) as stream:
            size = os.fstat(stream.fileno()).st_size
            start = stream.read(16)
            stream.seek(0)
            if start.startswith(GZIP_MAGIC):
                return _read_stream(gzip_ng.GzipNGFile(fileobj=stream), file, magic, item_shape, size)
            if size and path.suffix.lower() == ".gz":  # an empty one has a better sentence of its own
                _check_form(start, file)
                raise DataError("not_gzip", file=file)
            return _read_stream(stream, file, magic, item_shape, size)
    except NoFileError as error:
        raise DataError("not_a_file", file=file) from error
    except (gzip.BadGzipFile, EOFError, zlib_ng.error) as error:  # type: ignore[misc]  # its stub names no class
        raise DataError("gzip_damaged", file=file) from error
    except OSError as error:
        raise DataError("not_readable", file=file, reason=reason_of(error)) from error


def _read_stream(
    stream: BufferedReader | gzip.GzipFile, file: str, magic: int, item_shape: tuple[int, ...], size: int
) -> NDArray[np.uint8]:
    """Read header and data from a file of `size` bytes."""
    header_bytes = 4 * (2 + len(item_shape))
    start = np.empty(header_bytes, np.uint8)
    header = start[: _fill(stream, start, header_bytes)].tobytes()
    if magic == LABELS_MAGIC and header[:4] == QMNIST_MAGIC.to_bytes(4):
        return _read_first_column(stream, file, header)
    # The magic number first, because labels in place of images may be shorter than a header of images.
    _check_magic(header, file, magic)
    if len(header) < header_bytes:
        raise DataError("header_cut_short", file=file, expected=header_bytes, found=len(header))
    _, count, *dimensions = struct.unpack(f">{header_bytes // 4}I", header)
    if tuple(dimensions) != item_shape:
        has, needed = ("×".join(map(str, shape)) for shape in (dimensions, item_shape))
        raise DataError("wrong_dimensions", file=file, expected=needed, found=has)
    if count == 0:
        raise DataError("no_images" if magic == IMAGES_MAGIC else "no_labels", file=file)

    expected_bytes, most = count * math.prod(item_shape), MAX_BYTES
    if isinstance(stream, gzip.GzipFile):
        most = min(MAX_BYTES, max(LIKELY_BYTES, LIKELY_PACKING * size))
    else:
        _check_length(file, expected_bytes, size - header_bytes)
    if expected_bytes > MAX_BYTES:
        raise DataError("too_large", file=file, expected=MAX_BYTES, found=expected_bytes)
    # There is memory only for what the file can hold; the rest is counted.
    room = np.empty(min(expected_bytes, most) if expected_bytes <= MOST_UNPACKED * size else 0, np.uint8)
    # One byte more shows whether the file ends here, and makes gzip compare its checksum.
    found = _fill(stream, room, min(expected_bytes, most) + 1)
    if found > most:
        raise DataError("too_large", file=file, expected=most, found=expected_bytes)
    _check_length(file, expected_bytes, found)
    return room.reshape(count, *item_shape)


def _read_first_column(stream: BufferedReader | gzip.GzipFile, file: str, header: bytes) -> NDArray[np.uint8]:
    """Return the first column of a table of 32-bit integers, (N, 8), after the `header` with N."""
    rest = stream.read(4)
    if len(header) + len(rest) < 12:
        raise DataError("header_cut_short", file=file, expected=12, found=len(header) + len(rest))
    count, columns = int.from_bytes(header[4:8]), int.from_bytes(rest)
    expected = 4 * count * columns
    if not 1 <= columns <= MOST_COLUMNS or expected > MOST_TABLE:
        raise DataError("too_large", file=file, expected=MOST_TABLE, found=expected)
    if count == 0:
        raise DataError("no_labels", file=file)
    content = stream.read(expected + 1)
    _check_length(file, expected, len(content))
    labels = np.frombuffer(content, ">i4").reshape(count, columns)[:, 0]
    wrong = labels[(labels < 0) | (labels > 255)]
    if wrong.size:
        raise DataError("label_range", file=file, found=int(wrong[0]), expected=CLASSES - 1)
    return labels.astype(np.uint8)


def _fill(stream: BufferedReader | gzip.GzipFile, room: NDArray[np.uint8], limit: int) -> int:
    """Read up to `limit` bytes, and keep those for which there is room; return how many have come.

    MNIST takes a third longer in one piece, because the memory of small pieces is used again.
    """
    found = 0
    while found < limit and (piece := stream.read1(min(PIECE_BYTES, limit - found))):
        part = room[found : found + len(piece)]
        part[:] = np.frombuffer(piece, np.uint8)[: len(part)]
        found += len(piece)
        del piece  # before there is another, so that its memory is used again
    return found


def _check_magic(header: bytes, file: str, expected: int) -> None:
    if len(header) < 4:
        return
    found = int.from_bytes(header[:4], "big")
    if found == expected:
        return
    if {found, expected} == {IMAGES_MAGIC, LABELS_MAGIC}:
        raise DataError("labels_for_images" if found == LABELS_MAGIC else "images_for_labels", file=file)
    if header.startswith(GZIP_MAGIC):
        raise DataError("gzip_twice", file=file)
    _check_type(header, file, expected)
    _check_form(header, file)
    raise DataError("wrong_magic", file=file, expected=expected, found=found)


def _check_type(header: bytes, file: str, expected: int) -> None:
    """Refuse an IDX file of another type."""
    if header[2:4] == b"\0\0" and header[1] in ELEMENTS and header[0]:
        raise DataError("idx_byte_order", file=file)
    if header[:2] == b"\0\0" and header[2] in ELEMENTS and header[3]:
        kind = f"{ELEMENTS[header[2]]}, {header[3]}"
        needed = "uint8, 3" if expected == IMAGES_MAGIC else "uint8, 1"
        raise DataError("other_idx", file=file, found=kind, expected=needed)


def _check_form(header: bytes, file: str) -> None:
    """Refuse what begins as files of other kinds do, and a text."""
    for start, (error, kind) in OTHERS.items():
        if header.startswith(start[: len(header)]):
            raise DataError(error, file=file, found=kind)
    if header.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_text(header.removeprefix(b"\xef\xbb\xbf")):
        raise DataError("web_page", file=file)


def _is_text(start: bytes) -> bool:
    """Return whether the first bytes of a file are letters and signs, the last of which may be cut off."""
    text = start.decode("utf-8", "ignore")
    whole = len(text.encode()) > len(start) - 4
    return bool(text) and whole and all(sign.isprintable() or sign in "\t\r\n" for sign in text)


def _check_length(file: str, expected: int, found: int) -> None:
    if found < expected:
        raise DataError("truncated", file=file, expected=expected, found=found)
    if found > expected:
        raise DataError("trailing_bytes", file=file, expected=expected)
