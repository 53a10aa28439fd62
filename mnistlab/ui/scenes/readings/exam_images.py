"""Beside the confusion matrix: the images of what is selected in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from mnistlab.analysis.exam import Confusion
from mnistlab.language import join_sentences
from mnistlab.nn.functions import Array
from mnistlab.ui.pictures.confusion_matrix import Cell
from mnistlab.ui.pictures.image_sheet import ImageSheet, Section
from mnistlab.ui.scenes.base import muted
from mnistlab.ui.scenes.readings.exam_words import (
    cell_sentence,
    empty_sentence,
    image_caption,
    image_line,
    image_sentence,
    precision_sentence,
    recall_sentence,
)
from mnistlab.ui.widgets.boxes import in_column, in_row
from mnistlab.ui.widgets.named import named
from mnistlab.ui.widgets.retranslated import Retranslated
from mnistlab.ui.widgets.text_line import TextLine

SUREST = 8  # images of a class shown as those that the network is surest of
ALL: Cell = (None, None)  # mistakes


class ExamImages(Retranslated, QWidget):
    """A heading, recall and precision of a selected class, the images, and a line about one of them.

    Signals
    -------
    picked : int
        Number of the image that was clicked.
    all_wanted
        The mistakes of all cells are to be shown.
    """

    picked = Signal(int)
    all_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._confusion: Confusion | None = None
        self.heading = named(QLabel(), "examHeading", role="title")
        self.heading.setWordWrap(True)
        self.all = named(QPushButton(), "examAll", small="true")
        self.about = named(muted(wrap=True), "examAbout")
        self.sheet = named(ImageSheet(), "examImages")
        self.line = named(TextLine(), "examImageLine")
        heading = in_row((self.heading, 1), (self.all, 0, Qt.AlignmentFlag.AlignTop))
        in_column(heading, self.about, (self.sheet, 1), self.line, spacing=4, on=self)
        self.all.clicked.connect(self.all_wanted)
        self.sheet.picked.connect(self.picked)
        self.sheet.pointed.connect(self._show_line)
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.all.setText(self.tr("All mistakes"))
        self.all.setToolTip(self.tr("Show the mistakes of all cells again (Esc in the matrix)"))
        self.sheet.setAccessibleName(self.tr("Images: arrows go from one to the next, Enter lays it on the canvas"))

    def clear(self, why: str) -> None:
        """Show nothing, and say why."""
        self._confusion = None
        self.heading.setText("")
        self.about.hide()
        self.all.hide()
        self.sheet.clear(why)
        self.line.setText("")

    def show_images(self, images: Array, confusion: Confusion, cell: Cell) -> None:
        """Show which of `images` uint8 (M, 784) are in a cell; of a class, the surest and the least sure."""
        self._confusion = confusion
        label, reading = cell
        about = ""
        if label is not None and reading is None:
            heading = self.tr("All images of {label}").format(label=label)
            about = join_sentences(recall_sentence(confusion, label), precision_sentence(confusion, label))
            order = confusion.of_class(label)
            few = min(SUREST, len(order) // 2)
            sections = [
                Section(self.tr("the surest"), order[:few]),
                Section(self.tr("the least sure"), order[few:][::-1]),
            ]
        else:
            heading = cell_sentence(confusion, cell)
            if label is None and reading is not None:
                heading = self.tr("Wrongly read as {reading}").format(reading=reading)
                about = precision_sentence(confusion, reading)
            sections = [Section("", confusion.images(label, reading))]
        self.heading.setText(heading)
        self.about.setText(about)
        self.about.setVisible(bool(about))
        self.all.setVisible(cell != ALL)
        self.sheet.set_words(
            lambda number: image_caption(confusion, number), lambda number: image_sentence(confusion, number)
        )
        self.sheet.show_images(images, sections, empty_sentence(confusion, cell))
        self._show_line(None)

    def _show_line(self, number: int | None) -> None:
        if self._confusion is None or not len(self.sheet.numbers):
            self.line.setText("")
        elif number is None:
            self.line.setText(self.tr("Click an image: it is laid on the canvas."))
        else:
            self.line.setText(image_line(self._confusion, number))
