"""Where the image, the hidden units and the outputs lie in the picture of a network."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize

from mnistlab.data.images import CLASSES, SIDE
from mnistlab.ui.look.theme import Appearance, px
from mnistlab.ui.pictures.unit_grid import ROOM
from mnistlab.ui.pictures.unit_layout import UnitLayout, shape_of, unit_layout

GAP = 4  # px: between two units
WIDEST = 14  # px: the same in a row that has width to spare, at the most
GUTTER = 4, 9, 22  # px: below each row of units: in the lowest picture, where the height decides, and at the most
GUTTER_SHARE = 0.27  # of a row's height that the gutter takes, where that is less
NODE = 10.0  # px: radius of an output, at the most
FAN = 44, 120  # px: from the units to the outputs, at the least; and at the most, where there is width to spare
FAN_SHARES = 0.1, 0.064  # of the width, at the least: plain and detailed
OUTPUTS = 86, 142  # px: width of the outputs, plain and detailed
CONE = 32, 10  # px: from the image to the units, plain and detailed
IMAGE_SHARES = (0.17, 0.56), (0.21, 0.62)  # of width and height, plain and detailed
PRESENTED = 0.08, 8  # before an audience: share of the width that the image takes, and px of the cone
FINEST_IMAGE = 2  # screen pixels for each of an image's, at the least
CAPTION = 18  # px: height of the line below


class NetworkLayout(NamedTuple):
    """Where the parts of a network lie, in px of the screen.

    Attributes
    ----------
    image : QRectF
    units : UnitLayout
    rows : tuple of QRectF
        The room of each output.
    nodes : tuple of QPointF
        The middle of each output.
    radius : float
        Of an output.
    bottom : int
        Where the captions begin.
    """

    image: QRectF
    units: UnitLayout
    rows: tuple[QRectF, ...]
    nodes: tuple[QPointF, ...]
    radius: float
    bottom: int


@lru_cache(maxsize=8)
def network_layout(
    size: QSize, count: int, ratio: float, _look: Appearance, *, detailed: bool, presenting: bool = False
) -> NetworkLayout:
    """Return where all lies in a picture of this size with `count` hidden units.

    `ratio` is the screen pixels to a px. `_look` is the current appearance, which decides how much a px is.
    While `presenting`, the image is small, and the units are as large as can be.
    """
    bottom = size.height() - px(CAPTION)
    shares, cone = IMAGE_SHARES[detailed], CONE[detailed]
    if presenting:
        shares, cone = (PRESENTED[0], shares[1]), PRESENTED[1]
    image = _place_of_image(size, bottom, ratio, shares)
    units = _units(size, bottom, count, round(image.right()) + px(cone), detailed=detailed)
    height, width = (units.height + units.gutter) / CLASSES, px(OUTPUTS[detailed])
    rows = [QRectF(size.width() - width, units.top + digit * height, width, height) for digit in range(CLASSES)]
    nodes = [QPointF(row.left() + px(NODE), row.center().y()) for row in rows]
    return NetworkLayout(image, units, tuple(rows), tuple(nodes), min(px(NODE), height / 2 - 1), bottom)


def _place_of_image(size: QSize, height: int, ratio: float, shares: tuple[float, float]) -> QRectF:
    """Return where the image lies: with whole screen pixels for each of its own, in the middle of the height."""
    room = min(shares[0] * size.width(), shares[1] * height) - 2
    side = max(FINEST_IMAGE, int(room * ratio) // SIDE) * SIDE / ratio + 2
    return QRectF(0, round((height - side) / 2), side, side)


def _units(size: QSize, bottom: int, count: int, left: int, *, detailed: bool) -> UnitLayout:
    room, gap = px(ROOM), px(GAP)
    fan = max(px(FAN[0]), int(FAN_SHARES[detailed] * size.width()))
    width, height = size.width() - left - px(OUTPUTS[detailed]) - fan, bottom - room
    columns, rows = shape_of(count)
    by_width = (width + gap) // columns - gap
    pitch = height // rows
    least = max(px(GUTTER[0]), min(px(GUTTER[1]), int(GUTTER_SHARE * pitch)))
    gutter = max(least, min(px(GUTTER[2]), pitch - by_width))
    found = unit_layout(count, (left, room, width, height), gap=gap, gutter=gutter)
    # Where the height decides, the fan has what is left, then the gaps, then the cone.
    width -= max(0, min(width - found.width, px(FAN[1]) - fan))
    found = unit_layout(count, (left, room, width, height), gap=gap, gutter=gutter, widest=px(WIDEST))
    aside = 0 if detailed else (width - found.width) // 2
    above = max(0, (height - found.height - gutter) // 2)
    return replace(found, left=left + aside, top=room + above)
