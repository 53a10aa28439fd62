"""Where the hidden units lie: each at the same place in every scene of one run, however much room there is."""

import math
from dataclasses import dataclass
from functools import lru_cache

LARGEST_PAGE = 200  # units: with more of them, the wheel turns pages


@dataclass(frozen=True, slots=True)
class UnitLayout:
    """Square pictures in rows. All lengths are in px of the screen.

    Attributes
    ----------
    columns, rows : int
        Of one page.
    cell : int
        Side of a picture.
    gap : int
        Between two pictures in a row.
    gutter : int
        Below each row.
    left, top : int
        Where the first picture begins.
    """

    columns: int
    rows: int
    cell: int
    gap: int
    gutter: int
    left: int
    top: int

    @property
    def page(self) -> int:
        """How many units are on one page."""
        return self.columns * self.rows

    @property
    def width(self) -> int:
        """From the left of the first picture to the right of the last one."""
        return self.columns * (self.cell + self.gap) - self.gap

    @property
    def height(self) -> int:
        """From the top of the first row to the foot of the last one."""
        return self.rows * (self.cell + self.gutter) - self.gutter

    def corner(self, place: int) -> tuple[int, int]:
        """Return the top left corner of the picture at a place on the page."""
        row, column = divmod(place, self.columns)
        return self.left + column * (self.cell + self.gap), self.top + row * (self.cell + self.gutter)

    def at(self, x: int, y: int) -> tuple[int, int, int] | None:
        """Return which place on the page a point lies in, and the point within it; None beside the pictures."""
        column, x = divmod(x - self.left, self.cell + self.gap)
        row, y = divmod(y - self.top, self.cell + self.gutter)
        inside = 0 <= column < self.columns and 0 <= row < self.rows and x < self.cell and y < self.cell
        return (row * self.columns + column, x, y) if inside else None


def shape_of(count: int) -> tuple[int, int]:
    """Return columns and rows of a page for `count` units: about twice as wide as high, 10 by 5 for 50."""
    page = min(max(count, 1), LARGEST_PAGE)
    rows = max(1, round(math.sqrt(page / 2)))
    return math.ceil(page / rows), rows


def shape_in(count: int, width: int, height: int) -> tuple[int, int]:
    """Return columns and rows of a page for `count` units whose pictures are as large as fit into a room."""
    page = min(max(count, 1), LARGEST_PAGE)
    shapes = [(columns, math.ceil(page / columns)) for columns in range(1, page + 1)]
    return max(shapes, key=lambda shape: min(width / shape[0], height / shape[1]))


@lru_cache(maxsize=32)
def unit_layout(
    count: int, area: tuple[int, int, int, int], *, gap: int, gutter: int, widest: int = 0, fills: bool = False
) -> UnitLayout:
    """Return the layout of `count` units in an area (left, top, width, height), with pictures as large as fit.

    They begin at its top left corner. The gutter below the last row lies in the area only where it is wider than `gap`.
    Where the height decides, gaps take what width is left, up to `widest`. With `fills`, a page has the shape of the
    area, and not the one that it has everywhere else.
    """
    left, top, width, height = area
    columns, rows = shape_in(count, width, height) if fills else shape_of(count)
    high = height if gutter > gap else height + gutter
    cell = max(1, min((width + gap) // columns - gap, high // rows - gutter))
    spare = (width - columns * cell) // max(1, columns - 1)
    return UnitLayout(columns, rows, cell, max(gap, min(widest, spare)), gutter, left, top)
