"""A picture of 28×28 for each hidden unit: its weights, or other numbers in their place."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import PIXELS, SIDE
from mnistlab.nn.functions import Array
from mnistlab.ui.look.keys import ENTER, is_plain
from mnistlab.ui.look.theme import Appearance, appearance, colours, px, stroke
from mnistlab.ui.look.wheel import NOTCH
from mnistlab.ui.pictures.cells import Cells
from mnistlab.ui.pictures.diverging import diverging_colours, image_of, resampled
from mnistlab.ui.pictures.unit_layout import UnitLayout, unit_layout

GAP, WIDEST = 5, 10  # px: between two pictures; in a row that has width to spare, up to the second
OFFSET = 2  # px: from a picture to the frame around it
ROOM = 4  # px: around the grid, for the frame of a unit at its rim
CORNER = 2.0  # px: how round the corners of a picture are
RING = 4.0  # px: radius of the ring around the largest number
DOT = 5.0  # px: side of the square around a picked pixel, at the least
FAINTEST = 0.3  # opacity of a unit that is off


class UnitGrid(Cells):
    """The grid of the hidden units, as large as the room allows; the wheel turns the page.

    `fills` gives a page the shape of the room, where all others have the same one.

    The arrow keys go from unit to unit. A click picks a unit and one of its pixels; a double click, or Enter on the
    unit that is picked, opens its page.

    Signals
    -------
    pointed : tuple of int, or None
        Unit and pixel (0..783) below the mouse; None when there is none.
    picked : int
        The unit that was clicked.
    clicked_at : int
        Its pixel that was clicked.
    opened : int
        The unit whose page is wanted.
    turned
        Another page is shown.
    """

    hint = 510, 250
    picked = Signal(int)
    clicked_at = Signal(int)
    opened = Signal(int)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None, *, fills: bool = False) -> None:
        super().__init__(parent)
        self._fills = fills
        self._values = np.zeros((0, PIXELS), np.float32)  # (H, 784)
        self._strengths: Array | None = None  # (H,)
        self._limit = 1.0
        self._first = 0  # unit at the top left
        self._wheel = 0  # turned since the last page, in parts of a notch
        self._selected: int | None = None
        self._marked: int | None = None  # pixel
        self._largest: tuple[int, int] | None = None  # unit and pixel
        self._silent: Array | None = None  # (H,)
        self._sheet: QPixmap | None = None
        self._sheet_of: tuple[UnitLayout, range, float, Appearance] | None = None
        self.setMinimumSize(100, 60)

    def show_values(self, values: Array, limit: float, strengths: Array | None = None) -> None:
        """Show `values` (784, H), one column for each unit; ±`limit` are the full colours.

        `strengths` (H,) say how far each unit is on: those at zero are off, and faint.
        """
        self._values, self._limit = values.T, limit
        self._strengths = None if strengths is None else _shares(strengths)
        self._sheet = None
        if self._first >= len(self._values):
            self._first = 0
        self.update()
        if self._pointed is not None:
            self.pointed.emit(self._pointed if self._pointed[0] < len(self._values) else None)

    def select(self, unit: int | None, pixel: int | None = None) -> None:
        """Frame a unit, mark one of its pixels, and turn to its page."""
        if (unit, pixel) == (self._selected, self._marked):
            return
        another = unit != self._selected
        self._selected, self._marked = unit, pixel
        if another and unit is not None:
            if not self.hasFocus():
                self.key_cell = unit
            self._turn_to(unit)
        self.update()

    def mark_largest(self, largest: tuple[int, int] | None) -> None:
        """Draw a ring around a pixel of a unit, (unit, pixel): the largest number of all."""
        if largest != self._largest:
            self._largest = largest
            self.update()

    def mark_silent(self, silent: Array | None) -> None:
        """Cross out the units (H,) that are left out, because dropout has silenced them."""
        if silent is not None or self._silent is not None:
            self._silent = silent
            self.update()

    @property
    def shown(self) -> range:
        """The units that are on the present page."""
        return range(self._first, min(self._first + self.layout_of_units().page, len(self._values)))

    def layout_of_units(self) -> UnitLayout:
        """Return where the units lie in the widget."""
        room = px(ROOM)
        area = room, room, self.width() - 2 * room, self.height() - 2 * room
        gap, widest = px(GAP), px(WIDEST)
        return unit_layout(len(self._values), area, gap=gap, gutter=gap, widest=widest, fills=self._fills)

    def place_of_unit(self, unit: int) -> QRect:
        """Return where the picture of a unit on the present page lies."""
        layout = self.layout_of_units()
        return QRect(*layout.corner(unit - self._first), layout.cell, layout.cell)

    @override
    def thing_at(self, place: QPoint) -> tuple[int, int] | None:
        """Return unit and pixel (0..783) at a place in the widget, or None in a gap."""
        layout = self.layout_of_units()
        found = layout.at(place.x(), place.y())
        if found is None or found[0] + self._first not in self.shown:
            return None
        place_in_page, x, y = found
        return place_in_page + self._first, (y * SIDE // layout.cell) * SIDE + x * SIDE // layout.cell

    @override
    def cells(self) -> tuple[int, int]:
        return len(self._values), self.layout_of_units().columns  # on all pages

    @override
    def place_of_cell(self, cell: int) -> QRectF:
        return QRectF(self.place_of_unit(cell))

    @override
    def thing_in(self, cell: int) -> tuple[int, int]:
        middle = SIDE // 2 * SIDE + SIDE // 2
        return cell, middle if self._marked is None else self._marked

    @override
    def pick(self, thing: tuple[int, int]) -> None:
        self.picked.emit(thing[0])
        self.clicked_at.emit(thing[1])

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        thing = self.thing_at(event.position().toPoint())
        if thing is not None:
            self.opened.emit(thing[0])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_plain(event) and event.key() in ENTER and self.key_cell == self._selected and self.takes_key(event):
            self.opened.emit(self.key_cell)
        else:
            super().keyPressEvent(event)

    @override
    def _point_at(self, thing: tuple[int, int] | None) -> None:
        if thing is not None:
            self._turn_to(thing[0])
        before = self._pointed
        super()._point_at(thing)
        if (before and before[0]) != (thing and thing[0]):
            self.update()

    def _turn_to(self, unit: int) -> None:
        """Turn to the page of a unit."""
        page = self.layout_of_units().page
        if not self._first <= unit < self._first + page:
            self._first = unit // page * page
            self.turned.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        page = self.layout_of_units().page
        if page >= len(self._values):
            event.ignore()
            return
        self._wheel += event.angleDelta().y()  # a touchpad reports many small turns
        notches = int(self._wheel / NOTCH)
        self._wheel -= notches * NOTCH
        if not notches:
            return
        last = (len(self._values) - 1) // page * page
        self._first = min(max(self._first - notches * page, 0), last)
        self.update()
        self.turned.emit()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_units(painter)
        self.paint_marks(painter)

    def paint_units(self, painter: QPainter) -> None:
        """Paint the pictures of the page, from one that is kept until there are other numbers."""
        layout, units = self.layout_of_units(), self.shown
        if not units or layout.cell < 2:
            return
        now = layout, units, self.devicePixelRatioF(), appearance()
        if self._sheet is None or self._sheet_of != now:
            self._sheet, self._sheet_of = self._make_sheet(layout, units, now[2]), now
        painter.drawPixmap(layout.left, layout.top, self._sheet)

    def _make_sheet(self, layout: UnitLayout, units: range, ratio: float) -> QPixmap:
        side = max(1, round(layout.cell * ratio))
        values = self._values[units.start : units.stop].reshape(-1, SIDE, SIDE)
        pictures = diverging_colours(resampled(values, self._limit, side), self._limit)
        size = round(layout.height * ratio) + 1, round(layout.width * ratio) + 1
        pixels = np.full(size, QColor(colours().card).rgb(), np.uint32)
        for place, picture in enumerate(pictures):
            x, y = layout.corner(place)
            left, top = round((x - layout.left) * ratio), round((y - layout.top) * ratio)
            pixels[top : top + side, left : left + side] = picture
        sheet = QPixmap.fromImage(image_of(pixels))
        sheet.setDevicePixelRatio(ratio)
        painter = QPainter(sheet)
        places = _places(layout, len(units))
        if self._strengths is not None:
            veil = QColor(colours().card)
            for covered, strength in zip(places, self._strengths[units.start : units.stop].tolist(), strict=True):
                veil.setAlphaF((1 - FAINTEST) * (1 - strength))
                painter.fillRect(covered, veil)
        painter.drawImage(0, 0, _frames(layout, len(units), ratio, appearance()))
        painter.end()
        return sheet

    def paint_marks(self, painter: QPainter) -> None:
        """Paint what is picked, pointed at, reached by the keys, and the largest."""
        units = self.shown
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._silent is not None and len(self._silent) == len(self._values):
            painter.setPen(QPen(QColor(colours().muted), stroke()))
            for unit in np.flatnonzero(self._silent[units.start : units.stop]).tolist():
                place = QRectF(self.place_of_unit(unit + units.start))
                painter.drawLine(place.topLeft(), place.bottomRight())
                painter.drawLine(place.topRight(), place.bottomLeft())
        hovered = None if self._pointed is None or self._mouse is None else self._pointed[0]
        if hovered is not None and hovered in units and hovered != self._selected:
            self._frame_unit(painter, hovered, colours().muted, 1)
        if self._selected is not None and self._selected in units:
            self._frame_unit(painter, self._selected, colours().text, 2)
            if self._marked is not None:
                self._mark_pixel(painter, self._selected, self._marked)
        if self._largest is not None and self._largest[0] in units:
            middle = self._place_of_pixel(*self._largest).center()
            for colour, width in ((colours().card, 3.5), (colours().text, 1.5)):
                painter.setPen(QPen(QColor(colour), px(10 * width) / 10))
                painter.drawEllipse(middle, px(RING), px(RING))
        if self.key_cell in units:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
            self.paint_key_cell(painter)

    def _frame_unit(self, painter: QPainter, unit: int, colour: str, width: int) -> None:
        outside = px(OFFSET) + stroke(width) / 2
        painter.setPen(QPen(QColor(colour), stroke(width)))
        place = QRectF(self.place_of_unit(unit)).adjusted(-outside, -outside, outside, outside)
        painter.drawRoundedRect(place, px(2 * CORNER), px(2 * CORNER))

    def _mark_pixel(self, painter: QPainter, unit: int, pixel: int) -> None:
        place = self._place_of_pixel(unit, pixel)
        larger = max(0.0, px(DOT) - place.width()) / 2
        place = place.adjusted(-larger, -larger, larger, larger)
        for colour, width in ((colours().card, 3), (colours().text, 1)):
            painter.setPen(QPen(QColor(colour), stroke(width)))
            painter.drawRect(place)

    def _place_of_pixel(self, unit: int, pixel: int) -> QRectF:
        place = QRectF(self.place_of_unit(unit))
        row, column = divmod(pixel, SIDE)
        size = place.width() / SIDE
        corner = QPointF(place.left() + column * size, place.top() + row * size)
        return QRectF(corner.x(), corner.y(), size, size)


def _places(layout: UnitLayout, count: int) -> list[QRectF]:
    """Return where the first `count` units of a page lie, seen from the first one."""
    corners = (layout.corner(place) for place in range(count))
    return [QRectF(x - layout.left, y - layout.top, layout.cell, layout.cell) for x, y in corners]


@lru_cache(maxsize=8)
def _frames(layout: UnitLayout, count: int, ratio: float, look: Appearance) -> QImage:
    """Return what is drawn around the pictures, the same for all numbers: round corners, and a line."""
    width, height = round(layout.width * ratio) + 1, round(layout.height * ratio) + 1
    frames = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    frames.setDevicePixelRatio(ratio)
    frames.fill(Qt.GlobalColor.transparent)
    painter = QPainter(frames)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = stroke()
    for colour, outside in ((look.colours.card, line), (look.colours.line, 0)):  # the corners of the pictures go
        painter.setPen(QPen(QColor(colour), line))
        rim = line / 2 - outside
        for place in _places(layout, count):
            painter.drawRoundedRect(place.adjusted(rim, rim, -rim, -rim), px(CORNER), px(CORNER))
    painter.end()
    return frames


def _shares(strengths: Array) -> Array:
    """Return activations as shares, 0..1: a ReLU's may be above 1, a tanh's below 0."""
    sizes = np.nan_to_num(np.abs(strengths), posinf=0.0)
    return np.asarray(sizes / max(1.0, float(sizes.max(initial=0))))
