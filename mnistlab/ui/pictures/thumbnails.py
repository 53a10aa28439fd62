"""Many small images in a grid, the wrong ones greyed down, with a cross."""

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE
from mnistlab.nn.functions import Array
from mnistlab.ui.canvas.digit_drag import DigitDrag
from mnistlab.ui.look.theme import colours, px, stroke
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.pictures.grid import Grid, fitted_grid
from mnistlab.ui.pictures.seen_image import COARSE, digit_image
from mnistlab.ui.pictures.wrong import WRONG_INK, paint_cross
from mnistlab.ui.widgets.painted import draw_rim

SMALLEST = 14  # px: a digit smaller than this cannot be read
SQUARE = 0.7  # of the largest possible size: as many rows as columns may make cells smaller by the rest


class Thumbnails(Cells):
    """Images of 28×28 in one frame; those that are read wrong are grey, with a cross in the corner.

    Parameters
    ----------
    at_left : bool
        The grid begins at the left; else it is in the middle.

    Signals
    -------
    picked : int
        The image that was clicked.
    """

    picked = Signal(int)
    hint = 220, 220

    def __init__(self, parent: QWidget | None = None, *, at_left: bool = False) -> None:
        super().__init__(parent)
        self._at_left = at_left
        self._images = np.zeros((0, PIXELS), np.uint8)
        self._wrong = np.zeros(0, bool)
        self._sheet: QPixmap | None = None  # what is painted: all images with their marks
        self._selected: int | None = None
        self._drag = DigitDrag(self)
        self.setMinimumSize(120, 120)

    def show_images(self, images: Array, wrong: Array | None) -> None:
        """Show `images` uint8 (N, 784); `wrong` (N,) says which to mark, None that nothing is known."""
        self._images = images
        self._wrong = np.zeros(len(images), bool) if wrong is None else wrong
        self._sheet = None
        self.update()

    def clear(self) -> None:
        """Show an empty grid."""
        if len(self._images):
            self.show_images(np.zeros((0, PIXELS), np.uint8), None)

    @property
    def shown_images(self) -> int:
        """How many images are shown: fewer than there are where they would be too small to read."""
        return self._grid().shown if len(self._images) else 0

    @override
    def thing_at(self, place: QPoint) -> int | None:
        """Return which image is at a place in the widget, or None."""
        found = self._grid().cell_at(place.x(), place.y())
        return None if found is None or found[0] >= self.shown_images else found[0]

    def select(self, index: int | None) -> None:
        """Frame an image."""
        if index != self._selected:
            self._selected = index
            if index is not None and not self.hasFocus():
                self.key_cell = index
            self.update()

    @override
    def cells(self) -> tuple[int, int]:
        return self.shown_images, self._grid().columns

    @override
    def place_of_cell(self, cell: int) -> QRectF:
        grid = self._grid()
        return QRectF(*grid.corner(cell), grid.cell, grid.cell)

    @override
    def _point_at(self, thing: int | None) -> None:
        text = "" if thing is None else self.describe(thing)
        self.setAccessibleDescription(text)
        if thing is None or not text:
            QToolTip.hideText()
        else:
            QToolTip.showText(self.mapToGlobal(self.place_of_cell(thing).bottomRight().toPoint()), text, self)

    @override
    def pick(self, thing: int) -> None:
        self.picked.emit(thing)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.thing_at(event.position().toPoint())
        self._drag.press(event, None if index is None else self._images[index])
        super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag.move(event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._sheet is None:
            self._sheet = self._painted()
        painter.drawPixmap(0, 0, self._sheet)
        if self._selected is not None and self._selected < self.shown_images:
            draw_rim(painter, self.place_of_cell(self._selected), colours().text, 2)
        self.paint_key_cell(painter)

    def _painted(self) -> QPixmap:
        """Return all that changes only with the images."""
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap((QSizeF(self.size()) * ratio).toSize())
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        grid = self._grid()
        columns, rows = grid.columns, math.ceil(grid.shown / grid.columns)
        area = QRect(grid.left, 0, columns * grid.cell, rows * grid.cell)
        count = self.shown_images
        if count:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, grid.cell * ratio < COARSE * SIDE)
            painter.drawImage(area, _sheet(self._images[:count], self._wrong[:count], columns))
            for index in np.flatnonzero(self._wrong[:count]):
                paint_cross(painter, self.place_of_cell(int(index)).toRect(), ratio)
        else:
            painter.fillRect(area, QColor(colours().card))
            painter.setPen(QPen(QColor(colours().soft), stroke()))
            for line in range(1, columns):
                painter.drawLine(area.left() + line * grid.cell, 0, area.left() + line * grid.cell, area.height())
            for line in range(1, rows):
                painter.drawLine(area.left(), line * grid.cell, area.right(), line * grid.cell)
        draw_rim(painter, area, colours().line)
        painter.end()
        return pixmap

    @override
    def restyle(self) -> None:
        self._sheet = None

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._sheet = None

    def event(self, event: QEvent) -> bool:
        """Paint again on a screen with another pixel ratio."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._sheet = None
        return super().event(event)

    @override
    def heightForWidth(self, width: int) -> int:
        return width

    def _grid(self) -> Grid:
        grid = _grid(len(self._images) or 100, self.width(), self.height(), px(SMALLEST))
        return replace(grid, left=0) if self._at_left else grid


@lru_cache(maxsize=16)
def _grid(count: int, width: int, height: int, smallest: int) -> Grid:
    """Return the grid of images: a square where their number is one, unless that makes them much smaller."""
    best = fitted_grid(count, width, height, gap=0, smallest=smallest)
    columns = math.isqrt(count)
    cell = min(width, height) // columns
    if columns**2 != count or cell < max(smallest, SQUARE * best.cell):
        return best
    return Grid(columns, cell, 0, count, max(0, (width - columns * cell) // 2))


def _sheet(images: Array, wrong: Array, columns: int) -> QImage:
    """Return all images in one, ``columns`` to a row, as a picture; those that are wrong are grey."""
    rows = math.ceil(len(images) / columns)
    cells = np.zeros((rows * columns, SIDE, SIDE), np.uint8)
    cells[: len(images)] = images.reshape(-1, SIDE, SIDE)
    cells[: len(images)][wrong] = (WRONG_INK * cells[: len(images)][wrong]).astype(np.uint8)
    sheet = cells.reshape(rows, columns, SIDE, SIDE).swapaxes(1, 2).reshape(rows * SIDE, columns * SIDE)
    return digit_image(sheet)
