"""A digit, drawn a little differently each time: made larger or smaller, turned, slanted, moved, and bent.

A network that has seen each digit in many shapes reads strangers' handwriting better. The bending is the elastic
distortion of Simard, Steinkraus and Platt, "Best Practices for Convolutional Neural Networks Applied to Visual
Document Analysis" (ICDAR 2003): a random displacement for every pixel, smoothed until neighbours move together.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from mnistlab.data.images import PIXELS, SIDE, Pixels

Floats = NDArray[np.float32]

EDGE: Final = 2  # px of paper around the image; farther out there is nothing but paper either
PIECE: Final = 250  # images at a time, because these fit in the processor's cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Distortion:
    """How much a digit may change, at most. With zeros only it stays as it is.

    Attributes
    ----------
    turn : float
        Degrees, to either side.
    slant : float
        Pixels that the top moves to the side, for each pixel of height.
    stretch : float
        Share by which each side grows or shrinks, independently of the other.
    move : float
        Pixels, along each axis.
    pen : float
        Share of a pixel by which strokes become thicker at each edge; they become thinner by half of it at most.
    bend : float
        Pixels by which the bending moves a point: a standard deviation.
    smoothness : float
        Pixels over which the bending changes: σ of the Gaussian that smooths it.
    """

    turn: float = 0.0
    slant: float = 0.0
    stretch: float = 0.0
    move: float = 0.0
    pen: float = 0.0
    bend: float = 0.0
    smoothness: float = 4.0

    def times(self, factor: float) -> "Distortion":
        """Return the distortion by `factor` times as much, as smooth as before."""
        amounts = {name: factor * amount for name, amount in asdict(self).items() if name != "smoothness"}
        return replace(self, **amounts)

    def apply(self, images: Pixels, rng: np.random.Generator) -> Pixels:
        """Return `images`, each distorted differently.

        Parameters
        ----------
        images : ndarray of uint8, shape (N, 784)
        rng : numpy.random.Generator

        Returns
        -------
        ndarray of uint8, shape (N, 784)
        """
        out = np.empty_like(images)
        for start in range(0, len(images), PIECE):
            piece = images[start : start + PIECE]
            distorted = resample(piece, *self._places(len(piece), rng))
            if self.pen:
                distorted = thicken(distorted, rng.uniform(-self.pen / 2, self.pen, len(piece)).astype(np.float32))
            out[start : start + PIECE] = distorted
        return out

    def _places(self, count: int, rng: np.random.Generator) -> tuple[Floats, Floats]:
        """Return where each pixel of each new image comes from: row and column, (count, 784) each."""

        def within(limit: float, *shape: int) -> Floats:
            return rng.uniform(-limit, limit, (count, *shape)).astype(np.float32)

        angle = within(np.radians(self.turn))
        slant, wider, higher = within(self.slant), 1 + within(self.stretch), 1 + within(self.stretch)
        down, right = within(self.move), within(self.move)
        cos, sin = np.cos(angle), np.sin(angle)
        middle = (SIDE - 1) / 2
        row, column = (axis.astype(np.float32).reshape(1, -1) - middle for axis in np.indices((SIDE, SIDE)))

        def of(values: Any) -> Floats:  # one for each image
            return np.asarray(values, np.float32)[:, None]

        # From each place in the new image back to its place in the old one.
        rows = of(cos / higher) * row - of(sin / higher) * column + of(middle - down)
        columns = of((sin + slant * cos) / wider) * row + of((cos - slant * sin) / wider) * column + of(middle - right)
        if self.bend:
            rows += self._bending(count, rng)
            columns += self._bending(count, rng)
        return rows, columns

    def _bending(self, count: int, rng: np.random.Generator) -> Floats:
        noise = rng.standard_normal((count, SIDE, SIDE), np.float32)
        smoothing = _gaussian(self.smoothness)
        bending = smoothing @ noise @ smoothing.T
        return np.asarray(self.bend * bending.reshape(count, PIXELS), np.float32)


def _gaussian(sigma: float) -> Floats:
    """Return the matrix (28, 28) that smooths along an axis; smoothed noise keeps a standard deviation of 1."""
    place = np.arange(SIDE, dtype=np.float32)
    weights = np.exp(-0.5 * ((place[:, None] - place) / max(sigma, 0.1)) ** 2)
    return np.asarray(weights / np.sqrt((weights**2).sum(axis=1, keepdims=True)), np.float32)


def resample(images: Pixels, rows: Floats, columns: Floats) -> Pixels:
    """Return `images` (N, 784) at these rows and columns, (N, 784) each, interpolated between pixels."""
    side = SIDE + 2 * EDGE
    paper = np.zeros((len(images), side, side), np.float32)
    paper[:, EDGE:-EDGE, EDGE:-EDGE] = images.reshape(-1, SIDE, SIDE)
    rows = (rows + EDGE).clip(0, side - 1.001)
    columns = (columns + EDGE).clip(0, side - 1.001)
    top, left = rows.astype(np.int32), columns.astype(np.int32)
    below, beside = rows - top, columns - left
    first = top * side + left + (np.arange(len(images), dtype=np.int32) * side**2)[:, None]
    flat = paper.reshape(-1)
    upper = flat[first] * (1 - beside) + flat[first + 1] * beside
    lower = flat[first + side] * (1 - beside) + flat[first + side + 1] * beside
    return np.asarray(np.rint(upper * (1 - below) + lower * below), np.uint8)


def thicken(images: Pixels, amounts: Floats) -> Pixels:
    """Return images (N, 784) with strokes thicker by `amounts` (N,) px at each edge, or thinner where negative.

    An image is thickened by mixing in the image grown by a pixel, in which each pixel is the darkest of those around
    it. It is thinned by thickening its paper.
    """
    thicker = (amounts > 0)[:, None]
    source = np.where(thicker, images, 255 - images).reshape(-1, SIDE, SIDE)
    grown = source
    for axis in (1, 2):
        lines = np.moveaxis(grown, axis, 1)
        wider = lines.copy()
        np.maximum(wider[:, 1:], lines[:, :-1], out=wider[:, 1:])
        np.maximum(wider[:, :-1], lines[:, 1:], out=wider[:, :-1])
        grown = np.moveaxis(wider, 1, axis)
    mixed = source + np.abs(amounts)[:, None, None] * (grown.astype(np.float32) - source)
    changed = np.rint(mixed).astype(np.uint8).reshape(-1, PIXELS)
    return np.where(thicker, changed, 255 - changed)
