"""The way back: a line through the run, and what one can do at an earlier moment of it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import GoOn, GoTo, Run, ShowLatest
from mnistlab.training import Phase
from mnistlab.ui.stage.timeline import Timeline
from mnistlab.ui.widgets.boxes import STRETCH, in_column, in_row
from mnistlab.ui.widgets.named import named
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.widgets.steady import release_size, set_steady_text


class WayBack(Retranslated, QWidget):
    """The timeline, the iteration that is shown, and the three actions.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    """

    intended = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self.timeline = named(Timeline(), "timeline")
        self.timeline.asked.connect(lambda iteration, near: self.intended.emit(GoTo(iteration, near)))
        self.place = named(QLabel(), "timelinePlace", role="muted")
        self.back = self._action("actionBack", "Left", self._go_back)
        self.go_on = self._action("actionGoOn", "Ctrl+Return", self._go_on)
        self.return_ = self._action("actionReturn", "End", lambda: self.intended.emit(ShowLatest()))
        buttons = in_row(self.place, STRETCH)
        for action in (self.back, self.go_on, self.return_):
            button = named(QToolButton(), small="true")
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        in_column(self.timeline, buttons, spacing=2, on=self)
        self.retranslate()

    def _action(self, name: str, shortcut: str, slot: Callable[[], None]) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(shortcut))
        action.setEnabled(False)
        action.triggered.connect(slot)
        return action

    def show_frame(self, frame: Frame) -> None:
        """Show which iteration of the run is shown, and enable what can be done there."""
        self._frame = frame
        other = frame.other_smoothed_loss
        self.timeline.show_run(
            total=frame.settings.iterations,
            latest=frame.latest,
            shown=frame.iteration,
            other=0 if other is None else len(other),
            per_epoch=frame.iterations_per_epoch,
        )
        within = frame.next_phase is not Phase.SELECT_BATCH
        self.back.setEnabled(frame.iteration > 0 or (within and not frame.past))
        self.go_on.setEnabled(frame.past)
        self.return_.setEnabled(frame.past or other is not None)
        self._show_texts()

    @override
    def retranslate(self) -> None:
        self.timeline.setAccessibleName(self.tr("The way back: the run from its first iteration to its last"))
        self.timeline.setToolTip(self.tr("Drag to go back to any iteration of the run. Wheel or ← →: one at a time."))
        self.back.setText(self.tr("← Back"))
        self.back.setToolTip(self.tr("One iteration back (←)"))
        self.go_on.setText(self.tr("▶ Go on from here"))
        self.go_on.setToolTip(
            self.tr("Train on from this moment. What the run had come to stays as a faint curve. ({keys})").format(
                keys=self.go_on.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            )
        )
        release_size(self.place)
        self._show_texts()

    def _show_texts(self) -> None:
        frame = self._frame
        text, tip = self.tr("Latest ⇥"), self.tr("Back to where the run stands (End)")
        if frame is None:
            place = ""
        elif frame.past:
            place = self.tr("looking back: iteration {iteration} of {latest}").format(
                iteration=f"{frame.iteration:,}", latest=f"{frame.latest:,}"
            )
        elif frame.other_smoothed_loss is not None:
            place = self.tr("drag to go back · ← →")
            text = self.tr("Other run ⇄")
            tip = self.tr("Change over to the run that was left, which came to iteration {iteration} (End)").format(
                iteration=f"{len(frame.other_smoothed_loss):,}"
            )
        else:
            place = self.tr("drag to go back · ← →") if frame.latest else self.tr("the way back appears here")
        set_steady_text(self.place, place if frame is None or not frame.working else self._work(frame))
        self.return_.setText(text)
        self.return_.setToolTip(tip)

    def _work(self, frame: Frame) -> str:
        """Return what takes so long at the moment, and how much of it is done."""
        text = {
            "accuracy": self.tr("measuring the accuracy"),
            "gradient": self.tr("computing the gradient"),
            "way_back": self.tr("going back"),
            "data": self.tr("reading the images"),
            "file": self.tr("reading or writing a file"),
        }[frame.working or ""]
        share = self.tr("{text}: {percent} %").format(text=text, percent=int(100 * frame.progress))
        return share if frame.progress else f"{text} …"

    def _go_back(self) -> None:
        frame = self._frame
        if frame is not None:
            between = not frame.past and frame.next_phase is not Phase.SELECT_BATCH
            self.intended.emit(GoTo(max(0, frame.iteration - (not between))))

    def _go_on(self) -> None:
        self.intended.emit(GoOn())
        self.intended.emit(Run())
