"""The examination: how well the network reads all test or training images, and which it gets wrong."""

import time
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QLabel, QToolButton, QWidget
from typing_extensions import override

from mnistlab.analysis.exam import Confusion, examine
from mnistlab.data import Dataset
from mnistlab.data.images import SIDE
from mnistlab.engine.frame import Frame
from mnistlab.language import join_clauses, join_sentences
from mnistlab.nn.functions import Array
from mnistlab.training.sampling import part_of
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.pictures.confusion_matrix import Cell, ConfusionMatrix
from mnistlab.ui.pictures.diverging import DivergingLegend
from mnistlab.ui.scenes.base import Reading, at_speed, images_seen, muted
from mnistlab.ui.scenes.readings.exam_images import ALL, ExamImages, accuracy_words, cell_sentence
from mnistlab.ui.scenes.scale import Scale
from mnistlab.ui.scenes.task import Task
from mnistlab.ui.selection import Reader, Selection
from mnistlab.ui.widgets.kit import STRETCH, TextLine, ThinBar, in_column, in_row, keeping_room, named

TEST, TRAIN = "test", "train"
REST, LEAST_REST = 4.0, 0.5  # beside a run at speed: pause by the length of an examination, and in s at least


@dataclass(frozen=True, eq=False, slots=True)
class Exam:
    """The result of an examination, and the weights that it is of.

    Attributes
    ----------
    run : tuple of int, or None
        Run and track; None for the network that came with the program.
    iteration : int
        Of the run.
    confusion : Confusion
    before : Exam or None
        Of the same images, at an earlier iteration of the same run.
    """

    run: tuple[int, int] | None
    iteration: int
    confusion: Confusion
    before: "Exam | None" = None


class ExamScene(Reading):
    """The confusion matrix, and beside it the images of what is selected in it; to begin with, all mistakes.

    It is computed at each epoch's end while it is shown, and for other images, another network, another run, or on
    request at once; never for every frame.
    """

    def __init__(self, selection: Selection) -> None:
        super().__init__(selection)
        self._dataset: Dataset | None = None
        self.exams: dict[tuple[str, Reader], Exam] = {}
        self._part = TEST
        self.cell: Cell = ALL
        self._change_wanted = False
        self._scale = Scale(floor=1.0)  # of the changes
        self._of: tuple[int, tuple[int, int]] | None = None  # the run that was shown last, and which images it sees
        self._due = True
        self._began = self._rests_until = 0.0  # s
        self.parts = {TEST: QToolButton(), TRAIN: QToolButton()}
        self.again = named(QToolButton(), "examAgain", small="true")
        self.progress = keeping_room(named(ThinBar(), "examProgress"))
        self.task: Task[Confusion] = Task(self, self._take_result, self.progress.set_share)
        self._asked: tuple[str, Reader, tuple[int, int] | None, int] = TEST, Reader.OWN, None, 0  # what it is of
        self.weights = named(muted(), "examWeights")
        self.accuracy = named(QLabel(), "examAccuracy", role="number")
        self.mistakes = named(QLabel(), "examMistakes")
        self.difference = named(muted(align=Qt.AlignmentFlag.AlignRight, wrap=True), "examDifference")
        self.matrix = named(ConfusionMatrix(), "confusionMatrix")
        self.cell_line = named(TextLine(), "examReadout")
        self.legend_words = TextLine()
        self.legend = DivergingLegend()
        self.change = named(QToolButton(), "examChange", small="true")
        self.change.setCheckable(True)
        self.images = ExamImages()
        self.beside_heading = QWidget()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = in_column(STRETCH, self.mistakes, self.weights, STRETCH, spacing=0)
        in_row(
            STRETCH, self.again, self.change, self._part_choice(), on=self.beside_heading
        )  # what is always there: last
        top = in_row(self.accuracy, words, (self.difference, 1), spacing=2 * UNIT)
        legend = in_row((self.legend_words, 1), self.legend)
        left = in_column((self.matrix, 1), self.cell_line, legend, spacing=4)
        columns = in_row((left, 2), (self.images, 1), spacing=2 * UNIT)
        in_column(top, self.progress, (columns, 1), spacing=4, on=self)

    def _part_choice(self) -> QWidget:
        choice = named(QWidget(), "examSet")
        in_row(*self.parts.values(), spacing=0, on=choice)
        group = QButtonGroup(choice)
        for (part, button), segment in zip(self.parts.items(), ("first", "last"), strict=True):
            named(button, f"examSet{part.title()}", segment=segment, small="true")
            button.setCheckable(True)
            button.setChecked(part == self._part)
            group.addButton(button)
        return choice

    def _connect(self) -> None:
        for part, button in self.parts.items():
            button.clicked.connect(lambda _checked, part=part: self._choose_part(part))
        self.again.clicked.connect(self._restart)
        self.change.clicked.connect(self._choose_change)
        self.images.all_wanted.connect(lambda: self._choose_cell(ALL))
        self.matrix.picked.connect(self._choose_cell)
        self.matrix.pointed.connect(self._show_cell_line)
        self.matrix.set_description(self._cell_sentence)
        self.images.picked.connect(self._lay_image)
        self.selection.reader_changed.connect(self._restart)

    # When to examine

    def take_data(self, dataset: Dataset) -> None:
        """Read other images from now on; the frame that was shown is of a run on those before."""
        self._dataset, self.frame, self._of = dataset, None, None
        self.exams.clear()
        self.cell = ALL
        self.images.sheet.select(None)
        self._restart()

    def show_frame(self, frame: Frame) -> None:
        """Examine the network at the end of an epoch or in another run; else only say which weights were read."""
        before, self.frame = self.frame, frame
        if before is None or _epoch_of(before) != _epoch_of(frame):
            self._due = True
        examined, self._of = self._of, (frame.run_id, images_seen(frame))
        another = examined is not None and examined[0] != frame.run_id
        if another and examined is not None:  # its results say nothing of this run
            same_images = examined[1] == images_seen(frame)
            self.exams = {key: exam for key, exam in self.exams.items() if same_images and key[1] is Reader.READY}
            self._restart()
        if before is None or another:
            self._name_parts()
        if before is None:
            self._show_images()
        self._examine_if_due()
        self._show_weights()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Let go what is under way, because a scene that is not shown must cost nothing."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.task.give_up()
            self._due = True

    def _restart(self) -> None:
        """Examine the current network at once, whatever is under way."""
        self.task.give_up()
        self._due = True
        self._rests_until = 0.0
        self._examine_if_due()
        self._show_all()

    def _examine_if_due(self) -> None:
        frame, dataset = self.frame, self._dataset
        if not self._due or self.task.running or frame is None or dataset is None or not self.isVisible():
            return
        now = time.monotonic()
        if at_speed(frame) and now < self._rests_until:
            return
        self._due = False
        if self.up_to_date:
            return
        self._began = now
        self._asked = self._part, self.selection.reader, self._run, frame.iteration
        self.task.start(examine(self.selection.network(frame.network), *self._data))

    def _show_progress(self) -> None:
        self.progress.setVisible(self.task.running)

    def _take_result(self) -> None:
        self._show_progress()
        confusion = self.task.result
        if confusion is None:
            return
        part, reader, run, iteration = self._asked
        exam, old = Exam(run, iteration, confusion), self.exams.get((part, reader))
        if old is not None and run is not None and old.run == run and old.iteration < iteration:
            exam = replace(exam, before=replace(old, before=None))
        self.exams[part, reader] = exam
        now = time.monotonic()
        self._rests_until = now + max(LEAST_REST, REST * (now - self._began))
        self._show_all()
        self._examine_if_due()

    # What is shown

    @property
    def _run(self) -> tuple[int, int] | None:
        """Run and track of the network that reads; None for the one that came with the program."""
        if self.frame is None or self.selection.reader is Reader.READY:
            return None
        return self.frame.track

    @property
    def exam(self) -> Exam | None:
        """The result for these images and this reader, if there is one yet."""
        return self.exams.get((self._part, self.selection.reader))

    @property
    def up_to_date(self) -> bool:
        """Whether the result is of the current weights."""
        exam, run = self.exam, self._run
        if exam is None or self.frame is None:
            return False
        return exam.run == run and (run is None or exam.iteration == self.frame.iteration)

    @property
    def _data(self) -> tuple[Array, Array]:
        """The images uint8 (M, 784) that are read, and their labels (M,)."""
        dataset = self._dataset
        assert dataset is not None
        seen = dataset if self.frame is None else part_of(dataset, self.frame.settings)
        return (seen.test_images, seen.test_labels) if self._part == TEST else (seen.train_images, seen.train_labels)

    @property
    def _is_sealed(self) -> bool:
        """Whether the run keeps images for validation: then these are read in the place of the test images."""
        return self.frame is not None and self.frame.settings.is_sealed

    def _choose_part(self, part: str) -> None:
        if part != self._part:
            self._part = part
            self.images.sheet.select(None)
            self._restart()
            self.updated.emit()

    def _choose_cell(self, cell: Cell) -> None:
        self.cell = cell
        self.matrix.select(cell)
        self.images.sheet.to_top()
        self._show_images()

    def _choose_change(self, wanted: bool) -> None:
        self._change_wanted = wanted
        self._show_matrix()

    def _lay_image(self, number: int) -> None:
        images, _ = self._data
        self.selection.lay_on_canvas(images[number].reshape(SIDE, SIDE).copy())

    # Texts

    @override
    def retranslate(self) -> None:
        self._name_parts()
        self.again.setText(self.tr("Read again"))
        self.again.setToolTip(
            self.tr("Read all images with the weights of the moment. At each epoch’s end it is done by itself.")
        )
        self.change.setText(self.tr("Change"))
        self.change.setToolTip(self.tr("By how much each count has changed since the time before, in this run"))
        self.matrix.set_names(
            label=self.tr("label"),
            read=self.tr("read as"),
            recall=self.tr("recall %"),
            precision=self.tr("precision %"),
        )
        self.matrix.setAccessibleName(self.tr("Confusion matrix: arrows go from cell to cell, Enter shows its images"))
        self._show_all()

    def _name_parts(self) -> None:
        name = self.tr("Validation") if self._is_sealed else self.tr("Test")
        for part, text, tip in (
            (TEST, name, self.tr("Images that the network never learns from: how well it really reads")),
            (
                TRAIN,
                self.tr("Training"),
                self.tr("The images that it learns from: more of them, and it may know some by heart"),
            ),
        ):
            self.parts[part].setText(text)
            self.parts[part].setToolTip(tip)
            self.parts[part].setAccessibleName(tip)

    def words(self) -> tuple[str, str]:
        """Return heading and sentences."""
        return self.tr("Which mistakes does it make?"), self.tr(
            "A row for each label, a column for each reading. Recall: of all images of a 4, how many are read as 4. "
            "Precision: of all images read as 4, how many are one."
        )

    def _show_all(self) -> None:
        self._show_figures()
        self._show_weights()
        self._show_progress()
        self._show_matrix()
        self._show_images()

    def _show_figures(self) -> None:
        exam = self.exam
        accuracy, mistakes, difference = "–", "", ""
        if exam is not None:
            accuracy, mistakes = accuracy_words(exam.confusion)
            if exam.before is not None:
                mended, new = exam.confusion.since(exam.before.confusion)
                difference = self.tr("since iteration {iteration}: {mended} mended, {new} new").format(
                    iteration=f"{exam.before.iteration:,}", mended=f"{mended:,}", new=f"{new:,}"
                )
        self.accuracy.setText(accuracy)
        self.mistakes.setText(mistakes)
        self.difference.setText(difference)

    def _show_weights(self) -> None:
        """Say which weights the result is of; at rest, also whether they are still the current ones."""
        exam, frame = self.exam, self.frame
        text = ""
        if exam is not None and exam.run is None:
            text = self.tr("the built-in network")
        elif exam is not None and frame is not None:
            text = self.tr("your network at iteration {iteration}").format(iteration=f"{exam.iteration:,}")
            if not frame.running and exam.iteration != frame.iteration:
                text = join_sentences(text, self.tr("(now {iteration})").format(iteration=f"{frame.iteration:,}"))
        self.weights.setText(text)
        self.again.setVisible(frame is not None and exam is not None and not self.up_to_date)

    def _show_matrix(self) -> None:
        exam = self.exam
        before = None if exam is None else exam.before
        self.change.setVisible(before is not None)
        self.change.setChecked(before is not None and self._change_wanted)
        changes, limit = None, 1.0
        if exam is None:
            self.matrix.clear()
        else:
            confusion = exam.confusion
            if before is not None and self.change.isChecked():
                changes = confusion.counts - before.confusion.counts
                if self.frame is not None:
                    limit = self._scale.fit(changes[~np.eye(len(changes), dtype=bool)], self.frame)
            self.matrix.show_counts(confusion.counts, confusion.recall, confusion.precision)
            self.matrix.show_changes(changes, limit)
        self.matrix.select(self.cell)
        self.legend.setVisible(changes is not None)
        self.legend.set_limit(limit)
        if changes is not None and before is not None:
            text = self.tr("change since iteration {iteration}")
            self.legend_words.setText(text.format(iteration=f"{before.iteration:,}"))
        else:
            self.legend_words.setText(self.tr("Bold: read right. The stronger the shade, the more mistakes."))
        self._show_cell_line(None)

    def _show_images(self) -> None:
        if self.exam is None:
            self.images.clear(self._waiting_sentence())
        else:
            self.images.show_images(self._data[0], self.exam.confusion, self.cell)

    def _waiting_sentence(self) -> str:
        if self._dataset is None or self.frame is None:
            return self.tr("There are no images yet. They are loading; or open a folder of them in the File menu.")
        return self.tr("Reading {count} images…").format(count=f"{len(self._data[1]):,}")

    def _cell_sentence(self, cell: Cell) -> str:
        exam = self.exam
        if exam is None:
            return ""
        text = cell_sentence(exam.confusion, cell)
        label, reading = cell
        if exam.before is not None and label is not None and reading is not None:
            change = int(exam.confusion.counts[label, reading] - exam.before.confusion.counts[label, reading])
            if change:
                since = self.tr("{change} since iteration {iteration}")
                number = f"{change:+,}".replace("-", "−")
                text = join_clauses(text, since.format(change=number, iteration=f"{exam.before.iteration:,}"))
        return text

    def _show_cell_line(self, cell: Cell | None) -> None:
        if self.exam is None:
            self.cell_line.setText("")
        elif cell is None:
            self.cell_line.setText(self.tr("Point at a cell for its numbers. Click it for its images."))
        else:
            self.cell_line.setText(self._cell_sentence(cell))


def _epoch_of(frame: Frame) -> tuple[int, int, int]:
    """Return what changes at the end of each epoch, and when another run begins."""
    return *frame.track, len(frame.evaluated_at)
