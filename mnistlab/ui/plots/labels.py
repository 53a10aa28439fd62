"""Labels beside the ends of lines, pushed apart where they meet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.plots.curve import paint_symbols

BESIDE = 12  # px between a line's end and its label
LINE = 16  # px: height of a label
LONGEST = 180  # px: of a label that has room beside the end of its line
SYMBOL_ROOM = 15  # px
FAR = 0.7  # of its height: a label that is so far from the end of its line has a line to it


@dataclass(frozen=True, slots=True)
class EndLabel:
    """A label beside the end of a line: where the line ends, in iterations and values, and what is written.

    `note` is written below it in the colour of muted text.
    """

    iteration: float
    value: float
    text: str
    colour: QColor
    symbol: str = ""
    note: str = ""

    @property
    def width(self) -> float:
        """How wide it is, in px of the screen."""
        return max(text_width(self.text), text_width(self.note)) + (px(SYMBOL_ROOM) if self.symbol else 0)

    @property
    def height(self) -> float:
        """How high it is, in px of the screen."""
        return float(px(2 * LINE if self.note else LINE))


def text_width(text: str) -> float:
    """Return how wide a text is in the type of labels, in px of the screen."""
    return _advance(text, font(SMALL, bold=True))


def broken(text: str, width: float) -> tuple[str, str]:
    """Return the words of a text that have room in so many px of the screen, and the others; all if no word has."""
    words = text.split(" ")
    for count in range(len(words), 0, -1):
        if text_width(first := " ".join(words[:count])) <= width:
            return first, " ".join(words[count:])
    return text, ""


def elided(text: str, width: float, face: QFont | None = None) -> str:
    """Return a text, or where it is wider than so many px of the screen its first and last words, none of them cut.

    Only a word that is too wide alone loses its middle: what is left of a number would be another number. It is in the
    type of labels, or in `face`.
    """
    face = font(SMALL, bold=True) if face is None else face
    if _advance(text, face) <= width:
        return text
    words = text.split(" ")
    for kept in range(len(words) - 1, 0, -1):
        last = kept // 2
        shorter = " ".join([*words[: kept - last], "…", *words[len(words) - last :]])
        if _advance(shorter, face) <= width:
            return shorter
    return QFontMetricsF(face).elidedText(text, Qt.TextElideMode.ElideMiddle, width)


@lru_cache(maxsize=1024)  # because each frame asks for the labels of all lines, and few of them have changed
def _advance(text: str, face: QFont) -> float:
    return QFontMetricsF(face).horizontalAdvance(text)


def push_apart(tops: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return tops near those given, in their order, so that no label meets another, and within `top` to `bottom`.

    Labels that meet form a block, which stands where its labels would like to be on the average.
    """
    blocks: list[list[int]] = []
    starts: list[float] = []

    def height_of(block: list[int]) -> float:
        return sum(heights[index] for index in block)

    def start_of(block: list[int]) -> float:
        wished = sum(tops[index] - height_of(block[:number]) for number, index in enumerate(block)) / len(block)
        return max(min(wished, bottom - height_of(block)), top)

    for index in sorted(range(len(tops)), key=tops.__getitem__):
        block = [index]
        while blocks and starts[-1] + height_of(blocks[-1]) > start_of(block):
            block = blocks.pop() + block
            starts.pop()
        blocks.append(block)
        starts.append(start_of(block))
    placed = [0.0] * len(tops)
    for start, block in zip(starts, blocks, strict=True):
        for number, index in enumerate(block):
            placed[index] = start + height_of(block[:number])
    return placed


Span = tuple[float, float]  # px from the top: where something begins and ends


def lay_out(
    labels: Sequence[EndLabel],
    ends: Sequence[QPointF],
    area: QRectF,
    beside: QRectF,
    lines_between: Callable[[float, float], list[Span]],
) -> list[QRectF]:
    """Return where labels stand: near the ends of their lines, none over another, and none over a line if possible.

    Where there is no room for all, the first ones have it, and the boxes of the others are empty.

    Parameters
    ----------
    labels : sequence of EndLabel
    ends : sequence of QPointF
        Where their lines end.
    area : QRectF
        Where lines are.
    beside : QRectF
        Where labels are that reach beyond it; none reaches beyond the right end of this.
    lines_between : callable
        Returns between which heights each line runs, from one x to another.
    """
    boxes = []
    for label, end in zip(labels, ends, strict=True):
        left = max(min(end.x() + px(BESIDE), beside.right() - label.width), area.left())
        boxes.append(QRectF(left, end.y() - px(LINE) / 2, label.width, label.height))
    for together in _columns(boxes):
        top = area.top() if all(boxes[index].right() <= area.right() for index in together) else beside.top()
        column = _fitting(together, boxes, area.bottom() - top)
        heights = [boxes[index].height() for index in column]
        tops = push_apart([boxes[index].top() for index in column], heights, top, area.bottom())
        # From the uppermost down, and each below the one before: a label that changed places with another would seem to
        # belong to the line of that. Each leaves room for those below it.
        below = sum(heights)
        for wished, index in sorted(zip(tops, column, strict=True)):
            box = boxes[index]
            below -= box.height()
            bottom = area.bottom() - below
            box.moveTop(max(min(wished, bottom - box.height()), top))
            if box.left() < area.right() - px(BESIDE):
                spans = lines_between(box.left() - px(2), min(box.right(), area.right()))
                box.moveTop(_free_place(box.top(), box.height(), spans, top, bottom))
            top = box.bottom()
    return boxes


def _free_place(wished: float, height: float, spans: Sequence[Span], top: float, bottom: float) -> float:
    """Return the top of the free place that is nearest to the one wished for; that one itself if none is free."""
    gap = px(1)
    starts = [wished, *(start - height - gap for start, _ in spans), *(stop + gap for _, stop in spans)]
    free = [
        start
        for start in starts
        if top <= start <= bottom - height
        and all(start + height <= low + 0.01 or start >= high - 0.01 for low, high in spans)
    ]
    return min(free, key=lambda start: abs(start - wished), default=max(min(wished, bottom - height), top))


def _columns(boxes: Sequence[QRectF]) -> list[list[int]]:
    """Return groups of boxes that lie above or below each other."""
    columns: list[list[int]] = []
    reached = float("-inf")
    for index in sorted(range(len(boxes)), key=lambda index: boxes[index].left()):
        if boxes[index].left() > reached:
            columns.append([])
        columns[-1].append(index)
        reached = max(reached, boxes[index].right())
    return columns


def _fitting(column: Sequence[int], boxes: list[QRectF], room: float) -> list[int]:
    """Return the first labels of a column that have room below each other, at least one; empty the other boxes."""
    fitting: list[int] = []
    for index in sorted(column):
        height = boxes[index].height()
        if height <= room or not fitting:
            fitting.append(index)
            room -= height
        else:
            boxes[index] = QRectF()
    return fitting


def leader(end: QPointF, box: QRectF) -> QLineF | None:
    """Return a line from the end of a curve to the label of it, where that had to make room for others."""
    start = QPointF(end.x() + px(BESIDE) / 4, end.y())
    stop = QPointF(box.left() - px(BESIDE) / 4, box.top() + px(LINE) / 2)
    moved = abs(stop.y() - start.y()) > FAR * px(LINE)
    return QLineF(start, stop) if moved and stop.x() > start.x() and not box.isEmpty() else None


def paint_labels(
    painter: QPainter, labels: Sequence[EndLabel], ends: Sequence[QPointF], boxes: Sequence[QRectF]
) -> None:
    """Paint labels on a ground that keeps lines from running through them, and lines to those that stand elsewhere."""
    now, line = colours(), px(LINE)
    for label, end, box in zip(labels, ends, boxes, strict=True):
        led = leader(end, box)
        if led is not None and not label.symbol:  # a symbol says already which line it is
            painter.setPen(QPen(label.colour, stroke()))
            painter.drawLine(led)
    ground = QColor(now.card)
    ground.setAlphaF(0.85)
    for label, box in zip(labels, boxes, strict=True):
        if box.isEmpty():
            continue
        painter.fillRect(box.adjusted(-px(2), 0, px(2), 0), ground)
        place = QRectF(box.left(), box.top(), box.width() + px(2), line)
        if label.symbol:
            middle = np.array([box.left() + px(5)]), np.array([place.center().y()])
            paint_symbols(painter, label.symbol, *middle, label.colour)
            place.setLeft(box.left() + px(SYMBOL_ROOM))
        painter.setFont(font(SMALL, bold=True))
        painter.setPen(label.colour)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, label.text)
        if label.note:
            painter.setFont(font(SMALL))
            painter.setPen(QColor(now.muted))
            painter.drawText(place.translated(0, line), Qt.AlignmentFlag.AlignVCenter, label.note)
