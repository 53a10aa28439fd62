"""The lower edge of what can be scrolled: it fades where there is more below, so that no line looks cut in two."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import colours, px
from mnistlab.ui.widgets.retranslated import Retranslated

HEIGHT: Final = 28  # px


class ScrollEdge(Retranslated, QWidget):
    """Lies over the lower edge of a scroll area on a card, and lets the mouse through."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        area.viewport().installEventFilter(self)
        for changed in (area.verticalScrollBar().valueChanged, area.verticalScrollBar().rangeChanged):
            changed.connect(self._follow)
        self._follow()
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("There is more below"))

    def _follow(self) -> None:
        """Be where the area ends, while there is more below."""
        bar, view = self._area.verticalScrollBar(), self._area.viewport().geometry()
        self.setVisible(bar.value() < bar.maximum())
        self.setGeometry(view.left(), view.bottom() + 1 - px(HEIGHT), view.width(), px(HEIGHT))
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the area when it has another size."""
        if event.type() == QEvent.Type.Resize:
            self._follow()
        return super().eventFilter(watched, event)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        card = QColor(colours().card)
        above = QColor(card)
        above.setAlpha(0)
        shade = QLinearGradient(0, 0, 0, self.height())
        shade.setColorAt(0, above)
        shade.setColorAt(0.9, card)
        QPainter(self).fillRect(self.rect(), shade)
