"""What every panel is: a card that shows frames, and emits what the person wants."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.panels.frames import FrameView
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.help_button import HelpButton
from mnistlab.ui.widgets.named import named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated


def topic(kind: type[QWidget]) -> str:
    """Return the topic of the help on a panel or a scene: the name of the file that it is in."""
    return kind.__module__.rpartition(".")[2]


class Panel(Retranslated, Restyled, FrameView):
    """A white card with a title at its left and a note at its right.

    `selection` is what the person has picked, shared by all panels.

    A subclass fills `body`, draws what it is given in `show_frame`, and sets every text a person reads in
    `retranslate`, which is called once at the start and whenever the language changes.

    Signals
    -------
    intended : Intent
        What the person wants of the engine (`mnistlab.engine.intents`).
    refused : MnistLabError
        What the person asked for that cannot be: the window says why.
    help_wanted : str
        Something in the panel is to be explained: the topic is a file of ``resources/help``.
    """

    intended = Signal(object)
    refused = Signal(object)
    help_wanted = Signal(str)
    hidden_when_reading = False  # for the canvas, while the stage is about the drawing
    hidden_when_presenting = False  # then too, in presenter mode: for a stage that can be read from afar

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selection = selection
        # A click beside a field ends the typing in it, so that its number counts before what was clicked is done.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title = named(QLabel(), role="title")
        self.note = named(QLabel(), role="muted")
        self.help = named(HelpButton(), f"help{type(self).__name__.removesuffix('Panel')}")
        self.help.clicked.connect(lambda: self.help_wanted.emit(self.help_topic))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, UNIT, 12, UNIT)
        self.body.setSpacing(UNIT)
        # Each layout takes its place before it is filled. Otherwise Python would know its items, and Qt deletes that of
        # the help where a panel moves the help.
        self.header = QHBoxLayout()
        self.body.addLayout(self.header)
        self.header.setSpacing(UNIT)
        heading = QHBoxLayout()
        self.header.addLayout(heading, 1)
        heading.setSpacing(2)
        heading.addWidget(self.title)
        heading.addWidget(self.help, 1, Qt.AlignmentFlag.AlignLeft)
        self.header.addWidget(self.note)

    @override
    def sizeHint(self) -> QSize:
        """Ask for the width that the window gives, whatever is written: columns do not move while numbers grow."""
        return QSize(self.minimumWidth() or super().sizeHint().width(), super().sizeHint().height())

    @property
    def help_topic(self) -> str:
        """What the help is about that the panel offers at the moment; it is named as the file of the class is."""
        return topic(type(self))

    def take_data(self, dataset: Dataset) -> None:
        """Take note of the data set that the run is on from now on."""
