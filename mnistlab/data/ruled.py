"""The printed lines of ruled and squared paper: long, straight, thin, and of one grey. They are no ink."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.thin import line_width
from mnistlab.data.tight import Values
from mnistlab.errors import PictureError

SMALLEST: Final = 64  # px: the shortest side of a picture that shows the lines of paper
THINNEST: Final = 0.015  # of the longest side: a printed line is at most as wide
SLOPES: Final = np.tan(np.deg2rad(np.arange(-45, 45.25, 0.25)))  # of lines from left to right
MOST_POINTS: Final = 4000  # by which a slope is found
ROUNDS: Final = 6  # slopes of one picture, because a camera shows parallel lines at several
LONG: Final = 0.4  # of the picture's side: a printed line is at least as long; of a dashed line counts what is inked
SHORT: Final = 0.1  # of the side has a line beside longer ones of its slope and tone, where strokes hide the rest
ALONE: Final = 0.75  # of the side: so long is a line that has no other beside it
EVEN: Final = 0.2  # of a line's tone: how far its tones may spread
LIGHTER: Final = 0.8  # of the ink's darkness: a line that is darker cannot be told from ink by its tone
DARKER: Final = 1.25  # tones of a line: what is as dark is ink that crosses it
SEVERAL: Final = 3  # lines as dark as the ink, and thinner, are paper; fewer may be hairlines of a digit
THINNER: Final = 0.5  # of the width of the digit's strokes
MANY: Final = 6  # lines as dark and as wide as the ink: no digit has so many


class Rule(NamedTuple):
    """A printed line: the pixels (H, W) that it may cover, those of them with paper on both sides, its tone and size.

    Tone is its darkness, 0..1; length is in sides of the picture, width in px.
    """

    band: NDArray[np.bool_]
    free: NDArray[np.bool_]
    tone: float
    length: float
    width: int


def without_rules(dark: Values, least: float, file: str) -> Values:
    """Return the darkness of pixels (H, W), 0..1, without printed lines, if they are lighter or thinner than the ink.

    What is less dark than `least` is the texture of the paper; `file` is the name of the picture in an error.

    Raises
    ------
    PictureError
        If there are many lines that are as dark and as wide as the ink.
    """
    if min(dark.shape) < SMALLEST:
        return dark
    turned = (rule._replace(band=rule.band.T, free=rule.free.T) for rule in _across(dark.T, least))
    rules = [*_across(dark, least), *turned]
    rest = ~np.logical_or.reduce([rule.band for rule in rules]) & (dark > least)
    rules = [rule for rule in rules if not _is_in(rule.free & (dark > least), rest)]
    if not rules or (len(rules) == 1 and rules[0].length < ALONE):
        return dark
    level = weighted_median(dark[~np.logical_or.reduce([rule.band for rule in rules]) & (dark > least)])
    cleared, inky = dark.copy(), []
    for rule in rules:
        if rule.tone < LIGHTER * level:
            cleared[rule.band & (dark < DARKER * rule.tone)] = 0
        else:
            inky.append(rule)
    if len(inky) < SEVERAL:
        return cleared
    if not level and len(inky) >= MANY:
        return np.zeros_like(dark)  # nothing is written on the paper
    digit = np.where(np.logical_or.reduce([rule.free for rule in inky]), np.float32(0), cleared)
    strokes = line_width(digit > max(least, level / 2))
    if max(rule.width for rule in inky) <= THINNER * strokes:
        return digit
    if len(inky) >= MANY:
        raise PictureError("picture_lines", file=file)
    return cleared


def _is_in(line: NDArray[np.bool_], rest: NDArray[np.bool_]) -> bool:
    """Return whether a line lies in the box around the rest of the ink, as the bars of a digit on a display do.

    The lines of paper reach beyond a digit.
    """
    more = max(2, round(THINNEST * max(line.shape)))
    for axis in (0, 1):
        on, ink = np.flatnonzero(line.any(axis=axis)), np.flatnonzero(rest.any(axis=axis))
        if not (on.size and ink.size and ink[0] - more <= on[0] and on[-1] <= ink[-1] + more):
            return False
    return True


def weighted_median(inked: NDArray[Any]) -> float:
    """Return the darkness (n,) on both sides of which the sum of squares is the same; 0 without any."""
    ordered = np.sort(inked)
    weights = np.cumsum(np.square(ordered, dtype=np.float64))
    return float(ordered[np.searchsorted(weights, weights[-1] / 2)]) if ordered.size else 0.0


def _across(dark: Values, least: float) -> list[Rule]:
    """Return the printed lines from left to right, by a Hough transform of the pixels with paper above and below."""
    height, width = dark.shape
    wide = max(2, round(THINNEST * max(dark.shape)))
    beside = np.pad(dark, ((wide, wide), (0, 0)))
    free = dark > 2 * np.maximum(beside[: -2 * wide], beside[2 * wide :])
    rows, columns = np.nonzero(free & (dark > least))
    rules: list[Rule] = []
    for _ in range(ROUNDS):
        if rows.size < LONG * width:
            break
        some = slice(None, None, -(-rows.size // MOST_POINTS))
        counts = [np.bincount(_places(rows[some], columns[some], slope, width)) for slope in SLOPES]
        slope = SLOPES[int(np.argmax([np.square(count).sum() for count in counts]))]
        places = _places(rows, columns, slope, width)
        everywhere = _places(np.arange(height)[:, None], np.arange(width), slope, width)
        left = np.ones(rows.size, bool)
        known: list[float] = []
        for first, last in _peaks(np.bincount(places), wide):
            on = (places >= first) & (places <= last)
            darkest = np.zeros(width, np.float32)
            np.maximum.at(darkest, columns[on], dark[rows[on], columns[on]])
            tones = darkest[darkest > 0]
            tone = float(np.median(tones))
            if tones.size < (SHORT if known else LONG) * width or (known and abs(tone - known[0]) > EVEN * tone):
                continue
            left &= ~on
            if np.median(np.abs(tones - tone)) < EVEN * tone:
                band = (everywhere >= first - 1) & (everywhere <= last + 1)
                rules.append(Rule(band, band & free, tone, tones.size / width, last - first + 1))
                known.append(tone)
        if left.all():
            break
        rows, columns = rows[left], columns[left]
    return rules


def _peaks(counts: NDArray[np.intp], wide: int) -> list[tuple[int, int]]:
    """Return the first and the last place of each narrow peak; the largest peaks come first."""
    peaks = []
    counts = np.pad(counts, 1)
    while (most := int(counts.max())) > 0:
        first = last = int(counts.argmax())
        while counts[first - 1] > most / 4:
            first -= 1
        while counts[last + 1] > most / 4:
            last += 1
        counts[first : last + 1] = 0
        if last - first < wide:
            peaks.append((first - 1, last - 1))
    return peaks


def _places(rows: NDArray[Any], columns: NDArray[Any], slope: float, width: int) -> NDArray[np.intp]:
    """Return where lines of a slope through pixels meet the middle of the picture, as numbers from 0."""
    return np.rint(rows - slope * (columns - width / 2)).astype(np.intp) + width // 2
