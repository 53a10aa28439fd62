"""The whole training set as a map: a dot for each image, with those of the mini-batch lit up."""

import math

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.widgets.painted import draw_frame

SPARK = 4.0  # px: side of the square that stands for a drawn image
NEAR = 6  # px: distance at which the mouse picks a spark


class ImageMap(Cells):
    """Rows of dots in the order of the training set: seen in this epoch or not, drawn now, and the one in focus.

    Signals
    -------
    picked : int
        Place in the mini-batch of the spark that was clicked.
    pointed : int or None
        Place in the mini-batch of the spark below the mouse.
    """

    picked = Signal(int)
    hint = 460, 200

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = np.zeros(0, bool)  # (M,)
        self._drawn = np.zeros(0, np.int64)  # (N,)
        self._focus = 0
        self._picture: QImage | None = None
        self.setMinimumSize(120, 60)

    def show_images(self, seen: Array, drawn: Array, focus: int) -> None:
        """Show which of M images have been `seen` (M,), which are `drawn` (N,) now, and which of those is in focus."""
        if seen is not self._seen:
            self._seen, self._picture = seen, None
        self._drawn, self._focus = drawn, focus
        self.update()

    @override
    def restyle(self) -> None:
        self._picture = None

    def place_of(self, image: int) -> QPointF:
        """Return where the middle of an image's dot is, in the widget."""
        columns, _, cell = self._layout()
        row, column = divmod(image, columns)
        return QPointF((column + 0.5) * cell[0], (row + 0.5) * cell[1])

    @override
    def thing_at(self, place: QPoint) -> int | None:
        """Return the place in the mini-batch of the spark nearest to a place in the widget, if it is near."""
        if not len(self._drawn) or not len(self._seen):
            return None
        columns, _, cell = self._layout()
        rows, places = np.divmod(self._drawn, columns)
        far = np.hypot((places + 0.5) * cell[0] - place.x(), (rows + 0.5) * cell[1] - place.y())
        nearest = int(far.argmin())
        return nearest if far[nearest] <= px(NEAR) else None

    @override
    def cells(self) -> tuple[int, int]:
        # The keys go through the sparks in the order of their places.
        return (len(self._drawn) if len(self._seen) else 0), 1

    @override
    def place_of_cell(self, cell: int) -> QRectF:
        return _around(self.place_of(int(self._drawn[self.thing_in(cell)])), 5 * px(SPARK))

    @override
    def thing_in(self, cell: int) -> int:
        return int(np.argsort(self._drawn, kind="stable")[cell])

    @override
    def pick(self, thing: int) -> None:
        self.picked.emit(thing)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not len(self._seen):
            return
        painter = QPainter(self)
        columns, rows, _ = self._layout()
        if self._picture is None or self._picture.width() != columns:
            self._picture = _picture(self._seen, columns, rows)
        painter.drawImage(QRectF(0, 0, self.width(), self.height()), self._picture)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().blue))
        spark = px(SPARK)
        for image in self._drawn.tolist():
            painter.drawRect(_around(self.place_of(image), spark))
        if self._focus < len(self._drawn):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            place = _around(self.place_of(int(self._drawn[self._focus])), 3 * spark)
            draw_frame(painter, place, colours().orange, 2)
        self.paint_key_cell(painter)

    def _layout(self) -> tuple[int, int, tuple[float, float]]:
        """Return columns and rows of dots, and the size of a dot: about square, all of them within the widget."""
        images = max(1, len(self._seen))
        width, height = max(1, self.width()), max(1, self.height())
        columns = max(1, math.ceil(math.sqrt(images * width / height)))
        rows = math.ceil(images / columns)
        return columns, rows, (width / columns, height / rows)


def _picture(seen: Array, columns: int, rows: int) -> QImage:
    levels = np.zeros((rows, -(-columns // 4) * 4), np.uint8)  # QImage wants rows of whole words
    page = np.zeros(rows * columns, np.uint8)
    page[: len(seen)] = 1 + seen
    levels[:, :columns] = page.reshape(rows, columns)
    picture = QImage(levels.data, columns, rows, levels.shape[1], QImage.Format.Format_Indexed8).copy()
    picture.setColorTable(
        [QColor(0, 0, 0, 0).rgba(), QColor(colours().track).rgba(), QColor(colours().blue_faint).rgba()]
    )
    return picture


def _around(middle: QPointF, side: float) -> QRectF:
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)
