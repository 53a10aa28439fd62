"""A sheet of paper, or a screen, photographed with what lies around it: only the sheet can show a digit."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.pieces import connected
from mnistlab.data.resizing import enlarged, means, repeated
from mnistlab.data.tight import TWO_TONES, Values, frame, two_tones

COARSE: Final = 128  # px: the longest side of the reduced picture in which a sheet is looked for
AROUND: Final = 0.6  # of the picture's border is not the sheet
LEAST: Final = 0.1  # of the picture is the sheet
WIDE: Final = 0.25  # of the longest side: what is narrower is a stroke
FOUR_CORNERS: Final = 0.9  # of the area that the sheet or its four corners enclose, both do
HOLES: Final = 0.5  # of the sheet may be ink
EDGE: Final = 0.02  # of the longest side: how far the sheet's shadow, or a soft edge, reaches into it


def sheet_alone(bright: Values) -> Values:
    """Return a picture (H, W), 0..1, of a sheet with its paper in the place of what lies around it."""
    small = means(bright, -(-max(bright.shape) // COARSE))
    light, dark, _ = two_tones(small)
    if light - dark < TWO_TONES:
        return bright
    lit = small > (light + dark) / 2
    around = lit if lit[frame(lit.shape)].mean() > 1 / 2 else ~lit
    if around[frame(around.shape)].mean() < AROUND:
        return bright
    sheet = _largest(~around)
    whole = ~_reached(~sheet)
    if not _is_sheet(sheet, whole):
        return bright
    inside = _smaller(whole, max(1, round(EDGE * max(small.shape))))
    if not inside.any():
        return bright
    paper = _spread(np.where(whole & ~sheet, np.median(small[sheet & inside]), small), inside)
    times = -(-max(bright.shape) // COARSE)
    kept = repeated(inside, times, bright.shape)
    rows, columns = (np.flatnonzero(kept.any(axis=axis)) for axis in (1, 0))
    part = slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)
    laid: Values = np.where(kept, bright, enlarged(paper.astype(np.float32), bright.shape))[part]
    return laid


def _largest(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    pieces = connected(mask)
    sizes = np.bincount(pieces.reshape(-1))
    sizes[0] = 0
    largest: NDArray[np.bool_] = pieces == sizes.argmax()
    return largest & mask


def _reached(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pixels of a mask that hang together with its border."""
    pieces = connected(np.pad(mask, 1, constant_values=True))
    reached: NDArray[np.bool_] = (pieces == pieces[0, 0])[1:-1, 1:-1]
    return reached


def _is_sheet(sheet: NDArray[np.bool_], whole: NDArray[np.bool_]) -> bool:
    """Return whether a piece, `whole` with its holes, is wide, with four corners and straight sides."""
    area = int(whole.sum())
    if area < LEAST * whole.size or sheet.sum() < (1 - HOLES) * area:
        return False
    rows, columns = np.nonzero(whole)
    places = np.stack([columns, rows], axis=-1).astype(np.float64)
    one = places[_farthest(places - places.mean(axis=0))]
    two = places[_farthest(places - one)]
    aside = _turned(places - one, two - one)
    corners = np.array([one, places[aside.argmax()], two, places[aside.argmin()]])
    if area < WIDE * max(whole.shape) * float(np.hypot(*(two - one))):
        return False
    between: NDArray[np.bool_] = np.ones(whole.shape, bool)
    everywhere = np.stack(np.meshgrid(*map(np.arange, whole.shape[::-1])), axis=-1)
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        between = between & (_turned(everywhere - start, end - start) <= 0)
    return bool((between & whole).sum() > FOUR_CORNERS * (between | whole).sum())


def _turned(places: NDArray[Any], way: NDArray[Any]) -> NDArray[Any]:
    """Return how far places lie on one side of a way, times its length."""
    return np.asarray(places[..., 1] * way[0] - places[..., 0] * way[1])


def _farthest(places: NDArray[Any]) -> int:
    return int(np.hypot(*places.T).argmax())


def _smaller(mask: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """Return a mask without the pixels that are near its edge."""
    padded = np.pad(mask, by)
    near = np.lib.stride_tricks.sliding_window_view(padded, (2 * by + 1, 2 * by + 1))
    return np.asarray(near.all(axis=(2, 3)))


def _spread(values: NDArray[Any], known: NDArray[np.bool_]) -> NDArray[Any]:
    """Return values in which each pixel that is not known has that of the nearest known one of its row, or above it."""
    spread = values.copy()
    rows = np.flatnonzero(known.any(axis=1))
    for row in rows:
        places = np.flatnonzero(known[row])
        nearest = np.searchsorted((places[:-1] + places[1:]) / 2, np.arange(values.shape[1]))
        spread[row] = values[row, places[nearest]]
    nearest = np.searchsorted((rows[:-1] + rows[1:]) / 2, np.arange(values.shape[0]))
    return np.asarray(spread[rows[nearest]])
