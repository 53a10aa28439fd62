"""What the button of a step presses in the window, for a learner who does not look for it there."""

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from mnistlab.lessons.lesson import Do, Step
from mnistlab.ui.panels.controls import SPEEDS, ControlsPanel

RUN: Final = "actionRun"


class Pressing(QObject):
    """Presses what a step names, and lets a run last as long as the step wants, whichever way it is begun.

    Parameters
    ----------
    window : QWidget
        Its actions are meant.
    controls : ControlsPanel
    parent : QObject
    """

    def __init__(self, window: QWidget, controls: ControlsPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._controls = window, controls
        self._speed: tuple[int, int] | None = None  # notches of the slider: before a run, and for it
        self._seconds = 0.0  # that a run begun now is to last; 0: as fast as it is set
        for run in window.findChildren(QAction, RUN):
            run.toggled.connect(self._take_run)

    def turn_to(self, step: Step) -> None:
        """Make ready for this step."""
        self._seconds = step.seconds if isinstance(step, Do) and RUN in step.press else 0.0

    def pressed_by(self, step: Step) -> QAction | None:
        """Return what the button of a step presses now; None if it presses nothing in the window."""
        names = step.press if isinstance(step, Do) else ()
        actions = [one for name in names for one in self._window.findChildren(QAction, name)]
        return next((one for one in actions if one.isEnabled()), actions[0] if actions else None)

    def press(self, step: Step) -> None:
        """Press it."""
        does = self.pressed_by(step)
        if does is not None:
            does.trigger()

    def _take_run(self, runs: bool) -> None:
        if runs and self._seconds > 0:
            self._run_for(self._seconds)

    def _run_for(self, seconds: float) -> None:
        """Choose the speed with which the run comes to its end in about so many s."""
        slider, frame = self._controls.speed, self._controls.frame
        if frame is None:
            return
        left = frame.settings.iterations - frame.iteration
        ours = min(
            (place for place, speed in enumerate(SPEEDS) if speed is not None),
            key=lambda place: abs(left / (SPEEDS[place] or 1) - seconds),
        )
        before = slider.value() if self._speed is None else self._speed[0]
        self._speed = before, ours
        slider.setValue(ours)

    def stop(self) -> None:
        """Give the speed back that was chosen before, unless the learner has chosen another."""
        self._seconds = 0.0
        if self._speed is not None:
            before, ours = self._speed
            if self._controls.speed.value() == ours:
                self._controls.speed.setValue(before)
            self._speed = None
