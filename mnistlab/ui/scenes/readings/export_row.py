"""The row that exports a person's own digits as a data set."""

from collections.abc import Generator
from pathlib import Path
from traceback import clear_frames

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget
from typing_extensions import override

from mnistlab.data import load_dataset
from mnistlab.data.sample_export import Exported, export_samples
from mnistlab.data.samples import Samples
from mnistlab.errors import DataError
from mnistlab.library import library_path
from mnistlab.ui.widgets.file_kinds import folder_to_open
from mnistlab.ui.widgets.kit import ThinBar, in_row, named, push_button
from mnistlab.ui.widgets.retranslated import Retranslated


def export(folder: Path, samples: Samples, *, together: bool) -> Generator[float, None, Exported | DataError]:
    """Do as `export_samples` does, with MNIST or without; return what is wrong instead of raising it."""
    yield 0.0
    try:
        return (yield from export_samples(folder, samples, load_dataset() if together else None))
    except DataError as error:
        clear_frames(error.__traceback__)  # because the error is kept, and its frames hold all images of MNIST
        return error


class ExportRow(Retranslated, QWidget):
    """A button that asks for a folder, a box for exporting MNIST's images too, the progress, and a word on privacy.

    Signals
    -------
    folder_chosen : Path
        The samples are to be written there.
    """

    folder_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.button = push_button("handExport", self._ask)
        self.button.setAutoDefault(True)  # Enter presses it
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.together = named(QCheckBox(), "handTogether")
        self.together.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.progress = ThinBar()
        self.privacy = named(QLabel(), role="muted")
        box = in_row(self.button, self.together, (self.progress, 1), on=self)
        box.addStretch(0)  # in the bar's place while there is none
        box.addWidget(self.privacy)
        self.set_busy(False)
        self.retranslate()

    def set_busy(self, busy: bool) -> None:
        """Show whether an export is under way."""
        self.button.setEnabled(not busy)
        self.progress.setVisible(busy)

    @override
    def retranslate(self) -> None:
        self.button.setText(self.tr("Export as IDX…"))
        self.button.setToolTip(
            self.tr("Write your digits as the four files of a data set, to train on; every fifth is for the test")
        )
        self.together.setText(self.tr("together with MNIST"))
        self.together.setToolTip(
            self.tr("Train on MNIST’s images and yours, repeated until they are a tenth; test on yours alone")
        )
        self.privacy.setText(self.tr("Nothing leaves this computer."))
        self.privacy.setToolTip(self.tr("Your digits are kept in {file}").format(file=library_path()))

    def _ask(self) -> None:
        folder = folder_to_open(self, self.tr("An empty folder for the four files"))
        if folder is not None:
            self.folder_chosen.emit(folder)
