"""The test set while other images are for validation: sealed, until the person asks for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import OpenTestSet
from mnistlab.language import join_sentences
from mnistlab.numerals import percent
from mnistlab.ui.widgets.kit import in_column, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated


class SealedTestSet(Retranslated, QWidget):
    """A button that opens the test set, and what was found then; it is hidden where nothing is sealed.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    """

    intended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._openings: tuple[tuple[int, float], ...] = ()  # of the run: iteration and accuracy
        self.open = push_button("openTestSet", lambda: self.intended.emit(OpenTestSet()), small="true")
        self.opened = named(QLabel(), "testSetOpened", role="muted")
        self.opened.setWordWrap(True)
        in_column(self.open, self.opened, spacing=4, on=self)
        self.hide()
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Be there in a run with validation images, and say what has been opened in it."""
        if frame.own.opened != self._openings:
            self._openings = frame.own.opened
            self._show()
        self.setVisible(frame.settings.is_sealed)

    @override
    def retranslate(self) -> None:
        self.open.setText(self.tr("Open the test set"))
        self.open.setToolTip(
            self.tr(
                "Read the test images with the network of this moment. What is chosen by them, they no longer test."
            )
        )
        self._show()

    def _show(self) -> None:
        self.opened.setVisible(bool(self._openings))
        if not self._openings:
            return
        iteration, accuracy = self._openings[-1]
        text = self.tr("Test images at iteration {iteration}: {share} right.")
        text = text.format(iteration=f"{iteration:,}", share=percent(accuracy))
        if len(self._openings) > 1:
            again = self.tr("Opened {count} times: what is chosen by them is no longer tested by them.")
            text = join_sentences(text, again.format(count=len(self._openings)))
        self.opened.setText(text)
