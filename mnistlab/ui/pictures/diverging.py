"""The one scale for weights and gradients: orange for negative, the paper for zero, blue for positive."""

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import SMALL, UNIT, colours, diverging_table, font, px
from mnistlab.ui.pictures.grid import Grid
from mnistlab.ui.widgets.retranslated import Retranslated

MIDDLE = 127  # of 0..254: as many shades below zero as above
PAPER = 2 * MIDDLE + 1  # between pictures


def levels(values: Array, limit: float) -> Array:
    """Return `values` as places in `theme.diverging_table`: uint8, 0 up to ``-limit``, 254 from ``+limit`` on."""
    places = np.clip(values * (MIDDLE / limit), -MIDDLE, MIDDLE)
    places[np.isnan(places)] = 0
    return (places + (MIDDLE + 0.5)).astype(np.uint8)


def diverging_image(values: Array, limit: float) -> QImage:
    """Return a picture of `values` (rows, columns) in which ±`limit` are the full colours."""
    return _image(levels(values, limit))


def diverging_grid(values: Array, limit: float, grid: Grid, ratio: float) -> QImage:
    """Return pictures of `values` (n, rows, columns) in a grid, in which ±`limit` are the full colours.

    Each picture fills its cell, with pixels as equal in size as screen pixels allow. `ratio` is the screen pixels to a
    unit of the grid. One image is painted many times as fast as one for each picture.
    """
    count, height, width = values.shape
    cell, pitch = round(grid.cell * ratio), round((grid.cell + grid.gap) * ratio)
    rows = -(-count // grid.columns)
    cells = np.full((rows * grid.columns, pitch, pitch), PAPER, np.uint8)
    down, across = (np.arange(cell) * length // cell for length in (height, width))
    cells[:count, :cell, :cell] = levels(values, limit)[:, down[:, None], across]
    sheet = cells.reshape(rows, grid.columns, pitch, pitch).swapaxes(1, 2).reshape(rows * pitch, -1)
    image = _image(sheet)
    image.setDevicePixelRatio(ratio)
    return image


def _image(pixels: Array) -> QImage:
    """Return a picture of `levels` (rows, columns), and of `PAPER`."""
    height, width = pixels.shape
    image = QImage(np.ascontiguousarray(pixels).data, width, height, width, QImage.Format.Format_Indexed8).copy()
    image.setColorTable((*diverging_table(colours()), QColor(colours().card).rgb()))
    return image


class DivergingLegend(Retranslated, QWidget):
    """A strip of the scale with its two ends."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._limit = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(
            self.tr("The scale of the colours, from {least} to {most}").format(
                least=self._end("−"), most=self._end("+")
            )
        )

    def set_limit(self, limit: float) -> None:
        """Say what the full colours stand for."""
        if limit != self._limit:
            self._limit = limit
            self.retranslate()
            self.updateGeometry()
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(88) + 2 * (px(UNIT) + self._end_width()), px(18))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        painter.setPen(colours().muted)
        end = self._end_width() + px(UNIT)
        strip = QRect(end, self.height() // 2 - px(5), self.width() - 2 * end, 2 * px(5))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._end("−"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._end("+"))
        gradient = QLinearGradient(strip.topLeft(), strip.topRight())
        for place, colour in ((0.0, colours().orange), (0.5, colours().zero), (1.0, colours().blue)):
            gradient.setColorAt(place, colour)
        painter.fillRect(strip, gradient)

    def _end_width(self) -> int:
        return QFontMetrics(font(SMALL)).horizontalAdvance(self._end("+"))

    def _end(self, sign: str) -> str:
        return f"{sign}{self._limit:g}"
