"""IDX files, the format of MNIST: a short header, then one byte for each pixel or label.

The header is big-endian: a magic number that tells images from labels, the count, and for images the number
of rows and of columns (Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits"). A file
may be gzipped; what it begins with decides, not its name.

The reader takes a file only as a whole and exactly as its header says. It never believes a header: memory is not
taken for more bytes than the file can hold. The writer writes what the reader takes, or nothing.
"""

import contextlib
import gzip
import math
import os
import stat
import struct
from io import BufferedReader
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from zlib_ng import zlib_ng  # takes half as long as zlib, and that is most of what opening MNIST takes

from mnistlab.data.images import SIDE
from mnistlab.errors import DataError

IMAGES_MAGIC: Final = 0x0803  # 2051: unsigned bytes in three dimensions
LABELS_MAGIC: Final = 0x0801  # 2049: unsigned bytes in one dimension
MAX_BYTES: Final = 2 * 2**30  # 2 GiB of data is some 45 times MNIST, and still fits a laptop
CHUNK_BYTES: Final = 2**20  # of data at a time; of large files more,
FEWEST_CHUNKS: Final = 8  # but a small part of the memory that the data take
PACKED_BYTES: Final = 2**21  # read at a time, to be unpacked
MOST_UNPACKED: Final = 1032  # bytes that one byte of deflate can become (zlib's "Technical details")
GZIP_MAGIC: Final = b"\x1f\x8b"


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
        Class numbers, in the order of the images; N is at least 1. Any number 0..255 is taken.

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
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            if path.suffix.lower() == ".gz":
                with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as packed:  # the same bytes on any day
                    packed.write(header)
                    packed.write(pixels)
            else:
                file.write(header)
                file.write(pixels)
        unfinished.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise DataError("not_writable", file=str(path), reason=error.strerror or str(error)) from error


def _read(path: Path, magic: int, item_shape: tuple[int, ...]) -> NDArray[np.uint8]:
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode):  # opening a named pipe would wait for ever
            raise DataError("not_a_file", file=str(path))
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            gzipped = file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
            file.seek(0)
            if gzipped:
                return _read_stream(_Unpacked(file), path, magic, item_shape, most=MOST_UNPACKED * size)
            if size and path.suffix.lower() == ".gz":  # an empty one has a better sentence of its own
                raise DataError("not_gzip", file=str(path))
            return _read_stream(file, path, magic, item_shape, most=size, size=size)
    except (gzip.BadGzipFile, zlib_ng.error, EOFError) as error:  # type: ignore[misc]  # its stub names no class
        raise DataError("gzip_damaged", file=str(path), reason=str(error)) from error
    except OSError as error:
        raise DataError("not_readable", file=str(path), reason=error.strerror or str(error)) from error


def _read_stream(
    stream: "BufferedReader | _Unpacked",
    path: Path,
    magic: int,
    item_shape: tuple[int, ...],
    *,
    most: int,
    size: int | None = None,
) -> NDArray[np.uint8]:
    """Read header and data: `most` bytes at the most, and exactly `size` where that is known beforehand."""
    file = str(path)
    header_bytes = 4 * (2 + len(item_shape))
    header = np.empty(header_bytes, np.uint8)
    header = header[: _fill(stream, header)]
    # The magic number first: labels in place of images may be shorter than a header of images.
    _check_magic(header.tobytes(), file, magic)
    if len(header) < header_bytes:
        raise DataError("header_cut_short", file=file, expected=header_bytes, found=len(header))
    _, count, *dimensions = struct.unpack(f">{header_bytes // 4}I", header.tobytes())
    if tuple(dimensions) != item_shape:
        has, needed = ("×".join(map(str, shape)) for shape in (dimensions, item_shape))
        raise DataError("wrong_dimensions", file=file, expected=needed, found=has)
    if count == 0:
        raise DataError("no_images" if magic == IMAGES_MAGIC else "no_labels", file=file)

    expected_bytes = count * math.prod(item_shape)
    if size is not None:
        _check_length(file, expected_bytes, size - header_bytes)
    if expected_bytes > MAX_BYTES:
        raise DataError("too_large", file=file, expected=MAX_BYTES, found=expected_bytes)
    # What cannot hold so much is unpacked all the same, and dropped: the error says how much there is.
    data = np.empty(expected_bytes if expected_bytes <= most else 0, np.uint8)
    found = _fill(stream, data) if expected_bytes <= most else _count(stream)
    # One byte more shows whether the file ends here, and makes gzip compare its checksum.
    one_more = found == expected_bytes and bool(stream.read1(1))
    _check_length(file, expected_bytes, found + one_more)
    return data.reshape(count, *item_shape)


def _check_magic(header: bytes, file: str, expected: int) -> None:
    if len(header) < 4:
        return
    found = int.from_bytes(header[:4], "big")
    if found == expected:
        return
    if {found, expected} == {IMAGES_MAGIC, LABELS_MAGIC}:
        raise DataError("labels_for_images" if found == LABELS_MAGIC else "images_for_labels", file=file)
    raise DataError("wrong_magic", file=file, expected=expected, found=found)


def _check_length(file: str, expected: int, found: int) -> None:
    if found < expected:
        raise DataError("truncated", file=file, expected=expected, found=found)
    if found > expected:
        raise DataError("trailing_bytes", file=file, expected=expected)


class _Unpacked:
    """A gzip file, unpacked in large pieces.

    `gzip.GzipFile` unpacks 8 KB at a time and takes Python's lock again after each. Where another thread is busy, as at
    the start of the program, it waits 5 ms for that each time.
    """

    def __init__(self, file: BufferedReader) -> None:
        self._file = file
        self._member = zlib_ng.decompressobj(wbits=zlib_ng.MAX_WBITS | 16)  # | 16: with gzip's header and checksum
        self._packed = b""

    def read1(self, limit: int) -> bytes:
        """Return some bytes, `limit` at the most, and none at the end.

        Raises
        ------
        EOFError
            If the file breaks off.
        gzip.BadGzipFile, zlib_ng.error
            If it is damaged.
        """
        while True:
            if self._member.eof and not self._begin_next_member():
                return b""
            piece = self._member.decompress(self._packed, limit)
            self._packed = self._member.unconsumed_tail
            if piece:
                return piece
            if not self._packed and not self._member.eof:
                self._packed = self._file.read(PACKED_BYTES)
                if not self._packed:
                    raise EOFError("the file breaks off")

    def _begin_next_member(self) -> bool:
        """Go on behind the end of one gzip stream: there may be another, or zeros that fill up a block."""
        packed = self._member.unused_data.lstrip(b"\0")
        while not packed:
            more = self._file.read(PACKED_BYTES)
            if not more:
                return False
            packed = more.lstrip(b"\0")
        if not packed.startswith(GZIP_MAGIC):
            raise gzip.BadGzipFile("something else follows its end")
        self._member = zlib_ng.decompressobj(wbits=zlib_ng.MAX_WBITS | 16)
        self._packed = packed
        return True


def _fill(stream: BufferedReader | _Unpacked, room: NDArray[np.uint8]) -> int:
    """Read into `room` until it is full or the stream ends; return how many bytes have come."""
    found, limit = 0, max(CHUNK_BYTES, len(room) // FEWEST_CHUNKS)
    try:
        while found < len(room) and (chunk := stream.read1(min(limit, len(room) - found))):
            # By NumPy, which lets other threads go on meanwhile: fresh memory takes a while.
            room[found : found + len(chunk)] = np.frombuffer(chunk, np.uint8)
            found += len(chunk)
            del chunk  # before there is another
    except EOFError:  # a gzip stream without its end: the caller sees how much has come
        pass
    return found


def _count(stream: BufferedReader | _Unpacked) -> int:
    """Return how many bytes come until the stream ends."""
    room, count = np.empty(CHUNK_BYTES, np.uint8), 0
    while found := _fill(stream, room):
        count += found
    return count
