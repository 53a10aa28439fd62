"""From a photo, a scan or any other image to its ink, without the paper.

There are five steps: lay a transparent image on paper; find the brightness of the paper everywhere, because no photo
is lit evenly; tell ink from paper by the difference in brightness; drop the specks; make hair-thin lines wider.
"""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.grain import without_grain
from mnistlab.data.images import Pixels
from mnistlab.data.pieces import without_specks, without_surroundings
from mnistlab.data.resizing import enlarged, means
from mnistlab.data.ruled import weighted_median, without_rules
from mnistlab.data.sheet import sheet_alone
from mnistlab.data.thin import with_usual_lines
from mnistlab.data.tight import TWO_TONES, Values, frame, two_tones, with_margin, without_edging
from mnistlab.errors import Name, PictureError, names

LONGEST: Final = 1024  # px: the longest side of ink; a larger image is reduced first
SMALLEST: Final = 8  # px: the shortest side in which a digit can be recognised; a one that is cut out may be narrower
LEANEST: Final = 10  # height of such a one, in widths, at most
COARSE: Final = 128  # px: the longest side of the reduced image in which paper is looked for
THICKEST: Final = 0.25  # of the longest side: a wider dark area is a shadow, not a stroke
FAINTEST: Final = 0.15  # between paper and black: a fainter difference is the texture of the paper
SOFT: Final = 0.005  # of the longest side: how far a stroke's edge may be blurred
NOISES: Final = 5.0  # standard deviations of the paper: the same limit for paper with a strong texture
ALONG: Final = 0.8  # of the edge of what is opaque has the tone of the paper

THE_IMAGE: Final = Name(names.tr("The image"))  # that comes from no file


def ink_of(grey: NDArray[Any], alpha: NDArray[Any] | None = None, *, file: str = THE_IMAGE) -> Pixels:
    """Return the ink in an image.

    The image may be dark on light or light on dark, which its border shows, and unevenly lit. If its border is
    transparent, the opaque pixels are the ink. Lines that are thinner than those of MNIST become as wide.

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
        255 where the ink is, 0 where the paper is. The longest side is at most 1024, and a little more with lines
        that became wider at its border.

    Raises
    ------
    PictureError
        If the image has no ink, is too small, or has lines that cannot be told from its ink.
    """
    height, width = grey.shape
    refuse_narrow(height, width, file)
    bright, opaque = reduced(grey, alpha, reduction(height, width))
    if opaque is not None:
        if opaque.max() < FAINTEST:
            raise PictureError("picture_empty", file=file)
        bright = on_paper(bright, opaque)
    sheet = without_edging(sheet_alone(without_grain(bright)))
    laid = with_margin(sheet)
    ink = without_specks(told_from_paper(darkness(laid), file))
    if not ink.any():
        raise PictureError("picture_empty", file=file)
    ink = with_usual_lines(without_surroundings(ink, (len(laid) - len(sheet)) // 2), LONGEST)
    return np.rint(255 * ink).astype(np.uint8)


def refuse_narrow(height: int, width: int, file: str) -> None:
    """Raise PictureError if an image, once it is reduced, is too small to show a digit."""
    short, long = sorted((height, width))
    least = SMALLEST * reduction(height, width)
    if long < least or short < max(least / 4, min(least, long / LEANEST)):
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
        return means(bright, times), None
    opaque = _unit(alpha)
    share = means(opaque, times)
    return (means(bright * opaque, times) / np.maximum(share, 1e-6)).astype(np.float32), share


def _unit(values: NDArray[Any]) -> Values:
    most = np.iinfo(values.dtype).max if values.dtype.kind == "u" else 1
    return values.astype(np.float32) / np.float32(most)


def on_paper(bright: Values, opaque: Values) -> Values:
    """Lay a transparent image on paper.

    If the border is opaque, or the opaque pixels have two tones of which one is all along their edge, the image has its
    own paper, and the transparent pixels get its tone. Otherwise the opaque pixels are the ink, whatever their colour;
    or they are the paper, if they are all around and have one tone, and the ink was cut out of them.
    """
    solid = opaque > opaque.max() / 2
    tones, border = bright[solid], solid[frame(solid.shape)]
    light, dark, _ = two_tones(tones)
    along = bright[solid & _beside(~solid)]
    lit = float((along > (light + dark) / 2).mean()) if along.size else 1.0
    laid: Values
    if light - dark <= TWO_TONES and border.all() and along.size:
        laid = opaque / opaque.max()
    elif border.mean() > 0.5:
        laid = bright * opaque + np.median(tones) * (1 - opaque)
    elif light - dark > TWO_TONES and max(lit, 1 - lit) > ALONG:
        laid = bright * opaque + np.median(along) * (1 - opaque)
    else:
        laid = 1 - opaque / opaque.max()
    return laid


def _beside(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return the pixels of a mask, and those beside them."""
    return np.asarray(_largest_near(mask.astype(np.float32), 1) > 0)


def darkness(bright: Values) -> Values:
    """Return how much darker than the paper each pixel is: 0 for paper, 1 for black. Light ink becomes dark.

    The paper is a smooth surface through the border; a dark area too wide for a stroke is paper in shadow.
    """
    small = means(bright, -(-max(bright.shape) // COARSE))
    paper = _surface(small)
    if _has_light_ink(small - paper):
        bright, small, paper = 1 - bright, 1 - small, 1 - paper
    paper = paper.clip(0.05, 1)
    paper = (paper * _closed(small / paper)).clip(0.05, 1)
    dark: Values = 1 - bright / enlarged(paper.astype(np.float32), bright.shape)
    return dark - np.median(dark)


def _has_light_ink(off: NDArray[Any]) -> bool:
    """Return whether the ink is lighter than the paper.

    It is, if the squared deviations from the tone of most of the border weigh more on the lighter side. Areas that are
    too wide for a stroke, such as paper beside a hard shadow, do not count.
    """
    away = off - np.median(off[frame(off.shape)])
    lighter = np.minimum(away, off + _closed(-off)).clip(min=0)
    darker = np.minimum(-away, _closed(off) - off).clip(min=0)
    return bool((lighter**2).sum() > (darker**2).sum())


def _surface(values: Values) -> NDArray[np.float64]:
    """Return the quadratic surface through the border, fitted robustly: pixels far from it count little."""
    height, width = values.shape
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)  # (H, W, 6)
    border = frame(values.shape)
    known, seen = terms[border], values[border].astype(np.float64)
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


def told_from_paper(dark: Values, file: str = THE_IMAGE) -> Values:
    """Return how much of each pixel is inked, 0..1, from its darkness.

    Pixels darker than half of the median ink are ink. Threshold and median are found in turn, as in Ridler and Calvard
    (1978), because Otsu's threshold needs about as much ink as paper. The median is weighted by the square of the
    darkness, because the lines of ruled paper may have more pixels than the digit. Edges stay soft; paper is exactly 0.
    """
    noise = 1.4826 * float(np.median(np.abs(dark)))
    least = max(FAINTEST, NOISES * noise)
    dark = without_rules(dark, least, file)
    threshold = least
    level = 0.0
    for _ in range(8):
        inked = dark[dark > threshold]
        if inked.size == 0:
            return np.zeros_like(dark)
        level = weighted_median(inked)
        threshold = max(least, level / 2)
    sure = (dark > threshold).astype(np.float32)
    near = _largest_near(sure, max(2, round(SOFT * max(dark.shape)))) > 0
    paper = dark[~near]
    low = np.clip(np.quantile(paper, 0.99) if paper.size else 0.0, 0.05 * level, 0.4 * level)
    ink: Values = np.where(near, ((dark - low) / (level - 2 * low)).clip(0, 1), np.float32(0))
    return ink
