"""Kinds of image that are not read here, known from how a file begins, so that a person is told which it is."""

import struct
from typing import Final

BEGINNINGS: Final = {
    b"\0\0\0\x0cjP  ": "JPEG 2000",
    b"\xff\x4f\xff\x51": "JPEG 2000",
    b"\0\0\0\x0cJXL ": "JPEG XL",
    b"\xff\x0a": "JPEG XL",
    b"8BPS": "PSD",
    b"%PDF": "PDF",
    b"%!PS": "EPS",
    b"gimp xcf": "XCF",
    b"qoif": "QOI",
    b"icns": "ICNS",
    b"DDS ": "DDS",
    b"v/1\x01": "OpenEXR",
    b"P7\n": "PAM",
    b"\0\0\x01\0": "ICO",
    b"II*\0\x10\0\0\0CR": "CR2",
}
BRANDS: Final = {
    b"heic": "HEIC",
    b"heix": "HEIC",
    b"hevc": "HEIC",
    b"mif1": "HEIC",
    b"msf1": "HEIC",
    b"avif": "AVIF",
    b"avis": "AVIF",
    b"crx ": "CR3",
    b"qt  ": "QuickTime",
    b"isom": "MP4",
    b"mp42": "MP4",
}
PACKINGS: Final = {  # of a TIFF, by the number in it
    6: "JPEG",
    7: "JPEG",
    34661: "JBIG",
    34712: "JPEG 2000",
    34925: "LZMA",
    50000: "Zstandard",
    50001: "WebP",
    50002: "JPEG XL",
}
COMPRESSION: Final = 259  # the number of a TIFF's entry
BMP_PACKINGS: Final = {4: "JPEG", 5: "PNG"}


def other_form(content: bytes) -> str:
    """Return the name of the kind of image that a file holds, if it is one that is not read here; else nothing."""
    for beginning, name in BEGINNINGS.items():
        if content.startswith(beginning):
            return name
    if content[4:8] == b"ftyp":
        return BRANDS.get(content[8:12], "")
    if content[12:16] == b"CgBI":
        return "PNG (CgBI)"
    if content[:2] == b"BM":
        packing = BMP_PACKINGS.get(int.from_bytes(content[30:34], "little"))
    elif content[:4] in {b"II*\0", b"MM\0*"}:
        packing = PACKINGS.get(_tiff_packing(content))
    else:
        return "SVG" if b"<svg" in content[:1000] else ""
    return "" if packing is None else f"{'BMP' if content[:2] == b'BM' else 'TIFF'} ({packing})"


def _tiff_packing(content: bytes) -> int:
    """Return the number for how the first image of a TIFF is packed; 0 where that is not said."""
    order = "<" if content[:2] == b"II" else ">"
    at = struct.unpack_from(f"{order}I", content, 4)[0] if len(content) >= 8 else 0
    count = struct.unpack_from(f"{order}H", content, at)[0] if at + 2 <= len(content) else 0
    for entry in range(at + 2, min(at + 2 + 12 * count, len(content) - 11), 12):
        tag, _, _, value = struct.unpack_from(f"{order}HHIH", content, entry)
        if tag == COMPRESSION:
            return int(value)
    return 0
