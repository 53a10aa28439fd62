"""A run's curves to take along: as a picture, and as a table of numbers."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QWidget

from mnistlab.data.files import write_whole
from mnistlab.engine.frame import Frame
from mnistlab.errors import DataError, MnistLabError
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


class NumbersWriter(QObject):
    """Writes the numbers of a run, a part at a time, so that nothing waits for it.

    Signals
    -------
    refused : MnistLabError
        The file cannot be written.
    """

    refused = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._writing: Iterator[None] | None = None
        self._next = QTimer(self)
        self._next.timeout.connect(self._write_on)

    def write(self, path: Path, frame: Frame, mean: Array) -> None:
        """Write what a frame knows of its run, and the mean (n,) of its losses, as a CSV file."""
        measured = frame.evaluated_at, frame.train_accuracy, frame.test_accuracy
        self._writing = write_numbers(path, frame.loss, mean.copy(), *measured)
        self._next.start()

    def _write_on(self) -> None:
        try:
            done = self._writing is None or next(self._writing, self) is self
        except MnistLabError as error:
            done = True
            self.refused.emit(error)
        if done:
            self._next.stop()
            self._writing = None
