"""Two runs beside each other: what each takes for what, or the weights of the hidden units of each."""

from typing import Literal

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QStackedWidget, QWidget
from typing_extensions import override

from mnistlab.analysis.exam import Confusion, examine
from mnistlab.data import Dataset
from mnistlab.engine.frame import Frame
from mnistlab.language import join_sentences
from mnistlab.nn import Network
from mnistlab.nn.functions import Array
from mnistlab.training.sampling import part_of
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.confusion_matrix import Cell, ConfusionMatrix
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.pictures.run_table import Compared
from mnistlab.ui.pictures.unit_grid import UnitGrid
from mnistlab.ui.pictures.unit_layout import LARGEST_PAGE
from mnistlab.ui.scenes.base import Reading, at_speed
from mnistlab.ui.scenes.readings.exam_images import ALL, accuracy_words, cell_sentence
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.widgets.kit import TextLine, ThinBar, in_column, in_row, keeping_room, named
from mnistlab.ui.widgets.retranslated import Retranslated

Pictures = Literal["mistakes", "units"]
Moment = tuple[str, int, int, int]  # key, branch and iteration of a run, and images that are kept for validation


class RunSide(QWidget):
    """One of the two runs.

    Parameters
    ----------
    scene : Reading
        Whose computations these are.
    number : int
        0 at the left, 1 at the right.

    Attributes
    ----------
    key : str
        Of the run that was chosen; empty for the one that stands there by itself.
    run : Compared or None
    confusion : Confusion or None
        How it reads the images.

    Signals
    -------
    changed
        Another run was chosen, or its images have been read.
    """

    changed = Signal()

    def __init__(self, scene: Reading, number: int) -> None:
        super().__init__()
        self.number, self.key = number, ""
        self.run: Compared | None = None
        self.confusion: Confusion | None = None
        self._read: Moment | None = None  # what `confusion` is of
        self._asked: Moment | None = None
        self._painted: tuple[Network | None, float] = (
            None,
            0.0,
        )  # what the pictures of the units are of, and their scale
        self._counted: Confusion | None = None  # what the matrix is of
        self.choice = named(QComboBox(), f"comparePair{number}")
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.choice.activated.connect(self._choose)
        self.words = named(QLabel(), role="muted")
        self.bar = keeping_room(ThinBar())
        self.bar.hide()
        self.task: Task[Confusion] = Task(scene, self._take_result, self.bar.set_share, name=str(number))
        self.matrix, self.units = ConfusionMatrix(), UnitGrid(fills=True)
        self.units.turned.connect(self.show_words)
        self._pictures = QStackedWidget()
        self._pictures.addWidget(self.matrix)
        self._pictures.addWidget(self.units)
        in_column(in_row((self.choice, 1), self.words), self.bar, (self._pictures, 1), spacing=4, on=self)

    def show_pictures(self, pictures: Pictures) -> None:
        """Show the matrix of its mistakes, or its units."""
        self._pictures.setCurrentWidget(self.matrix if pictures == "mistakes" else self.units)

    def take_runs(self, runs: list[Compared]) -> None:
        """Let these be chosen from; what was chosen stays, as long as it is there."""
        keys = [run.entry.key for run in runs]
        at = keys.index(self.key) if self.key in keys else min(self.number, len(runs) - 1)
        self.run = runs[at]
        names = [_name_of(run) for run in runs]
        if names != [self.choice.itemText(index) for index in range(self.choice.count())]:
            self.choice.clear()
            self.choice.addItems(names)
        for index, key in enumerate(keys):
            self.choice.setItemData(index, key)
        self.choice.setCurrentIndex(at)

    def _choose(self, index: int) -> None:
        self.key = self.choice.itemData(index)
        self.changed.emit()

    def read(self, frame: Frame, dataset: Dataset) -> None:
        """Let the run read the images that it never learns from, unless it has; at speed, once only."""
        run = self.run
        assert run is not None
        own = run.place is None
        sealed = frame.settings.validation_images
        now = run.entry.key, frame.branch_id * own, frame.iteration if own else run.entry.iteration, sealed
        if self._read is not None and self._read[0] != now[0]:
            self.confusion = self._read = None
        if now == self._read or (now == self._asked and (self.task.running or self.task.failed)):
            return
        if at_speed(frame) and (self.task.running or self._read is not None):
            return
        images = part_of(dataset, frame.settings) if sealed else dataset
        self._asked = now
        self.task.start(examine(run.network, images.test_images, images.test_labels))

    def give_up(self) -> None:
        """Let go what is under way."""
        if self.task.running:
            self.task.give_up()

    def forget(self) -> None:
        """Forget what was read, because there are other images."""
        self.give_up()
        self.confusion = self._read = None

    def _take_result(self) -> None:
        self.bar.setVisible(self.task.running)
        if self.task.result is not None:
            self.confusion, self._read = self.task.result, self._asked
            self.changed.emit()

    @property
    def weights(self) -> Array:
        """The weights of its hidden units, (784, H); where it has none, of its outputs."""
        assert self.run is not None
        return self.run.network.params["W1"]

    def show_units(self, limit: float) -> None:
        """Show the weights; ±`limit` are the full colours."""
        assert self.run is not None
        network, before = self._painted
        if network is not self.run.network or limit != before:
            self._painted = self.run.network, limit
            self.units.show_values(self.weights, limit)

    def show_matrix(self, cell: Cell) -> None:
        """Show what the run takes for what, with a frame around a cell."""
        if self.confusion is None:
            self.matrix.clear()
        elif self.confusion is not self._counted:
            self.matrix.show_counts(self.confusion.counts, self.confusion.recall, self.confusion.precision)
        self._counted = self.confusion
        self.matrix.select(cell)

    def show_words(self) -> None:
        """Say how much it reads right, or which units these are."""
        text = tip = ""
        if self._pictures.currentWidget() is self.units:
            count = 0 if self.run is None else self.weights.shape[1]
            whole = self.tr("Units: {count}").format(count=f"{count:,}")
            if self.run is not None and not self.run.network.has_hidden_layer:
                whole = self.tr("the digits’ own templates")
            shown = self.units.shown
            part = self.tr("{first} to {last} of {count}")  # short, because the name of the run is beside it
            part = part.format(first=shown.start, last=shown.stop - 1, count=f"{count:,}")
            text = whole if len(shown) == count else part
        elif self.confusion is not None:
            text, tip = accuracy_words(self.confusion)
        self.words.setText(text)
        self.words.setToolTip(tip)


def _name_of(run: Compared) -> str:
    if run.place is not None or run.entry.name:
        return run.title
    return " · ".join((QCoreApplication.translate("CompareScene", "This run"), run.title))


class RunPair(Retranslated, QWidget):
    """Two runs beside each other.

    Parameters
    ----------
    scene : Reading
        Whose computations these are.
    """

    def __init__(self, scene: Reading) -> None:
        super().__init__()
        self._frame: Frame | None = None
        self._dataset: Dataset | None = None
        self._pictures: Pictures = "mistakes"
        self._runs: list[Compared] = []
        self._cell: Cell = ALL  # that is framed in both
        self._pointed: Cell | None = None
        self._scales = Scale(floor=0.01), Scale(floor=0.01)
        self.sides = RunSide(scene, 0), RunSide(scene, 1)
        self.readout = named(TextLine(), "comparePairReadout")
        self.legend = DivergingLegend()
        for side in self.sides:
            side.changed.connect(self._show)
            side.matrix.pointed.connect(self._point)
            side.matrix.picked.connect(self._pick)
        in_column(
            (in_row(*((side, 1) for side in self.sides), spacing=2 * UNIT), 1),
            in_row((self.readout, 1), (self.legend, 0, Qt.AlignmentFlag.AlignRight)),
            spacing=4,
            on=self,
        )

    def take_data(self, dataset: Dataset) -> None:
        """Read these images from now on; the frame that was shown is of a run on those before."""
        self._dataset, self._frame = dataset, None
        for side in self.sides:
            side.forget()

    def show_pictures(self, pictures: Pictures) -> None:
        """Show the mistakes of both, or their units."""
        self._pictures = pictures
        self.give_up()
        for side in self.sides:
            side.show_pictures(pictures)
        self.legend.setVisible(pictures == "units")
        self._show()

    def show_runs(self, frame: Frame, runs: list[Compared]) -> None:
        """Show two of these runs, the present one first."""
        self._frame, self._runs = frame, runs
        self._show()

    def let_go(self) -> None:
        """Forget the frame, until there is another."""
        self._frame = None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def give_up(self) -> None:
        """Let go what is under way, because nobody sees it."""
        for side in self.sides:
            side.give_up()

    def _show(self) -> None:
        frame = self._frame
        if frame is None or not self.isVisible():
            return
        for side in self.sides:
            side.take_runs(self._runs)
        if self._pictures == "units":
            # One scale for both, because nobody could compare colours that stand for different numbers.
            fits = [scale.fit(side.weights, frame) for scale, side in zip(self._scales, self.sides, strict=True)]
            self.legend.set_limit(max(fits), beyond=any(scale.beyond for scale in self._scales))
            for side in self.sides:
                side.show_units(max(fits))
        else:
            for side in self.sides:
                if self._dataset is not None:
                    side.read(frame, self._dataset)
                side.show_matrix(self._cell)
        for side in self.sides:
            side.show_words()
        self._say()

    def _pick(self, cell: Cell) -> None:
        self._cell = cell
        for side in self.sides:
            side.matrix.select(cell)
        self._say()

    def _point(self, cell: Cell | None) -> None:
        self._pointed = cell
        self._say()

    def _say(self) -> None:
        """Say what both take the label of a cell for: of the one pointed at, or of the one picked."""
        cell = self._cell if self._pointed is None else self._pointed
        both = [side.confusion for side in self.sides]
        if self._pictures == "units":
            text = self.tr("Orange and blue are weights of either sign.")
            if any(side.run is not None and side.weights.shape[1] > LARGEST_PAGE for side in self.sides):
                text = join_sentences(text, self.tr("The wheel turns the page."))
            self.readout.setText(text)
        elif cell == ALL:
            count = max((len(confusion.labels) for confusion in both if confusion is not None), default=0)
            text = self.tr("Both read the same {count} images. Point at a cell for the numbers of both.")
            self.readout.setText(text.format(count=f"{count:,}") if count else self.tr("Reading…"))
        else:
            sentences = [cell_sentence(confusion, cell) for confusion in both if confusion is not None]
            self.readout.setText("  |  ".join(sentences))

    @override
    def retranslate(self) -> None:
        for side, name in zip(
            self.sides, (self.tr("The run at the left"), self.tr("The run at the right")), strict=True
        ):
            side.choice.setAccessibleName(name)
            side.matrix.setAccessibleName(self.tr("{side}: what is taken for what").format(side=name))
            side.units.setAccessibleName(self.tr("{side}: the weights of its units").format(side=name))
            # Their full names would take the room of the numbers; pointing at one says what it is.
            side.matrix.set_names(label=self.tr("label"), read=self.tr("read as"), recall="%", precision="%")
        self._show()
