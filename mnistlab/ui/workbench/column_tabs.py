"""Where the window is narrow: two tabs over the right column, because there is room for one panel only."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton, QWidget
from typing_extensions import override

from mnistlab.ui.panels.base import Panel
from mnistlab.ui.widgets.kit import STRETCH, in_row, named
from mnistlab.ui.widgets.retranslated import Retranslated


class ColumnTabs(Retranslated, QWidget):
    """The digit, or the curves.

    Signals
    -------
    curves_chosen : bool
    """

    curves_chosen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.digit, self.curves = (
            named(QToolButton(), name, role="tab") for name in ("columnTabDigit", "columnTabCurves")
        )
        for tab, curves in ((self.digit, False), (self.curves, True)):
            tab.setCheckable(True)
            tab.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            tab.clicked.connect(lambda _on=False, curves=curves: self.curves_chosen.emit(curves))
        in_row(self.digit, self.curves, STRETCH, on=self)
        self.retranslate()

    def stand_in(self, panel: Panel, *, curves: bool) -> None:
        """Stand in the header of a panel, in the place of its title."""
        if panel.header.indexOf(self) < 0:
            panel.header.insertWidget(0, self)
        self.digit.setChecked(not curves)
        self.curves.setChecked(curves)
        self.show()

    @override
    def retranslate(self) -> None:
        self.digit.setText(self.tr("Your digit"))
        self.digit.setToolTip(self.tr("Draw a digit, and have it read"))
        self.curves.setText(self.tr("Curves"))
        self.curves.setToolTip(self.tr("Loss and accuracy of the run"))
