"""Any number of small images with a word below each, scrolled. Only what is visible is painted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE
from mnistlab.nn.functions import Array
from mnistlab.ui.canvas.digit_drag import DigitDrag
from mnistlab.ui.look.keys import ENTER
from mnistlab.ui.look.theme import SMALL, UNIT, colours, dots, font, px
from mnistlab.ui.pictures.seen_image import digit_image
from mnistlab.ui.widgets.painted import draw_rim
from mnistlab.ui.widgets.retranslated import Restyled

COLUMNS = 3  # at least; where there is room for more, the images become larger first
LARGEST = 3  # px for a pixel of an image
GAP = 4  # px
SPREAD = 6  # gaps between two images of a row at the most
CAPTION = 18  # px
APART = 6  # px between the two words of a caption; where they come closer, their type is smaller
TITLE = 22  # px
STEPS = {
    Qt.Key.Key_Left: (-1, "image"),
    Qt.Key.Key_Right: (1, "image"),
    Qt.Key.Key_Up: (-1, "row"),
    Qt.Key.Key_Down: (1, "row"),
    Qt.Key.Key_PageUp: (-1, "page"),
    Qt.Key.Key_PageDown: (1, "page"),
    Qt.Key.Key_Home: (-1, "all"),
    Qt.Key.Key_End: (1, "all"),
}


@dataclass(frozen=True, eq=False, slots=True)
class Section:
    """Images that belong together: `numbers` (n,) in their order, below a title, if it is not empty."""

    title: str
    numbers: Array


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands below an image: a word, and a small grey one."""

    word: str
    detail: str


class ImageSheet(Restyled, QAbstractScrollArea):
    """Images of 28×28, in sections.

    Signals
    -------
    picked : int
        Number of the image that was clicked, or chosen by Enter.
    pointed : int or None
        Number of the image below the mouse, or where the keys have come to.
    """

    picked = Signal(int)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._images: Array = np.zeros((0, PIXELS), np.uint8)
        self._sections: Sequence[Section] = ()
        self._numbers: Array = np.zeros(0, np.int64)  # of all sections
        self._caption: Callable[[int], Caption] = lambda number: Caption(str(number), "")
        self._describe: Callable[[int], str] = str
        self._empty = ""
        self._picture: QPixmap | None = None  # what can be seen, but for the frames
        self._side, self._columns = 2 * SIDE, COLUMNS
        self._pitch = self._side + GAP  # px from one image of a row to the next
        self._tops: list[int] = []  # of the sections
        self._selected: int | None = None  # number of an image
        self._cursor = 0  # place
        self._pressed: int | None = None  # place
        self._drag = DigitDrag(self)
        self._pointed: int | None = None  # number
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Always there, so that the columns do not move when a section grows.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(COLUMNS * (2 * SIDE + GAP) + UNIT, 120)

    def show_images(self, images: Array, sections: Sequence[Section], empty: str) -> None:
        """Show those of `images` uint8 (M, 784) that the sections name; where there are none, say why."""
        self._images, self._sections, self._empty = images, sections, empty
        self._numbers = np.concatenate([section.numbers for section in sections]) if sections else self._numbers[:0]
        self._cursor = min(self._cursor, max(0, len(self._numbers) - 1))
        self._arrange()
        self.viewport().update()

    def clear(self, empty: str) -> None:
        """Show no images, and say why."""
        self.show_images(np.zeros((0, PIXELS), np.uint8), (), empty)  # a part of the images would hold them all

    def set_words(self, caption: Callable[[int], Caption], describe: Callable[[int], str]) -> None:
        """Set what stands below an image, and what is said of it: functions of its number."""
        self._caption, self._describe = caption, describe

    def select(self, number: int | None) -> None:
        """Frame an image in every section."""
        if number != self._selected:
            self._selected = number
            self.viewport().update()

    def to_top(self) -> None:
        """Scroll back to the first image."""
        self._cursor = 0
        self.verticalScrollBar().setValue(0)

    @property
    def numbers(self) -> Array:
        """The images in their order, (n,)."""
        return self._numbers

    def place_of(self, place: int) -> QRect:
        """Return where the image at a place in the order lies in the viewport, with its caption."""
        return self._place(place).translated(0, -self.verticalScrollBar().value())

    def place_at(self, point: QPoint) -> int | None:
        """Return the place in the order of the image at a point in the viewport, or None."""
        point += QPoint(0, self.verticalScrollBar().value())
        columns, side, caption = self._columns, self._side, px(CAPTION)
        column, across = divmod(point.x(), self._pitch)
        first = 0
        for section, top in zip(self._sections, self._tops, strict=True):
            row, down = divmod(point.y() - top, side + caption + px(GAP))
            place = row * columns + column
            if row >= 0 and column < columns and place < len(section.numbers):
                return first + place if across < side and down < side + caption else None
            first += len(section.numbers)
        return None

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(256), px(320))

    # Mouse and keys

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which image is below the mouse; or drag one, to the canvas for instance."""
        if self._drag.move(event):
            self._pressed = None
            return
        place = self.place_at(event.position().toPoint())
        self._point_at(None if place is None else int(self._numbers[place]))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = self.place_at(event.position().toPoint())
        self._drag.press(event, None if self._pressed is None else self._images[self._numbers[self._pressed]])

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if place is not None and place == self._pressed:
            self._cursor = place
            self._pick(place)
        self._pressed = None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = Qt.Key(event.key()), len(self._numbers) - 1
        if last < 0:
            super().keyPressEvent(event)
        elif key in STEPS:
            columns = self._columns
            page = columns * max(1, self.viewport().height() // self._row)
            step = {"image": 1, "row": columns, "page": page, "all": last}[STEPS[key][1]]
            self._cursor = min(max(self._cursor + STEPS[key][0] * step, 0), last)
            self._show_place(self._cursor)
            self._point_at(int(self._numbers[self._cursor]))
            self.viewport().update()
        elif key in ENTER:
            self._pick(self._cursor)
        else:
            super().keyPressEvent(event)

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this key moves among the images."""
        return event.key() in (*STEPS, *ENTER) and len(self._numbers) > 0

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_at(event.pos())
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._describe(int(self._numbers[place])), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)

    @override
    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        self._picture = None
        self.viewport().update()

    @override
    def restyle(self) -> None:
        self._picture = None

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def _pick(self, place: int) -> None:
        number = int(self._numbers[place])
        self.select(number)
        self.picked.emit(number)

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self.pointed.emit(number)
            self.viewport().update()

    def _show_place(self, place: int) -> None:
        """Scroll as far as needed for an image to be seen."""
        bar, rectangle = self.verticalScrollBar(), self._place(place)
        if rectangle.top() < bar.value():
            # The first row brings the title of its section with it.
            bar.setValue(0 if place < self._columns else rectangle.top())
        elif rectangle.bottom() > bar.value() + self.viewport().height():
            bar.setValue(rectangle.bottom() - self.viewport().height())

    # Where things are

    def _place(self, place: int) -> QRect:
        """Return where an image lies, from the top of the first section."""
        for section, top in zip(self._sections, self._tops, strict=True):
            if place < len(section.numbers):
                row, column = divmod(place, self._columns)
                left = column * self._pitch
                return QRect(left, top + row * self._row, self._side, self._side + px(CAPTION))
            place -= len(section.numbers)
        return QRect()

    @property
    def _row(self) -> int:
        """The distance in px from one row to the next."""
        return self._side + px(CAPTION) + px(GAP)

    def _arrange(self) -> None:
        """Find the size of the images, and where those of each section begin, in px from the top."""
        width, gap, y = self.viewport().width(), px(GAP), 0
        self._side = SIDE * max(1, min(dots(LARGEST), ((width + gap) // COLUMNS - gap) // SIDE))
        self._columns = max(1, (width + gap) // (self._side + gap))
        room = (width - gap - self._side) // max(1, self._columns - 1)  # so that a row ends beside the scroll bar
        self._pitch = min(room, self._side + SPREAD * gap)
        height = self._row
        self._tops = []
        for section in self._sections:
            y += px(TITLE) if section.title else 0
            self._tops.append(y)
            y += -(-len(section.numbers) // self._columns) * height
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, y - gap - self.viewport().height()))
        bar.setEnabled(bar.maximum() > 0)
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(height // 2)
        self._picture = None

    def _seen(self) -> range:
        """Return the visible places."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        height, first = self._row, 0
        start, stop = len(self._numbers), 0
        for section, y in zip(self._sections, self._tops, strict=True):
            count = len(section.numbers)
            rows = max(0, (top - y) // height), max(0, -(-(bottom - y) // height))
            low, high = (min(count, row * self._columns) for row in rows)
            if low < high:
                start, stop = min(start, first + low), max(stop, first + high)
            first += count
        return range(start, max(start, stop))

    # Painting

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        ratio = self.devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = QPixmap(self.viewport().size() * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor(colours().card))
            painter = QPainter(self._picture)
            painter.setFont(font(SMALL))
            painter.setPen(QColor(colours().muted))
            if len(self._numbers):
                self._draw_titles(painter)
                self._draw_images(painter)
            else:
                words = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
                painter.drawText(
                    self.viewport().rect().adjusted(px(UNIT), px(4 * UNIT), -px(UNIT), 0), words, self._empty
                )
            painter.end()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self._picture)
        self._draw_frames(painter)

    def _draw_titles(self, painter: QPainter) -> None:
        scrolled = self.verticalScrollBar().value()
        for section, top in zip(self._sections, self._tops, strict=True):
            if section.title and len(section.numbers):
                title = QRect(0, top - px(TITLE) - scrolled, self.viewport().width(), px(TITLE - GAP))
                painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, section.title)

    def _draw_images(self, painter: QPainter) -> None:
        """Draw the images, and below each its word at the left and the detail at the right."""
        seen = self._seen()
        sheet = digit_image(self._images[self._numbers[seen.start : seen.stop]].reshape(-1, SIDE))  # below each other
        captions = [self._caption(int(self._numbers[place])) for place in seen]
        size = SMALL if all(_apart(caption, SMALL) <= self._side for caption in captions) else SMALL - 1
        bold, plain = font(size, bold=True), font(size)
        metrics, plain_metrics = QFontMetrics(bold), QFontMetrics(plain)
        middle, height = Qt.AlignmentFlag.AlignVCenter, px(CAPTION)
        for row, (place, caption) in enumerate(zip(seen, captions, strict=True)):
            target = self.place_of(place)
            picture = self._picture_in(target)
            painter.drawImage(picture, sheet.copy(0, row * SIDE, SIDE, SIDE))
            draw_rim(painter, picture, colours().line)
            line = QRect(target.left(), picture.bottom() + 1, target.width(), height)
            painter.setFont(bold)
            painter.setPen(QColor(colours().text))
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | middle, caption.word)
            room = line.width() - metrics.horizontalAdvance(caption.word)
            if plain_metrics.horizontalAdvance(caption.detail) <= room:
                painter.setFont(plain)
                painter.setPen(QColor(colours().muted))
                painter.drawText(line, Qt.AlignmentFlag.AlignRight | middle, caption.detail)

    def _draw_frames(self, painter: QPainter) -> None:
        """Frame the image below the mouse, the one that the keys have reached, and the one that was picked."""
        for place in self._seen():
            number = int(self._numbers[place])
            picture = self._picture_in(self.place_of(place))
            if number == self._selected or (place == self._cursor and self.hasFocus()):
                draw_rim(painter, picture, colours().text, 2)
            elif number == self._pointed:
                draw_rim(painter, picture, colours().muted)

    def _picture_in(self, target: QRect) -> QRect:
        """Return where the image itself lies, above its caption."""
        return QRect(target.left(), target.top(), target.width(), target.width())


def _apart(caption: Caption, size: int) -> int:
    """Return the width in px of a caption in this type, its two words well apart."""
    if not caption.detail:
        return 0
    word, detail = QFontMetrics(font(size, bold=True)), QFontMetrics(font(size))
    return word.horizontalAdvance(caption.word) + px(APART) + detail.horizontalAdvance(caption.detail)
