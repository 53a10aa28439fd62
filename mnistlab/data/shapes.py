"""Shapes that people draw and MNIST lacks: a zero with a slash, a one with a flag and a foot.

Americans wrote MNIST into the boxes of a form. Elsewhere people cross a zero, so that it is not read as an O, and
write a one with serifs. A network that has never seen these shapes reads an 8 and a 7, so strokes are drawn into some
of the training images.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.distortion import resample, thicken
from mnistlab.data.images import PIXELS, SIDE, Pixels, as_input
from mnistlab.data.ink import BOX
from mnistlab.nn.functions import Array

INKED: Final = 60  # of 255: a darker pixel belongs to the digit, not to its soft edge
THINNEST, THICKEST = 1.5, 4.0  # px: pens found in MNIST


def slash_zeros(images: Pixels, labels: Pixels, share: float, rng: np.random.Generator) -> None:
    """Draw a slash through some of the zeros, in place.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, 784)
    labels : ndarray of int, shape (N,)
    share : float
        Of the zeros, 0..1.
    rng : numpy.random.Generator
    """
    chosen = _some(labels == 0, share, rng)
    count = len(chosen)
    digits = images[chosen]
    top, bottom, left, right = _box(digits)
    lean = np.radians(rng.uniform(0, 60, count)) * np.where(rng.random(count) < 0.15, -1, 1)  # few lean to the left
    up, aside = np.cos(lean), np.sin(lean)
    # From the middle of an ellipse to its edge, or a little beyond, or not quite to it.
    edge = 1 / np.hypot(2 * up / (bottom - top), 2 * aside / (right - left))
    reach = edge * rng.uniform(0.85, 1.8, count)
    # A long slash makes the zero itself smaller, because MNIST's digits are 20 px tall; the pen keeps its width.
    size = np.minimum(1, BOX / 2 / np.maximum(reach * up, reach * np.abs(aside)))
    pen = _pen(digits)
    images[chosen] = thicken(_smaller(digits, size), ((1 - size) * pen / 2).clip(0, 0.5).astype(np.float32))
    middle = (SIDE - 1) / 2
    row, column = middle + size * ((top + bottom) / 2 - middle), middle + size * ((left + right) / 2 - middle)
    down, right_to = size * reach * up, size * reach * aside
    draw_line(images, chosen, (row - down, column + right_to), (row + down, column - right_to), pen)


def serif_ones(images: Pixels, labels: Pixels, share: float, rng: np.random.Generator) -> None:
    """Draw a flag at the top, a foot, or both, into some of the ones, in place; parameters as of `slash_zeros`."""
    chosen = _some(labels == 1, share, rng)
    digits = images[chosen]
    pen, kind = _pen(digits), rng.random(len(chosen))

    row, column = _end(digits, last=False)
    flags = np.flatnonzero(kind < 0.8)
    down, back = rng.uniform(2, 10, len(flags)), rng.uniform(2, 9, len(flags))
    tip, end = (row[flags], column[flags]), (row[flags] + down, column[flags] - back)
    draw_line(images, chosen[flags], tip, end, pen[flags])

    row, column = _end(digits, last=True)
    feet = np.flatnonzero(kind > 0.45)
    before, after = rng.uniform(2, 7.5, (2, len(feet)))
    lifted = rng.uniform(-2, 2, (2, len(feet)))
    left, right = (row[feet] + lifted[0], column[feet] - before), (row[feet] + lifted[1], column[feet] + after)
    draw_line(images, chosen[feet], left, right, pen[feet])


def _some(candidates: NDArray[np.bool_], share: float, rng: np.random.Generator) -> NDArray[np.intp]:
    return np.flatnonzero(candidates & (rng.random(len(candidates)) < share))


def _smaller(images: Pixels, sizes: Array) -> Pixels:
    """Return images (N, 784) scaled by `sizes` (N,); a size of 1 leaves an image as it is."""
    middle = (SIDE - 1) / 2
    row, column = (axis.reshape(1, -1) - middle for axis in np.indices((SIDE, SIDE)))
    places = (axis / sizes[:, None] + middle for axis in (row, column))
    return resample(images, *(place.astype(np.float32) for place in places))


def _box(images: Pixels) -> tuple[Array, Array, Array, Array]:
    """Return the first and the last inked row, and the first and the last inked column, of images (N, 784)."""
    inked = images.reshape(-1, SIDE, SIDE) > INKED
    rows, columns = np.asarray(inked.any(axis=2)), np.asarray(inked.any(axis=1))
    top, left = (lines.argmax(axis=1).astype(np.float32) for lines in (rows, columns))
    bottom, right = (SIDE - 1 - lines[:, ::-1].argmax(axis=1).astype(np.float32) for lines in (rows, columns))
    return top, bottom, left, right


def _end(images: Pixels, *, last: bool) -> tuple[Array, Array]:
    """Return row and column where the ink of images (N, 784) begins at the top, or ends at the bottom."""
    grey = images.reshape(-1, SIDE, SIDE).astype(np.float32)
    row = _box(images)[1 if last else 0].astype(np.intp)
    inward = -1 if last else 1
    each = np.arange(len(grey))
    ink = grey[each, row] + grey[each, row + inward]  # (N, 28): the last two rows, because their edge is soft
    column = ink @ np.arange(SIDE, dtype=np.float32) / np.maximum(ink.sum(axis=1), 1)
    return (row + 0.8 * inward).astype(np.float32), column


def _pen(images: Pixels) -> Array:
    """Return the approximate width of the pen, in px (N,): the ink of a stroke over half of its outline."""
    grey = as_input(images.reshape(-1, SIDE, SIDE))
    outline = np.abs(np.diff(grey, axis=1)).sum(axis=(1, 2)) + np.abs(np.diff(grey, axis=2)).sum(axis=(1, 2))
    width = 2.5 * grey.sum(axis=(1, 2)) / np.maximum(outline, 1)
    return np.asarray(width.clip(THINNEST, THICKEST))


def draw_line(
    images: Pixels, chosen: NDArray[np.intp], start: tuple[Array, Array], end: tuple[Array, Array], pen: Array
) -> None:
    """Draw a straight stroke with soft edges into each of the chosen images: rows, columns and pens (n,), in px."""
    row, column = (axis.astype(np.float32) for axis in np.indices((SIDE, SIDE)))
    r0, c0, r1, c1, width = (np.asarray(values, np.float32)[:, None, None] for values in (*start, *end, pen))
    down, right = r1 - r0, c1 - c0
    along = ((row - r0) * down + (column - c0) * right) / np.maximum(down**2 + right**2, 1e-6)
    along = along.clip(0, 1)  # 0 at the start, 1 at the end: the nearest point of the stroke
    distance = np.hypot(row - r0 - along * down, column - c0 - along * right)
    ink = (width / 2 + 0.5 - distance).clip(0, 1)  # (n, 28, 28)
    images[chosen] = np.maximum(images[chosen], np.rint(255 * ink).astype(np.uint8).reshape(-1, PIXELS))
