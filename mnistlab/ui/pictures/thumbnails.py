"""Many small images in a grid, the wrong ones marked."""

import math

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE
from mnistlab.nn.functions import Array
from mnistlab.ui.canvas.digit_drag import DigitDrag
from mnistlab.ui.look.theme import colours, px, stroke
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.pictures.grid import Grid, fitted_grid
from mnistlab.ui.pictures.seen_image import digit_image
from mnistlab.ui.widgets.painted import draw_frame

SMALLEST = 14  # px: a digit smaller than this cannot be read


class Thumbnails(Cells):
    """Images of 28×28, each with a hairline; a mark around those that are read wrong.

    Signals
    -------
    picked : int
        The image that was clicked.
    """

    picked = Signal(int)
    hint = 220, 220

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images = np.zeros((0, PIXELS), np.uint8)
        self._wrong = np.zeros(0, bool)
        self._sheet: QImage | None = None
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
            self.show_images(self._images[:0], None)

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
        grid = self._grid()
        count, side = self.shown_images, grid.cell
        columns, rows = grid.columns, math.ceil(grid.shown / grid.columns)
        painter.translate(grid.left, 0)
        area = QRect(0, 0, columns * side, rows * side)
        if count == 0:
            painter.fillRect(area, QColor(colours().background))
            return
        if self._sheet is None:
            self._sheet = _sheet(self._images[:count], columns)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(area, self._sheet)
        painter.setPen(QColor(colours().hairline))
        for line in range(columns + 1):
            painter.drawLine(line * side, 0, line * side, area.height())
        for line in range(rows + 1):
            painter.drawLine(0, line * side, area.width(), line * side)
        painter.setPen(QPen(QColor(colours().orange), stroke(2)))
        inside = 1 + stroke(2) // 2  # beside the line
        for index in np.flatnonzero(self._wrong[:count]):
            row, column = divmod(int(index), columns)
            painter.drawRect(column * side + inside, row * side + inside, side - 2 * inside + 1, side - 2 * inside + 1)
        if self._selected is not None and self._selected < count:
            row, column = divmod(self._selected, columns)
            draw_frame(painter, QRect(column * side, row * side, side, side), colours().blue, 2)
        painter.resetTransform()
        self.paint_key_cell(painter)

    @override
    def restyle(self) -> None:
        self._sheet = None

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._sheet = None

    def _grid(self) -> Grid:
        # One pixel is left for the last line.
        return fitted_grid(len(self._images) or 100, self.width() - 1, self.height() - 1, gap=0, smallest=px(SMALLEST))


def _sheet(images: Array, columns: int) -> QImage:
    """Return all images in one, ``columns`` to a row, as a picture."""
    rows = math.ceil(len(images) / columns)
    cells = np.zeros((rows * columns, SIDE, SIDE), np.uint8)
    cells[: len(images)] = images.reshape(-1, SIDE, SIDE)
    sheet = cells.reshape(rows, columns, SIDE, SIDE).swapaxes(1, 2).reshape(rows * SIDE, columns * SIDE)
    return digit_image(sheet)
