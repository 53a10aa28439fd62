"""Mouse cursors over the canvas, at the current scale."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QPainter, QPen, QPixmap

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

    def paint(painter: QPainter) -> None:
        middle = QPointF(side / 2, side / 2)
        cross = [QLineF(middle - way * arm, middle + way * arm) for way in (QPointF(1, 0), QPointF(0, 1))]
        for colour, width in ((theme.colours().card, rim), (theme.colours().text, theme.stroke())):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawLines(cross)

    return drawn_cursor(side, ratio, paint)


def drawn_cursor(side: int, ratio: float, paint: Callable[[QPainter], None]) -> QCursor:
    """Return a cursor that is painted in a square of `side` px; the place that counts is its middle.

    Parameters
    ----------
    side : int
    ratio : float
        Dots of the screen to a px.
    paint : callable
        Paints with a painter whose unit is a px.
    """
    pixmap = QPixmap(round(side * ratio), round(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter)
    painter.end()
    # On X11, Qt hands the place on to a server that counts dots of the screen.
    middle = pixmap.width() // 2 if QGuiApplication.platformName() == "xcb" else side // 2
    return QCursor(pixmap, middle, middle)
