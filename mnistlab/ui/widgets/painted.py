"""What widgets have in common that paint themselves."""

from typing import ClassVar, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import px, stroke
from mnistlab.ui.widgets.retranslated import Restyled

WORD_JOINER: Final = "\u2060"
NO_BREAK_SPACE: Final = "\u00a0"
FIRST_OF_CHINESE: Final = "一"
SHORT: Final = 2  # signs of a word, with the full stop, that is no line alone


class Painted(Restyled, QWidget):
    """A widget that is painted whole by itself.

    Attributes
    ----------
    hint : tuple of int
        Width and height that it would like to have, in px of the design.
    """

    hint: ClassVar[tuple[int, int]]

    @override
    def sizeHint(self) -> QSize:
        return QSize(*map(px, self.hint))


def draw_frame(painter: QPainter, place: QRect | QRectF, colour: str, width: float = 1) -> None:
    """Draw a rectangle with a line of this colour and width, in px of the design, and with whole corners."""
    painter.setPen(QPen(QColor(colour), stroke(width), j=Qt.PenJoinStyle.MiterJoin))
    painter.drawRect(place)


def draw_rim(painter: QPainter, place: QRect | QRectF, colour: str, width: float = 1) -> None:
    """Draw such a line just inside a rectangle, so that it is as wide at all four sides on any screen."""
    half = stroke(width) / 2
    draw_frame(painter, QRectF(place).adjusted(half, half, -half, -half), colour, width)


def tied(text: str) -> str:
    """Return a text whose last signs stay together, because one sign of Chinese, or a digit, alone is no line.

    So does a plus-minus with its number, wherever it stands.
    """
    text = text.replace("± ", "±" + NO_BREAK_SPACE)
    if text[-2:-1] >= FIRST_OF_CHINESE:
        return text[:-3] + WORD_JOINER.join(text[-3:])
    before, space, last = text.rpartition(" ")
    return before + NO_BREAK_SPACE + last if space and len(last) <= SHORT else text


def loose(text: str) -> str:
    """Return a text without what ties its signs together."""
    return text.replace(WORD_JOINER, "").replace(NO_BREAK_SPACE, " ")


def unbroken(text: str) -> str:
    """Return a text that stands on one line, between whatever signs lines may end."""
    text = text.replace(" ", NO_BREAK_SPACE)
    return text if max(text, default="") < FIRST_OF_CHINESE else WORD_JOINER.join(text)
