"""The pieces of ink that hang together, and which of them are no part of a digit."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.resizing import means, repeated
from mnistlab.data.tight import EDGING, Values

COARSE: Final = 128  # px: the longest side of the reduced image in which pieces are looked for
SPECK: Final = 0.01  # of the ink of the largest piece: a smaller piece is a speck
SPECK_ALONE: Final = 2e-4  # of the image's area: a smaller piece is a speck, even alone
TALL: Final = 0.35  # of its height is filled by what stands in a frame, or in a ring
ALONG: Final = 0.8  # of a side of the picture: a piece along it is as long


def without_specks(ink: Values) -> Values:
    """Return ink, 0..1, without the pieces that are too small to be part of a digit."""
    times = -(-max(ink.shape) // COARSE)
    cells = means(ink, times)
    pieces = connected(cells > 0)
    mass = np.bincount(pieces.reshape(-1), weights=cells.reshape(-1))
    mass[0] = 0
    kept = mass >= max(SPECK * mass.max(), SPECK_ALONE * cells.size)
    return np.where(repeated(kept[pieces], times, ink.shape), ink, np.float32(0))


def without_frames(ink: Values) -> Values:
    """Return ink, 0..1, without a frame or a ring around the rest of it, and without what lies along the border."""
    times = -(-max(ink.shape) // COARSE)
    pieces = connected(means(ink, times) > 0)
    numbers = np.unique(pieces[pieces > 0])
    boxes = {int(number): _box(pieces == number) for number in numbers}
    gone = [number for number, box in boxes.items() if any(_is_around(box, other) for other in boxes.values())] or [
        number for number in boxes if len(boxes) > 1 and _lies_along(pieces == number)
    ]
    if not gone or len(gone) == len(boxes):
        return ink
    return np.where(repeated(np.isin(pieces, gone), times, ink.shape), np.float32(0), ink)


def _box(mask: NDArray[np.bool_]) -> tuple[int, int, int, int]:
    """Return the first and the last row and column of a piece."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    return int(rows[0]), int(rows[-1]), int(columns[0]), int(columns[-1])


def _is_around(box: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    top, bottom, left, right = box
    inner_top, inner_bottom, inner_left, inner_right = other
    within = top < inner_top and inner_bottom < bottom and left < inner_left and inner_right < right
    return within and inner_bottom - inner_top >= TALL * (bottom - top)


def _lies_along(mask: NDArray[np.bool_]) -> bool:
    """Return whether a piece is a strip along the border of the picture, at one side or more."""
    wide = max(1, round(EDGING * min(mask.shape)))
    inside = mask[wide : mask.shape[0] - wide, wide : mask.shape[1] - wide]
    if inside.any():
        return False
    sides = mask[:wide].any(axis=0), mask[-wide:].any(axis=0), mask[:, :wide].any(axis=1), mask[:, -wide:].any(axis=1)
    return any(bool(side.mean() >= ALONG) for side in sides)


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
