"""What the bytes of a JPEG file tell of its end (ITU-T T.81)."""

from typing import Final

END: Final = b"\xff\xd9"
BANDS: Final = 64  # coefficients of a block
PROGRESSIVE: Final = 0xC2
SCAN: Final = 0xDA
ALONE: Final = frozenset({0x01, *range(0xD0, 0xDA)})  # markers without a length


def lacks_scans(content: bytes) -> bool:
    """Return whether a progressive JPEG ends before its scans have given every bit of every coefficient.

    Its scans make the same image finer and finer (annex G). A decoder takes such a file for a whole one, because each
    scan is an image of its own.
    """
    left: dict[int, list[int]] = {}  # for each component, how many bits of each coefficient are not known yet
    at, progressive = 2, False
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            at += 1
            continue
        marker = content[at + 1]
        if marker in (0x00, 0xFF) or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = int.from_bytes(content[at + 2 : at + 4])
        segment = content[at + 4 : at + 2 + length]
        if marker == PROGRESSIVE:
            progressive = True
            left = {one: [BANDS] * BANDS for one in segment[6::3]}
        elif marker == SCAN and len(segment) >= 4:
            first, last, low = segment[-3], min(segment[-2], BANDS - 1), segment[-1] & 0x0F
            for one in segment[1:-3:2]:
                if one in left:
                    left[one][first : last + 1] = [low] * (last + 1 - first)
        at += 2 + max(length, 2)
    return progressive and any(bits for one in left.values() for bits in one)


def without_hole(content: bytes) -> bytes:
    """Return a JPEG without the zeros that stand at its end in the place of what was never written.

    A download that was broken off leaves such zeros, and a decoder takes them for the image.
    """
    left = content.rstrip(b"\0")
    return left + b"\0" if left.endswith(b"\xff") else left  # a zero behind 0xFF belongs to it (B.1.1.5)
