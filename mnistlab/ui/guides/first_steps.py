"""First steps: five cards over the window, each pointing at what it speaks of."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QMainWindow, QToolButton, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.lab import Lab
from mnistlab.language import join_sentences
from mnistlab.ui.guides.shade import SIDES, Shade, beside
from mnistlab.ui.look.theme import UNIT, px
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import STRETCH, in_column, in_row, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.workbench.workbench import Workbench

WIDTH: Final = 320  # px
POLL: Final = 100  # ms between two checks of what the person has done
LEARNT: Final = 0.5  # a loss that is plainly smaller than the first, log 10 = 2.3


@dataclass(frozen=True, slots=True)
class Step:
    """One card.

    `targets` tells what it points at. It makes room for the next when `done` has been true for `rest` seconds.
    """

    targets: Callable[[], Sequence[QWidget]]
    done: Callable[[], bool]
    rest: float
    sides: Sequence[str] = SIDES  # of the target, on which the card may stand, the best first


class Welcome(Retranslated, QFrame):
    """The current card. The window below it works as usual.

    Parameters
    ----------
    window : QMainWindow
        What it lies over.
    """

    def __init__(
        self, window: QMainWindow, lab: Lab, controls: ControlsPanel, selection: Selection, workbench: Workbench
    ) -> None:
        super().__init__(window)
        self._reveal = workbench.reveal
        self.setObjectName("welcomeCard")
        self._selection = selection
        self._shade = Shade(window)
        self._frame: Frame | None = None
        self._done_since: float | None = None
        self._known = False  # what was done before its card came, though the person wants to read the card
        self._iteration = 0  # up to which the run has come by itself
        self.steps = self._make_steps(controls, workbench.panels["stage"])
        self.at = 0

        self.count = named(QLabel(), role="muted")
        self.title = named(QLabel(), role="heading")
        self.words = QLabel()
        for label in (self.title, self.words):
            label.setWordWrap(True)
        self.cross = named(QToolButton(), "welcomeClose")
        self.cross.setText("✕")
        self.cross.setAutoRaise(True)
        self.cross.clicked.connect(self.close)
        self.skip = push_button("welcomeSkip", self.close)
        self.next = push_button("welcomeNext", lambda: self._turn_to(self.at + 1))
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.activated.connect(self.close)
        self._lay_out()

        self._clock = QTimer(self)
        self._clock.setInterval(POLL)
        self._clock.timeout.connect(self._poll)
        window.installEventFilter(self)
        lab.frame_ready.connect(self._take_frame)
        selection.drawing_changed.connect(self._wait_for_the_pen)
        self.hide()

    def _lay_out(self) -> None:
        top = in_row(self.count, STRETCH, self.cross, spacing=-1)
        buttons = in_row(self.skip, STRETCH, self.next, spacing=-1)
        buttons.setContentsMargins(0, UNIT // 2, 0, 0)
        self._rows = in_column(top, self.title, self.words, buttons, on=self)
        self._rows.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, 12)

    def _make_steps(self, controls: ControlsPanel, stage: QWidget) -> tuple[Step, ...]:
        def of_name(name: str) -> Callable[[], Sequence[QWidget]]:
            return lambda: self._window.findChildren(QWidget, name)

        def run() -> Sequence[QWidget]:
            return (controls.run_button,)

        def phases() -> Sequence[QWidget]:
            buttons = tuple(controls.phase_buttons.values())
            shown = (*buttons, stage)  # which shows what they do
            return (controls.rewind_button, *shown) if self._is_over else shown

        return (
            Step(run, lambda: self._running, 0),
            Step(of_name("lossPlot"), self._has_learnt, 4, ("left", "below")),
            Step(run, lambda: self._frame is not None and not self._running, 0),
            Step(of_name("drawingCanvas"), self._has_drawn, 3, ("left", "above")),
            Step(phases, self._has_stepped, 3, ("right", "left")),
        )

    @property
    def _window(self) -> QWidget:
        """The window. Looked up each time: storing it would create a reference cycle (window → child → window)."""
        return self.window()

    # What the person has done

    @property
    def _running(self) -> bool:
        return self._frame is not None and self._frame.running

    @property
    def _is_over(self) -> bool:
        return self._frame is not None and (self._frame.finished or self._frame.diverged)

    def _has_learnt(self) -> bool:
        frame = self._frame
        if frame is None or not len(frame.loss):
            return False
        return not frame.running or float(frame.smoothed_loss[-1]) < LEARNT

    def _has_drawn(self) -> bool:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return self._selection.drawing is not None and not pressed

    def _has_stepped(self) -> bool:
        return self._frame is not None and self._frame.iteration > self._iteration

    @Slot(object)
    def _take_frame(self, frame: Frame) -> None:
        self._frame = frame
        if frame.running or frame.iteration < self._iteration:
            self._iteration = frame.iteration

    def _wait_for_the_pen(self) -> None:
        """Wait again from the start, because another stroke may follow."""
        self._done_since = None

    # Which card

    def start(self) -> None:
        """Show the first card."""
        self._escape.setEnabled(True)
        self._clock.start()
        self._turn_to(0)
        for widget in (self._shade, self):
            widget.show()
            widget.raise_()
        self._place()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        if not event.spontaneous():
            self._clock.stop()
            self._escape.setEnabled(False)
            self._shade.hide()
        super().hideEvent(event)

    def _turn_to(self, at: int) -> None:
        if at >= len(self.steps):
            self.close()
            return
        self.at = at
        self._done_since = None
        if self._frame is not None:
            self._iteration = self._frame.iteration
        self._known = self.steps[at].done()
        for target in self.steps[at].targets():
            self._reveal(target)  # the person may have hidden what it stands in
        self.retranslate()

    def _poll(self) -> None:
        """Follow what the card points at, and go on when the thing has been done."""
        self._say()
        step = self.steps[self.at]
        if not step.done():
            self._known = False
            self._done_since = None
        elif not self._known:
            now = time.monotonic()
            self._done_since = self._done_since or now
            if now - self._done_since >= step.rest:
                self._go_on()

    def _go_on(self) -> None:
        """Turn to the next thing that has not been done yet."""
        at = self.at + 1
        while at < len(self.steps) - 1 and self.steps[at].done():
            at += 1
        self._turn_to(at)

    # Texts

    @override
    def retranslate(self) -> None:
        self.skip.setText(self.tr("Skip"))
        self.skip.setToolTip(self.tr("Leave the first steps (Esc); the Help menu has them again"))
        self.cross.setToolTip(self.skip.toolTip())
        self.cross.setAccessibleName(self.skip.toolTip())
        self._say()

    def _say(self) -> None:
        title, words = (
            (
                self.tr("Press Run"),
                self.tr("A network that knows nothing begins to learn from handwritten digits. Space does the same."),
            ),
            (
                self.tr("Watch the loss fall"),
                self.tr("The loss says how wrong the network is. It jumps from mini-batch to mini-batch, and falls."),
            ),
            (
                self.tr("Press it again to stop"),
                self.tr("Or Space. Nothing is lost: the next Run goes on from here."),
            ),
            (
                self.tr("Draw a digit"),
                self.tr("Large, with the mouse. It is read while you draw: blue is your own network."),
            ),
            (
                self.tr("One step of learning: ① ② ③"),
                join_sentences(
                    self.tr("This run is complete: press Rewind first. Then press them in turn:")
                    if self._is_over
                    else self.tr("With the run paused, press them in turn:"),
                    self.tr(
                        "a few images, their gradient, the update. Each ? explains what it stands beside; the Help "
                        "menu has the rest."
                    ),
                ),
            ),
        )[self.at]
        self.count.setText(f"{self.at + 1} / {len(self.steps)}")
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleName(f"{title}. {words}")
        last = self.at == len(self.steps) - 1
        self.skip.setVisible(not last)
        self.next.setText(self.tr("Done") if last else self.tr("Next"))
        self._place()

    # Places

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    @property
    def target(self) -> QRect:
        """What the card points at, in the window's coordinates; empty if it is hidden."""
        place = QRect()
        for widget in self.steps[self.at].targets():
            if widget.isVisible():
                place |= QRect(widget.mapTo(self._window, QPoint()), widget.size())
        return place & self._window.rect()

    def _place(self) -> None:
        target = self.target
        size = QSize(px(WIDTH), self._rows.totalHeightForWidth(px(WIDTH)))
        place, side = beside(target, size, self._window.rect(), self.steps[self.at].sides)
        self.setGeometry(place)
        self._shade.setGeometry(self._window.rect())
        self._shade.show_target(target, place, side)
