"""From a drawing to pixels: strokes with a round pen, and the images below them."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QTransform

from mnistlab.data.images import Pixels
from mnistlab.data.ink import PENS_TALL, extent
from mnistlab.ui.canvas.drawing import Drawing

INKED_SIDE: Final = 160  # px: eight times the 20 pixels of a prepared drawing
MARGIN: Final = 2  # px around the ink, so that no edge is cut
COARSE: Final = 4  # screen pixels: from this size on, a pixel of an image is drawn as a clean square
INK: Final = QColor(255, 255, 255)


def ink(drawing: Drawing) -> Pixels | None:
    """Return a drawing as pixels, cropped to its ink, large enough to be brought down to 20.

    Returns
    -------
    ndarray of uint8, shape (H, W), or None
        255 where the ink is. The longest inked side is about 160 pixels, whatever the size of the drawing is; an
        image smaller than that is enlarged by a whole number, so that it can come back to the same pixels. None
        where there is no ink.
    """
    if drawing.box is None:
        return None
    if drawing.picture is None:
        return _render([line.path for line in drawing.lines], [line.box for line in drawing.lines], drawing.brush)
    picture = drawing.picture
    crop, place = picture.crop
    if not drawing.lines:
        longest = max(crop.shape)
        if longest > INKED_SIDE:
            return pixels_of(scaled(crop, INKED_SIDE / longest))
        times = -(-INKED_SIDE // longest)
        return crop.repeat(times, axis=0).repeat(times, axis=1)
    corner, far = drawing.box
    scale = INKED_SIDE / float((far - corner).max())
    width, height = (int(np.ceil(side)) for side in (far - corner) * scale + 2 * MARGIN)
    image = blank(width, height)
    painter = QPainter(image)
    painter.translate(*(MARGIN - corner * scale))
    if crop.size:
        painter.drawImage(QPointF(*(place * scale)), scaled(crop, scale / picture.scale))
    draw_lines(painter, drawing, scale, INK)
    painter.end()
    return pixels_of(image)


def whole(drawing: Drawing, side: int = 224) -> Pixels:
    """Return the whole canvas as pixels: the drawing at its place, and as wide as the pen was.

    Returns
    -------
    ndarray of uint8, shape (side, side)
        255 where the ink is.
    """
    image = blank(side, side)
    painter = QPainter(image)
    picture = drawing.picture
    if picture is not None:
        painter.drawImage((QPointF(*picture.corner) * side).toPoint(), scaled(picture.ink, side / picture.scale))
    draw_lines(painter, drawing, side, INK)
    painter.end()
    return pixels_of(image)


def _render(paths: Sequence[QPainterPath], boxes: Sequence[NDArray[Any]], brush: float) -> Pixels:
    size = extent(boxes)
    share = brush / (PENS_TALL - 1)  # the pen's width as a share of the extent of its path
    pen = INKED_SIDE * share / (1 + share)
    scale = (INKED_SIDE - pen) / size if size > 0 else 1.0
    corner, far = np.min(boxes, axis=0)[0], np.max(boxes, axis=0)[1]
    margin = pen / 2 + MARGIN
    width, height = (int(np.ceil(side)) for side in (far - corner) * scale + 2 * margin)
    image = blank(width, height)
    painter = QPainter(image)
    painter.translate(*(margin - corner * scale))
    draw_paths(painter, paths, scale, pen, INK)
    painter.end()
    return pixels_of(image)


def draw_lines(painter: QPainter, drawing: Drawing, side: float, colour: QColor) -> None:
    """Draw the strokes of a drawing on a canvas with this side, whose corner is the painter's origin."""
    draw_paths(painter, [line.path for line in drawing.lines], side, drawing.pen * side, colour)


def draw_paths(painter: QPainter, paths: Sequence[QPainterPath], scale: float, width: float, colour: QColor) -> None:
    """Draw curves, enlarged by `scale`, with a round pen of this width."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    # The path is scaled, not the painter: a painter that scales takes four times as long.
    enlarge = QTransform.fromScale(scale, scale)
    for path in paths:
        if _is_point(path):  # it would have no caps
            painter.drawPoint(enlarge.map(path.currentPosition()))
        else:
            painter.drawPath(enlarge.map(path))


def _is_point(path: QPainterPath) -> bool:
    first, last = path.elementAt(0), path.currentPosition()
    return path.elementCount() == 2 and (first.x, first.y) == (last.x(), last.y())


def scaled(pixels: Pixels, enlarge: float) -> QImage:
    """Return pixels, uint8 (H, W), as a grey image `times` as large, with clean squares where they are large."""
    height, width = pixels.shape
    size = QSize(max(1, round(width * enlarge)), max(1, round(height * enlarge)))
    clean = enlarge >= COARSE
    mode = Qt.TransformationMode.FastTransformation if clean else Qt.TransformationMode.SmoothTransformation
    image = image_of(pixels).scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
    return image.convertToFormat(QImage.Format.Format_Grayscale8)


# Between images and arrays


def blank(width: int, height: int) -> QImage:
    """Return an image without ink."""
    image = QImage(width, height, QImage.Format.Format_RGB32)  # because Qt paints on it in half the time of grey
    image.fill(QColor(0, 0, 0))
    return image


def image_of(pixels: Pixels) -> QImage:
    """Return pixels, uint8 (H, W), as a grey image."""
    height, width = pixels.shape
    shared = QImage(np.ascontiguousarray(pixels).data, width, height, width, QImage.Format.Format_Grayscale8)
    return shared.copy()


def pixels_of(image: QImage) -> Pixels:
    """Return the grey values of an image: uint8 (H, W)."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = np.frombuffer(grey.constBits(), np.uint8).reshape(grey.height(), grey.bytesPerLine())
    return lines[:, : grey.width()].copy()
