"""The size of pictures in a grid, and how many go into a row."""

import math
from dataclasses import dataclass
from functools import lru_cache

FULL_ROWS = 0.9  # of the largest possible size: full rows may make cells smaller by the rest


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells in rows.

    Attributes
    ----------
    columns : int
    cell : int
        Side of a cell in px.
    gap : int
        Between cells, in px.
    shown : int
        How many cells there is room for; fewer than asked for where they would become too small.
    left : int
        Where the first column begins, in px: the grid is centred.
    """

    columns: int
    cell: int
    gap: int
    shown: int
    left: int

    def cell_at(self, x: int, y: int) -> tuple[int, int, int] | None:
        """Return the index of the cell at a place, and the place within it; None beside the cells."""
        pitch = self.cell + self.gap
        column, x = divmod(x - self.left, pitch)
        row, y = divmod(y, pitch)
        index = row * self.columns + column
        inside = 0 <= column < self.columns and x < self.cell and y < self.cell and 0 <= index < self.shown
        return (index, x, y) if inside else None

    def corner(self, index: int) -> tuple[int, int]:
        """Return the top left corner of a cell."""
        row, column = divmod(index, self.columns)
        return self.left + column * (self.cell + self.gap), row * (self.cell + self.gap)


@lru_cache(maxsize=16)
def fitted_grid(count: int, width: int, height: int, *, gap: int, smallest: int) -> Grid:
    """Return the grid with the largest cells for `count`, or with full rows where their cells are nearly as large.

    Parameters
    ----------
    count : int
    width, height : int
        The room, in px.
    gap : int
        Between cells, in px.
    smallest : int
        Side in px below which a picture shows nothing: then fewer pictures are shown.
    """

    def cell(columns: int) -> int:
        rows = math.ceil(count / columns)
        return min((width + gap) // columns, (height + gap) // rows) - gap

    sizes = {columns: cell(columns) for columns in range(1, count + 1)}
    largest = max(sizes.values(), default=0)
    if largest < smallest:
        columns = max(1, (width + gap) // (smallest + gap))
        size = smallest
    else:
        full = [columns for columns in sizes if count % columns == 0 and sizes[columns] >= FULL_ROWS * largest]
        columns = max(full or sizes, key=lambda columns: sizes[columns])
        size = sizes[columns]
    shown = min(count, columns * max(1, (height + gap) // (size + gap)))
    return Grid(columns, size, gap, shown, max(0, (width + gap - columns * (size + gap)) // 2))
