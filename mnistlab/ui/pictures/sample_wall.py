"""All that a person has drawn: each sample a small picture below its digit, those that are misread crossed."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget
from typing_extensions import override

from mnistlab.data.images import CLASSES, SIDE
from mnistlab.nn.functions import Array
from mnistlab.ui.look.keys import ENTER, MOVES, is_plain
from mnistlab.ui.look.theme import colours, px, scale, stroke
from mnistlab.ui.pictures.seen_image import digit_image
from mnistlab.ui.pictures.wrong import WRONG_INK, paint_cross
from mnistlab.ui.widgets.retranslated import Restyled

DELETES: Final = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class SampleWall(Restyled, QAbstractScrollArea):
    """Ten columns of samples, the newest at the top; a header stands above and does not scroll.

    A click picks a sample. The arrow keys move the frame, Enter picks, Delete asks for it to be taken away.

    Parameters
    ----------
    header : QWidget
        It is given the width of the ten columns, and keeps its height.

    Signals
    -------
    picked : int
        The sample that was clicked.
    selected : int or None
        The sample that is framed.
    deletion_wanted : int
        The sample that is to be deleted.
    """

    picked = Signal(int)
    selected = Signal(object)
    deletion_wanted = Signal(int)

    def __init__(self, header: QWidget) -> None:
        super().__init__()
        self.selection: int | None = None
        self._header = header
        header.setParent(self)
        self._images = np.zeros((0, SIDE, SIDE), np.uint8)
        self._columns: list[Array] = [np.zeros(0, np.int64)] * CLASSES  # for each digit its samples, the newest first
        self._wrong: tuple[Array | None, Array | None] = (None, None)
        self._describe: Callable[[int], str] = str
        self._placeholder = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.restyle()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_samples(self, images: Array, labels: Array, own: Array | None, ready: Array | None) -> None:
        """Show samples uint8 (N, 28, 28), and which of them, bool (N,), each network misreads; None: not known."""
        if images is not self._images:
            self._columns = [np.flatnonzero(labels == digit)[::-1] for digit in range(CLASSES)]
            if len(images) != len(self._images):
                self.select(None)
        self._images, self._wrong = images, (own, ready)
        self._fit_bar()
        self.viewport().update()

    def select(self, index: int | None) -> None:
        """Frame a sample, or none."""
        if index != self.selection:
            self.selection = index
            self.setAccessibleDescription("" if index is None else self._describe(index))
            self.selected.emit(index)
            self.viewport().update()

    def set_description(self, describe: Callable[[int], str]) -> None:
        """Set what hovering a sample says: a function of its index."""
        self._describe = describe

    def set_placeholder(self, text: str) -> None:
        """Say what will be here, as long as there is nothing."""
        self._placeholder = text
        self.viewport().update()

    @override
    def restyle(self) -> None:
        self.setViewportMargins(0, self._header.sizeHint().height(), 0, 0)
        self.verticalScrollBar().setSingleStep(self._pitch)

    # Where things are

    @property
    def _side(self) -> int:
        """The side of a picture in px: whole px for each pixel, and twice as many while all samples fit so."""
        small = int(scale() + 0.5) * SIDE
        rows = max(len(samples) for samples in self._columns)
        fit = self.viewport().width() // CLASSES > 2 * small, self.viewport().height() > rows * (2 * small + 1)
        return 2 * small if all(fit) else small

    @property
    def _pitch(self) -> int:
        """The distance in px from one picture to the next, with the hairline between them."""
        return self._side + 1

    @property
    def _beside(self) -> int:
        """How many samples stand beside each other below a digit."""
        return max(1, (self.viewport().width() // CLASSES - 1) // self._pitch)

    def _left(self, digit: int) -> int:
        """Return where a digit's pictures begin, in px: they are in the middle of its column."""
        column = self.viewport().width() / CLASSES
        return round(digit * column + (column - self._beside * self._pitch) / 2)

    def _cell(self, index: int) -> tuple[int, int]:
        """Return row and column of a sample."""
        for digit, samples in enumerate(self._columns):
            found = np.flatnonzero(samples == index)
            if len(found):
                row, column = divmod(int(found[0]), self._beside)
                return row, digit * self._beside + column
        raise IndexError(index)

    def _at(self, row: int, column: int) -> int | None:
        """Return the sample in a row and a column."""
        digit, beside = divmod(column, self._beside)
        place = row * self._beside + beside
        known = row >= 0 and 0 <= digit < CLASSES and place < len(self._columns[digit])
        return int(self._columns[digit][place]) if known else None

    def place_of(self, index: int) -> QRect:
        """Return where a sample's picture is, in the viewport."""
        row, column = self._cell(index)
        digit, beside = divmod(column, self._beside)
        return self._place(row, self._left(digit) + beside * self._pitch)

    def _place(self, row: int, left: int) -> QRect:
        return QRect(left + 1, row * self._pitch - self.verticalScrollBar().value() + 1, self._side, self._side)

    def sample_at(self, place: QPoint) -> int | None:
        """Return the sample at a place in the viewport, or None."""
        digit = min(CLASSES - 1, place.x() * CLASSES // max(1, self.viewport().width()))
        beside = (place.x() - self._left(digit)) // self._pitch
        if not 0 <= beside < self._beside:
            return None
        return self._at((place.y() + self.verticalScrollBar().value()) // self._pitch, digit * self._beside + beside)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(600), self._header.sizeHint().height() + 3 * self._pitch + 1)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(CLASSES * (self._pitch + px(4)), self._header.sizeHint().height() + self._pitch + 1)

    # What a person does

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.sample_at(event.position().toPoint())
        self.select(index)
        if index is not None and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(index)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this is one of the keys, and there is something for it to do."""
        return is_plain(event) and self.selection is not None and event.key() in (*MOVES, *ENTER, *DELETES)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.selection is None or not self.takes_key(event):
            super().keyPressEvent(event)
        elif event.key() in ENTER:
            self.picked.emit(self.selection)
        elif event.key() in DELETES:
            row, column = self._cell(self.selection)
            self.deletion_wanted.emit(self.selection)
            self.select(self._at(row, column))  # so that several can be deleted in turn
        else:
            self._move(*MOVES[Qt.Key(event.key())])

    def _move(self, columns: int, rows: int) -> None:
        assert self.selection is not None
        row, column = self._cell(self.selection)
        row, column = row + rows, column + columns
        while columns and 0 <= column < CLASSES * self._beside and self._at(row, column) is None:
            column += columns  # past empty places
        index = self._at(row, column)
        if index is not None:
            self.select(index)
            place, bar = self.place_of(index), self.verticalScrollBar()
            below = place.bottom() + 1 - self.viewport().height()
            bar.setValue(bar.value() + min(0, place.top() - 1) + max(0, below))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Frame the first sample when Tab leads here and none is framed."""
        super().focusInEvent(event)
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and self.selection is None:
            self.select(next((int(samples[0]) for samples in self._columns if len(samples)), None))

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.sample_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if index is None else self._describe(index), self)
            return True
        return super().viewportEvent(event)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._header.setGeometry(0, 0, self.viewport().width(), self._header.sizeHint().height())
        self._fit_bar()

    def _fit_bar(self) -> None:
        rows = -(-max(len(samples) for samples in self._columns) // self._beside)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setRange(0, max(0, rows * self._pitch + 1 - room))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        if not len(self._images):
            painter.setPen(QColor(colours().muted))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.viewport().rect(), int(flags), self._placeholder)
            return
        if self.viewport().width() < CLASSES * self._pitch:  # not laid out yet
            return
        pitch = self._pitch
        first = self.verticalScrollBar().value() // pitch
        shown = list(self._in_sight(first, self.viewport().height() // pitch + 2))
        painter.drawImage(0, first * pitch - self.verticalScrollBar().value(), self._sheet(first, shown))
        painter.setPen(QColor(colours().line))
        painter.drawRects([QRectF(place).adjusted(-0.5, -0.5, 0.5, 0.5) for _, place in shown])
        self._paint_marks(painter, shown)
        painter.setPen(QPen(QColor(colours().text), stroke(2)))
        painter.drawRects([place for index, place in shown if index == self.selection])

    def _in_sight(self, first: int, rows: int) -> Iterator[tuple[int, QRect]]:
        """Yield the samples of `rows` rows from `first`, and the place of each."""
        beside, pitch = self._beside, self._pitch
        for digit, samples in enumerate(self._columns):
            left = self._left(digit)
            for number, index in enumerate(samples[first * beside : (first + rows) * beside].tolist()):
                yield index, self._place(first + number // beside, left + number % beside * pitch)

    def _sheet(self, first: int, shown: list[tuple[int, QRect]]) -> QImage:
        """Return samples from a row on as one image, because one is drawn faster than two hundred."""
        above = first * self._pitch - self.verticalScrollBar().value()
        width = self.viewport().width()
        height = max((place.bottom() + 1 - above for _, place in shown), default=1)
        pixels, side = np.zeros((height, width), np.uint8), self._side
        times, wrong = side // SIDE, self._wrong[0]
        for index, place in shown:
            left, top = place.left(), place.top() - above
            image = self._images[index].repeat(times, 0).repeat(times, 1)
            if wrong is not None and wrong[index]:
                image = (WRONG_INK * image).astype(np.uint8)
            pixels[top : top + side, left : left + side] = image
        return digit_image(pixels)

    def _paint_marks(self, painter: QPainter, shown: list[tuple[int, QRect]]) -> None:
        """Cross what is misread: at the top by the person's own network, at the foot by the program's.

        That hides nothing, because the outermost pixels of a sample are hardly ever inked.
        """
        for wrong, colour, upper in zip(self._wrong, ("text", "built_in"), (True, False), strict=True):
            for index, place in shown:
                if wrong is not None and wrong[index]:
                    paint_cross(painter, place, self.devicePixelRatioF(), colour, at_foot=not upper)
