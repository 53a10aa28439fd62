"""The network itself: an image, the hidden units, the strongest edges, and the ten outputs."""

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QFont, QHideEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import CLASSES, SIDE, Pixels
from mnistlab.nn.functions import Array
from mnistlab.numerals import fixed, percent, power_of_ten
from mnistlab.ui.look.theme import BODY, SMALL, appearance, colours, font, pale, px, scale, stroke
from mnistlab.ui.pictures.network_edges import Line, lines, strands, strongest
from mnistlab.ui.pictures.network_layout import NetworkLayout, network_layout
from mnistlab.ui.pictures.seen_image import paint_ink
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.pictures.unit_layout import UnitLayout

EDGES = 20  # that are drawn
REVEALED_IN = 700  # ms
BETWEEN = 8  # px: between two captions
LARGE, TOO_WIDE = 100.0, 10_000.0  # scores without decimals, and as a power of ten


class Reading(NamedTuple):
    """One image on its way through the network.

    Attributes
    ----------
    image : ndarray of uint8, shape (784,)
    z : ndarray, shape (H,)
        How far each hidden unit is on, 0..1; without a hidden layer, the outputs: their probabilities.
    parts : ndarray, shape (H, 10)
        What each unit adds to each score, as `mnistlab.analysis.explain.contributions` has it.
    scores, y : ndarray, shape (10,)
    label : int or None
        Where it is known.
    has_hidden_layer : bool
    """

    image: Pixels
    z: Array
    parts: Array
    scores: Array
    y: Array
    label: int | None
    has_hidden_layer: bool = True

    @property
    def answer(self) -> int | None:
        """The likeliest digit; None where the answer is no numbers."""
        return int(self.y.argmax()) if np.isfinite(self.y).all() else None


class NetworkPicture(UnitGrid):
    """An image fans out to all hidden units; the strongest edges lead to the outputs, blue adds, orange takes away.

    Where the mouse is on a unit, its own edges are drawn instead; where it is on an output, the strongest into that.

    Parameters
    ----------
    detailed : bool
        Each output with its score as bar and number, and a larger image without a cone; else with its probability.

    Signals
    -------
    digit_pointed : int or None
        The output below the mouse.
    """

    hint = 686, 230
    digit_pointed = Signal(object)

    def __init__(self, *, detailed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._detailed = detailed
        self._presenting = False
        self.reading: Reading | None = None
        self._score_limit = 1.0
        self._digit: int | None = None  # below the mouse
        self._nothing = ""
        self._captions = "", "", ""
        self._types: dict[tuple[int, bool], QFont] = {}  # by size in px of the screen
        self._ground: QPixmap | None = None
        self._ground_of: object = None
        self._shown_share = 1.0  # of the edges, from left to right
        self._reveal = QVariantAnimation(self)
        self._reveal.setDuration(REVEALED_IN)
        self._reveal.setStartValue(0.0)
        self._reveal.setEndValue(1.0)
        self._reveal.valueChanged.connect(self._show_share)
        self.setMinimumSize(420, 150)

    def show_network(self, values: Array, limit: float, reading: Reading | None, *, score_limit: float = 1.0) -> None:
        """Show `values` (784, H) of the units, ±`limit` in full colours, and what becomes of an image.

        The longest bar of a score is ±`score_limit`.
        """
        self.reading, self._score_limit = reading, score_limit
        # Without a hidden layer no unit is off: each of the pictures counts for its own digit.
        self.show_values(values, limit, reading.z if reading is not None and reading.has_hidden_layer else None)

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, have the units as large as can be, and only probabilities; or show all again."""
        self._presenting = presenting
        self._ground = None
        self.update()

    def set_nothing(self, text: str) -> None:
        """Set what is written where there is no image."""
        self._nothing = text
        self.update()

    def set_captions(self, image: str, units: str, outputs: str) -> None:
        """Set what is written below the image, the units and the outputs."""
        if (image, units, outputs) != self._captions:
            self._captions = image, units, outputs
            self.update()

    def reveal(self) -> None:
        """Let the edges grow once from the units to the outputs."""
        self._reveal.start()

    def reveal_all(self) -> None:
        """Show all of the edges at once."""
        self._reveal.stop()
        self._show_share(1.0)

    def _show_share(self, share: float) -> None:
        self._shown_share = share
        self.update()

    @override
    def restyle(self) -> None:
        self._types = {}
        self._ground = None

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.reveal_all()
        super().hideEvent(event)

    # Where things lie

    @property
    def places(self) -> NetworkLayout:
        """Where the parts lie."""
        ratio = self.devicePixelRatioF()
        ways = {"detailed": self._detailed, "presenting": self._presenting}
        return network_layout(self.size(), len(self._values), ratio, appearance(), **ways)

    @property
    def _has_scores(self) -> bool:
        return self._detailed and not self._presenting

    @override
    def layout_of_units(self) -> UnitLayout:
        return self.places.units

    def digit_at(self, place: QPoint) -> int | None:
        """Return the output at a place in the widget, or None beside them."""
        if self.reading is None:
            return None
        rows = self.places.rows
        return next((digit for digit in range(CLASSES) if rows[digit].contains(QPointF(place))), None)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at_digit(self.digit_at(event.position().toPoint()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at_digit(None)

    def _point_at_digit(self, digit: int | None) -> None:
        if digit != self._digit:
            self._digit = digit
            self.digit_pointed.emit(digit)
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.reveal_all()
        super().mousePressEvent(event)

    # Painting

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        places, painter = self.places, QPainter(self)
        painter.drawPixmap(0, 0, self._painted_ground(places))
        self._paint_image(painter, places.image)
        self.paint_units(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_edges(painter, self._lines(places))
        self.paint_marks(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._has_scores:
            for digit, row in enumerate(places.rows):
                self._paint_score(painter, digit, row)
        elif self.reading is not None:
            self._paint_probabilities(painter, places, self.reading)

    def _painted_ground(self, places: NetworkLayout) -> QPixmap:
        """Return a picture of what numbers do not change."""
        now = places, self.size(), self._captions, self.devicePixelRatioF(), appearance()
        if self._ground is None or self._ground_of != now:
            ratio = self.devicePixelRatioF()
            self._ground, self._ground_of = QPixmap(self.size() * ratio), now
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._ground)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._detailed and not self._presenting:
                self._paint_cone(painter, places)
            if not self._has_scores:
                for digit in range(CLASSES):
                    self._paint_node(painter, digit, places, won=False)
            if not self._presenting:
                self._paint_captions(painter, places)
            painter.end()
        return self._ground

    def _paint_captions(self, painter: QPainter, places: NetworkLayout) -> None:
        units, width = float(places.units.left), self.width()
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours().muted))
        metrics = painter.fontMetrics()
        image, middle, outputs = self._captions
        ends = units - px(BETWEEN), width - metrics.horizontalAdvance(outputs) - px(BETWEEN), width
        for text, left, right, aligned in (
            (image, 0.0, ends[0], Qt.AlignmentFlag.AlignLeft),
            (middle, units, ends[1], Qt.AlignmentFlag.AlignLeft),
            (outputs, ends[1], ends[2], Qt.AlignmentFlag.AlignRight),
        ):
            place = QRectF(left, places.bottom, right - left, self.height() - places.bottom)
            shortened = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width()) + 1)
            painter.drawText(place, int(aligned | Qt.AlignmentFlag.AlignBottom), shortened)

    def _paint_cone(self, painter: QPainter, places: NetworkLayout) -> None:
        image, layout = places.image, places.units
        left, right = image.right() + 1, layout.left - px(6)
        near, far = (image.top(), image.bottom()), (float(layout.top), float(layout.top + layout.height))
        cone = [QPointF(left, near[0]), QPointF(right, far[0]), QPointF(right, far[1]), QPointF(left, near[1])]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().chosen))
        painter.drawPolygon(QPolygonF(cone))
        painter.setPen(QPen(QColor(colours().line), stroke()))
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            ends = (start + share * (stop - start) for start, stop in (near, far))
            painter.drawLine(QPointF(left, next(ends)), QPointF(right, next(ends)))

    def _paint_image(self, painter: QPainter, frame: QRectF) -> None:
        if self.reading is None and self._presenting:  # there would be no room to say what goes there
            return
        painter.fillRect(frame, QColor(colours().card))
        inside = frame.adjusted(1, 1, -1, -1)
        pen = QPen(QColor(colours().line), stroke())
        if self.reading is None:
            pen.setStyle(Qt.PenStyle.DashLine)
            painter.setFont(font(SMALL))
            painter.setPen(QColor(colours().muted))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(inside.adjusted(px(4), px(4), -px(4), -px(4)), int(middle), self._nothing)
        else:
            paint_ink(painter, inside, self.reading.image.reshape(SIDE, SIDE), self.devicePixelRatioF())
        painter.setPen(pen)
        half = stroke() / 2  # so that the line lies inside the frame at all four sides
        painter.drawRect(frame.adjusted(half, half, -half, -half))

    def _lines(self, places: NetworkLayout) -> list[Line]:
        """Return the edges to draw: of the unit or the output below the mouse, else the strongest of all."""
        reading, units = self.reading, self.shown
        if reading is None or len(reading.parts) != len(self._values):
            return []
        parts = reading.parts
        pointed = None if self._pointed is None or self._mouse is None else self._pointed[0]
        if pointed is not None:
            edges = [(pointed, digit) for _, digit in strongest(parts[pointed : pointed + 1], CLASSES)]
        elif self._digit is not None:
            edges = [(unit, self._digit) for unit, _ in strongest(parts[:, [self._digit]], EDGES)]
        else:
            edges = strongest(parts, EDGES)
            own = self._selected, reading.answer
            if self._detailed and own[0] is not None and own[1] is not None and own not in edges:
                edges.append((own[0], own[1]))
        before = QPointF(places.radius + px(1), 0)
        ends = [node - before for node in places.nodes]
        return lines(strands(parts, edges, places.units, units.start), places.units, ends, scale())

    def _paint_edges(self, painter: QPainter, drawn: list[Line]) -> None:
        """Paint the edges, those into digits that are not read paler: opaque, which takes Qt a fifth of the time."""
        answer = None if self.reading is None else self.reading.answer
        all_of_them = self._digit is not None or (self._pointed is not None and self._mouse is not None)
        if self._shown_share < 1:
            left = self.layout_of_units().left
            painter.setClipRect(QRectF(left, 0, self._shown_share * (self.width() - left), self.height()))
        full = colours().negative, colours().positive
        shades = [[QColor(pale(colour)) for colour in full], [QColor(colour) for colour in full]]
        radius = 2.0 * scale()
        for line in sorted(drawn, key=lambda line: (line.strand.digit == answer, line.strand.total)):
            colour = shades[all_of_them or line.strand.digit == answer][line.strand.adds]
            pen = QPen(colour, line.width * scale())
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(line.path)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            for dot in line.dots:
                painter.drawEllipse(dot, radius, radius)
        painter.setClipping(False)

    def _paint_node(self, painter: QPainter, digit: int, places: NetworkLayout, *, won: bool) -> None:
        middle, radius = places.nodes[digit], places.radius
        painter.setPen(QPen(QColor(colours().text if won else colours().line), stroke()))
        painter.setBrush(QColor(colours().own if won else colours().card))
        painter.drawEllipse(middle, radius, radius)
        painter.setFont(self._type(places.rows[digit], bold=True))
        painter.setPen(QColor(colours().on_fill if won else colours().text))
        circle = QRectF(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(digit))

    def _paint_probabilities(self, painter: QPainter, places: NetworkLayout, reading: Reading) -> None:
        answer = reading.answer
        if answer is not None:
            self._paint_node(painter, answer, places, won=True)
        aligned = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.setFont(self._type(places.rows[0], bold=False))
        painter.setPen(QColor(colours().muted))
        for digit, row in enumerate(places.rows):
            if self._detailed and digit == reading.label:
                painter.fillRect(row.adjusted(places.radius * 2 + px(2), 1, 0, -1), QColor(colours().chosen))
            if digit != answer:
                painter.drawText(row, aligned, self._share(digit))
        if answer is not None:
            painter.setFont(self._type(places.rows[0], bold=True))
            painter.setPen(QColor(colours().text))
            painter.drawText(places.rows[answer], aligned, self._share(answer))

    def _paint_score(self, painter: QPainter, digit: int, row: QRectF) -> None:
        reading = self.reading
        won = reading is not None and digit == reading.answer
        if reading is not None and digit == reading.label:
            painter.fillRect(row.adjusted(0, 1, 0, -1), QColor(colours().chosen))
        painter.setFont(self._type(row, bold=won, most=SMALL))
        painter.setPen(QColor(colours().text))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(row.left() + px(4), row.top(), px(12), row.height()), right, str(digit))
        if reading is None:
            return
        score = float(reading.scores[digit])
        room = (row.width() - px(112)) / 2  # of a bar, to either side
        zero = row.left() + px(19) + room
        length = room * min(1.0, abs(score) / self._score_limit) if np.isfinite(score) else 0.0
        high = min(px(8), row.height() - 4)
        start = zero + stroke() if score > 0 else zero - length  # so that the line of zero hides no part of it
        bar = QRectF(start, row.center().y() - high / 2, length, high)
        painter.fillRect(bar, QColor(colours().positive if score > 0 else colours().negative))
        painter.fillRect(QRectF(zero, row.top() + 1, stroke(), row.height() - 2), QColor(colours().line))
        painter.setPen(QColor(colours().text if won else colours().muted))
        number = self._score_text(score)
        painter.drawText(QRectF(zero, row.top(), room + px(38), row.height()), right, number)
        painter.drawText(row, right, self._share(digit))

    def _score_text(self, score: float) -> str:
        """Return a score as it is written beside the others: all with the same decimals, and none too wide."""
        if abs(score) >= TOO_WIDE:
            exponent = int(np.log10(abs(score)))
            return f"{fixed(score / 10**exponent, 0, sign=True)}×{power_of_ten(exponent)}"
        # The scores of a network that has not learned are small, those of one that has diverged are large.
        return fixed(score, 2 if self._score_limit <= 1 else 1 if self._score_limit < LARGE else 0, sign=True)

    def _type(self, row: QRectF, *, bold: bool, most: int = BODY) -> QFont:
        """Return the type of an output, of `most` px: smaller where the rows are low."""
        size = max(px(SMALL) - px(2), min(px(most), int(row.height() * 0.75)))
        if (size, bold) not in self._types:
            made = font(BODY)
            made.setPixelSize(size)
            made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
            self._types[size, bold] = made
        return self._types[size, bold]

    def _share(self, digit: int) -> str:
        """Return an output's probability as it is written."""
        share = 0.0 if self.reading is None else float(self.reading.y[digit])
        return percent(share) if np.isfinite(share) else "–"
