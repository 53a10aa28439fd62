"""A thin bar that shows how much of something is done."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.widgets.painted import Painted
from mnistlab.ui.widgets.retranslated import Retranslated

HEIGHT = 4  # px


class ThinBar(Retranslated, Painted):
    """A line that fills from left to right.

    Not a QProgressBar, because that repaints at once at every change, not with the rest of the frame.
    """

    hint = 100, HEIGHT

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_share(self, share: float) -> None:
        """Set how much is done, 0..1."""
        if round(share * self.width()) != round(self.share * self.width()):
            self.update()
        self.share = share

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("How much is done"))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        height = px(HEIGHT)
        for colour, share in ((colours().track, 1.0), (colours().blue, self.share)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(0, 0, share * self.width(), height), height / 2, height / 2)
