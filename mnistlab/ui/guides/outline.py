"""A ring around the thing that a guide speaks of: nothing is covered, and nothing else is darkened."""

from typing import Final

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid
from typing_extensions import override

from mnistlab.ui.look.theme import colours, px, stroke

HALO: Final = 6  # px: a broad line as of a marker pen, seen from the back of a room
HALO_ALPHA: Final = 170  # of 255: what it touches can be read through it
RING: Final = 2  # px: of ink, around the halo
RADIUS: Final = 8  # px
FOLLOW: Final = 100  # ms between two looks at where the widget is


class Outline(QWidget):
    """Lies around a widget of the window, as broad as halo and ring; the mouse reaches what lies below.

    Parameters
    ----------
    window : QWidget
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("outline")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.around: QWidget | None = None
        self._clock = QTimer(self)  # because a widget moves with any of those that it stands in
        self._clock.setInterval(FOLLOW)
        self._clock.timeout.connect(self._place)
        self.hide()

    def lie_around(self, widget: QWidget | None) -> None:
        """Lie around this widget from now on, wherever it goes; None takes the ring away."""
        self.around = widget
        if widget is None:
            self._clock.stop()
            self.hide()
        else:
            self._clock.start()
            self._place()

    def _place(self) -> None:
        widget, window = self.around, self.parentWidget()
        if widget is None or window is None or not isValid(widget) or not widget.isVisible():
            self.hide()
            return
        place = QRect(widget.mapTo(window, QPoint()), widget.size())
        ring = stroke(RING)
        broad = px(HALO) + ring
        outer = place.adjusted(-broad, -broad, broad, broad) & window.rect()  # whole beside an edge of the window too
        if outer != self.geometry() or self.isHidden():
            self.setGeometry(outer)
            inner = place.translated(-outer.topLeft()) & self.rect().adjusted(ring, ring, -ring, -ring)
            self.setMask(QRegion(self.rect()) - QRegion(inner))
            self.show()
        self.raise_()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        now, ring = colours(), stroke(RING)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(now.text), ring))
        halo = QColor(now.highlight)
        halo.setAlpha(HALO_ALPHA)
        painter.setBrush(halo)
        half = ring / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), px(RADIUS), px(RADIUS))
