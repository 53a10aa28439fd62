"""Histograms of the activations of several networks: a row for each network, a column for each layer."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.experiments.activations import Histogram
from mnistlab.ui.look.theme import SMALL, UNIT, colours, font, px
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.widgets.painted import Painted, draw_frame

NAMES: Final = 110  # px, for the names of the networks
HEAD: Final = 18  # px


class Histograms(Painted):
    """Each histogram is as high as its fullest bin."""

    hint = 420, 260

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: Mapping[str, Sequence[Histogram]] = {}
        self._layer_word = ""
        self.setObjectName("cardHistograms")
        self.setMinimumSize(300, 120)
        self.take_away = TakeAway(self, "mnistlab-histograms", lambda: [self], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return all bins, numbered from the left, as the lines of a CSV file."""
        rows = (
            (name, number, place, count)
            for name, layers in self._layers.items()
            for number, layer in enumerate(layers, 1)
            for place, count in enumerate(layer.counts.tolist(), 1)
        )
        return table_of(("network", "layer", "bin", "count"), rows) if self._layers else None

    def show_layers(self, layers: Mapping[str, Sequence[Histogram]], layer_word: str) -> None:
        """Show the layers of each network by its name; `layer_word` has ``{number}`` for the head of a column."""
        self._layers, self._layer_word = layers, layer_word
        self.setAccessibleDescription(", ".join(layers))
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._layers:
            return
        painter, now = QPainter(self), colours()
        painter.setFont(font(SMALL))
        count = max(map(len, self._layers.values()))
        left, top, gap = px(NAMES), px(HEAD), px(UNIT // 2)
        width, height = (self.width() - left) / count, (self.height() - top) / len(self._layers)
        painter.setPen(QColor(now.muted))
        for column in range(count):
            place = QRectF(left + column * width, 0, width, top)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._layer_word.format(number=column + 1))
        for row, (name, layers) in enumerate(self._layers.items()):
            painter.setPen(QColor(now.text))
            place = QRectF(0, top + row * height, left - gap, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
            for column, layer in enumerate(layers):
                box = QRectF(left + column * width, top + row * height, width, height)
                self._paint_bins(painter, box.adjusted(0, 0, -gap, -gap), layer)

    def _paint_bins(self, painter: QPainter, box: QRectF, layer: Histogram) -> None:
        now, most = colours(), max(1, int(layer.counts.max()))
        step = box.width() / len(layer.counts)
        for place, count in enumerate(layer.counts.tolist()):
            high = count / most * box.height()
            painter.fillRect(QRectF(box.left() + place * step, box.bottom() - high, step, high), QColor(now.own))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_frame(painter, box, now.line)
