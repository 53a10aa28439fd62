"""The mark of a step: its number, or a tick once it is done."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from typing_extensions import override

from mnistlab.ui.look.theme import SMALL, colours, font, px, stroke
from mnistlab.ui.widgets.painted import Painted

MARK: Final = 22  # px: the circle with the number
TICK: Final = ((0.24, 0.52), (0.42, 0.70), (0.76, 0.32))  # its corners, as shares of the circle


class StepMark(Painted):
    """The number of a step: in a filled circle for the present one, a tick for one that is done."""

    hint = MARK, MARK

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._state = ""
        self.setFixedSize(MARK, MARK)

    def show_state(self, state: str) -> None:
        """Show that the step is ``"done"``, ``"now"`` or ``"later"``."""
        if state != self._state:
            self._state = state
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now, side = colours(), px(MARK)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._state == "done":
            painter.setPen(QPen(QColor(now.text), stroke(2), c=Qt.PenCapStyle.RoundCap))
            painter.drawPolyline([QPointF(x * side, y * side) for x, y in TICK])
            return
        circle, present = QRectF(0, 0, side, side), self._state == "now"
        if present:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(now.fill))
            painter.drawEllipse(circle)
        painter.setFont(font(SMALL, bold=present))
        painter.setPen(QColor(now.on_fill if present else now.muted))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
