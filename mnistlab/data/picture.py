"""From a photo, a scan or any other image to its ink, without the paper.

There are four steps: lay a transparent image on paper; find the brightness of the paper everywhere, because no photo
is lit evenly; tell ink from paper by the difference in brightness; drop the specks.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.images import Pixels
from mnistlab.errors import Name, PictureError, names

LONGEST: Final = 1024  # px: the longest side of ink; a larger image is reduced first
SMALLEST: Final = 8  # px: the shortest side in which a digit can be recognised
COARSE: Final = 128  # px: the longest side of the reduced image in which paper and specks are looked for
FRAME: Final = 0.06  # of the longest side: the border that shows the paper
THICKEST: Final = 0.25  # of the longest side: a wider dark area is a shadow, not a stroke
TWO_TONES: Final = 0.35  # between black and white: opaque pixels that differ by more are ink and paper
FAINTEST: Final = 0.15  # between paper and black: a fainter difference is the texture of the paper
SOFT: Final = 0.005  # of the longest side: how far a stroke's edge may be blurred
NOISES: Final = 5.0  # standard deviations of the paper: the same limit for paper with a strong texture
SPECK: Final = 0.01  # of the ink of the largest piece: a smaller piece is a speck
SPECK_ALONE: Final = 2e-4  # of the image's area: a smaller piece is a speck, even alone

THE_IMAGE: Final = Name(names.tr("The image"))  # that comes from no file

Values = NDArray[np.float32]  # (H, W), 0..1


def ink_of(grey: NDArray[Any], alpha: NDArray[Any] | None = None, *, file: str = THE_IMAGE) -> Pixels:
    """Return the ink in an image.

    The image may be dark on light or light on dark, which its border shows, and unevenly lit. If its border is
    transparent, the opaque pixels are the ink.

    Parameters
    ----------
    grey : ndarray, shape (H, W)
        Brightness: uint8 or uint16 up to the type's largest, or floats in 0..1. Colours are not multiplied by `alpha`.
    alpha : ndarray, shape (H, W), optional
        How opaque each pixel is, in the same kinds of number.
    file : str
        The name of the image in an error.

    Returns
    -------
    ndarray of uint8, shape (h, w)
        255 where the ink is, 0 where the paper is. The longest side is at most 1024.

    Raises
    ------
    PictureError
        If the image has no ink, or is too small.
    """
    height, width = grey.shape
    refuse_narrow(height, width, file)
    bright, opaque = reduced(grey, alpha, reduction(height, width))
    if opaque is not None:
        if opaque.max() < FAINTEST:
            raise PictureError("picture_empty", file=file)
        bright = on_paper(bright, opaque)
    ink = without_specks(told_from_paper(darkness(bright)))
    if not ink.any():
        raise PictureError("picture_empty", file=file)
    return np.rint(255 * ink).astype(np.uint8)


def refuse_narrow(height: int, width: int, file: str) -> None:
    """Raise PictureError if an image, once it is reduced, is too small to show a digit."""
    if min(height, width) < SMALLEST * reduction(height, width):
        raise PictureError("picture_too_small", file=file, width=f"{width:,}", height=f"{height:,}")


def reduction(height: int, width: int) -> int:
    """Return the whole number by which both sides of an image are divided."""
    return -(-max(height, width) // LONGEST)


def reduced(grey: NDArray[Any], alpha: NDArray[Any] | None, times: int) -> tuple[Values, Values | None]:
    """Return an image and its opacity, both in 0..1, with their sides divided by `times`.

    Each new pixel is the mean of the area that it covers, weighted by opacity.
    """
    bright = _unit(grey)
    if alpha is None:
        return _means(bright, times), None
    opaque = _unit(alpha)
    share = _means(opaque, times)
    return (_means(bright * opaque, times) / np.maximum(share, 1e-6)).astype(np.float32), share


def _unit(values: NDArray[Any]) -> Values:
    most = np.iinfo(values.dtype).max if values.dtype.kind == "u" else 1
    return values.astype(np.float32) / np.float32(most)


def _means(values: NDArray[Any], times: int) -> Values:
    """Return the mean of each block of `times` by `times` pixels; blocks at the far edges may be smaller."""
    for axis in (0, 1):
        starts = np.arange(0, values.shape[axis], times)
        sizes = np.diff([*starts, values.shape[axis]]).astype(np.float32)
        values = np.add.reduceat(values, starts, axis=axis) / (sizes[:, None] if axis == 0 else sizes)
    return values.astype(np.float32)


def on_paper(bright: Values, opaque: Values) -> Values:
    """Lay a transparent image on paper.

    If the border is opaque, or the opaque pixels have two tones, the image has its own paper, and the transparent
    pixels get its tone. Otherwise the opaque pixels are the ink, whatever their colour.
    """
    solid = opaque > opaque.max() / 2
    tones = bright[solid]
    light, dark = _two_tones(tones)
    if light - dark > TWO_TONES or solid[_frame(solid.shape)].mean() > 0.5:
        laid: Values = bright * opaque + np.median(tones) * (1 - opaque)
    else:
        laid = 1 - opaque / opaque.max()
    return laid


def _two_tones(values: Values) -> tuple[float, float]:
    """Return the means of the lighter and the darker values, divided at the threshold of Otsu (1979)."""
    counts, edges = np.histogram(values, 64, (0, 1))
    tones = (edges[:-1] + edges[1:]) / 2
    below = np.cumsum(counts)[:-1]
    above = counts.sum() - below
    sums = np.cumsum(counts * tones)
    dark = sums[:-1] / np.maximum(below, 1)
    light = (sums[-1] - sums[:-1]) / np.maximum(above, 1)
    best = int(np.argmax(below * above * (light - dark) ** 2))
    return (float(light[best]), float(dark[best])) if below[best] * above[best] else (0.0, 0.0)


def darkness(bright: Values) -> Values:
    """Return how much darker than the paper each pixel is: 0 for paper, 1 for black. Light ink becomes dark.

    The paper is a smooth surface through the border; a dark area too wide for a stroke is paper in shadow.
    """
    small = _means(bright, -(-max(bright.shape) // COARSE))
    paper = _surface(small)
    if _has_light_ink(small - paper):
        bright, small, paper = 1 - bright, 1 - small, 1 - paper
    paper = paper.clip(0.05, 1)
    paper = (paper * _closed(small / paper)).clip(0.05, 1)
    dark: Values = 1 - bright / _enlarged(paper.astype(np.float32), bright.shape)
    return dark - np.median(dark)


def _has_light_ink(off: NDArray[Any]) -> bool:
    """Return whether the ink is lighter than the paper.

    It is, if the squared deviations beyond the tones of the border weigh more on the lighter side.
    """
    low, high = np.quantile(off[_frame(off.shape)], (0.05, 0.95))
    lighter, darker = (off - high).clip(min=0), (low - off).clip(min=0)
    return bool((lighter**2).sum() > (darker**2).sum())


def _frame(shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Return which pixels belong to the border."""
    wide = max(1, round(FRAME * max(shape)))
    frame = np.ones(shape, bool)
    frame[wide:-wide, wide:-wide] = False
    return frame


def _surface(values: Values) -> NDArray[np.float64]:
    """Return the quadratic surface through the border, fitted robustly: pixels far from it count little."""
    height, width = values.shape
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)  # (H, W, 6)
    frame = _frame(values.shape)
    known, seen = terms[frame], values[frame].astype(np.float64)
    fitted = np.full(seen.shape, np.median(seen))
    weights = np.zeros(6)
    for _ in range(6):
        off = np.abs(seen - fitted)
        trust = 1 / (1 + (off / (2 * np.median(off) + 0.01)) ** 2)
        weights = np.linalg.lstsq(known * trust[:, None], seen * trust, rcond=1e-6)[0]
        fitted = known @ weights
    surface: NDArray[np.float64] = terms @ weights
    spread = np.ptp(seen)
    return surface.clip(seen.min() - spread, seen.max() + spread)


def _closed(values: NDArray[Any]) -> NDArray[Any]:
    """Return a morphological closing: dark strokes take the tone of the pixels around them."""
    wide = max(1, round(THICKEST * max(values.shape) / 2))
    padded = np.pad(values, wide, mode="edge")  # because a slope of light must not seem to end at the border
    return -_largest_near(-_largest_near(padded, wide), wide)[wide:-wide, wide:-wide]


def _largest_near(values: NDArray[Any], wide: int) -> NDArray[Any]:
    """Return for each pixel the largest value at most `wide` pixels away along both axes."""
    for axis in (0, 1):
        room = [(wide, wide) if axis == i else (0, 0) for i in (0, 1)]
        padded = np.pad(values, room, constant_values=-np.inf)
        values = np.lib.stride_tricks.sliding_window_view(padded, 2 * wide + 1, axis=axis).max(axis=-1)
    return values


def _enlarged(values: Values, shape: tuple[int, ...]) -> Values:
    """Return values interpolated to a larger shape."""
    for axis, length in enumerate(shape):
        old = values.shape[axis]
        place = ((np.arange(length) + 0.5) * old / length - 0.5).clip(0, old - 1)
        first = np.minimum(place.astype(np.intp), max(0, old - 2))
        share = (place - first).astype(np.float32)
        share = share[:, None] if axis == 0 else share
        second = np.minimum(first + 1, old - 1)
        values = values.take(first, axis) * (1 - share) + values.take(second, axis) * share
    return values


def told_from_paper(dark: Values) -> Values:
    """Return how much of each pixel is inked, 0..1, from its darkness.

    Pixels darker than half of the median ink are ink. Threshold and median are found in turn, as in Ridler and Calvard
    (1978), because Otsu's threshold needs about as much ink as paper. Edges stay soft; paper is exactly 0.
    """
    noise = 1.4826 * float(np.median(np.abs(dark)))
    least = max(FAINTEST, NOISES * noise)
    threshold = least
    level = 0.0
    for _ in range(8):
        inked = dark[dark > threshold]
        if inked.size == 0:
            return np.zeros_like(dark)
        level = float(np.median(inked))
        threshold = max(least, level / 2)
    sure = (dark > threshold).astype(np.float32)
    near = _largest_near(sure, max(2, round(SOFT * max(dark.shape)))) > 0
    paper = dark[~near]
    low = np.clip(np.quantile(paper, 0.99) if paper.size else 0.0, 0.05 * level, 0.4 * level)
    ink: Values = np.where(near, ((dark - low) / (level - 2 * low)).clip(0, 1), np.float32(0))
    return ink


def without_specks(ink: Values) -> Values:
    """Return ink, 0..1, without the pieces that are too small to be part of a digit."""
    times = -(-max(ink.shape) // COARSE)
    cells = _means(ink, times)
    pieces = connected(cells > 0)
    mass = np.bincount(pieces.reshape(-1), weights=cells.reshape(-1))
    mass[0] = 0
    kept = mass >= max(SPECK * mass.max(), SPECK_ALONE * cells.size)
    where = kept[pieces].repeat(times, axis=0).repeat(times, axis=1)
    return np.where(where[: ink.shape[0], : ink.shape[1]], ink, np.float32(0))


def connected(mask: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return a number for each piece of a mask (H, W): 0 elsewhere. Pixels that touch at a corner are one."""
    numbers = np.where(mask, np.arange(1, mask.size + 1).reshape(mask.shape), 0)
    while True:
        padded = np.pad(numbers, 1)
        around = np.lib.stride_tricks.sliding_window_view(padded, (3, 3)).max(axis=(2, 3))
        grown = np.where(mask, around, 0)
        # A number is the place of a pixel of the same piece, whose number may be larger still. Taking that one lets
        # far pixels meet sooner.
        known = np.append(0, grown)
        grown = known[known[grown]]
        if np.array_equal(grown, numbers):
            return numbers
        numbers = grown
