"""What is on the canvas: strokes, or an image with strokes on it, and the changes that can be undone."""

import operator
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QPainterPath

from mnistlab.data.images import SIDE, Pixels
from mnistlab.data.ink import MOST_POINTS, PENS_TALL, SMALLEST_DRAWING, Stroke, Strokes, extent, pen_width
from mnistlab.ui.canvas.strokes import Place, cut, smooth_path, swept, thinned

THINNEST: Final = 0.04  # of the canvas's side: the dot with which every stroke begins
ERASER: Final = 0.05  # of the canvas's side: from the middle of the eraser to its edge
PIXEL_PEN: Final = 1.0  # px of a 28×28 image: from the middle of the pen to its edge
MOST_CHANGES: Final = 200  # changes that can be undone
MOST_BYTES: Final = 64 * 2**20  # bytes of images that are kept to undo changes

Box = NDArray[np.float64]  # (2, 2): left and top, right and bottom


@dataclass(frozen=True, eq=False)
class Line:
    """One stroke of the pen.

    Attributes
    ----------
    points : ndarray, shape (n, 2)
        In sides of the canvas; never written to.
    goes_on : bool
        It is the rest of the line before it, which left the canvas.
    """

    points: Stroke
    goes_on: bool = False

    @cached_property
    def box(self) -> Box:
        """The box around the points."""
        return np.array([self.points.min(axis=0), self.points.max(axis=0)])

    @cached_property
    def path(self) -> QPainterPath:
        """The curve, in sides of the canvas. A fine pen gives more points than can be seen."""
        return smooth_path(thinned(self.points))

    def erased(self, start: Place, end: Place, reach: float) -> "tuple[Line, ...]":
        """Return the parts of the stroke that are further than `reach` from the line from `start` to `end`."""
        parts = cut(self.points, np.array(start), np.array(end), reach)
        return (self,) if parts is None else tuple(map(Line, parts))


class Trace:
    """A stroke while it is being drawn."""

    def __init__(self, *, goes_on: bool = False) -> None:
        self._places = np.empty((64, 2))
        self._count = 0
        self._goes_on = goes_on

    @property
    def is_empty(self) -> bool:
        """Whether no place has been added yet."""
        return self._count == 0

    def add(self, place: Place) -> None:
        """Add a place."""
        if self._count == len(self._places):
            self._places = np.concatenate([self._places, np.empty_like(self._places)])
        self._places[self._count] = place
        self._count += 1

    @property
    def line(self) -> Line:
        """The stroke so far; what is added later does not change it."""
        return Line(self._places[: self._count], self._goes_on)


@dataclass(frozen=True, eq=False)
class Picture:
    """An image that was opened or pasted; it lies in the middle of the canvas, as large as fits.

    Attributes
    ----------
    ink : ndarray of uint8, shape (H, W)
        255 where the ink is; never written to.
    """

    ink: Pixels

    @property
    def scale(self) -> int:
        """Pixels to a side of the canvas."""
        return max(len(self.ink), len(self.ink[0]))

    @property
    def corner(self) -> NDArray[np.float64]:
        """Where its upper left corner lies: x, y in sides of the canvas."""
        height, width = self.ink.shape
        return np.array([self.scale - width, self.scale - height]) / (2 * self.scale)

    @cached_property
    def crop(self) -> tuple[Pixels, NDArray[np.float64]]:
        """The part with ink in it, (h, w), nothing where there is none; and where its upper left corner lies."""
        rows, columns = (np.flatnonzero(self.ink.any(axis=axis)) for axis in (1, 0))
        if rows.size == 0:
            return self.ink[:0, :0], self.corner
        top, left = rows[0], columns[0]
        part = self.ink[top : rows[-1] + 1, left : columns[-1] + 1]
        return part, self.corner + np.array([left, top]) / self.scale

    @property
    def box(self) -> Box | None:
        """The box around the ink, in sides of the canvas; None where there is none."""
        part, corner = self.crop
        return np.array([corner, corner + np.array(part.shape[::-1]) / self.scale]) if part.size else None

    def swept(self, start: Place, end: Place, radius: float, *, add: bool) -> "Picture":
        """Return a picture with ink added, or taken away, where a disc of `radius` moves from `start` to `end`."""
        first, last = ((np.array(place) - self.corner) * self.scale for place in (start, end))
        pixels = swept(self.ink, first, last, radius * self.scale, add=add)
        return self if pixels is self.ink else Picture(pixels)


@dataclass(frozen=True, eq=False)
class Drawing:
    """What is on the canvas at one moment. A drawing is immutable: a change returns another one, which shares the rest.

    Attributes
    ----------
    lines : tuple of Line
        What was drawn with the pen, unless `laid`.
    picture : Picture or None
        What they are drawn on.
    laid : bool
        The picture is an image of 28×28 as a network is given it: pen and eraser change its pixels.
    brush : float
        How wide the pen is; 1 for strokes as wide as those of MNIST, an eighth of the digit.
    """

    lines: tuple[Line, ...] = ()
    picture: Picture | None = None
    laid: bool = False
    brush: float = 1.0

    @property
    def strokes(self) -> list[Stroke]:
        """For each stroke its points (n, 2), in sides of the canvas."""
        return [line.points for line in self.lines]

    @property
    def kept(self) -> Strokes | None:
        """The drawing as it is kept; None where there is a picture in it, or it has too many points."""
        count = sum(len(line.points) for line in self.lines)
        if self.picture is not None or not 0 < count <= MOST_POINTS:
            return None
        strokes = np.zeros((count, 3))
        begin = 0
        for line in self.lines:
            end = begin + len(line.points)
            strokes[begin:end, :2] = line.points
            strokes[begin, 2] = -self.brush if line.goes_on else self.brush
            begin = end
        return strokes

    @classmethod
    def of_kept(cls, strokes: Strokes) -> "Drawing":
        """Return the drawing that `kept` gave."""
        begins = np.flatnonzero(strokes[:, 2])
        lines = (Line(part[:, :2], bool(part[0, 2] < 0)) for part in np.split(strokes, begins[1:]))
        return cls(tuple(lines), brush=abs(float(strokes[0, 2])))

    @property
    def stroke_boxes(self) -> list[Box]:
        """For each stroke of the pen the box around its points, also where a part of it left the canvas."""
        boxes: list[Box] = []
        for line in self.lines:
            if line.goes_on and boxes:
                both = np.concatenate([boxes.pop(), line.box])
                boxes.append(np.array([both.min(axis=0), both.max(axis=0)]))
            else:
                boxes.append(line.box)
        return boxes

    @property
    def pixels(self) -> Pixels | None:
        """The image (28, 28), uint8, that was laid on the canvas; None where there is none."""
        return self.picture.ink if self.picture is not None and self.laid else None

    @property
    def is_empty(self) -> bool:
        """Whether there is no ink at all."""
        return not self.lines and (self.picture is None or self.picture.box is None)

    @property
    def is_dot(self) -> bool:
        """Whether all of the ink together is too small to be a digit."""
        return extent(self._boxes) < SMALLEST_DRAWING

    @property
    def _boxes(self) -> list[Box]:
        boxes = [line.box for line in self.lines]
        if self.picture is not None and self.picture.box is not None:
            boxes.append(self.picture.box)
        return boxes

    @cached_property
    def pen(self) -> float:
        """How wide the strokes are, in sides of the canvas: it follows the size of the digit."""
        if self.picture is None:
            return self.brush * pen_width(self._boxes, THINNEST)
        # The picture's ink has its own width in it already.
        return self.brush * max(THINNEST, extent(self._boxes) / PENS_TALL)

    @cached_property
    def box(self) -> Box | None:
        """The box around all ink, in sides of the canvas; None without any."""
        boxes = [line.box + self.pen / 2 * np.array([[-1], [1]]) for line in self.lines]
        if self.picture is not None and self.picture.box is not None:
            boxes.append(self.picture.box)
        if not boxes:
            return None
        return np.array([np.min(boxes, axis=0)[0], np.max(boxes, axis=0)[1]])

    def with_line(self, line: Line) -> "Drawing":
        """Return the drawing with one more stroke."""
        return replace(self, lines=(*self.lines, line))

    def dabbed(self, start: Place, end: Place) -> "Drawing":
        """Return the drawing with its laid image inked where the pen moves from `start` to `end`."""
        assert self.picture is not None
        picture = self.picture.swept(start, end, self.brush * PIXEL_PEN / SIDE, add=True)
        return self if picture is self.picture else replace(self, picture=picture)

    def erased(self, start: Place, end: Place) -> "Drawing":
        """Return the drawing without the ink that the eraser meets on its way from `start` to `end`."""
        reach = ERASER + self.pen / 2  # from its middle to that of a stroke beside it
        lines = tuple(part for line in self.lines for part in line.erased(start, end, reach))
        picture = None if self.picture is None else self.picture.swept(start, end, ERASER, add=False)
        if picture is self.picture and len(lines) == len(self.lines) and all(map(operator.is_, lines, self.lines)):
            return self
        return replace(self, lines=lines, picture=picture)


class UndoStack:
    """The current drawing, those before it, and those that were undone.

    Attributes
    ----------
    now : Drawing
    """

    def __init__(self) -> None:
        self.now = Drawing()
        self._before: list[Drawing] = []
        self._after: list[Drawing] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to undo."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to do again."""
        return bool(self._after)

    def push(self, drawing: Drawing) -> None:
        """Make another drawing the current one. What was undone is dropped, and so are the oldest changes."""
        self._before.append(self.now)
        self._after.clear()
        self.now = drawing
        while len(self._before) > MOST_CHANGES or (_bytes((*self._before, drawing)) > MOST_BYTES and self._before):
            del self._before[0]

    def set_brush(self, brush: float) -> None:
        """Draw with another brush from now on. That is a tool, so it cannot be undone."""
        self.now = replace(self.now, brush=brush)

    def undo(self) -> None:
        """Go back by one change."""
        self._after.append(self.now)
        self.now = replace(self._before.pop(), brush=self.now.brush)

    def redo(self) -> None:
        """Go forward again by one change."""
        self._before.append(self.now)
        self.now = replace(self._after.pop(), brush=self.now.brush)


def _bytes(drawings: Iterable[Drawing]) -> int:
    """Return the bytes that the pictures take; one that several drawings share counts once."""
    pictures = {drawing.picture for drawing in drawings if drawing.picture is not None}
    return sum(picture.ink.nbytes for picture in pictures)
