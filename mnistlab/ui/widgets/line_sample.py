"""A short piece of a curve, as the plots draw it: the legend beside the name of a run."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import px
from mnistlab.ui.widgets.painted import Painted

WIDTH, HEIGHT = 28, 16  # px
LINE = 2.4  # px
DOT = 3.5  # px: radius


class LineSample(Painted):
    """A line with or without a dot in its middle.

    Parameters
    ----------
    colour : callable
        Returns the colour in the current palette.
    dashes : sequence of float
        Lengths of dashes and gaps in px, as in the plots; empty: a solid line.
    dot : bool
    """

    hint = WIDTH, HEIGHT

    def __init__(
        self,
        colour: Callable[[], str],
        dashes: Sequence[float] = (),
        *,
        dot: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._colour, self._dashes, self._dot = colour, dashes, dot
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(self._colour()), px(LINE))
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if self._dashes:
            pen.setDashPattern([length / LINE for length in self._dashes])  # Qt counts in widths of the pen
        painter.setPen(pen)
        middle = self.height() / 2
        painter.drawLine(QPointF(0, middle), QPointF(self.width(), middle))
        if self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colour()))
            painter.drawEllipse(QPointF(self.width() / 2, middle), px(DOT), px(DOT))
