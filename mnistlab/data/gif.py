"""GIF files: where the first image ends (CompuServe, "Graphics Interchange Format", version 89a)."""

from typing import Final

IMAGE: Final = 0x2C
EXTENSION: Final = 0x21
COLOURS: Final = 0x80  # a table of colours follows


def end_of_first_image(content: bytes) -> int:
    """Return how many bytes come before the mark that ends the first image; all bytes, where there is no such mark."""
    at = 13 + _colours(content, 10)
    while at < len(content):
        if content[at] == IMAGE:
            return _end(content, at + 11 + _colours(content, at + 9))
        if content[at] != EXTENSION:
            break
        at = _end(content, at + 2) + 1
    return len(content)


def _colours(content: bytes, at: int) -> int:
    """Return the bytes of a table of colours, of which the byte at a place says whether it is there, and how long."""
    flags = content[at] if at < len(content) else 0
    return 3 * 2 ** (flags % 8 + 1) if flags & COLOURS else 0


def _end(content: bytes, at: int) -> int:
    """Return where the empty block is that ends the blocks from a place on."""
    while at < len(content) and content[at]:
        at += 1 + content[at]
    return min(at, len(content))
