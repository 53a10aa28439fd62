"""A run's curves to take along: as a picture, and as a table of numbers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget

from mnistlab.data.files import write_whole
from mnistlab.errors import DataError
from mnistlab.nn.functions import Array
from mnistlab.ui.look.theme import colours

ROWS = 4096  # written at a time: as many as take less than a frame


def picture_of(parts: Sequence[QWidget]) -> QPixmap:
    """Return a picture of widgets as they lie below each other, on the ground of a card."""
    ratio = parts[0].devicePixelRatioF()
    width, height = max(part.width() for part in parts), sum(part.height() for part in parts)
    picture = QPixmap(round(width * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(colours().card))
    top = 0
    for part in parts:
        part.render(picture, QPoint(0, top), renderFlags=QWidget.RenderFlag.DrawChildren)
        top += part.height()
    return picture


def write_numbers(
    path: Path, loss: Array, mean: Array, evaluated_at: Array, train_accuracy: Array, test_accuracy: Array
) -> Iterator[None]:
    """Write the numbers of a run as a CSV file; it yields after each part, and given up, no file is left.

    One row for each iteration from 0, when nothing has been learned yet: its loss and the mean around it, and, where
    they were measured after it, the shares of training and test images read right, 0..1.

    Raises
    ------
    DataError
        If the file cannot be written.
    """
    shares = {
        int(at): (train, test) for at, train, test in zip(evaluated_at, train_accuracy, test_accuracy, strict=True)
    }
    with write_whole(path, DataError) as file:
        file.write(b"iteration,loss,mean_loss,train_accuracy,test_accuracy\n")
        for first in range(0, len(loss) + 1, ROWS):
            rows = []
            for iteration in range(first, min(first + ROWS, len(loss) + 1)):
                losses = f"{loss[iteration - 1]:.7g},{mean[iteration - 1]:.7g}" if iteration else ","
                train, test = (f"{share:.7g}" for share in shares[iteration]) if iteration in shares else ("", "")
                rows.append(f"{iteration},{losses},{train},{test}\n")
            file.write("".join(rows).encode())
            yield
