"""What every panel is: it shows frames, and emits what the person wants."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mnistlab.engine.frame import Frame
from mnistlab.ui.theme import UNIT


class Panel(QFrame):
    """A white card with a title at its left and a note at its right.

    A subclass fills `body`, draws what it is given in `show_frame`, and sets every text a person reads in
    `retranslate`, which is called once at the start and whenever the language changes.

    Signals
    -------
    intended : Intent
        What the person wants of the engine (`mnistlab.engine.intents`).
    refused : MnistLabError
        What the person asked for that cannot be: the window says why.
    """

    intended = Signal(object)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        header = QHBoxLayout()
        header.setSpacing(UNIT)
        header.addWidget(self.title)
        header.addStretch(1)
        header.addWidget(self.note)
        self.header = header
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, UNIT, 12, UNIT)
        self.body.setSpacing(UNIT)
        self.body.addLayout(header)

    def show_frame(self, frame: Frame) -> None:
        """Draw a frame. It is called on the GUI thread, about 30 times a second while a run goes on."""

    def retranslate(self) -> None:
        """Set every text anew, in the language of the moment."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 (Qt's name)
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
