"""Files of experiments: chosen from the menu, or opened with the window."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from mnistlab.errors import CardError
from mnistlab.experiments.files import read_card
from mnistlab.ui.selection import Selection
from mnistlab.ui.window.file_dialogs import experiment_to_open


class ExperimentFiles(QObject):
    """Opens files of experiments in a window, and has `refuse` say what is wrong with one."""

    def __init__(self, window: QWidget, selection: Selection, refuse: Callable[[CardError], None]) -> None:
        super().__init__(window)
        self._window, self._selection, self._refuse = window, selection, refuse
        selection.card_file_wanted.connect(self.open)

    @Slot()
    def choose(self) -> None:
        """Open the experiment in a file that the person chooses."""
        self.open(None)

    @Slot(object)
    def open(self, path: Path | None) -> None:
        """Open the experiment in a file, or in one that the person chooses."""
        path = path or experiment_to_open(self._window)
        if path is None:
            return
        try:
            card = read_card(path)
        except CardError as error:
            self._refuse(error)
            return
        self._selection.own_cards[str(path)] = card
        self._selection.open_card(card)
