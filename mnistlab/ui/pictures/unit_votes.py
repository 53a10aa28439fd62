"""Hidden units for and against: a bar for what each adds, its weights, and image × weights."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE
from mnistlab.nn.functions import Array
from mnistlab.numerals import fixed
from mnistlab.ui.look.theme import BODY, SMALL, UNIT, colours, dots, font, px, stroke
from mnistlab.ui.pictures.cells import Pointing
from mnistlab.ui.pictures.diverging import diverging_image
from mnistlab.ui.widgets.painted import draw_rim

GAP = 4  # px: between pictures
HEADING = 18  # px
BAR = 10  # px
LARGEST_PICTURE = 4  # px for a pixel of a picture
PAINTED_SOONEST = QImage.Format.Format_RGB32
BARS = 84  # px: of each half, at the least: the number of a unit, and what it adds


class Votes(NamedTuple):
    """Hidden units, the strongest first.

    Attributes
    ----------
    units : ndarray of int, shape (n,)
        Their numbers.
    values : ndarray, shape (n,)
        What each adds.
    weights, seen : ndarray, shape (n, 784)
        The weights of each, and image × weights.
    """

    units: Array
    values: Array
    weights: Array
    seen: Array


NOBODY = Votes(np.zeros(0, int), np.zeros(0), np.zeros((0, PIXELS)), np.zeros((0, PIXELS)))


class UnitVotes(Pointing):
    """Units against to the left of a line, units for to the right; in each row the next strong.

    Beside the bar of each is image × weights, and at the outer side the weights themselves. The two columns of pictures
    bear their names, where there is room for those.

    Signals
    -------
    columns_named : bool
        There is room for the names of the columns, or no longer.
    picked : int
        The unit that was clicked.
    pointed : tuple of int and (int or None), or None
        The unit below the mouse, and, if it is one of its pictures, the pixel (0..783); None beside them.
    """

    columns_named = Signal(bool)
    picked = Signal(int)

    def __init__(self, rows: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.against, self.for_ = NOBODY, NOBODY
        self._rows = rows
        self._limits = 1.0, 1.0  # of the bars, of the pictures
        self._headings = "", ""
        self._columns = "", ""  # the names of the outer and of the inner pictures
        self._names_columns = False
        self._side, self._pitch = 1, 1  # px: of a picture, from one row to the next

    def name_columns(self, outer: str, inner: str) -> None:
        """Set the names of the outer pictures, which are weights, and of the inner ones."""
        self._columns = outer, inner
        self._fit_names()

    @property
    def names_columns(self) -> bool:
        """Whether there is room for the names of the columns."""
        return self._names_columns

    def _fit_names(self) -> None:
        metrics = QFontMetrics(font(SMALL))
        fits = max(map(metrics.horizontalAdvance, self._columns)) <= self._side
        if fits is not self._names_columns:
            self._names_columns = fits
            self.columns_named.emit(fits)
        self.update()

    def show_votes(self, against: Votes, for_: Votes, headings: tuple[str, str], limits: tuple[float, float]) -> None:
        """Show units against and for, each side with its heading; `limits` of the bars and of the pictures' colours."""
        self.against, self.for_ = against, for_
        self._headings, self._limits = headings, limits
        self.update()

    @override
    def thing_at(self, place: QPoint) -> tuple[int, int | None] | None:
        """Return the unit at a place in the widget, and the pixel of the picture there, or None beside them."""
        side, row = self._side, (place.y() - px(HEADING)) // self._pitch
        right = place.x() >= self.width() / 2
        votes = self.for_ if right else self.against
        if place.y() < px(HEADING) or not 0 <= row < len(votes.units):
            return None
        for picture in self._pictures(row, right=right):
            if picture.contains(place):
                y, x = (place.y() - picture.top()) * SIDE // side, (place.x() - picture.left()) * SIDE // side
                return int(votes.units[row]), y * SIDE + x
        return int(votes.units[row]), None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.thing_at(event.position().toPoint())
        if found is not None:
            self.picked.emit(found[0])

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(476), px(HEADING) + self._rows * px(54 + GAP))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = self.width() / 2
        self._paint_headings(painter)
        for votes, right in ((self.against, False), (self.for_, True)):
            self._paint_side(painter, votes, right=right)
        rows = max(len(self.against.units), len(self.for_.units), 1)
        painter.fillRect(
            QRectF(middle - stroke() / 2, px(HEADING), stroke(), rows * self._pitch - px(GAP)), QColor(colours().muted)
        )

    def _paint_headings(self, painter: QPainter) -> None:
        painter.setFont(font(BODY, bold=True))
        painter.setPen(QColor(colours().text))
        for right, heading in enumerate(self._headings):
            area = self._bar_area(right=bool(right), top=0, height=px(HEADING))
            painter.drawText(area, _inwards(right=bool(right)), heading)
        if self._names_columns:
            painter.setFont(font(SMALL))
            painter.setPen(QColor(colours().muted))
            for right in (False, True):
                for picture, name in zip(self._pictures(0, right=right), self._columns, strict=True):
                    above = QRect(picture.left(), 0, picture.width(), px(HEADING))
                    painter.drawText(above, Qt.AlignmentFlag.AlignCenter, name)

    def _paint_side(self, painter: QPainter, votes: Votes, *, right: bool) -> None:
        count, side = len(votes.units), self._side
        if not count:
            return
        sheets = [
            diverging_image(values.reshape(count * SIDE, SIDE), self._limits[1]).convertToFormat(PAINTED_SOONEST)
            for values in (votes.weights, votes.seen)
        ]
        bold, small, height = font(BODY, bold=True), font(SMALL), px(HEADING)
        for row in range(count):
            for picture, sheet in zip(self._pictures(row, right=right), sheets, strict=True):
                painter.drawImage(picture, sheet.copy(0, row * SIDE, SIDE, SIDE))
                draw_rim(painter, picture, colours().line)
            top = height + row * self._pitch
            line = self._bar_area(right=right, top=top + max(0, side / 2 - height - px(2)), height=height)
            painter.setFont(small)
            painter.setPen(QColor(colours().muted))
            painter.drawText(line, _inwards(right=not right), f"#{votes.units[row]}")
            painter.setFont(bold)
            painter.setPen(QColor(colours().text))
            painter.drawText(line, _inwards(right=right), fixed(float(votes.values[row]), 2, sign=True))
            length = line.width() * min(1.0, abs(float(votes.values[row])) / self._limits[0])
            bar = QRectF(self.width() / 2, line.bottom() + px(2), length, px(BAR))
            if not right:
                bar.moveRight(self.width() / 2)
            painter.fillRect(bar, QColor(colours().positive if right else colours().negative))

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        room = (self.height() - px(HEADING)) // self._rows
        by_width = (self.width() // 2 - px(BARS + UNIT + GAP)) // 2
        self._side = max(1, min(room - px(GAP), by_width, dots(LARGEST_PICTURE) * SIDE))
        self._pitch = max(1, min(room, self._side + px(2 * UNIT)))
        self._fit_names()

    def _pictures(self, row: int, *, right: bool) -> tuple[QRect, QRect]:
        """Return where weights and image × weights of a row lie: the weights at the outer side."""
        side, gap = self._side, px(GAP)
        top = px(HEADING) + row * self._pitch
        left, inwards = (self.width() - side, -side - gap) if right else (0, side + gap)
        weights = QRect(left, top, side, side)
        return weights, weights.translated(inwards, 0)

    def _bar_area(self, *, right: bool, top: float, height: float) -> QRectF:
        """Return the room for text or bar between the line in the middle and the pictures."""
        _, seen = self._pictures(0, right=right)
        middle, unit = self.width() / 2, px(UNIT)
        left = middle + unit / 2 if right else seen.left() + seen.width() + unit
        end = seen.left() - unit if right else middle - unit / 2
        return QRectF(left, top, end - left, height)


def _inwards(*, right: bool) -> Qt.AlignmentFlag:
    """Return the alignment towards the line in the middle."""
    return Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight)
