"""The way back: what one can do at an earlier moment of a run, and how it is said."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import GoOn, GoTo, Run, ShowLatest
from mnistlab.numerals import percent
from mnistlab.training import Phase
from mnistlab.ui.widgets.kit import action


class WayBack(QObject):
    """The actions of the way back; `owner` is the widget that has them.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    """

    intended = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._frame: Frame | None = None
        self.back = action(owner, "actionBack", self._go_back, "Left")
        self.forward = action(owner, "actionForward", self._go_forward)
        self.go_on = action(owner, "actionGoOn", self._go_on, "Ctrl+Return")
        self.return_ = action(owner, "actionReturn", lambda: self.intended.emit(ShowLatest()), "End")
        for does in self.actions:
            does.setEnabled(False)  # until there is a run

    @property
    def actions(self) -> tuple[QAction, ...]:
        """All of them."""
        return self.back, self.forward, self.go_on, self.return_

    def show_frame(self, frame: Frame) -> None:
        """Enable what can be done at the moment that is shown."""
        self._frame = frame
        within = frame.next_phase is not Phase.SELECT_BATCH
        self.back.setEnabled(frame.iteration > 0 or (within and not frame.past))
        self.forward.setEnabled(frame.past)
        self.go_on.setEnabled(frame.past)
        self.return_.setEnabled(frame.past)

    def retranslate(self) -> None:
        """Set every text in the current language."""
        self.back.setText(self.tr("One back"))
        self.back.setToolTip(self.tr("One iteration back (←)"))
        self.forward.setText(self.tr("One on"))
        self.forward.setToolTip(self.tr("One iteration later"))
        self.go_on.setText(self.tr("Go on from here"))
        self.go_on.setToolTip(
            self.tr("Train on from this moment. What came after it stays as a line. ({keys})").format(
                keys=self.go_on.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            )
        )
        self.return_.setText(self.tr("Latest"))
        self.return_.setToolTip(self.tr("Back to where the run stands (End)"))

    def words(self, *, short: bool = False) -> str:
        """Return what can be done, what takes so long, or which moment is looked at; `short` where there is no room."""
        frame = self._frame
        if frame is None:
            return ""
        if frame.working:
            return self._work(frame, short=short)
        if frame.past:
            return self.tr("iteration {iteration} of {latest}").format(
                iteration=f"{frame.iteration:,}", latest=f"{frame.latest:,}"
            )
        return self.tr("drag to go back") if frame.latest else ""

    def _work(self, frame: Frame, *, short: bool) -> str:
        """Return what takes so long at the moment, and how much of it is done."""
        shorter = {
            "accuracy": self.tr("measuring"),
            "gradient": self.tr("computing"),
            "way_back": self.tr("going back"),
            "data": self.tr("reading"),
            "file": self.tr("file"),
        }
        longer = {
            "accuracy": self.tr("measuring the accuracy"),
            "gradient": self.tr("computing the gradient"),
            "way_back": self.tr("going back"),
            "data": self.tr("reading the images"),
            "file": self.tr("reading or writing a file"),
        }
        text = (shorter if short else longer)[frame.working or ""]
        share = self.tr("{text}: {percent}").format(text=text, percent=percent(int(100 * frame.progress) / 100, 0))
        return share if frame.progress else f"{text}…"

    def _go_back(self) -> None:
        frame = self._frame
        if frame is not None:
            between = not frame.past and frame.next_phase is not Phase.SELECT_BATCH
            self.intended.emit(GoTo(max(0, frame.iteration - (not between))))

    def _go_forward(self) -> None:
        if self._frame is not None:
            self.intended.emit(GoTo(self._frame.iteration + 1))

    def _go_on(self) -> None:
        self.intended.emit(GoOn())
        self.intended.emit(Run())
