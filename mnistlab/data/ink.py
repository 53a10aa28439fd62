"""From ink to 28×28, by the recipe that MNIST was made with.

LeCun, Cortes and Burges describe the recipe beside their files: they fitted each digit into a 20×20 box with its
aspect kept, which made its edges grey, and laid it into 28×28 with its centre of mass in the middle. A network that
has only seen such images misreads a digit that is a little smaller, or off centre. A drawing therefore goes through
the same steps: crop to the ink, bring the longest side to 20, centre by mass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.images import SIDE, Pixels

BOX: Final = 20  # px: the longest side of every digit
CENTRE: Final = 14  # the index at which the centre of mass lies, along both axes
PENS_TALL: Final = 8  # a digit of MNIST is eight strokes' widths tall: 20 px against 2.5 px
WIDEST: Final = 8  # strokes of MNIST: wider than any pen
SMALLEST_DRAWING: Final = 0.05  # of the canvas's side; a smaller drawing is a dot
# Parts side by side are several digits if the gap is this share of the height, and each part is this tall.
APART: Final = 0.08
TALL: Final = 0.5

MOST_POINTS: Final = 20_000  # of a drawing whose strokes are kept: a line of about 80 sides of the canvas

Stroke = NDArray[np.float64]  # (n, 2): x to the right, y down, in sides of the canvas
# All strokes of a drawing, (n, 3): x and y of each point, and the pen's width in strokes of MNIST at the first point of
# each, below zero where it is the rest of the one before, which left the canvas; 0 at all other points.
Strokes = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Preparation:
    """Which stages of the recipe a drawing goes through: all, unless a person wants to see what a stage is good for.

    Attributes
    ----------
    crop : bool
        Cut off the paper around the ink. Otherwise the whole canvas goes on.
    scale : bool
        Bring the longest side to 20 pixels. Otherwise the ink stays as large as it was drawn on the canvas.
    centre : bool
        Put the centre of mass in the middle. Otherwise the ink stays where it was drawn on the canvas.
    """

    crop: bool = True
    scale: bool = True
    centre: bool = True


AS_MNIST: Final = Preparation()


def check_strokes(strokes: Strokes) -> None:
    """Raise ValueError if these cannot be the strokes of a drawing."""
    places, pen = strokes[:, :2], np.abs(strokes[:, 2])
    if not len(strokes) or pen[0] == 0 or (places < 0).any() or (places > 1).any() or (pen > WIDEST).any():
        raise ValueError("no strokes of a drawing")


@dataclass(frozen=True, slots=True)
class InkStages:
    """A drawing on its way to the network, stage by stage. All images are uint8, 255 where the ink is.

    Attributes
    ----------
    ink : ndarray of uint8, shape (H, W)
        As it was drawn.
    crop : ndarray of uint8, shape (h, w)
        Only as much as holds ink.
    scaled : ndarray of uint8, shape (20, ≤ 20) or (≤ 20, 20)
        With its longest side at 20 pixels; without that stage, any shape up to (28, 28).
    image : ndarray of uint8, shape (28, 28)
        With its centre of mass in the middle: the input of the network.
    """

    ink: Pixels
    crop: Pixels
    scaled: Pixels
    image: Pixels


def ink_to_image(ink: Pixels, preparation: Preparation = AS_MNIST) -> InkStages | None:
    """Turn ink into an image as MNIST has them.

    Parameters
    ----------
    ink : ndarray of uint8, shape (H, W)
        A drawing of any size, 255 where the ink is. Its edges come out best if it is about eight times as large as
        the 20 pixels that it is brought to. If a stage is left out, `ink` must be the whole canvas.
    preparation : Preparation
        The stages to go through.

    Returns
    -------
    InkStages or None
        None if there is no ink, or if scaling leaves none.
    """
    box = _inked(ink)
    if box is None:
        return None
    rows, columns = box if preparation.crop else (slice(0, ink.shape[0]), slice(0, ink.shape[1]))
    crop = ink[rows, columns]
    scaled = scale_to_box(crop) if preparation.scale else _scale(crop, SIDE / max(ink.shape))
    if preparation.centre:
        if not scaled.any():
            return None
        return InkStages(ink, crop, scaled, centre_by_mass(scaled))
    top, left = (
        round((inked.start + inked.stop) / 2 / length * SIDE - size / 2)
        for inked, length, size in zip((rows, columns), ink.shape, scaled.shape, strict=True)
    )
    return InkStages(ink, crop, scaled, _lay(scaled, top, left))


def crop_to_ink(ink: Pixels) -> Pixels | None:
    """Return `ink` (H, W) from its first inked row and column to the last; None without any ink."""
    box = _inked(ink)
    return None if box is None else ink[box]


def _inked(ink: Pixels) -> tuple[slice, slice] | None:
    rows = np.flatnonzero(ink.any(axis=1))
    columns = np.flatnonzero(ink.any(axis=0))
    if rows.size == 0:
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def scale_to_box(crop: Pixels, box: int = BOX) -> Pixels:
    """Bring the longest side to `box` pixels, with the aspect kept.

    Each new pixel is the mean of the area that it covers, counting parts of pixels as parts.

    Parameters
    ----------
    crop : ndarray of uint8, shape (h, w)
    box : int
        Pixels.

    Returns
    -------
    ndarray of uint8
        The longest side is `box`. The other one is rounded up, and the ink lies in its middle.
    """
    return _scale(crop, box / max(crop.shape))


def _scale(crop: Pixels, scale: float) -> Pixels:
    rows, columns = (_area_weights(length, scale) for length in crop.shape)
    return np.rint(rows @ crop @ columns.T).astype(np.uint8)


def _area_weights(length: int, scale: float) -> NDArray[np.float64]:
    """Return how much of each old pixel goes into each new one: (m, length), m = ⌈length · scale⌉."""
    new_length = max(1, int(np.ceil(length * scale - 1e-9)))
    margin = (new_length - length * scale) / 2
    edges = margin + scale * np.arange(length + 1)  # of the old pixels, measured in new ones
    left, right = edges[:-1], edges[1:]
    pixel = np.arange(new_length)[:, None]
    weights: NDArray[np.float64] = np.minimum(right, pixel + 1) - np.maximum(left, pixel)
    return weights.clip(min=0.0)


def centre_by_mass(scaled: Pixels) -> Pixels:
    """Lay an image into 28×28, moved by whole pixels so that its centre of mass is at index (14, 14).

    Parameters
    ----------
    scaled : ndarray of uint8, shape (h, w)
        With some ink. Ink beyond the edge is cut off.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
    """
    top, left = (_first_index(scaled.sum(axis=axis, dtype=np.float64)) for axis in (1, 0))
    return _lay(scaled, top, left)


def _lay(scaled: Pixels, top: int, left: int) -> Pixels:
    """Lay an image into 28×28, with its corner at (top, left); ink beyond the edge is cut off."""
    image = np.zeros((SIDE, SIDE), np.uint8)
    height, width = scaled.shape
    rows = slice(max(0, top), min(SIDE, top + height))
    columns = slice(max(0, left), min(SIDE, left + width))
    image[rows, columns] = scaled[rows.start - top : rows.stop - top, columns.start - left : columns.stop - left]
    return image


def _first_index(mass: NDArray[np.float64]) -> int:
    """Return where the first of these rows (or columns) goes, so that their centre of mass is at 14."""
    centre = float(mass @ np.arange(mass.size)) / float(mass.sum())
    return int(np.ceil(CENTRE - centre - 0.5))  # to the nearest pixel; a half goes down, as in MNIST


def extent(strokes: Sequence[NDArray[Any]]) -> float:
    """Return the longest side of the box around all points, in their unit; 0 without points."""
    corners = [corner for stroke in strokes if len(stroke) for corner in (stroke.min(axis=0), stroke.max(axis=0))]
    return float(np.ptp(corners, axis=0).max()) if corners else 0.0


def pen_width(strokes: Sequence[NDArray[Any]], smallest: float = 0.0) -> float:
    """Return the width of the pen that makes these strokes look like a digit of MNIST.

    The width follows the size of the digit, not of the canvas: the longest inked side is eight widths of the pen.

    Parameters
    ----------
    strokes : sequence of ndarray, shape (n, 2)
        Points of the pen's centre, in any unit.
    smallest : float
        The least width, for a dot and drawings not much larger, in the same unit.

    Returns
    -------
    float
        In the unit of the points.
    """
    return max(smallest, extent(strokes) / (PENS_TALL - 1))


def is_dot(strokes: Sequence[NDArray[Any]]) -> bool:
    """Return whether strokes, in sides of the canvas, are too small to be a digit."""
    return extent(strokes) < SMALLEST_DRAWING


def several_digits(strokes: Sequence[NDArray[Any]]) -> bool:
    """Return whether strokes (n, 2) are more than one digit, side by side.

    Strokes above each other are one digit, as the two strokes of a 5 are; so are a tall part and a short one beside it.
    """
    return _stand_apart([_Box(*stroke.min(axis=0), *stroke.max(axis=0)) for stroke in strokes if len(stroke)])


def several_inked(ink: Pixels) -> bool:
    """Return whether `ink` (H, W) shows more than one digit, side by side, with clean paper between them."""
    inked = np.concatenate([[False], ink.any(axis=0), [False]])
    edges = np.flatnonzero(inked[1:] != inked[:-1])  # where ink begins and ends, in turn
    boxes = []
    for begin, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        rows = np.flatnonzero(ink[:, begin:end].any(axis=1)).tolist()
        boxes.append(_Box(begin, rows[0], end, rows[-1] + 1))
    return _stand_apart(boxes)


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float


def _stand_apart(boxes: Sequence[_Box]) -> bool:
    """Return whether two tall boxes stand side by side."""
    parts: list[_Box] = []
    for box in sorted(boxes):
        if parts and box.left <= parts[-1].right:  # above or below the last: one part with it
            last = parts.pop()
            parts.append(
                _Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
            )
        else:
            parts.append(box)
    height = max((box.bottom for box in parts), default=0) - min((box.top for box in parts), default=0)
    tall = [box for box in parts if box.bottom - box.top >= TALL * height]
    return any(after.left - before.right > APART * height for before, after in pairwise(tall))
