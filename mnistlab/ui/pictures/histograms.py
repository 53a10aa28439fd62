"""Histograms of the activations of several networks: a row for each network, a column for each layer.

Below the name of a network is the range that its bins are over, and above each histogram the share of its fullest bin.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.experiments.activations import Histogram
from mnistlab.numerals import percent
from mnistlab.ui.look.theme import SMALL, UNIT, colours, font, px
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.widgets.painted import Painted, draw_frame

NAMES: Final = 110  # px, for the names of the networks
HEAD: Final = 18  # px
LINE: Final = 14  # px: of a share, and of a range
LEAST: Final = 12  # px of bins: where there are fewer, they have the room of the share too


class Histograms(Painted):
    """Each histogram is as high as its fullest bin."""

    hint = 420, 260

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: Mapping[str, Sequence[Histogram]] = {}
        self._layer_word, self._about = "", ""
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

    def show_layers(self, layers: Mapping[str, Sequence[Histogram]], layer_word: str, about: str) -> None:
        """Show the layers of each network by its name.

        Parameters
        ----------
        layers : mapping of str to sequence of Histogram
        layer_word : str
            The head of a column, with ``{number}``.
        about : str
            What the numbers are, for the line below all rows.
        """
        self._layers, self._layer_word, self._about = layers, layer_word, about
        self.setAccessibleDescription(", ".join(layers))
        self.setToolTip(about)
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._layers:
            return
        painter, now = QPainter(self), colours()
        painter.setFont(font(SMALL))
        count = max(map(len, self._layers.values()))
        left, top, gap = px(NAMES), px(HEAD), px(UNIT // 2)
        bottom = self.height() - px(HEAD)
        width, height = (self.width() - left) / count, (bottom - top) / len(self._layers)
        painter.setPen(QColor(now.muted))
        for column in range(count):
            place = QRectF(left + column * width, 0, width - gap, top)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._layer_word.format(number=column + 1))
        painter.drawText(QRectF(0, bottom, self.width(), px(HEAD)), Qt.AlignmentFlag.AlignVCenter, self._about)
        for row, (name, layers) in enumerate(self._layers.items()):
            self._paint_name(painter, QRectF(0, top + row * height, left - gap, height - gap), name, layers[0])
            for column, layer in enumerate(layers):
                box = QRectF(left + column * width, top + row * height, width - gap, height - gap)
                self._paint_bins(painter, box, layer)

    def _paint_name(self, painter: QPainter, place: QRectF, name: str, layer: Histogram) -> None:
        painter.setPen(QColor(colours().text))
        range_ = f"{layer.low:g} … {layer.high:g}".replace("-", "−")
        beside = place.height() < 2 * px(LINE)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignTop, name)
        if not beside:
            painter.setPen(QColor(colours().muted))
            painter.drawText(place.adjusted(0, px(LINE), 0, 0), Qt.AlignmentFlag.AlignTop, range_)

    def _paint_bins(self, painter: QPainter, box: QRectF, layer: Histogram) -> None:
        now, most = colours(), max(1, int(layer.counts.max()))
        if box.height() >= px(LINE + LEAST):
            painter.setPen(QColor(now.muted))
            share = percent(most / layer.values)
            painter.drawText(box, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, share)
            box = box.adjusted(0, px(LINE), 0, 0)
        step = box.width() / len(layer.counts)
        for place, count in enumerate(layer.counts.tolist()):
            high = count / most * box.height()
            painter.fillRect(QRectF(box.left() + place * step, box.bottom() - high, step, high), QColor(now.own))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        draw_frame(painter, box, now.line)
