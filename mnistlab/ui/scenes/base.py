"""What every scene is: it pictures one phase, and has the words, the numbers and the line of code for it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from mnistlab.analysis.held_masks import with_held_masks
from mnistlab.analysis.update import Update, update_of
from mnistlab.data import Dataset
from mnistlab.data.images import as_input
from mnistlab.engine.frame import BatchView, Frame
from mnistlab.language import join_sentences
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.nn.mistakes import Mistake
from mnistlab.numerals import scientific
from mnistlab.training import Line, phase_lines
from mnistlab.ui.look.theme import BODY, colours, font, px
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.kit import in_column, named
from mnistlab.ui.widgets.retranslated import Retranslated


class Scene(Retranslated, QWidget):
    """The picture of one phase.

    Signals
    -------
    part_pointed : str
        The part of the code that what is below the mouse was computed by; empty when there is nothing.
    readout : str
        What is below the mouse, in numbers.
    turns_to : str
        Another scene, by its name in `mnistlab.ui.scenes`, that the person has asked for in this one.
    updated
        A result has come, or what is looked at has changed: `words` and `numbers` are others.

    Attributes
    ----------
    section : str
        Of `mnistlab.training.lines`: the lines that the phase runs.
    part : str
        The line that is marked while the mouse points at nothing.
    formulas : mapping
        The formula for each part, as the default run has it.
    tells_mistake : bool
        It says itself that the gradient is broken on purpose.
    beside_heading : QWidget or None
        What the colours mean, or a choice: the stage puts it at the right of the heading.
    """

    part_pointed = Signal(str)
    readout = Signal(str)
    turns_to = Signal(str)
    updated = Signal()

    least_room: ClassVar[tuple[int, int] | None] = None  # px: where pictures take the room there is
    tells_mistake: ClassVar[bool] = False
    shows_batch: ClassVar[bool] = False  # what it shows, or computes, is of the images of the mini-batch
    section: ClassVar[str]
    part: str
    formulas: ClassVar[Mapping[str, str]]

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self.selection = selection
        self.frame: Frame | None = None
        self.beside_heading: QWidget | None = None

    @override
    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() if self.least_room is None else QSize(*map(px, self.least_room))

    def show_frame(self, frame: Frame) -> None:
        """Picture a frame."""
        raise NotImplementedError

    def let_go(self) -> None:
        """Forget the frame, because another scene is shown, and the arrays of a large network take 50 MB in each."""
        self.frame = None

    def words(self) -> tuple[str, str]:
        """Return the heading, and two or three sentences, for the current frame."""
        raise NotImplementedError

    def leave_out(self, presenting: bool) -> None:
        """For a room of readers, leave out what makes the picture smaller; or show it again."""

    def lines(self, frame: Frame) -> Sequence[Line]:
        """Return the lines of NumPy beside the picture."""
        inputs = frame.network.params["W1"].shape[0]
        return phase_lines(self.section, frame.settings, frame.training_images, inputs)

    def formula(self, part: str) -> str:
        """Return the name of the formula for a part of the code, or, where it has none of its own, of the scene."""
        return self.formulas.get(part, self.formulas[""])

    def numbers(self) -> str:
        """Return the formula with the current numbers."""
        return ""

    def missing(self) -> str:
        """Return what is written in the place of a picture that cannot be shown yet; empty where it can."""
        return ""

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if text := self.missing():
            painter = QPainter(self)
            painter.setFont(font(BODY))
            painter.setPen(QColor(colours().muted))
            middle = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(middle), text)

    @property
    def batch(self) -> BatchView | None:
        """The current mini-batch."""
        return None if self.frame is None else self.frame.batch

    @property
    def focus(self) -> int:
        """Place of the image in focus within the mini-batch."""
        return 0 if self.batch is None else min(self.selection.image, len(self.batch.labels) - 1)

    @property
    def unit(self) -> int:
        """The unit in focus: a hidden one, or, where there are none, an output."""
        return 0 if self.frame is None else min(self.selection.unit, self.frame.units - 1)

    def point(self, part: str, text: str) -> None:
        """Say what is below the mouse, and which line computed it."""
        self.part_pointed.emit(part)
        self.readout.emit(text)

    def tell(self, pointed: SignalInstance, words: Callable[[Any], tuple[str, str]]) -> None:
        """Whenever the mouse comes to another thing in a picture, say what `words` makes of it, as in `point`."""
        pointed.connect(lambda thing: self.point(*(("", "") if thing is None else words(thing))))


class Experiment(Scene):
    """A scene that belongs to no phase: it computes something of its own about the moment that is shown.

    Signals
    -------
    wanted : Computation
        To be done beside the run.
    given_up : str
        Key of the computation that is no longer wanted.
    intended : Intent
        What the person wants of the run.
    """

    wanted = Signal(object)
    given_up = Signal(str)
    intended = Signal(object)

    section = ""
    code: ClassVar[tuple[tuple[str, str], ...]]  # part, line

    def lines(self, frame: Frame) -> Sequence[Line]:  # noqa: ARG002 (they are the same for every run)
        """Return the lines of NumPy beside the picture."""
        return [Line(part, code, "") for part, code in self.code]

    def take_data(self, dataset: Dataset) -> None:
        """Take note of the data set that the run is on."""

    def follow_library(self) -> None:
        """Look what the library has now, because another window has changed it."""


class Reading(Experiment):
    """An experiment on the drawing: it has the room of formula, code and way back too, and the canvas is large.

    What is on the canvas, and who reads it, is told by `selection`.
    """

    part = ""
    formulas: ClassVar = {}
    code = ()


def at_speed(frame: Frame) -> bool:
    """Return whether this is a moment of a run that does not stop at its phases: the next one follows at once."""
    return frame.running and not frame.phase_by_phase


def images_seen(frame: Frame) -> tuple[int, int]:
    """Return what tells which images a run sees: how many to learn from, and how many for validation."""
    return frame.settings.training_images, frame.settings.validation_images


def exact(batch: BatchView) -> tuple[Array, Array]:
    """Return the images of a batch as a network is given them, float64 (N, 784), and their labels (N,)."""
    return as_input(batch.images, np.float64), batch.labels


def moment(frame: Frame) -> tuple[object, ...]:
    """Return what tells one moment of a run from another: weights and mini-batch."""
    batch = None if frame.batch is None else frame.batch.indices.tobytes()
    return frame.track, frame.iteration, batch


def with_moment(title: str, words: str, frame: Frame, iteration: int) -> tuple[str, str]:
    """Return heading and sentences about a result of an iteration; they say which, if a run at speed has left it."""
    if not at_speed(frame) or iteration == frame.iteration:
        return title, words
    named_so = QCoreApplication.translate("Scene", "{title} · iteration {iteration}")
    pause = QCoreApplication.translate("Scene", "Pause the run for the present moment.")
    return named_so.format(title=title, iteration=f"{iteration:,}"), join_sentences(pause, words)


def updated(frame: Frame) -> bool:
    """Return whether the update with the gradient of the frame has been made."""
    return frame.learning_rate_used is not None and frame.gradient is not None


def update_in(frame: Frame, gradient: Mapping[str, Array]) -> Update:
    """Return the update with the gradient of the frame: as it was made, or as it would be made now."""
    return update_of(frame.network.params, gradient, frame.optimizer, made=updated(frame))


def before_update(frame: Frame) -> Network:
    """Return the network that the gradient of the frame was computed with: after the update, that from before it."""
    if frame.gradient is None or not updated(frame):
        return frame.network
    return frame.network.with_params(update_in(frame, frame.gradient).before)


def as_trained(frame: Frame) -> Network:
    """Return the network that the gradient of the frame was computed with, with the same units silent."""
    network = before_update(frame)
    return network if frame.batch is None else with_held_masks(network, frame.batch.masks)


def units_on_page(view: UnitGrid, count: int, whole: str) -> str:
    """Return which of `count` units are on the page, or `whole` where all are."""
    shown = view.shown
    if len(shown) == count:
        return whole
    text = QCoreApplication.translate("Scene", "units {first} to {last} of {count} (wheel: more)")
    return text.format(first=shown.start, last=shown.stop - 1, count=f"{count:,}")


def captioned(widget: QWidget, caption: QLabel) -> QVBoxLayout:
    """Return a widget with its caption below it."""
    return in_column((widget, 1), caption, spacing=4)


def muted(*, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, wrap: bool = False) -> QLabel:
    """Return a label in the small grey type."""
    label = named(QLabel(), role="muted")
    label.setAlignment(align | Qt.AlignmentFlag.AlignTop)
    label.setWordWrap(wrap)
    return label


def signed(value: float, digits: int = 3) -> str:
    """Return a number with its sign, and a minus that is as wide as a plus: ``+0.00213``, ``−4.10×10⁻⁷``."""
    text = scientific(value, digits)
    return text if text.startswith("−") else f"+{text}"


def mistake_name(mistake: Mistake | None) -> str:
    """Return what a mistake is called, in the person's language."""
    translate = QCoreApplication.translate
    return {
        None: translate("CheckScene", "no mistake"),
        Mistake.NO_DIVISION: translate("CheckScene", "not divided by the batch size"),
        Mistake.NO_SIGMOID_SLOPE: translate("CheckScene", "the activation’s derivative forgotten"),
        Mistake.W2_NOT_TRANSPOSED: translate("CheckScene", "W2 not transposed"),
        Mistake.NO_LABELS: translate("CheckScene", "softmax gradient without − t"),
        Mistake.BIAS_NOT_SUMMED: translate("CheckScene", "bias not summed over the batch"),
    }[mistake]
