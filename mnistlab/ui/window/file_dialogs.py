"""Which folder or file, asked of the person: each function returns a path, or None where none was chosen."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from mnistlab.ui.widgets.file_kinds import folder_to_open, path_to_open, path_to_save

translate = QCoreApplication.translate


def data_to_open(window: QWidget) -> Path | None:
    """Ask for a folder of images to learn from."""
    return folder_to_open(window, translate("Files", "Folder with the four MNIST files"))


def weights_to_open(window: QWidget) -> Path | None:
    """Ask for a file of weights."""
    kind = translate("Files", "Weights (*.npz *.safetensors)")
    return path_to_open(window, translate("Files", "Open weights"), kind)


def weights_to_save(window: QWidget) -> Path | None:
    """Ask where the weights are to be written."""
    torch = translate("Files", "PyTorch (*.safetensors)")
    numpy = translate("Files", "Weights (*.npz)")
    return path_to_save(window, translate("Files", "Save weights"), "weights.npz", numpy, torch)[0]


def script_to_save(window: QWidget) -> Path | None:
    """Ask where the run is to be written as a script."""
    kind = translate("Files", "Python (*.py)")
    return path_to_save(window, translate("Files", "Export as script"), "mnistlab-run.py", kind)[0]


def runs_to_open(window: QWidget) -> Path | None:
    """Ask for a file of runs."""
    return path_to_open(window, translate("Files", "Open runs"), _runs())


def runs_to_save(window: QWidget) -> Path | None:
    """Ask where runs are to be written."""
    return path_to_save(window, translate("Files", "Save runs"), "runs.mnistlab", _runs(), _table())[0]


def numbers_to_open(window: QWidget) -> Path | None:
    """Ask for a file of losses or accuracies."""
    kinds = translate("Files", "Numbers (*.csv *.txt *.tsv *.npy *.npz)")
    return path_to_open(window, translate("Files", "Numbers for the plots"), kinds)


def table_to_save(window: QWidget) -> Path | None:
    """Ask where the numbers of runs are to be written."""
    return path_to_save(window, translate("Files", "Save the numbers"), "runs.csv", _table())[0]


def experiment_to_open(window: QWidget) -> Path | None:
    """Ask for a file of an experiment."""
    kind = translate("Files", "Experiments (*.toml)")
    return path_to_open(window, translate("Files", "Open an experiment"), kind)


def experiment_to_save(window: QWidget) -> Path | None:
    """Ask where an experiment is to be written."""
    kind = translate("Files", "Experiments (*.toml)")
    return path_to_save(window, translate("Files", "Save the experiment"), "own.toml", kind)[0]


def _table() -> str:
    return translate("Files", "Table (*.csv)")


def _runs() -> str:
    return translate("Files", "Runs (*.mnistlab)")
