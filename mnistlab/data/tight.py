"""A picture that is cut out so tightly that it shows too little of the paper: ink reaches its border, or fills it."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float32]  # (H, W), 0..1

TWO_TONES: Final = 0.35  # between black and white: tones that differ by more are ink and paper
APART: Final = 0.75  # of all variance is between two tones; a sheet that is lit unevenly has less
FRAME: Final = 0.06  # of the longest side: the border
TOUCHES: Final = 0.01  # of the border has the tone that most of it has not: something reaches it
CROWDED: Final = 0.25  # of the picture is ink: too little paper is left to tell its texture
SHADOW: Final = 0.3  # of the way around: a longer run of one tone is a shadow, unless the picture is narrow
NARROW: Final = 0.5  # of its height: the width of a picture of a one
EDGING: Final = 0.06  # of the shortest side: a line around the picture is at most as wide
WHOLE: Final = 0.97  # of the outermost pixels have the tone of such a line
MOST_LINES: Final = 4  # around a picture, and strips of paper between them
PLAIN: Final = 0.6  # of those within it have the tone of the paper
CLEAR: Final = 0.95  # of the pixels below a strip have the tone of the paper: no digit stands on it
NEAR: Final = 0.12  # between black and white: tones that differ by less are the same
MARGIN: Final = 0.3  # of the longest side: the paper that is laid around


def frame(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which pixels belong to the border."""
    wide = max(1, round(FRAME * max(shape)))
    inside = np.ones(shape, bool)
    inside[wide:-wide, wide:-wide] = False
    return inside


def two_tones(values: NDArray[Any]) -> tuple[float, float, float]:
    """Return the means of the lighter and the darker values, and the share of variance that is between them.

    They are divided at the threshold of Otsu (1979).
    """
    counts, edges = np.histogram(values, 64, (0, 1))
    tones = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = counts.sum() - below
    sums = np.cumsum(counts * tones)
    dark = sums[:-1] / np.maximum(below, 1)
    light = (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    between = below * above * (light - dark) ** 2 / max(1, counts.sum()) ** 2
    best = int(np.argmax(between))
    if not below[best] * above[best]:
        return 0.0, 0.0, 0.0
    return float(light[best]), float(dark[best]), float(between[best] / max(1e-9, np.var(values)))


def with_margin(bright: Values) -> Values:
    """Return a picture (H, W) of two tones with paper around it, if there is little of it; else as it is.

    The paper is what most of the border and of the corners is; where that is undecided, the lighter tone.
    """
    light, dark, apart = two_tones(bright)
    if light - dark < TWO_TONES or apart < APART:
        return bright
    lit = bright > (light + dark) / 2
    share = float(lit[frame(lit.shape)].mean())
    if min(share, 1 - share) < TOUCHES and abs(share - lit.mean()) < CROWDED:
        return bright
    corners = float(lit[[0, 0, -1, -1], [0, -1, 0, -1]].mean())
    paper = share + corners >= 1
    around = np.concatenate([lit[0], lit[1:, -1], lit[-1, -2::-1], lit[-2:0:-1, 0]]) != paper
    if min(lit.shape) > NARROW * max(lit.shape) and _longest_run(around) > SHADOW * around.size:
        return bright
    wide = max(2, round(MARGIN * max(lit.shape)))
    return np.pad(bright, wide, constant_values=np.float32(light if paper else dark))


def without_edging(bright: Values) -> Values:
    """Return a picture (H, W) without what runs along its sides: a scan's edge, or the lines of a form."""
    for _ in range(MOST_LINES):
        before = bright.shape
        for turns in range(4):
            bright = np.rot90(_without_strip(np.rot90(bright, turns)), -turns)
        bright = _without_line(bright)
        if bright.shape == before:
            break
    return bright


def _without_strip(bright: Values) -> Values:
    """Return a picture (H, W) without a strip of one tone along its upper side, and paper right below it."""
    tone = float(np.median(bright[0]))
    if _share_near(bright[0], tone) < WHOLE:
        return bright
    for depth in range(1, 1 + max(1, round(EDGING * min(bright.shape)))):
        inner = float(np.median(bright[depth]))
        if abs(inner - tone) > TWO_TONES:
            return bright[depth:] if _share_near(bright[depth], inner) > CLEAR else bright
    return bright


def _without_line(bright: Values) -> Values:
    """Return a picture (H, W) without a line, or a strip of paper, all around it."""
    first = _ring(bright, 0)
    tone = float(np.median(first))
    if _share_near(first, tone) < WHOLE:
        return bright
    for depth in range(1, 1 + max(1, round(EDGING * min(bright.shape)))):
        ring = _ring(bright, depth)
        inner = float(np.median(ring)) if ring.size else tone
        if abs(inner - tone) > TWO_TONES and _share_near(ring, inner) > PLAIN:
            return bright[depth:-depth, depth:-depth]
    return bright


def _ring(values: Values, depth: int) -> Values:
    """Return the pixels (n,) that are so far from the border of a picture."""
    inside = values[depth : values.shape[0] - depth, depth : values.shape[1] - depth]
    if min(inside.shape) < 2:
        return np.empty(0, np.float32)
    return np.concatenate([inside[0], inside[-1], inside[1:-1, 0], inside[1:-1, -1]])


def _share_near(values: Values, tone: float) -> float:
    return float((np.abs(values - tone) < NEAR).mean())


def _longest_run(ring: NDArray[np.bool_]) -> int:
    """Return the length of the longest run of True in a ring."""
    gaps = np.flatnonzero(~ring)
    if gaps.size == 0:
        return ring.size
    return int(np.diff(gaps, append=gaps[0] + ring.size).max()) - 1
