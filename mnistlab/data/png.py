"""PNG files that are not interlaced, read into shades of grey.

The format is that of the W3C's "Portable Network Graphics (PNG) Specification", third edition. The program's window
has Qt for pictures of all kinds; this reads those of a data set where there is no Qt.
"""

import struct
import zlib
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.images import Pixels

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
END: Final = b"\0\0\0\0IEND\xae\x42\x60\x82"
MOST_PIXELS: Final = 4_000_000
GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6  # types of colour
CHANNELS: Final = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGB_ALPHA: 4}
DEPTHS: Final = {GREY: (1, 2, 4, 8, 16), RGB: (8, 16), PALETTE: (1, 2, 4, 8), GREY_ALPHA: (8, 16), RGB_ALPHA: (8, 16)}
WEIGHTS: Final = np.array([0.299, 0.587, 0.114])  # of red, green and blue (ITU-R BT.601)


def read_png(content: bytes) -> Pixels:
    """Return the shades of grey in the bytes of a PNG file, uint8 (H, W). Opacity is left aside.

    Raises
    ------
    ValueError
        If it is damaged, too large, interlaced, or is no PNG file.
    """
    if content[:8] != SIGNATURE:
        raise ValueError("no PNG")
    header, palette, packed = b"", b"", []
    for kind, data in _chunks(content):
        if kind == b"IHDR":
            header = data
        elif kind == b"PLTE":
            palette = data
        elif kind == b"IDAT":
            packed.append(data)
    if len(header) != 13:
        raise ValueError("no header")
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if colour not in CHANNELS or interlaced or depth not in DEPTHS[colour]:
        raise ValueError("a kind that is not read here")
    if not 0 < width * height <= MOST_PIXELS:
        raise ValueError("too large")
    row = (width * CHANNELS[colour] * depth + 7) // 8
    lines = _unpacked(b"".join(packed), height * (row + 1)).reshape(height, row + 1)
    step = max(1, CHANNELS[colour] * depth // 8)
    return _grey(_samples(_without_filters(lines, step), depth, width * CHANNELS[colour]), colour, depth, palette)


def with_end(content: bytes) -> bytes:
    """Return the bytes of a PNG file with the mark of its end, if only that was cut off; other files as they are.

    Decoders refuse a file without it, though all of its rows may be there.
    """
    at = len(SIGNATURE)
    if not content.startswith(SIGNATURE):
        return content
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == END[4:8]:
            return content
        if at + 12 + length > len(content):
            break
        at += 12 + length
    return content[:at] + END


def _chunks(content: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4])
        kind, data = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        check = content[at + 8 + length : at + 12 + length]
        if len(check) != 4 or zlib.crc32(kind + data) != int.from_bytes(check):
            raise ValueError("damaged")
        found.append((kind, data))
        at += 12 + length
    return found


def _unpacked(packed: bytes, size: int) -> NDArray[np.uint8]:
    try:
        plain = zlib.decompressobj().decompress(packed, size + 1)
    except zlib.error as error:
        raise ValueError("damaged") from error
    if len(plain) != size:
        raise ValueError("cut short, or too long")
    return np.frombuffer(plain, np.uint8)


def _without_filters(lines: NDArray[np.uint8], step: int) -> NDArray[np.uint8]:
    """Return rows of bytes as they were before each was filtered, as its first byte says ("12.2 Filter types")."""
    above = bytes(step + lines.shape[1] - 1)  # with nothing before it
    rows = []
    for line in lines:
        kind, packed = line[0], line[1:]
        if kind == 0:
            row = packed.tobytes()
        elif kind == 1:
            row = packed.reshape(-1, step).cumsum(axis=0, dtype=np.uint8).tobytes()
        elif kind == 2:
            row = (packed + np.frombuffer(above, np.uint8)[step:]).tobytes()
        elif kind in (3, 4):
            row = (_means if kind == 3 else _paeths)(packed.tobytes(), above, step)
        else:
            raise ValueError("no such filter")
        above = bytes(step) + row
        rows.append(row)
    return np.frombuffer(b"".join(rows), np.uint8).reshape(len(lines), -1)


def _means(packed: bytes, above: bytes, step: int) -> bytes:
    row = bytearray(step)
    for at, byte in enumerate(packed):
        row.append((byte + (row[at] + above[at + step]) // 2) & 0xFF)
    return bytes(row[step:])


def _paeths(packed: bytes, above: bytes, step: int) -> bytes:
    """Return a row whose bytes are added to that of three neighbours which lies nearest to left + up - corner."""
    row = bytearray(step)
    for byte, left_at, up, corner in zip(packed, range(len(packed)), above[step:], above, strict=False):
        left = row[left_at]
        to_left, to_up, to_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
        guess = up if to_up <= to_corner else corner
        if to_left <= to_up and to_left <= to_corner:
            guess = left
        row.append((byte + guess) & 0xFF)
    return bytes(row[step:])


def _samples(rows: NDArray[np.uint8], depth: int, wide: int) -> NDArray[np.uint8]:
    """Return the numbers in rows of bytes, of which each holds one or more."""
    if depth >= 8:
        return rows[:, :: depth // 8]  # of two bytes, the higher one
    shifts = np.arange(8 - depth, -1, -depth, dtype=np.uint8)
    samples: NDArray[np.uint8] = (rows[:, :, None] >> shifts & (2**depth - 1)).reshape(len(rows), -1)[:, :wide]
    return samples


def _grey(samples: NDArray[np.uint8], colour: int, depth: int, palette: bytes) -> Pixels:
    if colour == GREY:
        return samples * np.uint8(max(1, 255 // (2**depth - 1)))
    if colour == GREY_ALPHA:
        return samples[:, ::2].copy()
    if colour == PALETTE:
        if len(palette) % 3 or samples.max() >= len(palette) // 3:
            raise ValueError("a colour that is not in its palette")
        colours = np.frombuffer(palette, np.uint8).reshape(-1, 3)[samples]
    else:
        colours = samples.reshape(len(samples), -1, CHANNELS[colour])[:, :, :3]
    grey: Pixels = np.rint(colours @ WEIGHTS).astype(np.uint8)
    return grey
