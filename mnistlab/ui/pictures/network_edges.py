"""The strongest edges from hidden units to outputs, and how they are led: those of one row join in the gutter below."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from mnistlab.nn.functions import Array
from mnistlab.ui.pictures.unit_layout import UnitLayout

THINNEST, THICKEST = 1.2, 3.8  # px
LEAST = 1.0  # px: of a line in a full gutter
FILLED = 0.9  # of a gutter's height that lines may cover, so that each is seen
LEAST_SHARE = 0.55  # of their width that lines keep, however full a gutter is
APART = 4.0  # px: between two edges that leave one unit
STRONG = 0.5  # what a strand adds to a score, at the least, to be drawn as the thickest
STUB = 3.0  # px: from a picture to the dot of an edge


class Strand(NamedTuple):
    """Edges from one row of units into one output that have the same sign: they are drawn as one line.

    Attributes
    ----------
    row : int
        On the page.
    digit : int
    adds : bool
        Whether they add to the score, or take away.
    places : tuple of int
        Of the units on the page, from left to right.
    total : float
        What they come to, without a sign.
    """

    row: int
    digit: int
    adds: bool
    places: tuple[int, ...]
    total: float


class Line(NamedTuple):
    """A strand as it is drawn: its path, its width in px of the design, and a dot at each of its units."""

    strand: Strand
    path: QPainterPath
    width: float
    dots: tuple[QPointF, ...]


def strongest(parts: Array, count: int) -> list[tuple[int, int]]:
    """Return the `count` edges, (unit, digit), that add most to a score or take most away, the strongest first.

    Parameters
    ----------
    parts : ndarray, shape (H, K)
        What each unit adds to each score: ``z[j] W2[j, k]``. What is no number counts as nothing.
    count : int
        There are fewer where fewer are other than zero.
    """
    sizes = np.nan_to_num(np.abs(parts), nan=0.0, posinf=0.0).ravel()
    count = min(count, int(np.count_nonzero(sizes)))
    if not count:
        return []
    found = np.argpartition(-sizes, count - 1)[:count]
    found = found[np.argsort(-sizes[found], kind="stable")]
    return [(int(edge) // parts.shape[1], int(edge) % parts.shape[1]) for edge in found]


def strands(parts: Array, edges: Iterable[tuple[int, int]], layout: UnitLayout, first: int) -> list[Strand]:
    """Return edges (unit, digit) joined, of those units that are on the page that begins with unit `first`."""
    joined: dict[tuple[int, int, bool], list[int]] = {}
    for unit, digit in edges:
        place = unit - first
        if 0 <= place < layout.page:
            joined.setdefault((place // layout.columns, digit, bool(parts[unit, digit] > 0)), []).append(place)
    return [
        Strand(*key, tuple(sorted(places)), float(sum(abs(float(parts[first + place, key[1]])) for place in places)))
        for key, places in joined.items()
    ]


def lines(found: list[Strand], layout: UnitLayout, ends: list[QPointF], scale: float) -> list[Line]:
    """Return how strands are drawn: down from each unit, along the gutter below its row, and on to `ends` (K,).

    The strands of one row lie in its gutter side by side, in the order of their digits, so that few of them cross.
    Where they are too thick for their gutter, all lines of the picture are thinner by the same factor, because
    thickness says how strong they are. `scale` is the px of the screen to a px of the design.
    """
    most = max((strand.total for strand in found), default=0.0)
    most = max(most, STRONG)
    leaving: dict[int, list[tuple[int, bool]]] = {}  # of each place, the strands that begin there, by digit and sign
    for strand in sorted(found, key=lambda strand: (strand.digit, strand.adds)):
        for place in strand.places:
            leaving.setdefault(place, []).append((strand.digit, strand.adds))
    rows = [sorted((strand for strand in found if strand.row == row), key=_digit) for row in range(layout.rows)]
    widths = [[THINNEST + (THICKEST - THINNEST) * strand.total / most for strand in row] for row in rows]
    room = layout.gutter - STUB * scale
    fullest = max((sum(row) for row in widths), default=0.0) * scale
    share = 1.0 if fullest <= FILLED * room else max(LEAST_SHARE, FILLED * room / fullest)
    drawn = []
    for row, (beside, wide) in enumerate(zip(rows, widths, strict=True)):
        foot = layout.top + row * (layout.cell + layout.gutter) + layout.cell
        above = 0.0
        for strand, width in zip(beside, wide, strict=True):
            y = foot + STUB * scale + room * (above + width / 2) / sum(wide)
            above += width
            dots = []
            for place in strand.places:
                others = leaving[place]
                aside = others.index((strand.digit, strand.adds)) - (len(others) - 1) / 2
                aside *= min(APART * scale, layout.cell / len(others))
                dots.append(QPointF(layout.corner(place)[0] + layout.cell / 2 + aside, foot + STUB * scale / 2))
            path = _path(dots, y, layout.left + layout.width, ends[strand.digit])
            drawn.append(Line(strand, path, max(LEAST, share * width), tuple(dots)))
    return drawn


def _digit(strand: Strand) -> int:
    return strand.digit


def _path(dots: list[QPointF], y: float, right: float, end: QPointF) -> QPainterPath:
    path = QPainterPath()
    for dot in dots[1:]:
        path.moveTo(dot)
        path.lineTo(dot.x(), y)
    path.moveTo(dots[0])
    path.lineTo(dots[0].x(), y)
    path.lineTo(right, y)
    middle = (right + end.x()) / 2
    path.cubicTo(QPointF(middle, y), QPointF(middle, end.y()), end)
    return path
