"""Does the runs of a lesson: begins each with the settings asked for, and tells when all are over."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import Begin, ChangeSetting, HideRun, OpenRun, Rewind, Run, ShowRun
from mnistlab.engine.lab import Lab


class Director(QObject):
    """Leads the engine for a lesson. The runs are those of the window: they stay, and the learner may pause them.

    Attributes
    ----------
    frame : Frame or None
        The latest.
    running : bool
        Whether a run that was asked for is not over; that it is paused makes no difference.

    Signals
    -------
    over
        The last of the runs that were asked for has come to its end, or has diverged.
    """

    over = Signal()

    def __init__(self, lab: Lab, frame: Frame | None, parent: QObject) -> None:
        super().__init__(parent)
        self.frame = frame
        self.running = False
        self._beside: Sequence[str] | None = None  # runs that alone are to be drawn beside the one that was asked for
        self._began = frame.run_id if frame is not None else None
        self._before: int | None = None  # the run that the one asked for comes after
        self._asked: int | None = None  # the run that was asked for, once it is there
        self._started = False
        self._queue: list[dict[str, Any]] = []  # the settings of the runs that come after it
        self._lab = lab
        lab.frame_ready.connect(self._take)

    def begin(self, changes: Mapping[str, Any], *, alone: bool = False) -> None:
        """Begin a new run with some settings changed, without running it; `alone`: with no other drawn beside it."""
        self._lab.perform(Begin(tuple(changes.items())))
        if alone:
            self._beside = ()

    def go_back_into(self, runs: Sequence[str]) -> None:
        """Go back into the last of some kept runs, with the others alone drawn beside it."""
        *beside, present = runs
        if self.frame is None or self.frame.own.key != present:
            self._lab.perform(OpenRun(present))
            self._beside = beside
        else:
            self._began = None

    @property
    def runs(self) -> list[str]:
        """The keys of the runs that are drawn, the present one at the end; none before what was asked for first."""
        frame = self.frame
        if frame is None or frame.run_id == self._began or self._beside is not None:
            return []
        return [*(view.entry.key for view in frame.kept), frame.own.key]

    def _draw_beside(self, wanted: Sequence[str], frame: Frame) -> None:
        """Draw these runs beside the present one, and no others."""
        self._beside = None
        drawn = {view.entry.key for view in frame.kept}
        for key in drawn - set(wanted):
            self._lab.perform(HideRun(key))
        for key in wanted:
            if key not in drawn:
                self._lab.perform(ShowRun(key))

    def run(self, runs: Sequence[Mapping[str, Any]]) -> None:
        """Do runs one after the other, each to its end. What one changes is for the others as it was before."""
        names = {name for changes in runs for name in changes}
        before = {} if self.frame is None else {name: getattr(self.frame.next_settings, name) for name in names}
        self._queue = [{**before, **changes} for changes in runs]
        self.running = True
        self._run_next()

    def _run_next(self) -> None:
        self._before = None if self.frame is None else self.frame.run_id
        self._asked, self._started = None, False
        self.begin(self._queue.pop(0))
        self._lab.perform(Run())

    def change(self, name: str, value: Any) -> None:
        """Let a setting of the window have another value."""
        self._lab.perform(ChangeSetting(name, value))

    @property
    def must_begin_anew(self) -> bool:
        """Whether the present run cannot go on as it is: it is over, or a setting waits for another one."""
        frame = self.frame
        return frame is None or frame.finished or frame.diverged or frame.next_settings != frame.settings

    def try_again(self) -> None:
        """Go on with the present run, or begin it anew with the settings that the learner has changed."""
        if self.must_begin_anew:
            self._lab.perform(Rewind())
        self._lab.perform(Run())

    @property
    def paused(self) -> bool:
        """Whether the learner has paused the run that was asked for."""
        return self.running and self._started and self.frame is not None and not self.frame.running

    def go_on(self) -> None:
        """Go on with the run that is paused."""
        self._lab.perform(Run())

    def stop(self) -> None:
        """Wait for nothing any more."""
        self.running = False
        self._lab.frame_ready.disconnect(self._take)

    @Slot(object)
    def _take(self, frame: Frame) -> None:
        self.frame = frame
        if self._beside is not None and frame.run_id != self._began:
            self._draw_beside(self._beside, frame)
        if not self.running or frame.run_id == self._before:
            return
        if self._asked is None:
            self._asked = frame.run_id
        self._started = self._started or frame.running
        if frame.run_id != self._asked:  # the learner has begun another one
            self.running = False
        elif not frame.running and (frame.finished or frame.diverged):
            if self._queue:
                self._run_next()
            else:
                self.running = False
                self.over.emit()
