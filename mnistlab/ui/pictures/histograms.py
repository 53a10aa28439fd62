"""Histograms of the activations of several networks: a row for each network, a column for each layer.

Beside the name of a network is the range that its bins are over, and above each histogram, where there is room, the
share of its fullest bin.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mnistlab.experiments.activations import Histogram
from mnistlab.language import join_clauses
from mnistlab.numerals import fixed, percent
from mnistlab.ui.look.theme import SMALL, UNIT, colours, font, px
from mnistlab.ui.plots.take_away import TakeAway, table_of
from mnistlab.ui.widgets.painted import Painted, draw_frame

NAMES: Final = 150  # px, for the names of the networks and their ranges
HEAD: Final = 18  # px
LINE: Final = 16  # px: of a share
LEAST: Final = 12  # px of bins: where there are fewer, they have the room of the share too


class Histograms(Painted):
    """Each histogram is as high as its fullest bin."""

    hint = 420, 260

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layers: Mapping[str, Sequence[Histogram]] = {}
        self._layer_word, self._about, self._shares = "", "", ""
        self.setObjectName("cardHistograms")
        self.setMinimumSize(300, 120)
        self.take_away = TakeAway(self, "mnistlab-histograms", lambda: [self], self._table)

    def _table(self) -> Iterator[str] | None:
        """Return all bins from the left, each with its range, as the lines of a CSV file."""
        rows = (
            (name, number, start, stop, count)
            for name, layers in self._layers.items()
            for number, layer in enumerate(layers, 1)
            for (start, stop), count in zip(pairwise(layer.edges.tolist()), layer.counts.tolist(), strict=True)
        )
        return table_of(("network", "layer", "from", "to", "count"), rows) if self._layers else None

    def show_layers(self, layers: Mapping[str, Sequence[Histogram]], layer_word: str, about: str, shares: str) -> None:
        """Show the layers of each network by its name.

        Parameters
        ----------
        layers : mapping of str to sequence of Histogram
        layer_word : str
            The head of a column, with ``{number}``.
        about : str
            For the line below all rows: how high the histograms are, and what they leave out.
        shares : str
            What the numbers above them are, where there is room for these.
        """
        self._layers, self._layer_word, self._about, self._shares = layers, layer_word, about, shares
        self.setAccessibleDescription(", ".join(layers))
        self.setToolTip(join_clauses(about, shares))
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
        has_shares = height - gap >= px(LINE + LEAST)
        about = join_clauses(self._about, self._shares) if has_shares else self._about
        painter.drawText(QRectF(0, bottom, self.width(), px(HEAD)), Qt.AlignmentFlag.AlignVCenter, about)
        for row, (name, layers) in enumerate(self._layers.items()):
            self._paint_name(painter, QRectF(0, top + row * height, left - gap, height - gap), name, layers[0])
            for column, layer in enumerate(layers):
                box = QRectF(left + column * width, top + row * height, width - gap, height - gap)
                self._paint_bins(painter, box, layer)

    def _paint_name(self, painter: QPainter, place: QRectF, name: str, layer: Histogram) -> None:
        painter.setPen(QColor(colours().text))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(QColor(colours().muted))
        range_ = f"{fixed(layer.low, 0)} … {fixed(layer.high, 0)}"
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, range_)

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
