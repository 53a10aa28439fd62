"""Which panels show which frames: at rest all of them, in a run at speed each when it is its turn."""

import time
from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame

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
