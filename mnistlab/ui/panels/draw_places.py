"""Where the parts of the panel "Your digit" lie, in a card of any size."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtCore import QRect, QSize

from mnistlab.data.images import CLASSES
from mnistlab.ui.canvas.preparation_strip import ARROW, STAGES
from mnistlab.ui.look.theme import UNIT, px

GAP: Final = 10  # px
ANSWER: Final = 0.264  # of the card's width, and its bounds in px
LEAST_ANSWER, MOST_ANSWER = 75, 200
ROWS: Final = (16.5, 19.6, 32.0)  # px of a bar's row: least, as designed, most
PICTURES: Final = (38, 62, 86)  # px: side of a stage in a low card, as designed, in a large card
ROOMY: Final = 280  # px: a canvas as large as this keeps its tools beside it, though it might be larger without
WIDE: Final = 1.4  # times as wide as high: the answer goes beside the canvas
MORE: Final = 1.15  # times as large has the canvas to be for bars beside it that are short
SMALL_SHARE: Final = 0.56  # of a small card's width: its canvas
SMALL_ROW: Final = 40  # px: what is below it
BESIDE: Final = (300, 520)  # px: width of what is beside the canvas in a wide card, least and most


class Parts(NamedTuple):
    """Sizes in px that depend on the language and the type."""

    tools: QSize  # in a column
    clear: QSize
    readers: QSize
    caption: int  # height
    word: int  # height


@dataclass(frozen=True, slots=True)
class Places:
    """Where each part lies; None for a part that is left out, or that lies in the header.

    Attributes
    ----------
    canvas, bars, answer : QRect
    message : QRect
        Where it is said that a drawing cannot be read: over the stages, which show nothing then.
    divider, readers, word, clear, tools, strip : QRect or None
    captions : bool
        Whether the stages of the strip have their names below.
    """

    canvas: QRect
    bars: QRect
    answer: QRect
    message: QRect
    divider: QRect | None = None
    readers: QRect | None = None
    word: QRect | None = None
    clear: QRect | None = None
    tools: QRect | None = None
    strip: QRect | None = None
    captions: bool = False


def places(width: int, height: int, parts: Parts, *, presenting: bool = False) -> Places:
    """Return where the parts lie in a card of `width` × `height` px; when presenting, canvas and answer alone."""
    wide = width >= WIDE * height
    if presenting:
        return _wide(width, height, parts, presenting=True) if wide else _presented(width, height)
    small = _small(width, height, parts)
    if wide:
        best = _wide(width, height, parts)
    else:
        tall, low = _tall(width, height, parts), _low(width, height, parts)
        best = tall if tall.canvas.width() >= min(px(ROOMY), low.canvas.width()) else low
    return small if small.canvas.width() > MORE * best.canvas.width() else best


def _tall(width: int, height: int, parts: Parts) -> Places:
    """Return the tools beside the canvas, then the stages and the readers, then bars and answer."""
    column = max(parts.tools.width(), parts.clear.width())
    rest = 2 * px(UNIT) + px(PICTURES[1]) + parts.caption
    side = height - rest - px(CLASSES * ROWS[1])
    if side < px(ROOMY):  # then the rows are less high, as far as they can be
        side = max(side, min(px(ROOMY), height - rest - px(CLASSES * ROWS[0])))
    side = max(1, min(width - px(GAP) - column, side))
    clear = QRect(width - parts.clear.width(), side - parts.clear.height(), *_both(parts.clear))
    tools = QRect(width - parts.tools.width(), 0, *_both(parts.tools))
    spare = height - side - rest - px(CLASSES * ROWS[1]) >= px(PICTURES[2] - PICTURES[1])
    fits = width >= _strip(px(PICTURES[2])) + px(UNIT) + parts.readers.width()
    picture = px(PICTURES[2 if spare and fits else 1])
    top = side + px(UNIT)
    strip = QRect(0, top, min(_strip(picture), width - parts.readers.width() - px(UNIT)), picture + parts.caption)
    readers = QRect(width - parts.readers.width(), top + (picture - parts.readers.height()) // 2, *_both(parts.readers))
    word = QRect(readers.left(), readers.bottom() + px(4), readers.width(), parts.word)
    bars, answer, divider = _reading(0, width, strip.bottom() + 1 + px(UNIT), height)
    message = QRect(0, top, readers.left() - px(UNIT), strip.height())
    canvas = QRect(0, 0, side, side)
    return Places(canvas, bars, answer, message, divider, readers, word, clear, tools, strip, captions=True)


def _low(width: int, height: int, parts: Parts) -> Places:
    """Return the answer beside the canvas, and below it stages without names, readers, and bars as wide as the card."""
    row = max(px(PICTURES[0]), parts.readers.height())
    rest = 2 * px(UNIT) + row + px(CLASSES * ROWS[0])
    side = max(1, min(width - px(GAP) - px(LEAST_ANSWER), height - rest))
    left = side + px(GAP)
    clear = QRect(left, 0, width - left, parts.clear.height())
    answer = QRect(left, clear.bottom() + 1, width - left, side - clear.height())
    top = side + px(UNIT)
    readers = QRect(width - parts.readers.width(), top + (row - parts.readers.height()) // 2, *_both(parts.readers))
    stages = _strip(px(PICTURES[0]))
    strip = QRect(0, top, stages, px(PICTURES[0])) if stages + px(UNIT) <= readers.left() else None
    below = top + row + px(UNIT)
    bars = QRect(0, below, width, max(1, min(height - below, px(CLASSES * ROWS[2]))))
    message = QRect(0, top, readers.left() - px(UNIT), row)
    return Places(QRect(0, 0, side, side), bars, answer, message, None, readers, None, clear, None, strip)


def _small(width: int, height: int, parts: Parts) -> Places:
    """Return the bars beside the canvas, and below both the readers, the answer and Clear in one row."""
    row = max(px(SMALL_ROW), parts.readers.height())
    side = max(1, min(round(SMALL_SHARE * width), height - px(UNIT) - row))
    left = side + px(GAP)
    bars = QRect(left, 0, max(1, width - left), side)
    top = side + px(UNIT)
    readers = QRect(0, top + (row - parts.readers.height()) // 2, *_both(parts.readers))
    answer = QRect(readers.right() + px(UNIT), top, max(1, width - readers.right() - px(UNIT)), row)
    clear = None
    if answer.width() >= px(LEAST_ANSWER + UNIT) + parts.clear.width():
        answer.setWidth(answer.width() - px(UNIT) - parts.clear.width())
        clear = QRect(answer.right() + px(UNIT), top + (row - parts.clear.height()) // 2, *_both(parts.clear))
    return Places(QRect(0, 0, side, side), bars, answer, _over(bars), None, readers, None, clear)


def _wide(width: int, height: int, parts: Parts, *, presenting: bool = False) -> Places:
    """Return the canvas at the left with its tools, and all that is read from it at its right."""
    column = 0 if presenting else px(GAP) + max(parts.tools.width(), parts.clear.width())
    side = max(1, min(height, width - column - 2 * px(GAP) - px(BESIDE[0])))
    beside = min(width - side - column - 2 * px(GAP), max(px(BESIDE[1]), side))
    left = (width - side - column - 2 * px(GAP) - beside) // 2
    start = left + side + column + 2 * px(GAP)
    canvas = QRect(left, 0, side, side)
    if presenting:
        bars, answer, divider = _reading(start, beside, 0, height)
        return Places(canvas, bars, answer, _over(bars), divider)
    edge = left + side + column
    clear = QRect(edge - parts.clear.width(), side - parts.clear.height(), *_both(parts.clear))
    tools = QRect(edge - parts.tools.width(), 0, *_both(parts.tools))
    fits = beside >= _strip(px(PICTURES[1])) + px(UNIT) + parts.readers.width()
    row = px(PICTURES[1]) if fits else parts.readers.height()
    captions = fits and height >= row + parts.caption + px(UNIT) + px(CLASSES * ROWS[0])
    strip = QRect(start, 0, _strip(row), row + (parts.caption if captions else 0)) if fits else None
    readers = QRect(start + beside - parts.readers.width(), (row - parts.readers.height()) // 2, *_both(parts.readers))
    word = QRect(readers.left(), readers.bottom() + px(4), readers.width(), parts.word)
    top = px(UNIT) + (row if strip is None else strip.height())
    bars, answer, divider = _reading(start, beside, max(top, word.bottom()), height)
    message = _over(bars) if strip is None else strip
    word_place = word if fits else None
    return Places(canvas, bars, answer, message, divider, readers, word_place, clear, tools, strip, captions)


def _presented(width: int, height: int) -> Places:
    """Return the canvas as wide as the card, and bars and answer below it."""
    side = max(1, min(width, height - 2 * px(UNIT) - px(CLASSES * ROWS[1])))
    bars, answer, divider = _reading(0, width, side + 2 * px(UNIT), height)
    return Places(QRect((width - side) // 2, 0, side, side), bars, answer, _over(bars), divider)


def _reading(left: int, width: int, top: int, bottom: int) -> tuple[QRect, QRect, QRect]:
    """Return where the bars lie, the answer beside them, and the line between."""
    height = max(1, min(bottom - top, px(CLASSES * ROWS[2])))
    beside = max(px(LEAST_ANSWER), min(px(MOST_ANSWER), round(ANSWER * width)))
    bars = QRect(left, top, max(1, width - beside - 2 * px(GAP)), height)
    answer = QRect(left + width - beside, top, beside, height)
    return bars, answer, QRect(answer.left() - px(GAP), top, 1, height)


def _over(bars: QRect) -> QRect:
    """Return the upper rows of the bars, for a message where there are no stages."""
    return bars.adjusted(0, 0, 0, -bars.height() // 2)


def _strip(picture: int) -> int:
    """Return the width of the stages, side by side, in px."""
    return len(STAGES) * picture + (len(STAGES) - 1) * px(ARROW)


def _both(size: QSize) -> tuple[int, int]:
    return size.width(), size.height()
