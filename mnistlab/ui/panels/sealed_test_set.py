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
        self._run: int | None = None
        self._openings = 0  # in this run
        self._found: tuple[int, float] | None = None  # iteration and accuracy
        self.open = push_button("openTestSet", lambda: self.intended.emit(OpenTestSet(self._take)), small="true")
        self.opened = named(QLabel(), "testSetOpened", role="muted")
        self.opened.setWordWrap(True)
        in_column(self.open, self.opened, spacing=4, on=self)
        self.hide()
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Be there in a run with validation images; another run has not opened anything yet."""
        if frame.run_id != self._run:
            self._run, self._openings, self._found = frame.run_id, 0, None
            self._show()
        self.setVisible(frame.settings.validation_images > 0)

    def _take(self, iteration: int, accuracy: float) -> None:
        self._openings += 1
        self._found = iteration, accuracy
        self._show()

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
        self.opened.setVisible(self._found is not None)
        if self._found is None:
            return
        iteration, accuracy = self._found
        text = self.tr("Test images at iteration {iteration}: {share} right.")
        text = text.format(iteration=f"{iteration:,}", share=percent(accuracy))
        if self._openings > 1:
            again = self.tr("Opened {count} times: what is chosen by them is no longer tested by them.")
            text = join_sentences(text, again.format(count=self._openings))
        self.opened.setText(text)
