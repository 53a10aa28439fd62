"""Small pictures of what an experiment or a reading shows: drawn, or of the image that there is to read."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from mnistlab.analysis.explain import contributions, difference
from mnistlab.data.distortion import Distortion
from mnistlab.data.images import CLASSES, SIDE, Pixels, as_input
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, colours, font, px, scale
from mnistlab.ui.pictures.diverging import diverging_image
from mnistlab.ui.pictures.seen_image import digit_image

DOTS: Final = 70  # of the cloud on the diagonal
BENT: Final = Distortion(turn=14, slant=0.25, stretch=0.15, move=1, bend=1.6)
BARS: Final = 4  # units for each of two digits
MISTAKES: Final = ((4, 9), (9, 4), (7, 2), (3, 5), (5, 3), (8, 3), (2, 7), (7, 9))  # that networks often make
ARROW: Final = 16  # px


@dataclass(frozen=True, eq=False, slots=True)
class Sample:
    """What there is to read: an image uint8 (784,), who reads it, and other digits, uint8 (n, 784)."""

    image: Pixels
    network: Network
    digits: Pixels


def paint_miniature(name: str, painter: QPainter, area: QRectF, sample: Sample | None) -> None:
    """Paint the picture of a scene, by its name in `mnistlab.ui.scenes`; without a sample some stay empty."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    if name in DRAWN:
        DRAWN[name](painter, area)
    elif sample is not None:
        LIVE[name](painter, area, sample)
    painter.restore()


def _pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    return QPen(QColor(getattr(colours(), colour)), width * scale(), style)


def _dot(painter: QPainter, place: QPointF, colour: str = "text", radius: float = 4.5) -> None:
    painter.setPen(_pen("card", 1.5))
    painter.setBrush(QColor(getattr(colours(), colour)))
    painter.drawEllipse(place, radius * scale(), radius * scale())
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _curve(painter: QPainter, area: QRectF, height: Callable[[float], float], pen: QPen) -> None:
    """Draw a function from 0..1 to 0..1 (upwards) over the area."""
    path = QPainterPath(_place(area, 0, height(0)))
    for step in range(1, 61):
        path.lineTo(_place(area, step / 60, height(step / 60)))
    painter.setPen(pen)
    painter.drawPath(path)


def _place(area: QRectF, across: float, up: float) -> QPointF:
    return QPointF(area.left() + across * area.width(), area.bottom() - up * area.height())


def _floor(painter: QPainter, area: QRectF) -> None:
    painter.setPen(_pen("line", 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())


def _check(painter: QPainter, area: QRectF) -> None:
    """Draw pairs on the diagonal, and a few that are not."""
    painter.setPen(_pen("line", 1))
    painter.drawLine(area.bottomLeft(), area.topRight())
    rng = np.random.default_rng(5)
    own = QColor(colours().own)
    own.setAlphaF(0.75)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(own)
    radius = 2.2 * scale()
    for place in np.clip(rng.normal(0.5, 0.18, DOTS), 0.04, 0.96):
        painter.drawEllipse(_place(area, place, place), radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_pen("text", 1.5))
    for across, up in ((0.66, 0.3), (0.74, 0.44), (0.3, 0.58)):
        middle, arm = _place(area, across, up), 3 * scale()
        painter.drawLine(middle + QPointF(-arm, -arm), middle + QPointF(arm, arm))
        painter.drawLine(middle + QPointF(-arm, arm), middle + QPointF(arm, -arm))


def _weight(painter: QPainter, area: QRectF) -> None:
    """Draw a curve, its tangent, and the line through two points at both sides."""

    def height(across: float) -> float:
        return 0.12 + 1.3 * (across - 0.72) ** 2 + 0.2 * (1 - across) ** 3

    here, h = 0.36, 0.24
    slope = (height(here + 1e-3) - height(here - 1e-3)) / 2e-3
    _floor(painter, area)
    _curve(painter, area, height, _pen("own", 2.4))
    left, right = _place(area, here - h, height(here - h)), _place(area, here + h, height(here + h))
    painter.setPen(_pen("muted", 1.5))
    painter.drawLine(left, right)
    painter.setPen(_pen("text", 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(*(_place(area, at, height(here) + slope * (at - here)) for at in (here - 0.3, here + 0.3)))
    for place in (left, right):
        _dot(painter, place, "muted", 3.5)
    _dot(painter, _place(area, here, height(here)))


def _step(painter: QPainter, area: QRectF) -> None:
    """Draw a valley, where a step begins, and where it lands."""

    def height(across: float) -> float:
        return min(1.0, 0.14 + 2.1 * (across - 0.5) ** 2 + 0.9 * max(0.0, across - 0.6) ** 2)

    _floor(painter, area)
    valley = area.adjusted(px(5), 0, 0, 0)  # with room for the dot at its left end
    lands = _place(valley, 0.3, height(0.3))
    painter.setPen(_pen("text", 1.5))
    painter.drawLine(QPointF(lands.x(), area.top()), QPointF(lands.x(), area.bottom()))
    _curve(painter, valley, height, _pen("own", 2.4))
    _dot(painter, _place(valley, 0, height(0)), "muted", 3.5)
    _dot(painter, lands)


def _landscape(painter: QPainter, area: QRectF) -> None:
    """Draw contours around a valley, and a way down to it."""
    painter.setClipRect(area)
    middle = _place(area, 0.7, 0.38)
    for ring in range(7, 0, -1):
        shade = QColor(colours().own)
        shade.setAlphaF(0.07)
        painter.setBrush(shade)
        painter.setPen(_pen("line", 1))
        painter.drawEllipse(middle, ring * 0.15 * area.width(), ring * 0.17 * area.height())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    way = QPainterPath(_place(area, 0.1, 0.86))
    way.cubicTo(_place(area, 0.22, 0.4), _place(area, 0.4, 0.3), _place(area, 0.66, 0.37))
    painter.setPen(_pen("text", 2))
    painter.drawPath(way)
    painter.setBrush(QColor(colours().card))
    painter.drawEllipse(_place(area, 0.1, 0.86), 4 * scale(), 4 * scale())
    _dot(painter, _place(area, 0.66, 0.37))


def _exam(painter: QPainter, area: QRectF) -> None:
    """Draw a confusion matrix."""
    side = min(area.width(), area.height()) // CLASSES
    left = area.center().x() - side * CLASSES / 2
    for row in range(CLASSES):
        for column in range(CLASSES):
            place = QRectF(left + column * side, area.top() + row * side, side - 1, side - 1)
            painter.fillRect(place, QColor(colours().soft if row != column else colours().raw))
    for strength, (row, column) in enumerate(MISTAKES):
        colour = QColor(colours().text)
        colour.setAlphaF(0.85 - 0.08 * strength)
        painter.fillRect(QRectF(left + column * side, area.top() + row * side, side - 1, side - 1), colour)


def _histograms(painter: QPainter, area: QRectF) -> None:
    """Draw the bars of a bell, and beside them those of numbers that lie at both ends."""
    bell = [math.exp(-((place - 4.5) ** 2) / 5) for place in range(10)]
    ends = [1.0, 0.5, 0.2, 0.1, 0.05, 0.05, 0.1, 0.2, 0.5, 1.0]
    wide = area.width() / 22
    for start, heights in ((0, bell), (12, ends)):
        for place, height in enumerate(heights):
            left = area.left() + (start + place) * wide
            bar = QRectF(left, area.bottom() - height * area.height(), wide * 0.85, height * area.height())
            painter.fillRect(bar, QColor(colours().own))
    _floor(painter, area)


def _compare(painter: QPainter, area: QRectF) -> None:
    """Draw the losses of three runs, one of them in another way than the others."""
    _floor(painter, area)
    for rate, pen in (
        (1.5, _pen("muted", 2, Qt.PenStyle.DotLine)),
        (7.0, _pen("muted", 2, Qt.PenStyle.DashLine)),
        (3.0, _pen("own", 2.4)),
    ):

        def height(across: float, rate: float = rate) -> float:
            return 0.08 + 0.85 * math.exp(-rate * across)

        _curve(painter, area, height, pen)


DRAWN: Final = {
    "Check": _check,
    "Weight": _weight,
    "Step": _step,
    "Landscape": _landscape,
    "Histograms": _histograms,
    "Compare": _compare,
    "Exam": _exam,
}


def _paint_image(painter: QPainter, place: QRectF, image: Pixels) -> None:
    painter.drawImage(place, digit_image(image.reshape(SIDE, SIDE)))
    painter.setPen(_pen("line", 1))
    painter.drawRect(place)


def _squares(area: QRectF, count: int, gap: float, rows: int = 1) -> list[QRectF]:
    """Return squares in rows, in the middle of an area, as large as there is room."""
    columns = count // rows
    side = min((area.width() - (columns - 1) * gap) / columns, (area.height() - (rows - 1) * gap) / rows)
    side = max(SIDE, side // (SIDE // 2) * (SIDE // 2))
    left = area.center().x() - (columns * side + (columns - 1) * gap) / 2
    top = area.center().y() - (rows * side + (rows - 1) * gap) / 2
    places = (divmod(number, columns) for number in range(count))
    return [QRectF(left + column * (side + gap), top + row * (side + gap), side, side) for row, column in places]


def _prepare(painter: QPainter, area: QRectF, sample: Sample) -> None:
    """Draw an image small on a large sheet, an arrow, and the image as the network is given it."""
    before, after = _squares(area, 2, px(2 * ARROW))
    painter.fillRect(before, QColor(colours().card))
    small = QRectF(before.left() + before.width() * 0.5, before.top() + before.height() * 0.08, SIDE, SIDE)
    small.setSize(before.size() * 0.42)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(small, digit_image(sample.image.reshape(SIDE, SIDE)))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setPen(_pen("line", 1))
    painter.drawRect(before)
    _paint_image(painter, after, sample.image)
    middle, length = QPointF((before.right() + after.left()) / 2, before.center().y()), px(ARROW) / 2
    head = QPainterPath(middle + QPointF(length - px(5), -px(5)))
    head.lineTo(middle + QPointF(length, 0))
    head.lineTo(middle + QPointF(length - px(5), px(5)))
    painter.setPen(_pen("muted", 1.5))
    painter.drawLine(middle - QPointF(length, 0), middle + QPointF(length, 0))
    painter.drawPath(head)


def _why(painter: QPainter, area: QRectF, sample: Sample) -> None:
    """Draw the units that speak most for what is read, and for what comes next, as signed bars."""
    with np.errstate(all="ignore"):
        forward = sample.network.forward(as_input(sample.image))
    second, first = np.argsort(forward.scores)[-2:].tolist()
    units = np.sort(difference(sample.network, forward, first, second).units)
    if not np.isfinite(units).all():
        return
    shown = np.concatenate([units[::-1][:BARS], units[:BARS][::-1]])
    side = min(area.height(), area.width() * 0.45)
    image = QRectF(area.left(), area.center().y() - side / 2, side, side)
    _paint_image(painter, image, sample.image)
    _signed_bars(
        painter,
        QRectF(image.right() + px(12), area.top(), area.right() - image.right() - px(12), area.height()),
        shown,
    )


def _signed_bars(painter: QPainter, room: QRectF, values: Array) -> None:
    zero, row = room.center().x(), room.height() / len(values)
    painter.setPen(_pen("line", 1))
    painter.drawLine(QPointF(zero, room.top()), QPointF(zero, room.bottom()))
    for number, value in enumerate(values.tolist()):
        length = value / max(float(np.abs(values).max()), 1e-9) * room.width() / 2
        bar = QRectF(zero, room.top() + (number + 0.2) * row, length, 0.6 * row).normalized()
        painter.fillRect(bar, QColor(colours().positive if value > 0 else colours().negative))


def _unit(painter: QPainter, area: QRectF, sample: Sample) -> None:
    """Draw the weights of the unit that speaks most for what is read, and what it adds to each score as signed bars."""
    network = sample.network
    with np.errstate(all="ignore"):
        forward = network.forward(as_input(sample.image))
        adds = np.nan_to_num(contributions(network, forward))
    unit = int(adds[:, int(forward.scores.argmax())].argmax())
    weights, row = np.nan_to_num(network.params["W1"][:, unit]), adds[unit]
    side = min(area.height(), area.width() * 0.45)
    place = QRectF(area.left(), area.center().y() - side / 2, side, side)
    painter.drawImage(place, diverging_image(weights.reshape(SIDE, SIDE), max(float(np.abs(weights).max()), 1e-9)))
    painter.setPen(_pen("line", 1))
    painter.drawRect(place)
    left = place.right() + px(12)
    _signed_bars(painter, QRectF(left, area.top(), area.right() - left, area.height()), row)


def _distort(painter: QPainter, area: QRectF, sample: Sample) -> None:
    """Draw variants of an image."""
    rows = 1 if area.width() > 3 * area.height() else 2
    places = _squares(area, 4 if rows == 1 else 6, px(6), rows)
    variants = BENT.apply(np.tile(sample.image.reshape(1, -1), (len(places), 1)), np.random.default_rng(3))
    for place, variant in zip(places, variants, strict=True):
        _paint_image(painter, place, variant)


def _hand(painter: QPainter, area: QRectF, sample: Sample) -> None:
    """Draw a few digits, one of them crossed as misread, and a place for the next."""
    places = _squares(area.adjusted(0, 0, 0, -px(20)), 4, px(8))
    for number, place in enumerate(places[:-1]):
        _paint_image(painter, place, sample.digits[number])
    painter.setPen(_pen("muted", 1.5, Qt.PenStyle.DashLine))
    painter.drawRect(places[-1])
    painter.setFont(font(SMALL, bold=True))
    painter.setPen(QColor(colours().text))
    for mark, place in zip("✓✓✕?", places, strict=True):
        below = QRectF(place.left(), place.bottom() + px(2), place.width(), px(18))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, mark)


LIVE: Final = {"Prepare": _prepare, "Why": _why, "Unit": _unit, "Distort": _distort, "Hand": _hand}
