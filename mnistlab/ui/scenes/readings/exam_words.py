"""What is said of an examination: of a cell of its matrix, of an image, in the current language."""

from PySide6.QtCore import QCoreApplication

from mnistlab.analysis.exam import Confusion
from mnistlab.ui.pictures.confusion_matrix import Cell, percent
from mnistlab.ui.pictures.image_sheet import Caption


def accuracy_words(confusion: Confusion) -> tuple[str, str]:
    """Return the accuracy, and how many mistakes that are."""
    translate = QCoreApplication.translate
    count = f"{len(confusion.labels):,}"
    if confusion.unread:
        text = translate("ExamScene", "{unread} of {count} images cannot be read")
        mistakes = text.format(unread=f"{confusion.unread:,}", count=count)
    else:
        text = translate("ExamScene", "{mistakes} of {count} images read wrong")
        mistakes = text.format(mistakes=f"{confusion.mistakes:,}", count=count)
    if confusion.unread == len(confusion.labels):
        return "–", mistakes
    return translate("ExamScene", "{percent} %").format(percent=f"{100 * confusion.accuracy:.2f}"), mistakes


def cell_sentence(confusion: Confusion, cell: Cell) -> str:
    """Return a sentence with the numbers of a cell, a row (recall) or a column (precision)."""
    translate = QCoreApplication.translate
    label, reading = cell
    if label is None and reading is None:
        return translate("ExamScene", "Mistakes, the surest first")
    if label is None:
        return precision_sentence(confusion, reading or 0)
    if reading is None:
        return recall_sentence(confusion, label)
    count, total = int(confusion.counts[label, reading]), int(confusion.totals[label])
    if not total:
        return translate("ExamScene", "There are no images of {label} in this set.").format(label=label)
    text = (
        translate("ExamScene", "{label} read right: {count} of {total} ({share} %)")
        if label == reading
        else translate("ExamScene", "{label} read as {reading}: {count} of {total} ({share} %)")
    )
    share = percent(count / total)
    return text.format(label=label, reading=reading, count=f"{count:,}", total=f"{total:,}", share=share)


def recall_sentence(confusion: Confusion, label: int) -> str:
    """Return what the recall of a class is."""
    translate = QCoreApplication.translate
    total = int(confusion.totals[label])
    if not total:
        return translate("ExamScene", "There are no images of {label} in this set.").format(label=label)
    return translate(
        "ExamScene", "Recall {share} %: of {total} images of {label}, {count} are read as {label}."
    ).format(
        share=percent(confusion.recall[label]),
        label=label,
        total=f"{total:,}",
        count=f"{confusion.counts[label, label]:,}",
    )


def precision_sentence(confusion: Confusion, reading: int) -> str:
    """Return what the precision of a class is."""
    translate = QCoreApplication.translate
    total = int(confusion.counts[:, reading].sum())
    if not total:
        return translate("ExamScene", "Precision: none, for no image is read as {reading}.").format(reading=reading)
    text = translate("ExamScene", "Precision {share} %: of {total} images read as {reading}, {count} are {reading}.")
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
        QCoreApplication.translate("ExamScene", "image {number}: {label}, read right with {confidence} %")
        if label == reading
        else QCoreApplication.translate(
            "ExamScene", "image {number}: {label}, read as {reading} with {confidence} %; {label} had {rest} %"
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
    return " · ".join((number_words, *(f"{digit}: {percent(float(share))} %" for digit, share in shares.items())))


def image_caption(confusion: Confusion, number: int) -> Caption:
    """Return what stands below an image: what it is read as, and how surely."""
    label, reading = int(confusion.labels[number]), int(confusion.readings[number])
    wrong = label != reading
    return Caption(f"{label}→{reading}" if wrong else str(label), f"{100 * confusion.confidence[number]:.0f}%", wrong)


def empty_sentence(confusion: Confusion, cell: Cell) -> str:
    """Return why there are no images to show."""
    translate = QCoreApplication.translate
    label, reading = cell
    if confusion.unread == len(confusion.labels):
        return translate("ExamScene", "The weights are not numbers any more: nothing can be read. Go back, or rewind.")
    if label is not None and not confusion.totals[label]:
        return translate("ExamScene", "There are no images of {label} in this set.").format(label=label)
    if label is not None and label == reading:
        return translate("ExamScene", "None is read right.")
    if cell == (None, None):
        return translate("ExamScene", "No mistakes at all. Try images it has never seen: draw some.")
    return translate("ExamScene", "No mistakes in this cell.")
