"""First steps: five things to do, each with a ring around what it speaks of."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QMainWindow, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.lab import Lab
from mnistlab.training import Phase
from mnistlab.ui.guides.outline import Outline
from mnistlab.ui.guides.step_list import Card, StepList
from mnistlab.ui.panels.controls import SPEEDS, ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.workbench.workbench import Workbench

POLL: Final = 100  # ms between two looks at what the person has done, and at where things are
RUN_SECONDS: Final = 20  # that the first run lasts: time to read, and to see learning
RINGS: Final = 2  # things at most that a step speaks of


class FirstSteps(Retranslated, StepList):
    """The list of the first steps, to be used once. The window beside it works as usual.

    A step makes room for the next when its thing has been done, if it asks for one; where there is something to read or
    to look at, it waits for the person.

    Parameters
    ----------
    window : QMainWindow
        Rings are laid over it.

    Attributes
    ----------
    at : int
        The present step, from 0.

    Signals
    -------
    begun
        The person has done the first step.
    ended
        The last step has been done.
    points_at : str
        The panel that holds what the present step speaks of; empty if none does.
    """

    begun = Signal()
    ended = Signal()
    points_at = Signal(str)

    def __init__(
        self, window: QMainWindow, lab: Lab, controls: ControlsPanel, selection: Selection, workbench: Workbench
    ) -> None:
        self._actions = (self._press_run, self._go_on, self._pause, self._go_on, self._press_phase)
        super().__init__(len(self._actions), self._act, self._go_on)
        self._controls, self._selection, self._workbench = controls, selection, workbench
        self._frame = controls.frame
        self._rings = [Outline(window) for _ in range(RINGS)]
        self._ran = False  # since the present step has come
        self._was_over = False  # when the present step came
        self._iteration = 0  # up to which the run has come by itself
        self._speed: tuple[int, int] | None = None  # before the first run, and for that
        self.at = 0
        self._card: Card | None = None
        for key in ("Return", "Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._press_bold_button)
        self._clock = QTimer(self)
        self._clock.setInterval(POLL)
        self._clock.timeout.connect(self._follow)
        lab.frame_ready.connect(self._take_frame)

    def start(self) -> None:
        """Begin with the first step."""
        self._clock.start()
        self._turn_to(0)

    def stop(self) -> None:
        """Take the rings away, and give the speed back that was chosen before."""
        self._clock.stop()
        for ring in self._rings:
            ring.lie_around(None)
            ring.deleteLater()
        if self._speed is not None:
            before, ours = self._speed
            if self._controls.speed.value() == ours:
                self._controls.speed.setValue(before)
            self._speed = None

    # What has been done

    @property
    def _running(self) -> bool:
        return self._frame is not None and self._frame.running

    @property
    def _is_over(self) -> bool:
        return self._frame is not None and (self._frame.finished or self._frame.diverged)

    @property
    def _has_stepped(self) -> bool:
        return self._frame is not None and not self._running and self._frame.iteration > self._iteration

    @Slot(object)
    def _take_frame(self, frame: Frame) -> None:
        self._frame = frame
        self._ran |= frame.running
        self._was_over &= self._is_over
        if frame.running or frame.iteration < self._iteration:
            self._iteration = frame.iteration

    def _turn_to(self, at: int) -> None:
        if at == 1:
            self.begun.emit()
        if at == len(self.rows):
            self.ended.emit()
            return
        self.at = at
        self._ran, self._was_over = self._running, self._is_over
        if self._frame is not None:
            self._iteration = self._frame.iteration
        self.retranslate()
        for target in self.targets:
            panels = self._workbench.panels.items()
            self.points_at.emit(next((name for name, panel in panels if panel.isAncestorOf(target)), ""))
            self._workbench.reveal(target)  # the person may have hidden what it stands in

    def _go_on(self) -> None:
        self._turn_to(self.at + 1)

    def _follow(self) -> None:
        """Go on when the thing has been done that this step asks for; follow what it speaks of."""
        has_run = self.at == 0 and (self._running or (self._is_over and not self._was_over))
        has_paused = self.at == 2 and self._ran and not self._running and not self._is_over
        if has_run or has_paused:
            self._go_on()
        self._say()
        for ring, target in zip(self._rings, [*self.targets, *[None] * RINGS], strict=False):
            if ring.around is not target:
                ring.lie_around(target)

    # What can be pressed

    def _act(self) -> None:
        self._actions[self.at]()

    def _press_bold_button(self) -> None:
        """Press what stands out, unless Enter was meant for a field."""
        button = self.rows[self.at].act
        if button.isVisible() and not isinstance(QApplication.focusWidget(), QAbstractSpinBox):
            button.click()

    def _press_run(self) -> None:
        if self._is_over:
            self._controls.rewind.trigger()
        elif self._frame is not None and self._controls.run.isEnabled() and not self._running:
            slider, left = self._controls.speed, self._frame.settings.iterations - self._frame.iteration
            ours = min(
                (place for place, speed in enumerate(SPEEDS) if speed is not None),
                key=lambda place: abs(left / (SPEEDS[place] or 1) - RUN_SECONDS),
            )
            self._speed = slider.value(), ours
            slider.setValue(ours)
            self._controls.run.trigger()

    def _pause(self) -> None:
        if self._running:
            self._controls.run.trigger()
        else:
            self._go_on()

    def _press_phase(self) -> None:
        if self._has_stepped:
            self._go_on()
        elif self._running:
            self._controls.run.trigger()
        elif self._is_over:
            self._controls.rewind.trigger()
        elif self._frame is not None:
            self._controls.phases[self._frame.next_phase].trigger()

    def _find(self, name: str) -> list[QWidget]:
        return self.window().findChildren(QWidget, name)

    @property
    def targets(self) -> Sequence[QWidget]:
        """What the present step speaks of: the things themselves."""
        controls = self._controls
        if self.at == 1:
            plots = self._find("curves")  # both, because a ring around one would run through the numbers of the other
            return [plot for plot in plots if plot.isVisible()][:1] or plots[:1]
        if self.at == 3:
            drawn = self._selection.drawing is not None
            return [*self._find("drawingCanvas"), *(self._find("answer") if drawn else [])]
        if self.at == 4 and not self._running:
            if self._has_stepped:
                return self._find("batchLoss")
            if self._is_over:
                return (controls.rewind_button,)
            phase = Phase.SELECT_BATCH if self._frame is None else self._frame.next_phase
            return (controls.phase_buttons[phase],)
        return (controls.rewind_button,) if self.at == 0 and self._is_over else (controls.run_button,)

    # Texts

    @override
    def retranslate(self) -> None:
        titles = (
            self.tr("Press Run"),
            self.tr("Watch the loss fall"),
            self.tr("Press it again to stop"),
            self.tr("Draw a digit"),
            self.tr("One step, by hand"),
        )
        for row, title in zip(self.rows, titles, strict=True):
            row.title.setText(title)
        self._card = None
        self._say()

    def _say(self) -> None:
        card = (self._say_run, self._say_loss, self._say_pause, self._say_draw, self._say_phases)[self.at]()
        if card != self._card:
            self._card = card
            self.show_step(self.at, card)
            self.setAccessibleName(f"{self.rows[self.at].title.text()}. {card.words}")

    def _say_run(self) -> Card:
        if self._is_over:
            return Card(self.tr("This run is complete: go back to its start first."), self.tr("Rewind"))
        return Card(
            self.tr(
                "A network that knows nothing begins to learn from handwritten digits. The space bar does the same."
            ),
            self.tr("Run"),
        )

    def _say_loss(self) -> Card:
        return Card(
            self.tr(
                "The loss says how wrong the network is. It trembles, for every mini-batch is another; and it falls."
            ),
            self.tr("Next"),
        )

    def _say_pause(self) -> Card:
        if self._is_over:
            return Card(
                self.tr("The run has come to its end by itself. A longer one stops at any time, with the same button."),
                self.tr("Next"),
            )
        if not self._running:
            return Card(self.tr("It has stopped. Nothing is lost: the next Run goes on from here."), self.tr("Next"))
        return Card(self.tr("Nothing is lost: the next Run goes on from here."), self.tr("Pause"), self.tr("Skip"))

    def _say_draw(self) -> Card:
        read = "".join(label.text() for label in self._find("predictedDigit") if isinstance(label, QLabel))
        if not read:
            return Card(self.tr("Large, with the mouse. It is read while you draw."), skip=self.tr("Skip"))
        text = self.tr("It is read as {digit}. The bars say how sure that is, and what else it could be.")
        return Card(text.format(digit=read), self.tr("Next"))

    def _say_phases(self) -> Card:
        frame, skip = self._frame, self.tr("Skip")
        if frame is None:
            return Card("", skip=skip)
        if self._has_stepped:
            text = self.tr(
                "That was one step: the loss on these images went from {before} to {after}. Run does the same, "
                "over and over."
            )
            before, after = (f"{loss:.3f}" for loss in (frame.batch_loss or 0, frame.batch_loss_after or 0))
            return Card(text.format(before=before, after=after), self.tr("Done"))
        if self._running:
            return Card(self.tr("Pause the run first."), self.tr("Pause"), skip)
        if self._is_over:
            return Card(self.tr("This run is complete: go back to its start first."), self.tr("Rewind"), skip)
        words = {
            Phase.SELECT_BATCH: self.tr("First, some images are drawn by chance."),
            Phase.COMPUTE_GRADIENT: self.tr("Then, for every weight: does the loss rise or fall if it grows?"),
            Phase.UPDATE: self.tr("At last, every weight moves a little, so that the loss falls."),
        }
        does = self._controls.phases[frame.next_phase]
        return Card(words[frame.next_phase], does.text(), skip)
