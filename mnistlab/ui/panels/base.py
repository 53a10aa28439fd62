"""What every panel is: a card that shows frames when it is its turn, and emits what the person wants."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.help_button import HelpButton
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

TURNS = 3  # of one frame of a run at speed, so that each view changes about 10 times a second


class FrameView(QFrame):
    """Shows frames, but none while it is hidden: then the latest waits until it is shown again.

    `turn` is when the view gets a frame of a run at speed, see `HandOut`. `needs_frames_hidden` is for a view with
    actions that menus offer too, because frames tell which of them can be taken.
    """

    turn = 0
    needs_frames_hidden = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: Frame | None = None

    def show_frame(self, frame: Frame) -> None:
        """Draw a frame, on the GUI thread."""

    def take_frame(self, frame: Frame) -> None:
        """Show a frame, or keep it until the view is shown again."""
        if self.isVisible() or self.needs_frames_hidden:
            self.show_frame(frame)
        else:
            self._waiting = frame

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        frame, self._waiting = self._waiting, None
        if frame is not None:
            self.show_frame(frame)


class HandOut:
    """Hands frames to views, so that all numbers on the screen are of one moment.

    At rest every view gets every frame at once. Of a run at speed the views share one frame, and get it in turns: with
    this frame of the engine those of turn 0, where the numbers are; with the next ones those of turn 1 and 2, which
    picture the same moment a little later. So no frame keeps the window busy for long, a hand on the mouse waits for
    none, and no picture changes so often that it flickers.
    """

    def __init__(self, views: Sequence[FrameView]) -> None:
        self._views = views
        self._frame: Frame | None = None  # the one that is handed out in turns
        self._turn = 0

    def hand_out(self, frame: Frame) -> None:
        """Let views take a frame."""
        if not frame.running or frame.phase_by_phase:
            self._frame = None
            for view in self._views:
                view.take_frame(frame)
            return
        if self._frame is None or self._turn == TURNS:
            self._frame, self._turn = frame, 0
        for view in self._views:
            if view.turn == self._turn:
                view.take_frame(self._frame)
        self._turn += 1


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
    hidden_when_reading = False  # while the stage is about the drawing, and pictures it in all of its column
    hidden_when_presenting = False

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
