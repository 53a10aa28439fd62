"""What there is to press when a run has come to its end: go on for as long again, or try something else."""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import Begin, TrainMore
from mnistlab.numerals import shown
from mnistlab.training import RunSettings, declared
from mnistlab.translatable import QT_TRANSLATE_NOOP
from mnistlab.ui.guides.outline import Outline
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.close_button import CloseButton
from mnistlab.ui.widgets.kit import action, in_row, push_button
from mnistlab.ui.widgets.retranslated import Retranslated

CONTEXT: Final = "WhatNext"
AT_ONCE: Final = 2  # other runs that are offered at once, beside one thing to do with a drawing
DRAW: Final = QT_TRANSLATE_NOOP("WhatNext", "Write a 7, large. The bars say what your network takes it for.")

End = tuple[int, int, int]  # run, branch, iteration


@dataclass(frozen=True, slots=True)
class OtherRun:
    """A run with one setting changed.

    Attributes
    ----------
    setting : str
    value : object
    text : str
        In English, as the button has it.
    question : str
        What to think about before it is run.
    """

    setting: str
    value: Any
    text: str
    question: str


OTHER_RUNS: Final = (
    OtherRun(
        "learning_rate",
        1.0,
        QT_TRANSLATE_NOOP("WhatNext", "Try η 1"),
        QT_TRANSLATE_NOOP("WhatNext", "η is 1 now. What will the loss do? Press Run and see."),
    ),
    OtherRun(
        "hidden_size",
        10,
        QT_TRANSLATE_NOOP("WhatNext", "Try 10 hidden units"),
        QT_TRANSLATE_NOOP("WhatNext", "Only 10 hidden units now. How well can so few read? Press Run and see."),
    ),
    OtherRun(
        "hidden_size",
        0,
        QT_TRANSLATE_NOOP("WhatNext", "Try no hidden layer"),
        QT_TRANSLATE_NOOP(
            "WhatNext",
            "Each digit has one template of pixels now, no more. How well can that read? Press Run and see.",
        ),
    ),
    OtherRun(
        "batch_size",
        10,
        QT_TRANSLATE_NOOP("WhatNext", "Try batch 10"),
        QT_TRANSLATE_NOOP(
            "WhatNext", "Every step learns from 10 images now. How will the curve of the loss look? Press Run and see."
        ),
    ),
    OtherRun(
        "weight_init_std",
        0.0,
        QT_TRANSLATE_NOOP("WhatNext", "Try first weights of 0"),
        QT_TRANSLATE_NOOP(
            "WhatNext", "All hidden units begin alike now. Can they learn different things? Press Run and see."
        ),
    ),
    OtherRun(
        "learning_rate",
        0.01,
        QT_TRANSLATE_NOOP("WhatNext", "Try η 0.01"),
        QT_TRANSLATE_NOOP("WhatNext", "η is 0.01 now. How far will it come? Press Run and see."),
    ),
)

RATE: Final = QT_TRANSLATE_NOOP("WhatNext", "Try η {rate}")
RATE_QUESTION: Final = QT_TRANSLATE_NOOP("WhatNext", "η is {rate} now. What will the loss do? Press Run and see.")


class WhatNext(Retranslated, QFrame):
    """A strip above the scene. It makes room for itself, and goes when something else has begun.

    Signals
    -------
    intended : Intent
        What the person wants of the engine.
    turns_to : str
        The name of a scene to turn to.
    canvas_wanted
        The person wants to draw.
    """

    intended = Signal(object)
    turns_to = Signal(str)
    canvas_wanted = Signal()

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("whatNext")
        self._selection = selection
        self._allowed = self._in_phase = True
        self._frame: Frame | None = None
        self._tried: list[OtherRun] = []
        self._has_drawn = False
        self._closed: End | None = None  # the end of a run at which the person has closed the strip
        self._ring: Outline | None = None  # around the canvas, while that is spoken of
        self._question = ""  # in English, about what has been set up and not begun
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.more = push_button("trainMore", self._train_more, role="primary", small="true")
        self.others = [
            push_button(f"tryOther{place + 1}", lambda *_, place=place: self._try(place), small="true")
            for place in range(AT_ONCE)
        ]
        self.drawing = push_button("tryDrawing", self._try_drawing, small="true")
        self.cross = CloseButton()
        self.cross.clicked.connect(self._close)
        self.offer = action(self, "actionWhatNext", self._offer, "Space")  # while Run cannot have the key
        self.offer.setEnabled(False)
        self._row = in_row((self.words, 1), self.more, *self.others, self.drawing, self.cross, on=self)
        self._row.setContentsMargins(12, UNIT // 2, UNIT // 2, UNIT // 2)
        # As high as its text, and never a reason for the window to grow.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        selection.drawing_changed.connect(self._follow_drawing)
        self.retranslate()

    def show_frame(self, frame: Frame) -> None:
        """Show the strip at the end of a run."""
        before, self._frame = self._frame, frame
        if self._question and frame.running:
            self._question = ""
            self._show()
        elif before is None or _end(before) != _end(frame) or _rate(before) != _rate(frame):
            self._show()

    def allow(self, allowed: bool) -> None:
        """Let the strip be shown, or not while another guide says what to do."""
        self._allowed = allowed
        self._show()

    def follow(self, in_phase: bool) -> None:
        """Offer nothing while a scene is shown that belongs to no phase: it has enough to try, and needs the room.

        Nor ask there what a run will do, because its curves are not in sight.
        """
        if in_phase is not self._in_phase:
            self._in_phase = in_phase
            self._show()

    @property
    def runs(self) -> list[OtherRun]:
        """The other runs that are offered: those that differ from this one, first such as have not been tried.

        A learning rate that has been typed after the end of the run comes before all of them.
        """
        frame = self._frame
        asked = frame and frame.next_settings
        typed = []
        if frame is not None and frame.learning_rate_used not in (None, _rate(frame)):
            typed.append(OtherRun("learning_rate", _rate(frame), RATE, RATE_QUESTION))
        other = [run for run in OTHER_RUNS if asked and getattr(asked, run.setting) != run.value]
        other = [run for run in other if declared(RunSettings)[run.setting].counts(asked)]
        from_file = frame is not None and frame.own.begins_from_file  # and so will the next run
        if asked and (from_file or not asked.hidden_size):  # because that question is about hidden units
            other = [run for run in other if run.setting != "weight_init_std"]
        return [*typed, *sorted(other, key=self._tried.count)][:AT_ONCE]

    @property
    def _as_long_again(self) -> int:
        """How many iterations more are offered."""
        return 0 if self._frame is None else self._frame.settings.iterations

    # What the person does

    def _train_more(self) -> None:
        self.intended.emit(TrainMore(self._as_long_again))

    def _try(self, place: int) -> None:
        run = self.runs[place]
        self._tried.append(run)
        self.intended.emit(Begin(((run.setting, run.value),)))
        self._ask(run.question)

    def _try_drawing(self) -> None:
        if self._has_drawn:
            self.turns_to.emit("Exam")
        else:
            self._selection.canvas_cleared.emit()
            self.canvas_wanted.emit()
            self._ask(DRAW)

    def _ask(self, question: str) -> None:
        self._question = question
        self._show()

    def _follow_drawing(self) -> None:
        if self._selection.drawing is not None and not self._has_drawn:
            self._has_drawn = True
            if self._question == DRAW:
                self._question = ""
            self._show()

    def _close(self) -> None:
        if not self._question:
            self._closed = _end(self._frame)
        self._question = ""
        self._show()

    def _offer(self) -> None:
        """Show what there is, with the keyboard at the first of it."""
        self._closed, self._question = None, ""
        self._show()
        self.more.setFocus(Qt.FocusReason.TabFocusReason)

    # What is shown

    def _show(self) -> None:
        end = _end(self._frame) if self._allowed else None
        self.offer.setEnabled(end is not None)
        choices = self._in_phase and end is not None and end != self._closed and not self._question
        for button in (self.more, *self.others, self.drawing):
            button.setVisible(choices)
        self.setVisible(choices or (bool(self._question) and (self._in_phase or self._question == DRAW)))
        self._show_ring()
        if not self.isHidden():
            self.retranslate()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the last of the other runs where there is no room for the texts of all."""
        if self.more.isHidden():
            return
        margins, gap = self._row.contentsMargins(), self._row.spacing()
        always = sum(widget.sizeHint().width() + gap for widget in (self.words, self.more, self.drawing))
        left = self.contentsRect().width() - margins.left() - margins.right() - always - self.cross.width()
        for button in self.others:
            left -= button.sizeHint().width() + gap
            button.setVisible(left >= 0)

    def _show_ring(self) -> None:
        wanted = self._question == DRAW
        if wanted and self._ring is None:
            self._ring = Outline(self.window())
        if self._ring is not None:
            self._ring.lie_around(self.window().findChild(QWidget, "drawingCanvas") if wanted else None)

    @override
    def retranslate(self) -> None:
        translate = QCoreApplication.translate
        rate = "" if self._frame is None else shown(_rate(self._frame))
        question = translate(CONTEXT, self._question).format(rate=rate) if self._question else self.tr("What next?")
        self.words.setText(question)
        self.words.setWordWrap(bool(self._question))
        self.more.setText(self.tr("Train {count} more").format(count=f"{self._as_long_again:,}"))
        self.more.setToolTip(self.tr("Go on with this run for as many iterations again (Space)"))
        self.offer.setText(question)
        for button, run in zip(self.others, self.runs or OTHER_RUNS, strict=False):
            button.setText(translate(CONTEXT, run.text).format(rate=rate))
            button.setToolTip(self.tr("Set it up in a new run; this one stays"))
        self.drawing.setText(self.tr("See its mistakes") if self._has_drawn else self.tr("Write a 7"))
        self.drawing.setToolTip(
            self.tr("Read all images that are new to it, and look at those that it misreads")
            if self._has_drawn
            else self.tr("Clear the canvas, and see what your network makes of your own 7")
        )
        self._fit()


def _end(frame: Frame | None) -> End | None:
    """Return which end of a run a frame shows; None if it shows another moment."""
    is_end = frame is not None and frame.finished and not (frame.past or frame.running or frame.diverged)
    return (frame.run_id, frame.branch_id, frame.latest) if frame is not None and is_end else None


def _rate(frame: Frame) -> float:
    """Return the learning rate that is in the field."""
    return frame.next_settings.learning_rate
