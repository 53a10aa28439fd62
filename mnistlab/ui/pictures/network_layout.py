"""Where the image, the hidden units and the outputs lie in the picture of a network."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize

from mnistlab.data.images import CLASSES, SIDE
from mnistlab.ui.look.theme import Appearance, px
from mnistlab.ui.pictures.unit_grid import ROOM
from mnistlab.ui.pictures.unit_layout import UnitLayout, shape_of, unit_layout

GAP = 2  # px: between two units, at the least
WIDEST = 14  # px: the same in a row that has width to spare, at the most
GUTTER = 4, 8, 22  # px: below each row of units: in the lowest picture, where the height decides, and at the most
GUTTER_SHARE = 0.27  # of a row's height that the gutter takes, where that is less
NODE = 10.0  # px: radius of an output, at the most
MOST_FAN = 120  # px: from the units to the outputs, where there is width to spare
FINEST_IMAGE = 2  # screen pixels for each of an image's, at the least


class _Way(NamedTuple):
    """How the width is shared out, in px of the design.

    Attributes
    ----------
    image : tuple of float
        Shares of width and height that the image takes.
    cone : int
        From the image to the units.
    fan : tuple of int and float
        From the units to the outputs, at the least: px, and share of the width.
    outputs : tuple of int and float
        Width of the outputs, at the least: px, and share of the width.
    caption : int
        Height of the line below.
    centred : bool
        The units stand in the middle of their room, not at its left.
    """

    image: tuple[float, float]
    cone: int
    fan: tuple[int, float]
    outputs: tuple[int, float]
    caption: int
    centred: bool


PLAIN = _Way((0.17, 0.56), 32, (44, 0.1), (86, 0.0), 18, centred=True)
DETAILED = _Way((0.21, 0.66), 5, (41, 0.059), (128, 0.15), 16, centred=False)
PRESENTED = _Way((0.08, 0.56), 6, (38, 0.0), (76, 0.0), 0, centred=True)  # before an audience


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
    While `presenting`, the units are as large as can be: the image is small, and there are no captions.
    """
    way = PRESENTED if presenting else DETAILED if detailed else PLAIN
    bottom = size.height() - px(way.caption)
    image = _place_of_image(size, bottom, ratio, way.image)
    units = _units(size, bottom, count, round(image.right()) + px(way.cone), way)
    height, width = (units.height + units.gutter) / CLASSES, _width_of_outputs(size, way)
    rows = [QRectF(size.width() - width, units.top + digit * height, width, height) for digit in range(CLASSES)]
    nodes = [QPointF(row.left() + px(NODE), row.center().y()) for row in rows]
    return NetworkLayout(image, units, tuple(rows), tuple(nodes), min(px(NODE), height / 2 - 1), bottom)


def _place_of_image(size: QSize, height: int, ratio: float, shares: tuple[float, float]) -> QRectF:
    """Return where the image lies: with whole screen pixels for each of its own, in the middle of the height."""
    room = min(shares[0] * size.width(), shares[1] * height) - 2
    side = max(FINEST_IMAGE, int(room * ratio) // SIDE) * SIDE / ratio + 2
    return QRectF(0, round((height - side) / 2), side, side)


def _width_of_outputs(size: QSize, way: _Way) -> int:
    return max(px(way.outputs[0]), int(way.outputs[1] * size.width()))


def _units(size: QSize, bottom: int, count: int, left: int, way: _Way) -> UnitLayout:
    room, gap = px(ROOM), px(GAP)
    fan = max(px(way.fan[0]), int(way.fan[1] * size.width()))
    width, height = size.width() - left - _width_of_outputs(size, way) - fan, bottom - room
    columns, rows = shape_of(count)
    by_width = (width + gap) // columns - gap
    pitch = height // rows
    least = max(px(GUTTER[0]), min(px(GUTTER[1]), int(GUTTER_SHARE * pitch)))
    gutter = max(least, min(px(GUTTER[2]), pitch - by_width))
    found = unit_layout(count, (left, room, width, height), gap=gap, gutter=gutter)
    # Where the height decides, the fan has what is left, then the gaps, then the cone.
    width -= max(0, min(width - found.width, px(MOST_FAN) - fan))
    found = unit_layout(count, (left, room, width, height), gap=gap, gutter=gutter, widest=px(WIDEST))
    aside = (width - found.width) // 2 if way.centred else 0
    above = max(0, (height - found.height - gutter) // 2)
    return replace(found, left=left + aside, top=room + above)
