"""The one scale for weights and gradients: orange for negative, the paper for zero, blue for positive."""

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.nn.functions import Array
from mnistlab.numerals import shown
from mnistlab.ui.look.theme import SMALL, UNIT, colours, diverging_table, font, px
from mnistlab.ui.widgets.painted import draw_rim
from mnistlab.ui.widgets.retranslated import Retranslated

MIDDLE = 127  # of 0..254: as many shades below zero as above
STRIP = 120, 10  # px: the legend's


def levels(values: Array, limit: float) -> Array:
    """Return `values` as places in `theme.diverging_table`: uint8, 0 up to ``-limit``, 254 from ``+limit`` on."""
    places = np.clip(values * (MIDDLE / limit), -MIDDLE, MIDDLE)
    places[np.isnan(places)] = 0
    return (places + (MIDDLE + 0.5)).astype(np.uint8)


def diverging_colours(values: Array, limit: float) -> Array:
    """Return the colours of `values`, uint32 in the same shape, in which ±`limit` are the full ones."""
    return np.asarray(diverging_table(colours()).take(levels(values, limit)))


def diverging_image(values: Array, limit: float) -> QImage:
    """Return a picture of `values` (rows, columns) in which ±`limit` are the full colours."""
    return image_of(diverging_colours(values, limit))


def image_of(pixels: Array) -> QImage:
    """Return a picture of colours, uint32 (rows, columns)."""
    height, width = pixels.shape
    return QImage(np.ascontiguousarray(pixels).data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()


def resampled(values: Array, limit: float, side: int) -> Array:
    """Return small pictures `values` (n, S, S) as larger or smaller ones, float32 (n, side, side).

    Between the middles of pixels the numbers are interpolated; where pictures become smaller, they are averaged.
    Numbers are cut off at ±`limit` first, and a NaN counts as zero.
    """
    kept = np.nan_to_num(np.clip(values, -limit, limit)).astype(np.float32, copy=False)
    weights = _resampling(values.shape[-1], side)
    return np.asarray(weights @ kept @ weights.T)


@lru_cache(maxsize=16)
def _resampling(length: int, side: int) -> Array:
    """Return the weights (side, length) that `length` numbers have in each of `side` interpolated ones."""
    width = max(1.0, length / side)  # in pixels of the small picture
    places = (np.arange(side) + 0.5) * length / side - 0.5
    weights = np.clip(1 - np.abs(places.clip(0, length - 1)[:, None] - np.arange(length)) / width, 0, None)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), np.float32)


class DivergingLegend(Retranslated, QWidget):
    """A strip of the scale, `strip` px long, with its two ends, and what they stand for."""

    def __init__(self, parent: QWidget | None = None, *, strip: int = STRIP[0]) -> None:
        super().__init__(parent)
        self._strip = strip
        self._limit, self._beyond = 1.0, False
        self._words = "", ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        least, most = self._ends()
        self.setAccessibleName(
            self.tr("The scale of the colours, from {least} to {most}").format(least=least, most=most)
        )

    def set_limit(self, limit: float, *, beyond: bool = False) -> None:
        """Say what the full colours stand for, and whether some numbers lie beyond them: then it says ≤ and ≥."""
        if (limit, beyond) != (self._limit, self._beyond):
            self._limit, self._beyond = limit, beyond
            self._changed()

    def set_words(self, negative: str, positive: str) -> None:
        """Set what is written at the two ends beside the numbers."""
        if (negative, positive) != self._words:
            self._words = negative, positive
            self._changed()

    def _changed(self) -> None:
        self.retranslate()
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(SMALL))
        return QSize(px(self._strip) + sum(px(UNIT) + metrics.horizontalAdvance(text) for text in self._ends()), px(18))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(SMALL))
        painter.setPen(QColor(colours().muted))
        least, most = self._ends()
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, least)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, most)
        left = painter.fontMetrics().horizontalAdvance(least) + px(UNIT)
        right = self.width() - painter.fontMetrics().horizontalAdvance(most) - px(UNIT)
        strip = QRect(left, (self.height() - px(STRIP[1])) // 2, max(2, right - left), px(STRIP[1]))
        painter.drawImage(strip, diverging_image(np.linspace(-1, 1, strip.width())[None], 1.0))
        draw_rim(painter, strip, colours().line)

    def _ends(self) -> tuple[str, str]:
        least, most = ("≤ {}", "≥ {}") if self._beyond else ("{}", "{}")
        limit = shown(self._limit)
        texts = f"{self._words[0]} {least.format('−' + limit)}", f"{most.format('+' + limit)} {self._words[1]}"
        return texts[0].strip(), texts[1].strip()
