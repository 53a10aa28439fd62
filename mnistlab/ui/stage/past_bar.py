"""The strip that says that an earlier moment of the run is looked at, and offers the two ways on from there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import GoOn, Run, ShowLatest
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.widgets.kit import in_row, named
from mnistlab.ui.widgets.retranslated import Retranslated


class PastBar(Retranslated, QFrame):
    """Is shown while an earlier moment is looked at.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    """

    intended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "pastBar", role="banner")
        self._frame: Frame | None = None
        self.words = named(QLabel(), role="title")
        self.words.setMinimumWidth(1)
        self.go_on = named(QToolButton(), "pastGoOn", small="true")
        self.latest = named(QToolButton(), "pastLatest", small="true")
        for button in (self.go_on, self.latest):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.go_on.clicked.connect(self._go_on)
        self.latest.clicked.connect(lambda: self.intended.emit(ShowLatest()))
        in_row((self.words, 1), self.go_on, self.latest, on=self).setContentsMargins(UNIT, 2, 4, 2)
        self.hide()
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Say which moment the frame is of, if it is an earlier one."""
        self._frame = frame
        self.setVisible(frame.past)
        self._show_words()

    @override
    def retranslate(self) -> None:
        self.go_on.setText(self.tr("Go on from here"))
        self.go_on.setToolTip(self.tr("Train on from this moment. What the run had come to stays in the curves."))
        self.latest.setText(self.tr("Back to the latest"))
        self.latest.setToolTip(self.tr("Back to where the run stands (End)"))
        self._show_words()

    def _show_words(self) -> None:
        if self._frame is not None and self._frame.past:
            words = self.tr("You are looking at iteration {iteration} of {latest}")
            place = {"iteration": f"{self._frame.iteration:,}", "latest": f"{self._frame.latest:,}"}
            self.words.setText(words.format(**place))

    def _go_on(self) -> None:
        self.intended.emit(GoOn())
        self.intended.emit(Run())
