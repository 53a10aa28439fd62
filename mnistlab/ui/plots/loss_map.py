"""The loss over a plane: a picture with contours, the path of a run across it, and the bar that says what they are."""

import math
from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np
from PySide6.QtCore import QLineF, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPaintEngine, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, Colours, colours, font, px, scale, stroke
from mnistlab.ui.pictures.cells import Pointing
from mnistlab.ui.pictures.diverging import image_of
from mnistlab.ui.plots.scales import ticks
from mnistlab.ui.widgets.painted import Painted, draw_frame

LEVELS: Final = 9  # contours at the most
ROUND: Final = (
    ("1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8"),
    ("1", "1.5", "2", "3", "5", "7"),
    ("1", "2", "5"),
    ("1",),
)
DEEPEST: Final = 0.72  # of the way from the paper to the colour: the highest loss
DOT: Final = 5.0  # px: radius of the present moment
LEAST: Final = 1e-6  # a loss below this is drawn as this
LINE: Final = 18  # px
BAR: Final = 12  # px


def levels_between(low: float, high: float) -> list[float]:
    """Return round losses from `low` to `high` (both > 0) for contours, about evenly spaced in their logarithm."""
    if not (0 < low < high and math.isfinite(high)):
        return []
    found: list[float] = []
    for leads in ROUND:
        powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
        found = [float(f"{lead}e{power - 1}") for power in powers for lead in leads]
        found = [level for level in found if low < level < high]
        if len(found) <= LEVELS:
            break
    return found if len(found) > 1 else ticks(low, high, LEVELS // 2)


class LossMap(Pointing):
    """A square: paper where the loss is least, deep violet where it is high; contours; a path, its start and its end.

    Signals
    -------
    pointed : float or None
        The loss at the place below the mouse.
    """

    hint = 280, 280

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._losses: Array | None = None  # (n, n), upwards
        self._limits = 1.0, 1.0
        self._path = np.zeros((0, 2))  # -1..1
        self._other = np.zeros((0, 2))  # the same of another optimizer
        self.names = "", ""  # of the path and of the other one, where there is another
        self._here: tuple[float, float] | None = None
        self._words = ""
        self._ground: QPixmap | None = None  # colours and contours, painted once
        self.setMinimumSize(120, 120)

    def show_losses(self, losses: Array, limits: tuple[float, float]) -> None:
        """Show `losses` (n, n), row 0 at the bottom; `limits` are those of the least and of the deepest colour."""
        if losses is not self._losses or limits != self._limits:
            self._losses, self._limits = losses, limits
            self.restyle()
            self.update()

    def show_path(self, path: Array, here: tuple[float, float] | None) -> None:
        """Show a path (p, 2) from its start on, and the moment that is looked at: -1..1 to the right and upwards."""
        self._path, self._here = path, here
        self.update()

    def show_other(self, path: Array, own: str = "", other: str = "") -> None:
        """Show another path (p, 2) beside it, dashed, with a square at its end, and name both; none if it is empty."""
        self._other, self.names = path, (own, other) if len(path) else ("", "")
        self.update()

    def places(self) -> Iterator[tuple[str, float, float, float]]:
        """Yield all that it shows: "loss", "way" or "other way", -1..1 to the right and upwards, the loss or nan."""
        if self._losses is None:
            return
        at = np.linspace(-1, 1, len(self._losses)).tolist()
        for up, row in zip(at, self._losses.tolist(), strict=True):
            yield from (("loss", right, up, loss) for right, loss in zip(at, row, strict=True))
        for name, path in (("way", self._path), ("other way", self._other)):
            yield from ((name, right, up, math.nan) for right, up in path.tolist())

    def clear(self, words: str) -> None:
        """Show nothing, and say why."""
        self._losses, self._words = None, words
        self.restyle()
        self.update()

    @override
    def restyle(self) -> None:
        self._ground = None

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._ground = None

    @override
    def thing_at(self, place: QPoint) -> float | None:
        square = self._square()
        if self._losses is None or not square.contains(QPointF(place)):
            return None
        last = len(self._losses) - 1
        column = round((place.x() - square.left()) / square.width() * last)
        row = round((square.bottom() - place.y()) / square.height() * last)
        return float(self._losses[row, column])

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self._square()
        losses = self._losses
        if losses is None:
            draw_frame(painter, square, colours().line)
            painter.setFont(font(SMALL))
            painter.setPen(QColor(colours().muted))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(square.adjusted(px(12), 0, -px(12), 0), int(words), self._words)
            return
        painter.save()
        painter.setClipRect(square)
        if painter.paintEngine().type() == QPaintEngine.Type.SVG:
            self._paint_heights(painter, square, _heights(losses))  # the contours as lines
        else:
            ratio = painter.deviceTransform().m11()  # a picture that is taken along has more pixels than the screen
            if self._ground is None or self._ground.devicePixelRatio() != ratio:
                self._ground = self._painted_ground(_heights(losses), square, ratio)
            painter.drawPixmap(square.topLeft(), self._ground)
        self._paint_path(painter, square)
        painter.restore()
        draw_frame(painter, square, colours().line)

    def _painted_ground(self, heights: Array, place: QRectF, ratio: float) -> QPixmap:
        """Return a picture of the heights in colour, with their contours."""
        ground = QPixmap((place.size() * ratio).toSize())
        ground.setDevicePixelRatio(ratio)
        painter = QPainter(ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heights(painter, QRectF(QPointF(0, 0), place.size()), heights)
        painter.end()
        return ground

    def _paint_heights(self, painter: QPainter, square: QRectF, heights: Array) -> None:
        low, high = (math.log(limit) for limit in self._limits)
        shades = np.clip((heights[::-1] - low) / max(high - low, 1e-9), 0, 1)
        picture = image_of(np.array(_shades(colours()), np.uint32).take((255 * shades).astype(np.intp)))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # The outermost numbers are those of the rim, so half of the outermost pixels lies beyond it.
        beyond = square.width() / (len(heights) - 1) / 2
        painter.drawImage(square.adjusted(-beyond, -beyond, beyond, beyond), picture)
        painter.setPen(QPen(QColor(colours().muted), 0.8 * scale()))
        step = square.width() / (len(heights) - 1)
        for level in levels_between(*self._limits):
            painter.drawLines(
                [
                    QLineF(
                        square.left() + x1 * step, square.bottom() - y1 * step,
                        square.left() + x2 * step, square.bottom() - y2 * step,
                    )
                    for x1, y1, x2, y2 in contour(heights, math.log(level)).tolist()
                ]
            )  # fmt: skip

    def _paint_path(self, painter: QPainter, square: QRectF) -> None:
        def place(point: tuple[float, float]) -> QPointF:
            right, up = (min(max(at, -1.1), 1.1) for at in point)
            return square.center() + QPointF(right * square.width() / 2, -up * square.height() / 2)

        rim = QColor(colours().card)
        for path, dashes in ((self._other, (3.0, 2.0)), (self._path, ())):
            if not len(path):
                continue
            places = [place((right, up)) for right, up in path.tolist()]
            way = QPainterPath(places[0])
            for point in places[1:]:
                way.lineTo(point)
            for colour, width in ((rim, 4.5), (QColor(colours().text), 2.0)):
                pen = QPen(colour, width * scale())
                pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
                if dashes and colour is not rim:
                    pen.setDashPattern(dashes)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawPath(way)
        if len(self._path):
            painter.setPen(QPen(QColor(colours().text), 2 * scale()))
            painter.setBrush(rim)
            painter.drawEllipse(place(self._path[0].tolist()), DOT * scale(), DOT * scale())
        painter.setPen(QPen(rim, 2 * scale()))
        painter.setBrush(QColor(colours().text))
        if len(self._other):  # over both ways, because the end of one may lie on the other
            end, side = place(self._other[-1].tolist()), 2.4 * DOT * scale()
            painter.drawRect(QRectF(end.x() - side / 2, end.y() - side / 2, side, side))
            self._paint_name(painter, square, end, self.names[1], above=True)
        if self._here is not None:
            here = place(self._here)
            painter.setPen(QPen(rim, 2 * scale()))
            painter.setBrush(QColor(colours().text))
            painter.drawEllipse(here, 1.3 * DOT * scale(), 1.3 * DOT * scale())
            self._paint_name(painter, square, here, self.names[0], above=False)

    def _paint_name(self, painter: QPainter, square: QRectF, end: QPointF, name: str, *, above: bool) -> None:
        """Name a way at its end, above or below it, within the square."""
        if not name:
            return
        painter.setFont(font(SMALL, bold=True))
        width, height = painter.fontMetrics().horizontalAdvance(name) + px(8), px(LINE)
        beside = px(DOT * 2)
        left = min(max(end.x() - width / 2, square.left() + px(2)), square.right() - width - px(2))
        top = end.y() - beside - height if above else end.y() + beside
        top = min(max(top, square.top() + px(2)), square.bottom() - height - px(2))
        label = QRectF(left, top, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours().card))
        painter.drawRoundedRect(label, px(3), px(3))
        painter.setPen(QColor(colours().text))
        painter.drawText(label, Qt.AlignmentFlag.AlignCenter, name)

    def _square(self) -> QRectF:
        side = min(self.width(), self.height()) - 2 * stroke()
        return QRectF((self.width() - side) / 2, stroke(), side, side)


class LossBar(Painted):
    """The colours of a map from the least loss, at the foot, to the highest, with the number of each contour."""

    hint = 52, 200

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limits: tuple[float, float] | None = None
        self.setFixedWidth(self.hint[0])

    def show_limits(self, limits: tuple[float, float] | None) -> None:
        """Show the losses of the least and of the deepest colour; None for nothing."""
        self._limits = limits
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._limits is None:
            return
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        low, high = self._limits
        strip = QRectF(stroke(), px(LINE + 4), px(BAR), self.height() - px(LINE + 4) - 2 * stroke())
        shades = np.array(_shades(colours()), np.uint32)[::-1, None]
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(strip, image_of(shades))
        draw_frame(painter, strip, colours().line)
        painter.setPen(QColor(colours().muted))
        painter.drawText(QRectF(0, 0, self.width(), px(LINE)), Qt.AlignmentFlag.AlignVCenter, self.tr("loss"))
        highest = math.inf
        for level in levels_between(low, high):
            y = strip.bottom() - math.log(level / low) / math.log(high / low) * strip.height()
            painter.drawLine(QLineF(strip.left(), y, strip.right() + px(3), y))
            if highest - y >= px(LINE) * 0.8:
                highest = y
                middle = min(y, self.height() - px(LINE) / 2)  # so that a number at the foot is whole
                room = QRectF(strip.right() + px(6), middle - px(LINE) / 2, self.width(), px(LINE))
                painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, f"{level:g}")


@cache
def _shades(now: Colours) -> tuple[int, ...]:
    """Return 256 colours from the paper to a grey violet, as `QImage.Format_RGB32` has them."""
    rgb = [(colour.red(), colour.green(), colour.blue()) for colour in map(QColor, (now.card, now.own, now.built_in))]
    paper, own, violet = np.array(rgb)
    deep = paper + DEEPEST * ((own + violet) / 2 - paper)
    mixed = np.linspace(paper, deep, 256).round().astype(int).tolist()
    return tuple(QColor(*colour).rgb() for colour in mixed)


def _heights(losses: Array) -> Array:
    """Return the logarithms of losses; where there is no number, the loss counts as very high."""
    return np.asarray(np.log(np.maximum(np.nan_to_num(losses, nan=1e30, posinf=1e30), LEAST)))


def contour(heights: Array, level: float) -> Array:
    """Return the line along which numbers in a grid have a value, in straight pieces: marching squares.

    Parameters
    ----------
    heights : ndarray of float, shape (m, n)
    level : float

    Returns
    -------
    ndarray of float64, shape (k, 4)
        Column and row of both ends of each piece.
    """
    above = heights > level
    rows, columns = np.mgrid[: len(heights) - 1, : heights.shape[1] - 1]
    pieces = []
    # The corners of a cell in turn; a side between two of them is crossed where they lie on two sides of the level.
    corners = ((0, 0), (0, 1), (1, 1), (1, 0))
    code = np.zeros(rows.shape, int)
    for bit, (down, right) in enumerate(corners):
        code += above[rows + down, columns + right] << bit
    for case, sides in _CROSSED.items():
        row, column = rows[code == case], columns[code == case]
        for pair in sides:
            ends = []
            for side in pair:
                (down, right), (down_on, right_on) = corners[side], corners[(side + 1) % 4]
                here, there = heights[row + down, column + right], heights[row + down_on, column + right_on]
                share = (level - here) / (there - here)
                ends += [column + right + share * (right_on - right), row + down + share * (down_on - down)]
            pieces.append(np.stack(ends, axis=-1))
    return np.asarray(np.concatenate([np.zeros((0, 4)), *pieces]))


# For each set of corners that lie above the level, as bits: the sides between which a piece runs.
_CROSSED: Final[dict[int, tuple[tuple[int, int], ...]]] = {
    **dict.fromkeys((1, 14), ((3, 0),)),
    **dict.fromkeys((2, 13), ((0, 1),)),
    **dict.fromkeys((4, 11), ((1, 2),)),
    **dict.fromkeys((8, 7), ((2, 3),)),
    **dict.fromkeys((3, 12), ((3, 1),)),
    **dict.fromkeys((6, 9), ((0, 2),)),
    5: ((3, 0), (1, 2)),
    10: ((0, 1), (2, 3)),
}
