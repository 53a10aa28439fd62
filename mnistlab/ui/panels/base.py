"""What every panel is: it shows frames, and emits what the person wants."""

import time
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
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

AT_ONCE = 3  # panels that show a frame of a run at speed


def topic(kind: type[QWidget]) -> str:
    """Return the topic of the help on a panel or a scene: the name of the file that it is in."""
    return kind.__module__.rpartition(".")[2]


class Panel(Retranslated, Restyled, QFrame):
    """A white card with a title at its left and a note at its right.

    `selection` is what the person has picked, shared by all panels. `interval` is the least time in s between two
    frames shown of a run at speed; at rest every frame is shown.

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
    interval = 0.0
    needs_frames_hidden = False  # it has actions that menus offer too, and frames tell which of them can be taken
    hidden_when_reading = False  # for the canvas, while the stage is about the drawing
    hidden_when_presenting = False  # then too, in presenter mode: for a stage that can be read from afar

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.selection = selection
        self._shown_at = 0.0
        self._waiting: Frame | None = None
        # A click beside a field ends the typing in it, so that its number counts before what was clicked is done.
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.note = QLabel()
        self.note.setProperty("role", "muted")
        self.help = HelpButton()
        self.help.setObjectName(f"help{type(self).__name__.removesuffix('Panel')}")
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

    @property
    def asleep(self) -> bool:
        """Whether frames are of no use to it at the moment."""
        return not (self.isVisible() or self.needs_frames_hidden)

    @property
    def overdue(self) -> float:
        """For how many s it has been time for another frame; negative before that."""
        return time.monotonic() - self._shown_at - self.interval

    def take_frame(self, frame: Frame) -> None:
        """Show a frame; while the panel is hidden, the frame waits until it is shown again."""
        if self.asleep:
            self._waiting = frame
            return
        self._shown_at = time.monotonic()
        self.show_frame(frame)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        frame, self._waiting = self._waiting, None
        if frame is not None:
            self.show_frame(frame)

    def show_frame(self, frame: Frame) -> None:
        """Draw a frame, on the GUI thread."""

    def take_data(self, dataset: Dataset) -> None:
        """Take note of the data set that the run is on from now on."""


def hand_out(frame: Frame, panels: Sequence[Panel]) -> None:
    """Let panels take a frame: at speed only those whose time it is, and of them the few that have waited longest.

    So no frame keeps the window busy for long, and a hand on the mouse waits for none.
    """
    if frame.running and not frame.phase_by_phase:
        asleep = [panel for panel in panels if panel.asleep]
        due = [panel for panel in panels if not panel.asleep and panel.overdue >= 0]
        panels = [*asleep, *sorted(due, key=lambda panel: panel.overdue, reverse=True)[:AT_ONCE]]
    for panel in panels:
        panel.take_frame(frame)
