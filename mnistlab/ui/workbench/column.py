"""A column of panels."""

from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget
from typing_extensions import override

from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.widgets.kit import mark
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.workbench.shares import Shares

LEAST_HEIGHT: Final = 400  # px that a column asks the window for at most; a column that needs more is scrolled


class Column(Retranslated, QScrollArea):
    """A column of panels. Where the window is too low for all of them, it is scrolled.

    Attributes
    ----------
    at_ease : list of int
        Height in px that each panel that is shown then has at least.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.panels = Shares(Qt.Orientation.Vertical)
        self.at_ease: list[int] = []
        self.setWidget(self.panels)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark(self.verticalScrollBar(), over="true")
        self.viewport().lower()  # below the bar
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("A column of panels"))

    def claim_room(self) -> None:
        """Ask for the width that the widest panel needs, and for no more height than a small screen has."""
        needed = self.panels.minimumSizeHint()
        scrolls = needed.height() > self.height()
        self.panels.setMinimumHeight(max(needed.height(), self.panels.along_with(self.at_ease)) if scrolls else 0)
        self.setViewportMargins(0, 0, -px(UNIT) if scrolls else 0, 0)  # so that the bar lies on the rim of the panels
        self.setMinimumSize(needed.width(), min(needed.height(), px(LEAST_HEIGHT)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()  # because keys are for the panels and the window, and a column follows the focus by itself

    def event(self, event: QEvent) -> bool:
        """Claim room again when the panels need more or less of it."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.claim_room()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.claim_room()
