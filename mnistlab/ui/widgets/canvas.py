"""The canvas: a person draws on it, and the drawing is kept as strokes, not as pixels."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mnistlab.data.ink import PENS_TALL, Pixels, Stroke, extent, pen_width
from mnistlab.ui import theme

INKED_SIDE: Final = 160  # px: eight times the 20 pixels that the drawing is brought to
MARGIN: Final = 2  # px around the ink, so that no edge is cut
THINNEST_ON_SCREEN: Final = 0.04  # of the side: the dot with which every stroke begins


class DrawingCanvas(QWidget):
    """A square to draw on.

    Strokes are kept in sides of the canvas, 0..1, so they stay as they are when it is resized, and are smooth
    at any size. The pen's width follows the size of what is drawn, as in MNIST.

    Signals
    -------
    ink_changed
        There is more ink, or less.
    """

    ink_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placeholder = ""
        self._strokes: list[list[tuple[float, float]]] = []
        self._drawing = False
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def strokes(self) -> list[Stroke]:
        """What is drawn: for each stroke its points (n, 2), in sides of the canvas."""
        return [np.array(points) for points in self._strokes]

    @property
    def is_empty(self) -> bool:
        """Whether there is no ink at all."""
        return not self._strokes

    def clear(self) -> None:
        """Take all ink away."""
        self._drawing = False
        if self._strokes:
            self._strokes = []
            self._changed()

    def set_placeholder(self, text: str) -> None:
        """Say what to do here, as long as the canvas is empty."""
        self.placeholder = text
        self.update()

    def _changed(self) -> None:
        self.update()
        self.ink_changed.emit()

    def _to_canvas(self, position: QPointF) -> tuple[float, float]:
        """Return a place in sides of the canvas. Beyond the edge the pen stays at the edge."""
        paper = self._paper()
        place = (position - paper.topLeft()) / paper.width()
        return min(1.0, max(0.0, place.x())), min(1.0, max(0.0, place.y()))

    def _paper(self) -> QRectF:
        """Return the square that is drawn on, in the middle of the widget."""
        side = max(1, min(self.width(), self.height()))
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Put the pen down. A touch or a tablet's pen arrives here too, as a mouse."""
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._drawing = True
        self._strokes.append([self._to_canvas(event.position())])
        self._changed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw."""
        held = event.buttons()
        if not self._drawing or (held and not held & Qt.MouseButton.LeftButton):
            self._drawing = False  # the release went elsewhere
            event.ignore()
            return
        point = self._to_canvas(event.position())
        if point != self._strokes[-1][-1]:
            self._strokes[-1].append(point)
            self._changed()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 (Qt's name)
        """Lift the pen."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._drawing = False
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Paint the paper and the ink."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self._paper()
        frame = square.adjusted(0.5, 0.5, -0.5, -0.5)
        paper = QPainterPath()
        paper.addRoundedRect(frame, 4, 4)
        painter.fillPath(paper, QColor(theme.CARD))
        if self.is_empty:
            painter.setPen(QColor(theme.MUTED))
            painter.drawText(
                frame.adjusted(theme.UNIT, theme.UNIT, -theme.UNIT, -theme.UNIT),
                int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
                self.placeholder,
            )
        else:
            painter.save()
            painter.setClipPath(paper)
            painter.translate(square.topLeft())
            side = square.width()
            # In pixels: a painter that scales takes four times as long.
            strokes = [stroke * side for stroke in self.strokes]
            width = pen_width(strokes, THINNEST_ON_SCREEN * side)
            draw_strokes(painter, strokes, width, QColor(theme.TEXT))
            painter.restore()
        painter.strokePath(paper, QPen(QColor(theme.BLUE if self.hasFocus() else theme.HAIRLINE), 1))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Be a square."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 (Qt's name)
        """Be a square."""
        return width

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the size on a small laptop's screen."""
        return QSize(176, 176)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return the smallest size at which one can draw."""
        return QSize(96, 96)


def smooth_path(points: Iterable[Iterable[Any]]) -> QPainterPath:
    """Return a curve without corners through a stroke's points.

    It runs from the middle of each piece to the middle of the next, bent by the point between: a quadratic
    B-spline, which needs no look ahead and so never moves what has been drawn, but for the last piece. Where
    the pen turns back, the corner is meant, and stays.
    """
    places = [QPointF(x, y) for x, y in points]
    path = QPainterPath(places[0])
    if len(places) == 1:
        path.lineTo(places[0])
        return path
    for before, here, following in zip(places, places[1:], places[2:], strict=False):
        middle = (here + following) / 2
        if turns_back(here - before, following - here):
            path.lineTo(here)
            path.lineTo(middle)
        else:
            path.quadTo(here, middle)
    path.lineTo(places[-1])
    return path


def turns_back(coming: QPointF, going: QPointF) -> bool:
    """Tell whether the pen turned by more than 150°: a curve so tight would lose the pen's round end there."""
    dot = QPointF.dotProduct(coming, going)
    return dot < 0 and 4 * dot**2 > 3 * QPointF.dotProduct(coming, coming) * QPointF.dotProduct(going, going)


def draw_strokes(painter: QPainter, strokes: Sequence[NDArray[Any]], width: float, colour: QColor) -> None:
    """Draw strokes with a round pen, in the painter's coordinates."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    for stroke in strokes:
        if len(stroke) == 1:  # a path of no length has no caps
            painter.drawPoint(QPointF(*stroke[0]))
        else:
            painter.drawPath(smooth_path(stroke.tolist()))


def render_ink(strokes: Sequence[NDArray[Any]]) -> Pixels:
    """Return strokes as pixels, large enough to be brought down to 20.

    Parameters
    ----------
    strokes : sequence of ndarray, shape (n, 2)
        In any unit, with some extent.

    Returns
    -------
    ndarray of uint8, shape (H, W)
        255 where the ink is. The longest inked side is 160 pixels, whatever the size of the drawing was.
    """
    size = extent(strokes)
    pen = INKED_SIDE / PENS_TALL
    scale = (INKED_SIDE - pen) / size if size > 0 else 1.0
    corner = np.min([stroke.min(axis=0) for stroke in strokes], axis=0)
    far = np.max([stroke.max(axis=0) for stroke in strokes], axis=0)
    margin = pen / 2 + MARGIN
    width, height = (int(np.ceil(side)) for side in (far - corner) * scale + 2 * margin)
    image = QImage(width, height, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    draw_strokes(painter, [(stroke - corner) * scale + margin for stroke in strokes], pen, QColor(255, 255, 255))
    painter.end()
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return pixels[:, :width].copy()


def render_canvas(strokes: Sequence[NDArray[Any]], side: int = 224) -> Pixels:
    """Return the whole canvas as pixels (side, side), with strokes (n, 2) in sides of the canvas where they are."""
    image = QImage(side, side, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    scaled = [stroke * side for stroke in strokes]
    draw_strokes(painter, scaled, pen_width(scaled, THINNEST_ON_SCREEN * side), QColor(255, 255, 255))
    painter.end()
    return np.frombuffer(image.constBits(), np.uint8).reshape(side, image.bytesPerLine())[:, :side].copy()
