"""What every panel is: a card that shows frames when it is its turn, and emits what the person wants."""

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
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

AT_ONCE = 3  # panels that show a frame of a run at speed


class FrameView(QFrame):
    """Shows frames, but none while it is hidden: then the latest waits until it is shown again.

    `interval` is the least time in s between two frames shown of a run at speed. `needs_frames_hidden` is for a view
    with actions that menus offer too, because frames tell which of them can be taken.
    """

    interval = 0.0
    needs_frames_hidden = False

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown_at = 0.0
        self._waiting: Frame | None = None

    def show_frame(self, frame: Frame) -> None:
        """Draw a frame, on the GUI thread."""

    @property
    def asleep(self) -> bool:
        """Whether frames are of no use to it at the moment."""
        return not (self.isVisible() or self.needs_frames_hidden)

    @property
    def overdue(self) -> float:
        """For how many s it has been time for another frame; negative before that."""
        return time.monotonic() - self._shown_at - self.interval

    def take_frame(self, frame: Frame) -> None:
        """Show a frame, or keep it until the view is shown again."""
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


def hand_out(frame: Frame, views: Sequence[FrameView]) -> None:
    """Let views take a frame: at speed only those whose time it is, and of them the few that have waited longest.

    So no frame keeps the window busy for long, and a hand on the mouse waits for none.
    """
    if frame.running and not frame.phase_by_phase:
        asleep = [view for view in views if view.asleep]
        due = [view for view in views if not view.asleep and view.overdue >= 0]
        views = [*asleep, *sorted(due, key=lambda view: view.overdue, reverse=True)[:AT_ONCE]]
    for view in views:
        view.take_frame(frame)


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
