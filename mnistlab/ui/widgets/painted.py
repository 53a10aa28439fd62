"""What widgets have in common that paint themselves."""

from typing import ClassVar

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import px, stroke
from mnistlab.ui.widgets.retranslated import Restyled


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
    """Draw a rectangle with a line of this colour and width, in px of the design."""
    painter.setPen(QPen(QColor(colour), stroke(width)))
    painter.drawRect(place)
