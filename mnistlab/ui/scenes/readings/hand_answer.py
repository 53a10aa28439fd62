"""What each of two networks reads of a person's digits: of the last one, and how many of all are right."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.analysis.readings import UNREAD, Readings
from mnistlab.data.images import CLASSES, SIDE, Pixels
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.ui.look.theme import SMALL, TITLE, UNIT, colours, font, px
from mnistlab.ui.pictures.seen_image import SeenImage
from mnistlab.ui.selection import Reader
from mnistlab.ui.widgets.kit import keeping_room, named
from mnistlab.ui.widgets.retranslated import Retranslated


def reader_name(reader: Reader, *, untrained: bool = False) -> str:
    """Return what a network is called, in the current language."""
    translate = QCoreApplication.translate
    if reader is Reader.READY:
        return translate("HandAnswer", "Built-in network")
    if untrained:
        return translate("HandAnswer", "Your network, not trained yet")
    return translate("HandAnswer", "Your network")


def verdict(readings: Readings, place: int, label: int) -> str:
    """Return how a network reads one of its images: right or wrong, as what, and with which probability."""
    translate = QCoreApplication.translate
    digit, share = int(readings.digits[place]), percent(float(readings.shares[place]))
    if digit == UNREAD:
        return translate("HandAnswer", "✗ no answer: not a number")
    if digit == label:
        return translate("HandAnswer", "✓ read as {digit} ({share})").format(digit=digit, share=share)
    return translate("HandAnswer", "✗ read as {digit} ({share})").format(digit=digit, share=share)


def name_label(reader: Reader) -> QLabel:
    """Return a label for the name of a network, in its colour."""
    label = QLabel()
    label.setProperty("reader", reader.value)
    return label


class HandAnswer(Retranslated, QWidget):
    """The image that was drawn last, the digit that was asked for, and a line for each network.

    It keeps its room while there is nothing to show.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._last: tuple[Pixels, int, Mapping[Reader, Readings]] | None = None
        self._image = SeenImage()
        self._image.setFixedSize(2 * SIDE + 2, 2 * SIDE + 2)
        self._asked = named(QLabel(), role="muted")
        self._names = {reader: name_label(reader) for reader in Reader}
        self._verdicts = {reader: QLabel() for reader in Reader}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._image, 0, 0, 3, 1)
        grid.addWidget(self._asked, 0, 1, 1, 2)
        for row, (reader, name) in enumerate(((Reader.OWN, "handAnswerOwn"), (Reader.READY, "handAnswerReady")), 1):
            self._verdicts[reader].setObjectName(name)
            grid.addWidget(self._names[reader], row, 1)
            grid.addWidget(self._verdicts[reader], row, 2)
        grid.setColumnStretch(2, 1)
        keeping_room(self)
        self.retranslate()

    def show_answer(self, image: Pixels, label: int, readings: Mapping[Reader, Readings]) -> None:
        """Show an image uint8 (28, 28), the digit that was asked for, and how each network that is here reads it."""
        self._last = image, label, readings
        self._show()

    def clear(self) -> None:
        """Show nothing."""
        self._last = None
        self._show()

    @override
    def retranslate(self) -> None:
        self._image.setAccessibleName(self.tr("What you drew last"))
        for reader, name in self._names.items():
            name.setText(reader_name(reader))
        self._show()

    def _show(self) -> None:
        self.setVisible(self._last is not None)
        if self._last is None:
            return
        image, label, readings = self._last
        self._image.set_image(image)
        self._asked.setText(self.tr("The last one: {digit} was asked for").format(digit=label))
        for reader, line in self._verdicts.items():
            line.setText(verdict(readings[reader], 0, label) if reader in readings else "–")


DIGIT_ROW: Final = 24  # px
COUNT_ROW: Final = 16  # px
BAR: Final = 5  # px
GAP: Final = 4  # px below a bar


class HandTotals(Retranslated, QWidget):
    """For each of two networks its name, and how many of all digits it reads right."""

    def __init__(self) -> None:
        super().__init__()
        self.names = {reader: name_label(reader) for reader in Reader}
        self.totals = {reader: QLabel() for reader in Reader}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        for place, (reader, ending) in enumerate(((Reader.OWN, "Own"), (Reader.READY, "Ready"))):
            self.totals[reader].setObjectName(f"handTotal{ending}")
            self.totals[reader].setProperty("role", "heading")
            self.totals[reader].setMinimumWidth(1)  # numbers that grow do not widen the window
            grid.addWidget(self.names[reader], 0, place)
            grid.addWidget(self.totals[reader], 1, place)
            grid.setColumnStretch(place, 1)

    def show_counts(self, count: int, right: Mapping[Reader, int], *, untrained: bool) -> None:
        """Show how many digits there are, and how many are read right by whom; `untrained`: the person's own."""
        for reader, label in self.totals.items():
            text = ""
            if reader in right and count:
                text = self.tr("{right} of {count} read right ({share})").format(
                    right=f"{right[reader]:,}", count=f"{count:,}", share=percent(right[reader] / count)
                )
            label.setText(text)
            self.names[reader].setText(reader_name(reader, untrained=untrained))


class HandTally(QWidget):
    """For each digit two counts and two bars: the person's own network in slate, the program's in violet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asked = np.zeros(CLASSES, np.int64)
        self._right: tuple[Array | None, Array | None] = (None, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, asked: Array, own: Array | None, ready: Array | None) -> None:
        """Show, for each digit, how many samples there are and how many are read right: (10,) each, None: not known."""
        self._asked, self._right = asked, (own, ready)
        self.setAccessibleDescription(
            "; ".join(
                f"{digit}: {self.count(0, digit)}, {self.count(1, digit)}" for digit in np.flatnonzero(asked).tolist()
            )
        )
        self.update()

    def count(self, network: int, digit: int) -> str:
        """Return what is written of a digit for a network, 0 or 1: ``3/4``, or nothing where nothing is known."""
        right = self._right[network]
        if right is None or not self._asked[digit]:
            return ""
        return f"{right[digit]}/{self._asked[digit]}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(DIGIT_ROW) + 2 * self._row + px(GAP))

    @property
    def _row(self) -> int:
        """The height of a network's count and bar, with the gap below."""
        return px(COUNT_ROW) + px(BAR) + px(GAP)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        digits, counts = font(TITLE, bold=True), font(SMALL)
        digit_row, count_row, unit = px(DIGIT_ROW), px(COUNT_ROW), px(UNIT)
        column = self.width() / CLASSES
        for digit in range(CLASSES):
            left = digit * column
            painter.setFont(digits)
            painter.setPen(QColor(colours().text))
            painter.drawText(QRectF(left, 0, column, digit_row), Qt.AlignmentFlag.AlignCenter, str(digit))
            painter.setFont(counts)
            for network, (colour, written) in enumerate(
                ((colours().own, colours().text), (colours().built_in, colours().built_in))
            ):
                top = digit_row + network * self._row
                text = self.count(network, digit)
                painter.setPen(QColor(written))
                painter.drawText(QRectF(left, top, column, count_row), Qt.AlignmentFlag.AlignCenter, text)
                bar = QRectF(left + unit, top + count_row, column - 2 * unit, px(BAR))
                painter.fillRect(bar, QColor(colours().track))
                right = self._right[network]
                if right is not None and self._asked[digit]:
                    bar.setWidth(bar.width() * float(right[digit] / self._asked[digit]))
                    painter.fillRect(bar, QColor(colour))
