"""The whole training set as a map: a dot for each image, with those of the mini-batch lit up."""

import math

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import BODY, SMALL, UNIT, colours, font, px, stroke
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.widgets.painted import Painted, draw_frame

SPARK = 4.0  # px: side of the square that stands for a drawn image
SWATCH = 10  # px: side of a square of the legend
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
        self._nothing = ""
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
        return _around(self._place_of_spark(self.thing_in(cell)), 5 * px(SPARK))

    @override
    def thing_in(self, cell: int) -> int:
        return int(np.argsort(self._drawn, kind="stable")[cell])

    @override
    def pick(self, thing: int) -> None:
        self.picked.emit(thing)

    def set_nothing(self, text: str) -> None:
        """Set what is written on the map while no images are drawn."""
        self._nothing = text
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not len(self._seen):
            return
        painter = QPainter(self)
        columns, rows, _ = self._layout()
        if self._picture is None or self._picture.width() != columns:
            self._picture = _picture(self._seen, columns, rows)
        painter.drawImage(QRectF(0, 0, self.width(), self.height()), self._picture)
        if not len(self._drawn):
            self._paint_nothing(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().own))
        spark = px(SPARK)
        for number in range(len(self._drawn)):
            painter.drawRect(_around(self._place_of_spark(number), spark))
        if self._focus < len(self._drawn):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            place = self.frame_of_focus()
            draw_frame(painter, place.adjusted(-2, -2, 2, 2), colours().card, 2)
            draw_frame(painter, place, colours().text, 2)
        self.paint_key_cell(painter)

    def frame_of_focus(self) -> QRectF:
        """Return the frame of the image in focus, moved so far that all of it is seen, at the edge of the map too."""
        frame = _around(self.place_of(int(self._drawn[self._focus])), 3 * px(SPARK))
        room = QRectF(self.rect()).adjusted(3, 3, -4, -4)  # px: half of its line, and the one around it
        left = min(max(frame.left(), room.left()), room.right() - frame.width())
        top = min(max(frame.top(), room.top()), room.bottom() - frame.height())
        return QRectF(left, top, frame.width(), frame.height())

    def _place_of_spark(self, place: int) -> QPointF:
        """Return the middle of a spark; that in focus moves with its frame, because the frame would else be empty."""
        return self.frame_of_focus().center() if place == self._focus else self.place_of(int(self._drawn[place]))

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(BODY))
        middle = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        room = self.rect().adjusted(px(24), px(24), -px(24), -px(24))
        text = QRectF(painter.boundingRect(room, middle, self._nothing))
        painter.setPen(QPen(QColor(colours().line), stroke()))
        painter.setBrush(QColor(colours().card))
        painter.drawRoundedRect(text.adjusted(-px(16), -px(12), px(16), px(12)), px(8), px(8))
        painter.setPen(QColor(colours().text))
        painter.drawText(text, middle, self._nothing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

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
    picture.setColorTable([QColor(0, 0, 0, 0).rgba(), QColor(colours().soft).rgba(), QColor(colours().raw).rgba()])
    return picture


def _around(middle: QPointF, side: float) -> QRectF:
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)


class ImageMapLegend(Painted):
    """What the dots of the map stand for."""

    hint = 240, 18

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = "", "", ""

    def set_texts(self, unseen: str, seen: str, drawn: str) -> None:
        """Set what is written beside a dot of an image that is unseen, seen in this epoch, and drawn now."""
        self._texts = unseen, seen, drawn
        self.setAccessibleName(", ".join(self._texts))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(SMALL))
        wide = sum(metrics.horizontalAdvance(text) + px(SWATCH) + 3 * px(UNIT // 2) for text in self._texts)
        return QSize(wide + 2 * px(UNIT), px(18))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        left, side, gap = 0, px(SWATCH), px(UNIT // 2)
        for text, colour in zip(self._texts, (colours().soft, colours().raw, colours().own), strict=True):
            swatch = QRectF(left, (self.height() - side) / 2, side, side)
            painter.fillRect(swatch, QColor(colour))
            draw_frame(painter, swatch, colours().line)
            left += side + gap
            wide = painter.fontMetrics().horizontalAdvance(text)
            painter.setPen(QColor(colours().muted))
            painter.drawText(QRectF(left, 0, wide + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
            left += wide + 2 * gap + px(UNIT)
