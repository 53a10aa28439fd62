"""The image that the network is given, each of its pixels a clean square; or a larger one on its way to it."""

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.data.images import SIDE, Pixels
from mnistlab.ui.look import theme
from mnistlab.ui.widgets.retranslated import Mixin

COARSE = 2.5  # screen pixels: an image's pixels that are at least as large have clean edges
FILLED = 0.85  # of a square: a picture in whole screen pixels that fills less is drawn in parts of pixels


def digit_image(pixels: Pixels) -> QImage:
    """Return an image (h, w), 255 where the ink is, in the colours of paper and ink."""
    height, width = pixels.shape
    colours = theme.ink_table(theme.colours()).take(pixels)  # (h, w), uint32: the format that Qt paints fastest
    return QImage(colours.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def paint_ink(painter: QPainter, frame: QRectF, pixels: Pixels, ratio: float, side: int = SIDE) -> QRectF:
    """Paint an image (h, w), 255 where the ink is, in the middle of a square; return its place.

    Images of up to `side` pixels are all drawn on one scale, at which `side` pixels of whole screen pixels fit, where
    that fills most of the square. A unit of the painter is `ratio` screen pixels. A larger image fills the square.
    """
    height, width = pixels.shape
    whole = int(frame.width() * ratio / side)
    large = max(height, width) > side or whole * side < FILLED * frame.width() * ratio
    scale = frame.width() / max(height, width, side) if large else whole / ratio
    place = QRectF(QPointF(0, 0), QSizeF(width * scale, height * scale))
    place.moveCenter(frame.center())
    place.moveTopLeft(QPointF(round(place.left() * ratio) / ratio, round(place.top() * ratio) / ratio))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, large and scale * ratio < COARSE)
    painter.drawImage(place, digit_image(pixels))
    return place


class ShowsImage(Mixin):
    """Mixin of a widget that shows an image of a digit."""

    pixels: Pixels | None = None

    def set_image(self, pixels: Pixels | None) -> None:
        """Show an image (h, w), 255 where the ink is, as `paint_ink` does; None for an empty frame."""
        self.pixels = pixels
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.dots(2) * SIDE + 2, theme.dots(2) * SIDE + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.dots(1) * SIDE + 2, theme.dots(1) * SIDE + 2)


class SeenImage(ShowsImage, QWidget):
    """An image of a digit, with a thin line around it."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        line = max(1, int(ratio)) / ratio
        room = min(self.width(), self.height()) - 2 * line
        side = max(1, int(room * ratio / SIDE)) * SIDE / ratio
        top = int((self.height() - side) / 2 * ratio) / ratio
        image = QRectF(QPointF(line, top), QSizeF(side, side))
        painter.fillRect(image, QColor(theme.colours().card))
        if self.pixels is not None:
            paint_ink(painter, image, self.pixels, ratio)
        half = line / 2
        painter.setPen(QPen(QColor(theme.colours().line), line))
        painter.drawRect(image.adjusted(-half, -half, half, half))
