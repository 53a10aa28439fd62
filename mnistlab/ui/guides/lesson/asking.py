"""What a lesson asks for in the window itself: a curve, or a place. What was predicted stays there, faint."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.engine.frame import Frame
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import Section, Step, is_prediction
from mnistlab.ui.guides.lesson.ballot import Ballot
from mnistlab.ui.guides.lesson.pointer import Pointer
from mnistlab.ui.guides.lesson.sketch import Sketch
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.workbench.workbench import Workbench


class Asking(QObject):
    """Lays over the window what a step needs to be answered there.

    Parameters
    ----------
    workbench : Workbench
    band : BandPanel
        With the curves.
    page : QWidget
        The page of the lesson.

    Signals
    -------
    answered : object
        The answer, as `mnistlab.lessons.standing.Standing.answers` keeps it.
    voted : dict
        How many of a class are for each choice, with each vote.
    lifted : dict
        The same, when the veil has been lifted.
    covered : bool
        Whether a question before a class covers the window, or no longer.
    """

    answered = Signal(object)
    voted = Signal(dict)
    lifted = Signal(dict)
    covered = Signal(bool)

    def __init__(self, workbench: Workbench, band: BandPanel, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._workbench, self._band = workbench, band
        self._sketch: Sketch | None = None
        self._before: tuple[int, int] | None = None  # the run in the sketch, and how far it had come
        self._pointer: Pointer | None = None
        self.ballot: Ballot | None = None

    def ask(self, step: Step, given: Any, *, has_come: bool) -> None:
        """Lay over the window what this step needs, which may be nothing.

        `given` is an earlier answer, or None; `has_come`: what the step asks for is known by now, so that a curve is
        drawn no more.
        """
        self.clear()
        if isinstance(step, kinds.PredictCurve):
            self._workbench.reveal(self._band)
            if not has_come:
                self._sketch, self._before = Sketch(self._band.curves, step.plot, step.iterations), None
                self._sketch.take(given or [])
                self._sketch.drawn.connect(self.answered.emit)
        elif isinstance(step, kinds.PointAt):
            self._forget_pointer()
            drawer = self._page.window().findChild(QWidget, "drawer")
            self._pointer = Pointer(self._workbench.window(), drawer or self._page)
            self._pointer.pointed.connect(self.answered.emit)
            if given is not None:
                self._pointer.take(given)
            self._pointer.setFocus()

    def follow(self, frame: Frame) -> None:
        """Show the loss of the present run in a sketch, as that of the run before."""
        if self._sketch is not None and not frame.running and self._before != (frame.run_id, frame.latest):
            self._before = frame.run_id, frame.latest
            self._sketch.show_before(CentredMean().take(frame.loss))

    def put_to_class(self, step: Step | None, section: Section, cast: Mapping[str, int]) -> None:
        """Cover the window with the question of a step, if it asks something; None takes away what covers it.

        `cast` are the votes that the class has cast already.
        """
        self._lift()
        is_choice = isinstance(step, kinds.Choose)
        desk = self._workbench.window().findChild(QWidget, "desk")
        if step is None or desk is None or not (is_choice or is_prediction(step)):
            return
        # What has happened must be seen to say what, and why; what will come must not.
        below = self._band if isinstance(step, kinds.Choose) and step.kind in ("saw", "because") else None
        self.ballot = Ballot(desk, below, section, votes=is_choice, cast=cast)
        self.ballot.voted.connect(self.voted)
        self.ballot.lifted.connect(self._take_votes)
        self.covered.emit(True)

    def say(self, section: Section) -> None:
        """Say the question that covers the window in another language."""
        if self.ballot is not None:
            self.ballot.say(section)

    def _take_votes(self, votes: dict[str, int]) -> None:
        self._lift()
        self.lifted.emit(votes)

    def _lift(self) -> None:
        if self.ballot is not None:
            if self.ballot.hasFocus():
                self._workbench.setFocus()  # because otherwise the next button would have the focus, and the space bar
            self.ballot.hide()
            self.ballot.deleteLater()
            self.ballot = None
            self.covered.emit(False)

    def clear(self) -> None:
        """Take away what lies over the window."""
        self._lift()
        if self._sketch is not None:
            self._sketch.hide()
            self._sketch.deleteLater()
            self._sketch = None
        if self._pointer is not None:
            self._pointer.rest()

    def show_expected(self, steps: Sequence[Step], answers: Mapping[str, Any]) -> None:
        """Show, faint, what was predicted at these steps, and nothing earlier."""
        self.keep_mark_of(steps)
        self.show_curves(steps, answers)

    def show_curves(self, steps: Sequence[Step], answers: Mapping[str, Any]) -> None:
        """Show, faint, the curves that were predicted at these steps, and no others."""
        self._forget_curves()
        for step in steps:
            if isinstance(step, kinds.PredictCurve):
                at, values = zip(*answers[step.name], strict=True)
                self._band.curves.show_expected(step.plot, at, values)

    def keep_mark_of(self, steps: Sequence[Step]) -> None:
        """Take away the mark of a place that was pointed at before these steps."""
        if not any(isinstance(step, kinds.PointAt) for step in steps):
            self._forget_pointer()

    def forget_expected(self) -> None:
        """Take away what was predicted."""
        self._forget_curves()
        self._forget_pointer()

    def _forget_curves(self) -> None:
        for plot in ("loss", "accuracy"):
            self._band.curves.show_expected(plot, [], [])

    def _forget_pointer(self) -> None:
        if self._pointer is not None:
            self._pointer.hide()
            self._pointer.deleteLater()
            self._pointer = None
