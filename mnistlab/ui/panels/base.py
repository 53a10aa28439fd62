"""What every panel is: a card that shows frames when it is its turn, and emits what the person wants."""

import math
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Final

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from mnistlab.data import Dataset
from mnistlab.engine.frame import Frame
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.help_button import HelpButton
from mnistlab.ui.widgets.kit import named
from mnistlab.ui.widgets.retranslated import Restyled, Retranslated

TURNS: Final = 3  # in which views get a frame of a run at speed
TURN: Final = 8  # ms from one turn to the next
WAY: Final = 4  # ms for which a turn waits until what a hand has drawn is painted
AGAIN: Final = 1000  # ms before a view that has failed is tried again
ROUND: Final = 0.16  # s from a frame that is shown to the next one, at the least
BESIDE_A_HAND: Final = 0.32  # s, while a hand draws and the eye is on the canvas


class FrameView(QFrame):
    """Shows frames, but none while it is hidden: then the latest waits until it is shown again.

    `turn` is when the view gets a frame of a run at speed, see `HandOut`: those that take the longest have one each.
    `needs_frames_hidden` is for a view with actions that menus offer too, because frames tell which can be taken.
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


class HandOut(QObject):
    """Hands frames to views, so that all numbers on the screen are of one moment.

    At rest every view gets every frame at once. Of a run at speed six frames a second are shown, because pictures
    that change more often flicker, and each of them takes time from the run. The views get one frame in turns, so close
    together that nobody sees that, and between two turns a hand on the mouse is served: what it draws is painted alone,
    before the next turn.

    Parameters
    ----------
    views : sequence of FrameView
    parent : QObject, optional
    undisturbed : callable, optional
        Returns what keeps the run waiting while views take a frame.
    stands_back : callable, optional
        Returns whether something is to be painted before a view takes a frame.
    clock : callable, optional
        Gives the time in s.

    Signals
    -------
    failed : BaseException
        What a view has raised; the other views go on.
    """

    failed = Signal(object)

    def __init__(
        self,
        views: Sequence[FrameView],
        parent: QObject | None = None,
        undisturbed: Callable[[], AbstractContextManager[None]] = nullcontext,
        stands_back: Callable[[], bool] = lambda: False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._views, self._undisturbed, self._stands_back, self._clock = views, undisturbed, stands_back, clock
        self._due = -math.inf  # s: when the next frame may be shown
        self._frame: Frame | None = None  # the one that is handed out in turns
        self._turn = 0
        self._has_waited = False  # this turn, once: a hand that never rests would keep the frames from all views
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setTimerType(Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._take_turn)
        self._missed: set[FrameView] = set()  # views that have failed, until they have taken the latest frame
        self._latest: Frame | None = None
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(self._try_again)

    def hand_out(self, frame: Frame) -> None:
        """Let views take a frame."""
        if not frame.running or frame.phase_by_phase:
            self._next.stop()
            self._frame, self._due = None, -math.inf
            self._show(frame, self._views)
        elif self._frame is None and self._clock() >= self._due:
            self._due = self._clock() + ROUND
            self._frame, self._turn = frame, 0
            self._take_turn()

    def _take_turn(self) -> None:
        frame, turn = self._frame, self._turn
        if frame is None:
            return
        if self._stands_back() and not self._has_waited:
            self._has_waited = True
            self._due = self._clock() + BESIDE_A_HAND
            self._next.start(WAY)
            return
        self._has_waited = False
        with self._undisturbed():
            self._show(frame, [view for view in self._views if view.turn == turn])
        self._turn += 1
        if self._turn < TURNS:
            self._next.start(TURN)
        else:
            self._frame = None

    def _try_again(self) -> None:
        """Let views that have failed take the latest frame; at rest no other comes, so each wait is twice as long."""
        assert self._latest is not None
        views, self._missed = list(self._missed), set()
        self._show(self._latest, views)
        self._again.setInterval(2 * self._again.interval() if self._missed else AGAIN)
        if self._missed:
            self._again.start()

    def _show(self, frame: Frame, views: Sequence[FrameView]) -> None:
        self._latest = frame
        for view in views:
            try:
                view.take_frame(frame)
            except BaseException as error:  # told, because no other view, and no later frame, is to be missed for it
                self._missed.add(view)
                self._again.start()
                self.failed.emit(error)


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

    @override
    def minimumSizeHint(self) -> QSize:
        """Ask for the height that texts in several lines have in the width that there is, so that nothing overlaps."""
        least = super().minimumSizeHint()
        height = self.body.totalMinimumHeightForWidth(max(self.width(), least.width()))
        return least.expandedTo(QSize(0, height))

    def begin_at_edge(self, at_edge: bool) -> None:
        """Begin at the upper edge of the card, as high as the tabs of the stage; or a margin below it, as usual."""
        self.body.setContentsMargins(px(12), 0 if at_edge else px(UNIT), px(12), px(UNIT))

    @property
    def help_topic(self) -> str:
        """What the help is about that the panel offers at the moment; it is named as the file of the class is."""
        return topic(type(self))

    def take_data(self, dataset: Dataset) -> None:
        """Take note of the data set that the run is on from now on."""
