"""The mouse cursor over the canvas, at the current scale."""

from typing import Final

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPen, QPixmap

from mnistlab.ui.look import theme

ARM: Final = 9  # px
RIM: Final = 3  # px: width of the light rim that keeps the cross visible on ink


def cross_cursor(ratio: float) -> QCursor:
    """Return the system's cross cursor at scale 1, else one of our own, because a system's cursor has a fixed size.

    Parameters
    ----------
    ratio : float
        Dots of the screen to a px.
    """
    if theme.scale() == 1:
        return QCursor(Qt.CursorShape.CrossCursor)
    arm, rim = theme.px(ARM), theme.px(RIM)
    side = 2 * arm + rim
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(side / 2, side / 2)
    cross = [QLineF(middle - way * arm, middle + way * arm) for way in (QPointF(1, 0), QPointF(0, 1))]
    for colour, width in ((theme.colours().card, rim), (theme.colours().text, theme.stroke())):
        painter.setPen(QPen(QColor(colour), width))
        painter.drawLines(cross)
    painter.end()
    return QCursor(pixmap, side // 2, side // 2)
