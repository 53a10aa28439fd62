"""The paper of the canvas: what a drawing looks like on the screen."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.data.ink import Stroke
from mnistlab.ui.canvas.drawing import ERASER, Drawing, Picture
from mnistlab.ui.canvas.ghost import paint_ghost
from mnistlab.ui.canvas.rendering import draw_lines, scaled
from mnistlab.ui.canvas.strokes import Place
from mnistlab.ui.look import theme
from mnistlab.ui.look.cursors import drawn_cursor
from mnistlab.ui.widgets.painted import Painted


class Paper(Painted):
    """A square with a drawing on it, in the middle of the widget."""

    hint = 176, 176

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.placeholder = ""  # what is said as long as there is no ink
        self._has_ghost = True  # the ghost of a digit lies above it
        self._shown = Drawing()
        self._sheet: tuple[Picture, int, QPixmap] | None = None  # the picture as it is on the screen
        self._waiting = ""  # what is said while an image is being read
        self._dropping = False  # an image is being dragged over the paper
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def drawing(self) -> Drawing:
        """What is on the paper, with what is just being drawn."""
        return self._shown

    @property
    def strokes(self) -> list[Stroke]:
        """What is drawn with the pen: for each stroke its points (n, 2), in sides of the paper."""
        return self._shown.strokes

    @property
    def is_empty(self) -> bool:
        """Whether there is no ink at all."""
        return self._shown.is_empty

    def set_placeholder(self, text: str, *, ghost: bool = True) -> None:
        """Say what to do here, as long as the canvas is empty; below the ghost of a digit, if any digit will do."""
        self.placeholder, self._has_ghost = text, ghost
        self.update()

    def _paper(self) -> QRectF:
        """Return the square that is drawn on, in the middle of the widget."""
        side = max(1, min(self.width(), self.height()))
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _to_canvas(self, position: QPointF) -> Place:
        """Return a place in sides of the canvas: beyond its edges it is less than 0 or more than 1."""
        paper = self._paper()
        place = (position - paper.topLeft()) / paper.width()
        return place.x(), place.y()

    def _around(self, points: Stroke, pen: float) -> QRect:
        """Return the part of the screen that strokes through these points may cover."""
        paper = self._paper()
        corner, far = points.min(axis=0) * paper.width(), points.max(axis=0) * paper.width()
        spare = pen * paper.width() / 2 + 2
        box = QRectF(QPointF(*corner), QPointF(*far)).translated(paper.topLeft())
        return box.adjusted(-spare, -spare, spare, spare).toAlignedRect()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        square = self._paper()
        half, unit = theme.stroke() / 2, theme.px(theme.UNIT)
        frame = square.adjusted(half, half, -half, -half)
        paper = QPainterPath()
        paper.addRoundedRect(frame, theme.px(4), theme.px(4))
        painter.fillPath(paper, QColor(theme.colours().card))
        inner = frame.adjusted(unit, unit, -unit, -unit)
        if self.is_empty and self._has_ghost and not self._waiting:
            paint_ghost(painter, square, self.placeholder)
        elif self.is_empty:
            painter.setPen(QColor(theme.colours().muted))
            painter.drawText(
                inner, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._waiting or self.placeholder
            )
        else:
            painter.save()
            painter.setClipPath(paper)
            if self._shown.picture is not None:
                corner = QPointF(*self._shown.picture.corner) * square.width()
                painter.drawPixmap(square.topLeft() + corner, self._picture_sheet(self._shown.picture))
            painter.translate(square.topLeft())
            draw_lines(painter, self._shown, square.width(), QColor(theme.colours().text))
            painter.restore()
            painter.setPen(QColor(theme.colours().muted))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft), self._waiting)
        colour, width = (theme.colours().text, 2) if self._dropping else (theme.colours().line, 1)
        painter.strokePath(paper, QPen(QColor(colour), theme.stroke(width)))

    def _picture_sheet(self, picture: Picture) -> QPixmap:
        """Return a picture in the colour of ink, in the pixels of the screen."""
        ratio = self.devicePixelRatioF()
        side = round(self._paper().width() * ratio)
        if self._sheet is None or self._sheet[:2] != (picture, side):
            grey = scaled(picture.ink, side / picture.scale)
            image = QImage(grey.size(), QImage.Format.Format_RGB32)
            image.fill(QColor(theme.colours().text))
            image.setAlphaChannel(grey)
            pixmap = QPixmap.fromImage(image)
            pixmap.setDevicePixelRatio(ratio)
            self._sheet = picture, side, pixmap
        return self._sheet[2]

    def _eraser_cursor(self) -> QCursor:
        """Return a ring as large as the eraser."""
        wide = max(6, round(2 * ERASER * self._paper().width())) + 2

        def paint(painter: QPainter) -> None:
            painter.setBrush(QColor(theme.colours().card))
            painter.setPen(QPen(QColor(theme.colours().muted), theme.stroke()))
            painter.drawEllipse(QRectF(1, 1, wide - 2, wide - 2))

        return drawn_cursor(wide, self.devicePixelRatioF(), paint)

    @override
    def heightForWidth(self, width: int) -> int:
        return width

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), theme.px(96))
