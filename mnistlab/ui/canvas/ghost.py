"""What lies on an empty canvas: the ghost of a digit, the pen that writes it, and what to do."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from mnistlab.ui.canvas.strokes import smooth_path
from mnistlab.ui.look import theme

# A two, in sides of the canvas. Its last stroke ends where a right hand does not hide it.
TWO: Final = (
    (0.34, 0.31), (0.36, 0.24), (0.42, 0.18), (0.50, 0.16), (0.58, 0.18), (0.63, 0.24), (0.63, 0.32), (0.59, 0.40),
    (0.52, 0.48), (0.43, 0.57), (0.35, 0.65), (0.345, 0.66), (0.35, 0.665), (0.45, 0.665), (0.56, 0.665), (0.66, 0.66),
)  # fmt: skip
WIDTH: Final = 0.075  # of the canvas's side
TEXT: Final = 0.84  # of the canvas's side: where the middle of the text lies
# A pencil whose tip is at (0, 0), upright, in px of the design for a canvas of 300 px.
PENCIL: Final = ((0, 0), (-6, -14), (-6, -52), (6, -52), (6, -14))
LINES: Final = (((-6, -14), (6, -14)), ((-6, -44), (6, -44)))
TILT: Final = 38  # degrees, to the right


def paint_ghost(painter: QPainter, paper: QRectF, text: str) -> None:
    """Paint a pale digit, a pencil at its end, and a text below, on a square of paper."""
    now, side = theme.colours(), paper.width()
    painter.save()
    painter.translate(paper.topLeft())
    pen = QPen(QColor(now.soft), WIDTH * side)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(QTransform.fromScale(side, side).map(smooth_path(TWO)), pen)
    painter.setPen(QColor(now.muted))
    painter.setFont(theme.font(theme.BODY))
    height = painter.fontMetrics().height()
    painter.drawText(QRectF(0, TEXT * side - height / 2, side, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.translate(TWO[-1][0] * side, TWO[-1][1] * side)
    painter.rotate(TILT)
    painter.scale(side / 300, side / 300)
    outline = QPainterPath()
    outline.addPolygon(QPolygonF([QPointF(*corner) for corner in PENCIL]))
    outline.closeSubpath()
    painter.fillPath(outline, QColor(now.card))
    pen = QPen(QColor(now.muted), 2)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(outline, pen)
    painter.setPen(pen)
    for start, end in LINES:
        painter.drawLine(QPointF(*start), QPointF(*end))
    painter.restore()
