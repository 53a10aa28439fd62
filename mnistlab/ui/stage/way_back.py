"""The way back: a line through the run with a handle, and what one can do at an earlier moment of it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import GoOn, GoTo, Run, ShowLatest
from mnistlab.training import Phase
from mnistlab.ui.look.keys import WAYS, is_plain
from mnistlab.ui.look.theme import colours, px, stroke
from mnistlab.ui.widgets.kit import STRETCH, action, in_column, in_row, named, release_size, set_steady_text
from mnistlab.ui.widgets.retranslated import Retranslated

HEIGHT = 20  # px
LINE = 4  # px
HANDLE = 6.0  # px: radius
NEAR = 2.0  # px
PAGES = 20  # page keys go through a run in this many steps
FEWEST = 8  # px between two marks of epochs, because closer ones would be a grey band


class Timeline(QWidget):
    """A track from the first iteration to the last that is planned, filled as far as the run has come.

    Signals
    -------
    asked : int, int
        The iteration that the person wants to see, and how many iterations one pixel stands for.
    """

    asked = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total, self._latest, self._shown, self._other = 1, 0, 0, 0
        self._per_epoch = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(120)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_run(self, *, total: int, latest: int, shown: int, other: int, per_epoch: float) -> None:
        """Show a run of `total` iterations that has come to `latest`, the moment that is `shown`, the other's end."""
        wanted = max(total, latest, other), latest, shown, other
        if wanted != (self._total, self._latest, self._shown, self._other) or per_epoch != self._per_epoch:
            self._total, self._latest, self._shown, self._other = wanted
            self._per_epoch = per_epoch
            self.update()

    def place_of(self, iteration: float) -> float:
        """Return where an iteration lies, in px from the left."""
        margin = px(HANDLE + 1)
        return margin + iteration / self._total * (self.width() - 2 * margin)

    def iteration_at(self, x: float) -> int:
        """Return the iteration at a place, within what the run has come to."""
        if x >= self.place_of(self._latest) - px(NEAR):
            return self._latest  # because in a long run one pixel is many iterations
        margin = px(HANDLE + 1)
        share = (x - margin) / max(1.0, self.width() - 2 * margin)
        return min(max(round(share * self._total), 0), self._latest)

    @override
    def sizeHint(self) -> QSize:
        return QSize(px(400), px(HEIGHT))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._latest:
            self._ask(self.iteration_at(event.position().x()))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._latest:
            self._ask(self.iteration_at(event.position().x()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        step = 1 if event.angleDelta().y() < 0 else -1
        if 0 <= self._shown + step <= self._latest:
            self.asked.emit(self._shown + step, 0)
        event.accept()

    def takes_key(self, event: QKeyEvent) -> bool:
        """Return whether this is one of the keys that go through the run."""
        return is_plain(event) and event.key() in WAYS and self._latest > 0

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.takes_key(event):
            super().keyPressEvent(event)
            return
        page = max(1, self._latest // PAGES)
        wanted = {
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self._latest,
            Qt.Key.Key_PageUp: self._shown - page,
            Qt.Key.Key_PageDown: self._shown + page,
            Qt.Key.Key_Left: self._shown - 1,
            Qt.Key.Key_Down: self._shown - 1,
        }.get(Qt.Key(event.key()), self._shown + 1)
        wanted = min(max(wanted, 0), self._latest)
        if wanted != self._shown:
            self.asked.emit(wanted, 0)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, line, handle = self.height() / 2, px(LINE), px(HANDLE)
        start, end = self.place_of(0), self.place_of(self._total)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, until in (
            (colours().track, self._total),
            (colours().blue_faint, max(self._other, self._latest)),
            (colours().blue, self._shown),
        ):
            if until:
                painter.setBrush(QColor(colour))
                track = QRectF(start, middle - line / 2, self.place_of(until) - start, line)
                painter.drawRoundedRect(track, line / 2, line / 2)
        if self._per_epoch and (end - start) * self._per_epoch / self._total >= px(FEWEST):
            painter.setPen(QPen(QColor(colours().hairline), stroke()))
            for epoch in range(1, int(self._total / self._per_epoch) + 1):
                x = self.place_of(epoch * self._per_epoch)
                painter.drawLine(QPointF(x, middle + px(5)), QPointF(x, middle + px(9)))
        past = self._shown < self._latest
        if past:
            painter.setPen(QPen(QColor(colours().muted), stroke(2)))
            x = self.place_of(self._latest)
            painter.drawLine(QPointF(x, middle - handle), QPointF(x, middle + handle))
        painter.setPen(QPen(QColor(colours().orange if past else colours().blue), stroke(2)))
        painter.setBrush(QColor(colours().card))
        painter.drawEllipse(QPointF(self.place_of(self._shown), middle), handle, handle)

    def _ask(self, iteration: int) -> None:
        if iteration != self._shown:
            self.asked.emit(iteration, self._total // (2 * max(1, self.width())))


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
        self.back = action(self, "actionBack", self._go_back, "Left")
        self.go_on = action(self, "actionGoOn", self._go_on, "Ctrl+Return")
        self.return_ = action(self, "actionReturn", lambda: self.intended.emit(ShowLatest()), "End")
        buttons = in_row(self.place, STRETCH)
        for does in self.actions():
            does.setEnabled(False)  # until there is a run
            button = named(QToolButton(), small="true")
            button.setDefaultAction(does)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            buttons.addWidget(button)
        in_column(self.timeline, buttons, spacing=2, on=self)
        self.retranslate()

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
