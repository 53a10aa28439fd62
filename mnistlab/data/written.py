"""Digits and figures written stroke by stroke: ways of writing that MNIST lacks, and what is no digit at all.

A way of writing is a few strokes, each a smooth line through some points. The points lie where people put the pen, and
each image moves them a little, so that no two are alike. The ways are common outside of America,
and the built-in network misread some of them: a one with a long flag, a crossed seven, an open four, a nine with a
curled tail, a small zero with a long slash.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.images import CLASSES, PIXELS, SIDE, Pixels
from mnistlab.data.ink import BOX
from mnistlab.data.shapes import draw_line

Lines = NDArray[np.float64]  # (n, m, 2): a line through m places in each of n images
Points = Sequence[tuple[float, float]]  # (x, y) in a box of side 1, y down
Way = Sequence[Points]

THINNEST, THICKEST = 1.5, 3.6  # px: the pens
STEPS: Final = 5  # straight pieces of a curve between two of its points
TREMBLE: Final = 0.06  # of the box: standard deviation of a point's place
CIRCLE: Final = ((0.5, 0.2), (0.15, 0.5), (0.5, 0.8), (0.85, 0.5), (0.5, 0.2))
SMALL_CIRCLE: Final = ((0.5, 0.3), (0.27, 0.52), (0.48, 0.76), (0.73, 0.5), (0.5, 0.3))

WAYS: Final[Mapping[int, Sequence[Way]]] = {
    0: (
        (CIRCLE, ((0.95, 0.0), (0.05, 1.0))),
        (CIRCLE, ((0.6, 0.0), (0.4, 1.0))),
        (SMALL_CIRCLE, ((1.05, 0.0), (0.0, 0.95))),
        (SMALL_CIRCLE, ((0.55, 0.0), (0.45, 1.0))),
    ),
    1: (
        (((0.0, 0.38), (0.62, 0.0)), ((0.62, 0.0), (0.55, 1.0))),
        (((0.05, 0.3), (0.6, 0.0)), ((0.6, 0.0), (0.55, 1.0)), ((0.1, 1.0), (1.0, 1.0))),
    ),
    2: ((((0.1, 0.2), (0.5, 0.0), (0.85, 0.25), (0.5, 0.65), (0.05, 1.0)), ((0.05, 1.0), (0.95, 0.95))),),
    4: (
        (((0.3, 0.0), (0.05, 0.6), (0.95, 0.62)), ((0.68, 0.25), (0.62, 1.0))),
        (((0.6, 0.0), (0.05, 0.65), (0.98, 0.65)), ((0.62, 0.0), (0.62, 1.0))),
        (((0.12, 0.05), (0.1, 0.4), (0.3, 0.58), (0.75, 0.5)), ((0.82, 0.0), (0.72, 0.55), (0.66, 1.0))),
        (((0.15, 0.1), (0.12, 0.5), (0.95, 0.55)), ((0.6, 0.3), (0.6, 1.0))),
        (((0.7, 0.3), (0.6, 0.0), (0.1, 0.6), (0.9, 0.55)), ((0.62, 0.2), (0.6, 1.0))),
        (((0.45, 0.0), (0.1, 0.5), (0.12, 0.75), (0.9, 0.72)), ((0.7, 0.4), (0.6, 1.0))),
        (((0.35, 0.02), (0.12, 0.3), (0.2, 0.52), (0.75, 0.5)), ((0.75, 0.05), (0.7, 0.5), (0.6, 1.0))),
    ),
    5: (
        (((0.9, 0.02), (0.25, 0.02), (0.2, 0.42), (0.55, 0.38), (0.88, 0.65), (0.55, 1.0), (0.05, 0.9)),),
        (
            ((0.2, 0.05), (0.15, 0.42), (0.55, 0.38), (0.88, 0.68), (0.5, 1.0), (0.05, 0.88)),
            ((0.2, 0.05), (0.95, 0.0)),
        ),
    ),
    7: (
        (((0.05, 0.2), (0.1, 0.0), (0.9, 0.05), (0.6, 0.5), (0.4, 1.0)),),
        (((0.05, 0.2), (0.1, 0.03), (0.9, 0.05), (0.6, 0.5), (0.4, 1.0)), ((0.2, 0.52), (0.9, 0.5))),
        (((0.0, 0.2), (0.35, 0.0), (0.85, 0.15), (0.65, 0.5), (0.5, 1.0)), ((0.15, 0.55), (0.95, 0.52))),
        (((0.05, 0.05), (0.95, 0.0), (0.6, 0.5), (0.4, 1.0)), ((0.25, 0.5), (0.85, 0.48))),
        (((0.0, 0.15), (0.4, 0.0), (0.85, 0.12), (0.7, 0.4), (0.35, 0.8), (0.3, 1.0)), ((0.15, 0.65), (0.85, 0.6))),
        (((0.05, 0.1), (0.9, 0.05), (0.55, 0.5), (0.4, 0.95), (0.6, 1.0)),),
    ),
    9: (
        (
            (
                *((0.85, 0.15), (0.5, 0.0), (0.1, 0.25), (0.45, 0.5), (0.85, 0.2)),
                *((0.9, 0.05), (0.88, 0.5), (0.75, 0.9), (0.3, 1.0), (0.1, 0.85)),
            ),
        ),
        (((0.85, 0.1), (0.4, 0.0), (0.1, 0.28), (0.45, 0.48), (0.8, 0.2), (0.82, 0.1), (0.8, 0.6), (0.75, 1.0)),),
        (((0.8, 0.1), (0.35, 0.05), (0.1, 0.3), (0.4, 0.45), (0.85, 0.2), (0.75, 0.6), (0.95, 1.0)),),
        (((0.8, 0.12), (0.45, 0.0), (0.15, 0.22), (0.45, 0.45), (0.83, 0.25), (0.85, 0.65), (0.5, 1.0), (0.1, 0.88)),),
    ),
}

NO_DIGITS: Final[Sequence[Way]] = (
    # A E F H K M N P R T W X Y, then signs and small pictures
    (((0.1, 1.0), (0.5, 0.0)), ((0.5, 0.0), (0.9, 1.0)), ((0.25, 0.6), (0.78, 0.6))),
    (((0.15, 0.0), (0.1, 1.0)), ((0.15, 0.0), (0.9, 0.0)), ((0.12, 0.5), (0.75, 0.5)), ((0.1, 1.0), (0.9, 1.0))),
    (((0.15, 0.0), (0.1, 1.0)), ((0.15, 0.0), (0.9, 0.0)), ((0.12, 0.5), (0.75, 0.45))),
    (((0.1, 0.0), (0.1, 1.0)), ((0.9, 0.0), (0.9, 1.0)), ((0.1, 0.5), (0.9, 0.5))),
    (((0.15, 0.0), (0.12, 1.0)), ((0.85, 0.0), (0.15, 0.55)), ((0.2, 0.5), (0.9, 1.0))),
    (((0.0, 1.0), (0.1, 0.0)), ((0.1, 0.0), (0.5, 0.65)), ((0.5, 0.65), (0.9, 0.0)), ((0.9, 0.0), (1.0, 1.0))),
    (((0.1, 1.0), (0.1, 0.0)), ((0.1, 0.0), (0.9, 1.0)), ((0.9, 1.0), (0.9, 0.0))),
    (((0.1, 0.0), (0.1, 1.0)), ((0.1, 0.05), (0.7, 0.05), (0.85, 0.3), (0.65, 0.52), (0.1, 0.55))),
    (((0.1, 0.0), (0.1, 1.0)), ((0.1, 0.05), (0.8, 0.1), (0.75, 0.45), (0.1, 0.5)), ((0.35, 0.5), (0.9, 1.0))),
    (((0.0, 0.0), (1.0, 0.0)), ((0.5, 0.0), (0.5, 1.0))),
    (((0.0, 0.0), (0.25, 1.0)), ((0.25, 1.0), (0.5, 0.35)), ((0.5, 0.35), (0.75, 1.0)), ((0.75, 1.0), (1.0, 0.0))),
    (((0.0, 0.0), (1.0, 1.0)), ((1.0, 0.0), (0.0, 1.0))),
    (((0.0, 0.0), (0.5, 0.5)), ((1.0, 0.0), (0.5, 0.5)), ((0.5, 0.5), (0.5, 1.0))),
    (((0.0, 0.5), (1.0, 0.5)), ((0.7, 0.2), (1.0, 0.5)), ((1.0, 0.5), (0.7, 0.8))),
    (((0.0, 0.5), (1.0, 0.5)), ((0.5, 0.0), (0.5, 1.0))),
    (
        ((0.5, 0.25), (0.3, 0.0), (0.05, 0.2), (0.15, 0.55), (0.5, 1.0)),
        ((0.5, 0.25), (0.7, 0.0), (0.95, 0.2), (0.85, 0.55), (0.5, 1.0)),
    ),
    (
        *(((0.05, 1.0), (0.05, 0.4)), ((0.05, 0.4), (0.5, 0.0)), ((0.5, 0.0), (0.95, 0.4))),
        *(((0.95, 0.4), (0.95, 1.0)), ((0.05, 1.0), (0.95, 1.0))),
    ),
    (((0.5, 0.0), (1.0, 0.9)), ((1.0, 0.9), (0.0, 0.9)), ((0.0, 0.9), (0.5, 0.0))),
    (((0.0, 0.6), (0.35, 1.0)), ((0.35, 1.0), (1.0, 0.0))),
    (((0.3, 0.0), (0.25, 1.0)), ((0.7, 0.0), (0.65, 1.0)), ((0.0, 0.3), (1.0, 0.3)), ((0.0, 0.7), (1.0, 0.7))),
)


def write_anew(images: Pixels, labels: Pixels, share: float, rng: np.random.Generator) -> None:
    """Replace some of the digits by ones that are written in another way, in place.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, 784)
    labels : ndarray of int, shape (N,)
    share : float
        Of the digits for which there are `WAYS`, 0..1.
    rng : numpy.random.Generator
    """
    for digit, ways in WAYS.items():
        chosen = np.flatnonzero((labels == digit) & (rng.random(len(labels)) < share))
        kind = rng.integers(len(ways), size=len(chosen))
        for number, way in enumerate(ways):
            these = chosen[kind == number]
            images[these] = _written(_strokes(way, len(these), rng), rng)


def draw_figures(images: Pixels, labels: Pixels, share: float, rng: np.random.Generator) -> None:
    """Replace some of the images by figures that are no digit, each with a label drawn at random, in place.

    A network that learns a different label for each of such figures can do no better than to give every digit a tenth.
    That is how it learns to be unsure. A third of the figures are `NO_DIGITS`; the others are two to four random
    strokes, or one long one, many of them alike at both sides, as a face and many letters are.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, 784)
    labels : ndarray of int, shape (N,)
    share : float
        Of the images, 0..1.
    rng : numpy.random.Generator
    """
    chosen = np.flatnonzero(rng.random(len(images)) < share)
    labels[chosen] = rng.integers(CLASSES, size=len(chosen))
    for number, group in enumerate(np.array_split(chosen, 3 * len(NO_DIGITS))):
        known = number < len(NO_DIGITS)
        strokes = _strokes(NO_DIGITS[number], len(group), rng) if known else _figure(len(group), rng)
        images[group] = _written(strokes, rng)


def _strokes(way: Way, count: int, rng: np.random.Generator) -> list[Lines]:
    """Return the strokes of a way of writing, `count` times, each time a little different."""
    slim = rng.uniform(0.45, 1.0, (count, 1, 1))
    moved = [np.array(points) + rng.normal(0, TREMBLE, (count, len(points), 2)) for points in way]
    return [_smooth(line * np.insert(slim, 1, 1, axis=2)) for line in moved]


def _figure(count: int, rng: np.random.Generator) -> list[Lines]:
    """Return the strokes of `count` figures that are made alike: of as many strokes with as many points."""
    strokes = int(rng.integers(1, 5))
    lines = []
    for _ in range(strokes):
        points = int(rng.integers(7, 12) if strokes == 1 else rng.integers(2 if strokes > 2 else 3, 7))
        middle = rng.uniform(0.25, 0.75, (count, 1, 2))
        size = rng.uniform(0.3, 0.9, (count, 1, 1))
        if strokes > 1 and rng.random() < 0.35:  # around the middle: a ring, a star or a polygon
            angle = np.cumsum(rng.uniform(0.6, 1.4, (count, points, 1)), axis=1)
            angle *= rng.choice([1, 2]) * 2 * np.pi / angle[:, -1:]
            angle += rng.uniform(0, 2 * np.pi, (count, 1, 1))
            radius = size / 2 * rng.uniform(0.7, 1.3, (count, points, 1))
            line = middle + radius * np.concatenate([np.cos(angle), np.sin(angle)], axis=2)
            line = np.concatenate([line, line[:, :1]], axis=1)
        else:
            line = middle + size * rng.uniform(-0.5, 0.5, (count, points, 2))
        lines.append(_smooth(line) if rng.random() < 0.5 else line)
    if rng.random() < 0.4:
        lines += [np.stack([1 - line[..., 0], line[..., 1]], axis=-1) for line in lines]
    return lines


def _smooth(points: Lines) -> Lines:
    """Return smooth lines (n, m, 2) through points (n, k, 2): the spline of Catmull and Rom (1974)."""
    if points.shape[1] < 3:
        return points
    before, after = 2 * points[:, :1] - points[:, 1:2], 2 * points[:, -1:] - points[:, -2:-1]
    knots = np.concatenate([before, points, after], axis=1)
    share = np.linspace(0, 1, STEPS, endpoint=False)[:, None]
    pieces = []
    for start in range(points.shape[1] - 1):
        a, b, c, d = (knots[:, start + knot, None] for knot in range(4))
        bends = (c - a) * share + (2 * a - 5 * b + 4 * c - d) * share**2 + (3 * b - a - 3 * c + d) * share**3
        pieces.append(b + bends / 2)
    return np.concatenate([*pieces, points[:, -1:]], axis=1)


def _written(lines: Sequence[Lines], rng: np.random.Generator) -> Pixels:
    """Return images (n, 784) of strokes, each (n, m, 2): the longest side is 20 px, the middle lies in the middle."""
    count = len(lines[0])
    images = np.zeros((count, PIXELS), np.uint8)
    pen = rng.uniform(THINNEST, THICKEST, count)
    points = np.concatenate(lines, axis=1)
    corner, far = points.min(axis=1, keepdims=True), points.max(axis=1, keepdims=True)
    scale = (BOX - pen)[:, None, None] / (far - corner).max(axis=2, keepdims=True)
    middle = points.mean(axis=1, keepdims=True)
    everywhere = np.arange(count)
    for line in lines:
        places = (SIDE - 1) / 2 + scale * (line - middle)
        for start in range(places.shape[1] - 1):
            (x0, y0), (x1, y1) = places[:, start].T, places[:, start + 1].T
            draw_line(images, everywhere, (y0, x0), (y1, x1), pen)
    return images
