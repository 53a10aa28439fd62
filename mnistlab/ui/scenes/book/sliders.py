"""Softmax by hand: four sums on sliders, and the probabilities that softmax makes of them."""

from typing import Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.nn.functions import softmax
from mnistlab.numerals import fixed
from mnistlab.ui.look.theme import UNIT, colours, px
from mnistlab.ui.scenes.base import Reading, muted
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, JumpSlider, in_column, named
from mnistlab.ui.widgets.painted import Painted

COUNT: Final = 4
REACH: Final = 5  # of each sum, to both sides
TENTHS: Final = 10  # places of a slider in 1
START: Final = (2.5, -1.0, 3.2, 0.5)
RADIUS: Final = 3  # px
HIGHEST, HIGHEST_ROW = 64, 100  # px of a bar, and of a row


class Share(Painted):
    """A share, 0..1, as a bar."""

    hint = 220, 16

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(HIGHEST)

    def show_share(self, share: float) -> None:
        """Show a share."""
        self.share = share
        self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, width in ((colours().track, self.width()), (colours().own, round(self.share * self.width()))):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(0, 0, width, self.height(), px(RADIUS), px(RADIUS))


class SlidersScene(Reading):
    """A slider for each sum, and beside it its probability."""

    least_room = (420, 200)

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self.sliders: list[JumpSlider] = []
        self.shares: list[QLabel] = []
        self._sums: list[QLabel] = []
        self._bars: list[Share] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(2 * UNIT)
        for row, start in enumerate(START):
            slider = named(JumpSlider(Qt.Orientation.Horizontal), f"sum{row}")
            slider.setRange(-REACH * TENTHS, REACH * TENTHS)
            slider.setValue(round(start * TENTHS))
            slider.setAccessibleName(f"z{row + 1}")
            slider.valueChanged.connect(self._draw)
            self.sliders.append(slider)
            self._sums.append(QLabel())
            self._bars.append(Share())
            self.shares.append(named(QLabel(), f"share{row}", role="title"))
            for column, widget in enumerate(
                (QLabel(f"z{'₁₂₃₄'[row]}"), slider, self._sums[row], self._bars[row], self.shares[row])
            ):
                grid.addWidget(widget, row, column)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self._total = named(QLabel(), "sharesTotal")
        self._about = muted(wrap=True)
        self._grid = grid
        whole = in_column(grid, self._total, self._about, STRETCH, spacing=2 * UNIT, on=self)
        whole.setContentsMargins(0, 2 * UNIT, 0, 0)

    @override
    def resizeEvent(self, _event: QResizeEvent) -> None:
        """Give the rows what height the texts leave."""
        texts = self._total.sizeHint().height() + self._about.heightForWidth(self.width())
        room = self.height() - texts - (COUNT + 2) * px(2 * UNIT)
        for row in range(COUNT):
            self._grid.setRowMinimumHeight(row, max(0, min(px(HIGHEST_ROW), room // COUNT)))

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Softmax by hand"), self.tr(
            "Move one sum up: what happens to the others? And what if all four are moved by the same?"
        )

    def show_frame(self, frame: Frame) -> None:
        """Take note of the moment; the bench does not depend on it."""
        self.frame = frame

    @override
    def retranslate(self) -> None:
        self._about.setText(
            self.tr(
                "softmax(z) = exp(z) / Σ exp(z). One up, all others down, because the sum is always 1. What counts are "
                "the differences only. (Nielsen, chapter 3)"
            )
        )
        self._draw()

    def _draw(self) -> None:
        sums = np.array([slider.value() / TENTHS for slider in self.sliders])
        shares = softmax(sums)
        for place, (value, share) in enumerate(zip(sums.tolist(), shares.tolist(), strict=True)):
            self._sums[place].setText(fixed(value, 1, sign=True))
            self._bars[place].show_share(share)
            self._bars[place].setAccessibleName(self.tr("probability {number}").format(number=place + 1))
            self.shares[place].setText(fixed(share, 4))
        self._total.setText(self.tr("sum: {total}").format(total=fixed(float(shares.sum()), 4)))
