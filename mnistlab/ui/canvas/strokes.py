"""The geometry of strokes: curves through points, what an eraser leaves of them, and the pixels that a disc covers."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream
from PySide6.QtGui import QPainterPath

from mnistlab.data.images import Pixels
from mnistlab.data.ink import Stroke

Place = tuple[float, float]  # x to the right, y down, in sides of the canvas

STEP: Final = 0.004  # of the canvas's side: about a screen pixel

ELEMENT: Final = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])  # of a path, as Qt writes it to a stream
MOVE, LINE, CURVE, CURVE_GOES_ON, NONE = 0, 1, 2, 3, -1


def smooth_path(points: Sequence[Sequence[float]] | NDArray[Any]) -> QPainterPath:
    """Return a curve without corners through a stroke's points (n, 2).

    It runs from the middle of each piece to the middle of the next, bent by the point between: a quadratic
    B-spline. A new point changes only the last piece, so what has been drawn does not move. Where the pen turns back,
    the corner is intended and kept.

    A path of a thousand points that is built call by call takes ten times as long as one read from a stream.
    """
    places = np.asarray(points, np.float64)
    start, here, middle, back = _pieces(places)
    elements = np.zeros((len(here), 3), ELEMENT)  # each piece is a cubic curve: two points that bend it, and its end
    elements["type"] = CURVE, CURVE_GOES_ON, CURVE_GOES_ON
    for column, place in enumerate(((start + 2 * here) / 3, (middle + 2 * here) / 3, middle)):
        elements["x"][:, column], elements["y"][:, column] = place.T
    if back.any():  # two lines, and nothing
        elements["type"][back] = LINE, LINE, NONE
        for column, place in enumerate((here[back], middle[back])):
            elements["x"][back, column], elements["y"][back, column] = place.T
    flat = elements.reshape(-1)
    flat = flat[flat["type"] != NONE]
    ends = np.zeros(2, ELEMENT)
    ends["type"] = MOVE, LINE
    ends["x"], ends["y"] = places[[0, -1]].T
    count = np.array(len(flat) + 2, ">i4")
    tail = np.zeros(2, ">i4")  # where the last piece begins, and how it is filled
    path = QPainterPath()
    data = b"".join(part.tobytes() for part in (count, ends[:1], flat, ends[1:], tail))
    QDataStream(QByteArray(data)) >> path
    return path


def _pieces(places: Stroke) -> tuple[Stroke, Stroke, Stroke, NDArray[np.bool_]]:
    """Return for each inner point where its piece begins, the point, where it ends, and whether the pen turns back.

    It turns back where it turns by more than 150°, because so tight a curve would lose the pen's round end.
    """
    here = places[1:-1]
    middle = (here + places[2:]) / 2
    start = np.concatenate([places[:1], middle[:-1]]) if len(here) else here
    coming, going = here - places[: len(here)], places[2:] - here
    dot = (coming * going).sum(axis=1)
    back = (dot < 0) & (4 * dot**2 > 3 * (coming**2).sum(axis=1) * (going**2).sum(axis=1))
    return start, here, middle, back


def thinned(points: Stroke) -> Stroke:
    """Return points of a stroke (n, 2), thinned to about `STEP` apart. New points at its end do not change the others.

    The first and the last point are kept.
    """
    gone = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T).cumsum()])  # from the beginning to each point
    kept = np.diff(np.floor(gone / STEP), prepend=-1) > 0
    kept[-1] = True
    return points[kept]


def _along(places: Stroke) -> Stroke:
    """Return points along the curve of a stroke, no two further apart than about `STEP`."""
    if len(places) == 1:
        return places
    start, here, end, back = _pieces(places)
    last = end[-1:] if len(end) else places[:1]
    # The last piece is straight: bent by its own middle.
    start, end = np.concatenate([start, last]), np.concatenate([end, places[-1:]])
    here = np.concatenate([here, (last + places[-1:]) / 2])
    back = np.append(back, False)
    length = np.hypot(*(here - start).T) + np.hypot(*(end - here).T)
    count = np.maximum(1, np.ceil(length / STEP)).astype(np.intp)
    piece = np.repeat(np.arange(len(count)), count)
    number = np.arange(len(piece)) - np.repeat(np.cumsum(count) - count, count) + 1
    share = (number / count[piece])[:, None]
    a, b, c = start[piece], here[piece], end[piece]
    curve = (1 - share) ** 2 * a + 2 * share * (1 - share) * b + share**2 * c
    corner = np.where(share < 0.5, a + 2 * share * (b - a), b + (2 * share - 1) * (c - b))
    return np.concatenate([places[:1], np.where(back[piece, None], corner, curve)])


def inside(start: Place, end: Place) -> tuple[Place, Place] | None:
    """Return the part of the way from `start` to `end` that lies on the canvas; None where no part does.

    Liang and Barsky (1984).
    """
    first, last = 0.0, 1.0
    for here, there in zip(start, end, strict=True):
        way = there - here
        if way == 0:
            if not 0 <= here <= 1:
                return None
            continue
        low, high = sorted((-here / way, (1 - here) / way))
        first, last = max(first, low), min(last, high)
    if first > last:
        return None
    at_first, at_last = (
        start
        if share == 0
        else end
        if share == 1
        else (_between(start[0], end[0], share), _between(start[1], end[1], share))
        for share in (first, last)
    )
    return at_first, at_last


def _between(start: float, end: float, share: float) -> float:
    return min(1.0, max(0.0, start + share * (end - start)))


def cut(points: Stroke, start: NDArray[Any], end: NDArray[Any], reach: float) -> list[Stroke] | None:
    """Return the parts of a stroke that are further than `reach` from the line from `start` to `end`.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
        In sides of the canvas.
    start, end : ndarray, shape (2,)
    reach : float

    Returns
    -------
    list of ndarray, shape (m, 2), or None
        The parts that are left; None where the stroke is left whole.
    """
    low, high = np.minimum(start, end) - reach, np.maximum(start, end) + reach
    if (points.min(axis=0) > high).any() or (points.max(axis=0) < low).any():
        return None
    curve = _along(points)
    away = _distance(curve, start, end)
    left = away > reach
    if left.all():
        return None
    parts = []
    begins = np.flatnonzero(np.diff(left)) + 1
    for first, last in zip([0, *begins], [*begins, len(curve)], strict=True):
        if left[first]:
            before = [_edge(curve, away, first, first - 1, reach)] if first else []
            after = [_edge(curve, away, last - 1, last, reach)] if last < len(curve) else []
            parts.append(np.concatenate([*before, curve[first:last], *after]))
    return parts


def _edge(points: Stroke, away: NDArray[np.float64], kept: int, gone: int, reach: float) -> Stroke:
    """Return the point (1, 2) at `reach`, between one that is kept and one that is not."""
    share = (away[kept] - reach) / (away[kept] - away[gone])
    edge: Stroke = points[None, kept] + share * (points[None, gone] - points[None, kept])
    return edge


def swept(ink: Pixels, start: NDArray[Any], end: NDArray[Any], radius: float, *, add: bool) -> Pixels:
    """Return pixels with ink added, or taken away, where a disc moves from `start` to `end`.

    Parameters
    ----------
    ink : ndarray of uint8, shape (H, W)
    start, end : ndarray, shape (2,)
        x and y in pixels; the middle of the first pixel is at (0.5, 0.5).
    radius : float
        Pixels. A pixel that the disc covers in part is changed in part.
    add : bool
        Whether the disc adds ink, or takes it away.

    Returns
    -------
    ndarray of uint8, shape (H, W)
        `ink` itself where nothing changes.
    """
    low = np.maximum(np.floor(np.minimum(start, end) - radius - 1), 0).astype(int)
    high = np.minimum(np.ceil(np.maximum(start, end) + radius + 1), ink.shape[::-1]).astype(int)
    if (low >= high).any():
        return ink
    part = slice(low[1], high[1]), slice(low[0], high[0])
    rows, columns = np.mgrid[part]
    away = _distance(np.stack([columns, rows], axis=-1) + 0.5, start, end)
    covered = np.rint(255 * np.clip(radius + 0.5 - away, 0, 1)).astype(np.uint8)
    before = ink[part]
    after = np.maximum(before, covered) if add else np.minimum(before, 255 - covered)
    if np.array_equal(before, after):
        return ink
    changed = ink.copy()
    changed[part] = after
    return changed


def _distance(points: NDArray[Any], start: NDArray[Any], end: NDArray[Any]) -> NDArray[np.float64]:
    """Return how far points (..., 2) are from the line from `start` to `end`."""
    way = end - start
    length = float(way @ way)
    share = np.clip((points - start) @ way / length, 0, 1) if length else np.zeros(points.shape[:-1])
    beside = points - (start + share[..., None] * way)
    distance: NDArray[np.float64] = np.hypot(beside[..., 0], beside[..., 1])
    return distance
