"""Images in a grid, below each the digit that it is read as; those read as another than expected stand out."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE, Pixels
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import BODY, SMALL, colours, dots, font, px
from mnistlab.ui.pictures.cells import Pointing
from mnistlab.ui.pictures.seen_image import paint_ink
from mnistlab.ui.pictures.wrong import WRONG_INK, paint_cross
from mnistlab.ui.widgets.painted import draw_rim

GAP = 6  # px
SPREAD = 5  # gaps between two images of a row at the most
CAPTION = 16  # px
LARGEST = 4  # px for a pixel of an image
FULL_ROWS = 0.9  # of the largest possible size: full rows may make cells smaller by the rest


class ReadImages(Pointing):
    """As large as the room allows.

    Signals
    -------
    pointed : int or None
        The image below the mouse.
    """

    hint = 440, 380

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.digits: Array = np.zeros(0, int)  # (N,)
        self.wrong: Array = np.zeros(0, bool)  # (N,)
        self._images = np.zeros((0, PIXELS), np.uint8)

    def show_images(self, images: Pixels, digits: Array, expected: int | Array) -> None:
        """Show `images` (N, 784), which are read as `digits` (N,); those not as `expected`, one or (N,), are grey."""
        self.digits, self.wrong = digits, digits != expected
        self._images = images
        self.update()
        if self._pointed is not None:
            self.pointed.emit(self._pointed if self._pointed < len(digits) else None)

    @override
    def thing_at(self, place: QPoint) -> int | None:
        """Return the image at a place in the widget, or None beside them."""
        return next((i for i in range(len(self.digits)) if self._cell(i).contains(place)), None)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        plain, bold, caption = font(SMALL), font(BODY, bold=True), px(CAPTION)
        images = self._images.reshape(-1, SIDE, SIDE)
        rows = zip(self.digits.tolist(), self.wrong.tolist(), images, strict=True)
        for number, (digit, wrong, image) in enumerate(rows):
            cell = self._cell(number)
            picture = QRect(cell.left(), cell.top(), cell.width(), cell.width())
            painter.fillRect(picture, QColor(colours().card))
            painter.setOpacity(WRONG_INK if wrong else 1)
            paint_ink(painter, QRectF(picture), image, self.devicePixelRatioF())
            painter.setOpacity(1)
            draw_rim(painter, picture, colours().line)
            if wrong:
                paint_cross(painter, picture, self.devicePixelRatioF())
            painter.setFont(bold if wrong else plain)
            painter.setPen(QColor(colours().text if wrong else colours().muted))
            below = QRect(cell.left(), picture.bottom() + 1, cell.width(), caption)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(digit))

    def _cell(self, number: int) -> QRect:
        """Return where an image lies, with its caption below. Rows that nearly fill the width are spread over it."""
        gap, caption = px(GAP), px(CAPTION)
        columns, side = _layout(len(self.digits), self.width(), self.height(), gap, caption, dots(LARGEST) * SIDE)
        row, column = divmod(number, columns)
        pitch = min((self.width() - side) / max(1, columns - 1), side + SPREAD * gap)
        return QRect(round(column * pitch), row * (side + caption + gap), side, side + caption)


@lru_cache(maxsize=4)
def _layout(count: int, width: int, height: int, gap: int, caption: int, largest: int) -> tuple[int, int]:
    """Return how many images are in a row, with full rows where that costs little, and the side of each in px."""

    def side(columns: int) -> int:
        return min((width + gap) // columns - gap, (height + gap) // -(-count // columns) - gap - caption, largest)

    largest_side = max(map(side, range(1, count + 1)))
    full = [columns for columns in range(1, count + 1) if count % columns == 0]
    full = [columns for columns in full if side(columns) >= FULL_ROWS * largest_side]
    columns = max(full or range(1, count + 1), key=side)
    return columns, max(1, side(columns))
