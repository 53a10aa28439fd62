"""Beside the confusion matrix: the images of what is selected in it, and what is said of cells and images."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from typing_extensions import override

from mnistlab.analysis.exam import Confusion
from mnistlab.language import join_sentences
from mnistlab.nn.functions import Array
from mnistlab.numerals import percent
from mnistlab.ui.pictures.confusion_matrix import Cell
from mnistlab.ui.pictures.image_sheet import Caption, ImageSheet, Section
from mnistlab.ui.scenes.base import muted
from mnistlab.ui.widgets.kit import TextLine, in_column, in_row, named
from mnistlab.ui.widgets.retranslated import Retranslated


def accuracy_words(confusion: Confusion) -> tuple[str, str]:
    """Return the accuracy, and how many mistakes that are."""
    translate = QCoreApplication.translate
    count = f"{len(confusion.labels):,}"
    if confusion.unread:
        text = translate("ExamScene", "{unread} of {count} cannot be read")
        mistakes = text.format(unread=f"{confusion.unread:,}", count=count)
    else:
        text = translate("ExamScene", "{mistakes} of {count} read wrong")
        mistakes = text.format(mistakes=f"{confusion.mistakes:,}", count=count)
    if confusion.unread == len(confusion.labels):
        return "–", mistakes
    return percent(confusion.accuracy, 2), mistakes


def cell_sentence(confusion: Confusion, cell: Cell) -> str:
    """Return a sentence with the numbers of a cell, a row (recall) or a column (precision)."""
    translate = QCoreApplication.translate
    label, reading = cell
    if label is None and reading is None:
        return translate("ExamScene", "Most confident mistakes first")
    if label is None:
        return precision_sentence(confusion, reading or 0)
    if reading is None:
        return recall_sentence(confusion, label)
    count, total = int(confusion.counts[label, reading]), int(confusion.totals[label])
    if not total:
        return _no_images_sentence(label)
    if label == reading:
        text = translate("ExamScene", "{label} read right: {count} of {total} ({share})")
    else:
        text = translate("ExamScene", "{label} read as {reading}: {count} of {total} ({share})")
    share = percent(count / total)
    return text.format(label=label, reading=reading, count=f"{count:,}", total=f"{total:,}", share=share)


def recall_sentence(confusion: Confusion, label: int) -> str:
    """Return what the recall of a class is."""
    total, count = (f"{number:,}" for number in (confusion.totals[label], confusion.counts[label, label]))
    if total == "0":
        return _no_images_sentence(label)
    text = QCoreApplication.translate(
        "ExamScene", "Recall {share}: of {total} images of {label}, {count} are read as {label}."
    )
    return text.format(share=percent(confusion.recall[label]), label=label, total=total, count=count)


def _no_images_sentence(label: int) -> str:
    return QCoreApplication.translate("ExamScene", "There are no images of {label} in this set.").format(label=label)


def precision_sentence(confusion: Confusion, reading: int) -> str:
    """Return what the precision of a class is."""
    translate = QCoreApplication.translate
    total = int(confusion.counts[:, reading].sum())
    if not total:
        return translate("ExamScene", "Precision: none, for no image is read as {reading}.").format(reading=reading)
    text = translate("ExamScene", "Precision {share}: of {total} images read as {reading}, {count} are {reading}.")
    return text.format(
        share=percent(confusion.precision[reading]),
        reading=reading,
        total=f"{total:,}",
        count=f"{confusion.counts[reading, reading]:,}",
    )


def image_sentence(confusion: Confusion, number: int) -> str:
    """Return what an image is, and what it is read as."""
    label, reading = int(confusion.labels[number]), int(confusion.readings[number])
    text = (
        QCoreApplication.translate("ExamScene", "image {number}: {label}, read right with {confidence}")
        if label == reading
        else QCoreApplication.translate(
            "ExamScene", "image {number}: {label}, read as {reading} with {confidence}; {label} had {rest}"
        )
    )
    return text.format(
        number=f"{number:,}",
        label=label,
        reading=reading,
        confidence=percent(float(confusion.confidence[number])),
        rest=percent(float(confusion.label_confidence[number])),
    )


def image_line(confusion: Confusion, number: int) -> str:
    """Return the probabilities of what an image is read as, and of what it is: short, beside its caption."""
    label, reading = int(confusion.labels[number]), int(confusion.readings[number])
    shares = {reading: confusion.confidence[number], label: confusion.label_confidence[number]}
    number_words = QCoreApplication.translate("ExamScene", "image {number}").format(number=f"{number:,}")
    return " · ".join((number_words, *(f"{digit}: {percent(float(share))}" for digit, share in shares.items())))


def image_caption(confusion: Confusion, number: int) -> Caption:
    """Return what stands below an image: what it is read as, and how surely."""
    label, reading = int(confusion.labels[number]), int(confusion.readings[number])
    word = str(label) if label == reading else f"{label}→{reading}"
    return Caption(word, percent(float(confusion.confidence[number]), 0))


def empty_sentence(confusion: Confusion, cell: Cell) -> str:
    """Return why there are no images to show."""
    translate = QCoreApplication.translate
    label, reading = cell
    if confusion.unread == len(confusion.labels):
        return translate("ExamScene", "The weights are not numbers any more: nothing can be read. Go back, or rewind.")
    if label is not None and not confusion.totals[label]:
        return _no_images_sentence(label)
    if label is not None and label == reading:
        return translate("ExamScene", "None is read right.")
    if cell == (None, None):
        return translate("ExamScene", "No mistakes at all. Try images it has never seen: draw some.")
    return translate("ExamScene", "No mistakes in this cell.")


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
                Section(self.tr("the most confident"), order[:few]),
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
            self.line.setText(self.tr("Click: to the canvas."))
        else:
            self.line.setText(image_line(self._confusion, number))
