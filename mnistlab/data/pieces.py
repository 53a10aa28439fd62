"""The pieces of ink that hang together, and which of them are no part of a digit."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.resizing import means, repeated
from mnistlab.data.tight import Values

Box = tuple[int, int, int, int]  # the first and the last row, the first and the last column

COARSE: Final = 128  # px: the longest side of the reduced image in which pieces are looked for
SPECK: Final = 0.02  # of the ink of the largest piece: a smaller piece is a speck
SPECK_ALONE: Final = 2e-4  # of the image's area: a smaller piece is a speck, even alone
STRIP: Final = 0.08  # of the longest side: how wide the strip along the border is
TALL: Final = 0.35  # of its height is filled by what stands in a frame, or in a ring


def without_specks(ink: Values) -> Values:
    """Return ink, 0..1, without the pieces that are too small to be part of a digit."""
    times = -(-max(ink.shape) // COARSE)
    cells = means(ink, times)
    pieces = connected(cells > 0)
    mass = np.bincount(pieces.reshape(-1), weights=cells.reshape(-1))
    mass[0] = 0
    kept = mass >= max(SPECK * mass.max(), SPECK_ALONE * cells.size)
    return np.where(repeated(kept[pieces], times, ink.shape), ink, np.float32(0))


def without_surroundings(ink: Values, margin: int) -> Values:
    """Return ink, 0..1, without a frame or a ring around the rest of it, and without what lies at the border.

    The border is that of the picture, which has been given a margin of so many px. What lies there, such as a torn
    edge, holes, the corner of a table or a word cut off, is left out if a larger piece stands free of it.
    """
    times = -(-max(ink.shape) // COARSE)
    within = ink[margin : ink.shape[0] - margin, margin : ink.shape[1] - margin]
    pieces = connected(means(within, times) > 0)
    boxes = {int(number): _box(pieces == number) for number in np.unique(pieces[pieces > 0])}
    gone = {number for number, box in boxes.items() if any(_is_around(box, other) for other in boxes.values())}
    free = [_area(box) for number, box in boxes.items() if number not in gone and not _is_at_border(box, pieces.shape)]
    gone |= {
        number for number, box in boxes.items() if free and _area(box) < max(free) and _is_at_border(box, pieces.shape)
    }
    if not gone:
        return ink
    left = ink.copy()
    part = left[margin : ink.shape[0] - margin, margin : ink.shape[1] - margin]
    part[repeated(np.isin(pieces, list(gone)), times, part.shape)] = 0
    return left


def _box(mask: NDArray[np.bool_]) -> Box:
    """Return the first and the last row and column of a piece."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


def _is_around(box: Box, other: Box) -> bool:
    top, bottom, left, right = box
    inner_top, inner_bottom, inner_left, inner_right = other
    within = top < inner_top and inner_bottom < bottom and left < inner_left and inner_right < right
    return within and inner_bottom - inner_top >= TALL * (bottom - top)


def _is_at_border(box: Box, shape: tuple[int, ...]) -> bool:
    """Return whether a piece reaches the border of the picture, or lies in a strip along it."""
    wide = max(1, round(STRIP * max(shape)))
    top, bottom, left, right = box
    height, width = shape
    reaches = top == 0 or left == 0 or bottom == height - 1 or right == width - 1
    return reaches or bottom < wide or right < wide or top >= height - wide or left >= width - wide


def _area(box: Box) -> int:
    top, bottom, left, right = box
    return (bottom - top + 1) * (right - left + 1)


def connected(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return a number for each piece of a mask (H, W): 0 elsewhere. Pixels that touch at a corner are one."""
    numbers = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        padded = np.pad(numbers, 1)
        around: NDArray[Any] = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).max(axis=(2, 3))
        grown = np.where(mask, around, 0)
        # A number is the place of a pixel of the same piece, whose number may be larger still. Taking that one lets
        # far pixels meet sooner.
        known = np.append(0, grown)
        grown = known[known[grown]]
        if np.array_equal(grown, numbers):
            return numbers
        numbers = grown
