"""What a lesson asks for in the window itself: a curve, or a place. What was predicted stays there, faint."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from mnistlab.engine.frame import Frame
from mnistlab.lessons import lesson as kinds
from mnistlab.lessons.lesson import Step
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
    """

    answered = Signal(object)

    def __init__(self, workbench: Workbench, band: BandPanel, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._workbench, self._band = workbench, band
        self._sketch: Sketch | None = None
        self._pointer: Pointer | None = None

    def ask(self, step: Step, frame: Frame | None, given: Any) -> None:
        """Lay over the window what this step needs, which may be nothing; `given` is an earlier answer, or None."""
        self.clear()
        if isinstance(step, kinds.PredictCurve):
            self._band.curves.show_expected(step.plot, [], [])
            before = np.empty(0, np.float32) if frame is None else frame.smoothed_loss
            self._workbench.reveal(self._band)
            self._sketch = Sketch(self._band.curves, step.plot, step.iterations, before)
            self._sketch.drawn.connect(self.answered.emit)
        elif isinstance(step, kinds.PointAt):
            self._forget_pointer()
            drawer = self._page.window().findChild(QWidget, "drawer")
            self._pointer = Pointer(self._workbench.window(), drawer or self._page)
            self._pointer.pointed.connect(self.answered.emit)
            if given is not None:
                self._pointer.take(given)
            self._pointer.setFocus()

    def clear(self) -> None:
        """Take away what lies over the window."""
        if self._sketch is not None:
            self._sketch.hide()
            self._sketch.deleteLater()
            self._sketch = None
        if self._pointer is not None:
            self._pointer.rest()

    def show_expected(self, steps: Iterable[Step], answers: Mapping[str, Any]) -> None:
        """Show, faint, what was predicted at these steps."""
        for step in steps:
            if isinstance(step, kinds.PredictCurve):
                at, values = zip(*answers[step.name], strict=True)
                self._band.curves.show_expected(step.plot, at, values)

    def forget_expected(self) -> None:
        """Take away what was predicted."""
        for plot in ("loss", "accuracy"):
            self._band.curves.show_expected(plot, [], [])
        self._forget_pointer()

    def _forget_pointer(self) -> None:
        if self._pointer is not None:
            self._pointer.hide()
            self._pointer.deleteLater()
            self._pointer = None
