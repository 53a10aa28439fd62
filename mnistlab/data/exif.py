"""How the camera was held, as PNG and WebP files say it (CIPA DC-008, "Exif"). Qt looks for that in JPEG and TIFF."""

import struct
from typing import Final

UPRIGHT: Final = 1
TURNED: Final = frozenset(range(2, 9))
ORIENTATION: Final = 0x0112  # the number of the entry that says it
PNG: Final = b"\x89PNG\r\n\x1a\n"


def orientation_of(content: bytes) -> int:
    """Return the number, 1 to 8, that Exif has for how the camera was held; 1, upright, where nothing is said."""
    if content.startswith(PNG):
        return _in_exif(_chunk(content, 8, b"eXIf", ">", name_first=False))
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return _in_exif(_chunk(content, 12, b"EXIF", "<", name_first=True))
    return UPRIGHT


def _chunk(content: bytes, at: int, wanted: bytes, order: str, *, name_first: bool) -> bytes:
    """Return the chunk of a name: those of PNG have four bytes behind them, those of WebP an even length."""
    while at + 8 <= len(content):
        head = content[at : at + 8]
        name, size = (head[:4], head[4:]) if name_first else (head[4:], head[:4])
        length = struct.unpack(f"{order}I", size)[0]
        if name == wanted:
            return content[at + 8 : at + 8 + length]
        at += 8 + length + (length % 2 if name_first else 4)
    return b""


def _in_exif(exif: bytes) -> int:
    exif = exif.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None or len(exif) < 8:
        return UPRIGHT
    at = struct.unpack_from(f"{order}I", exif, 4)[0]
    count = struct.unpack_from(f"{order}H", exif, at)[0] if at + 2 <= len(exif) else 0
    for entry in range(at + 2, min(at + 2 + 12 * count, len(exif) - 11), 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", exif, entry)
        if tag == ORIENTATION:
            return value if value in TURNED else UPRIGHT
    return UPRIGHT
