"""The program with a window."""

import contextlib
import ctypes
import gc
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from mnistlab.errors import MnistLabError
from mnistlab.resources import resource_path

if TYPE_CHECKING:
    from mnistlab.data import Dataset
    from mnistlab.ui.window.main_window import MainWindow

log = logging.getLogger(__name__)


def create_window(data: "Dataset | Path | None" = None, weights: Path | None = None) -> "MainWindow":
    """Return the main window, not yet shown, already loading its images.

    A QApplication is made where there is none.

    Parameters
    ----------
    data : Dataset, Path or None
        What to train on, or the folder with the four files; None is the MNIST that comes with the program.
    weights : Path or None
        A file of weights to begin with.
    """
    import mnistlab.bindings  # noqa: F401

    # isort: split
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
        application.setApplicationName("mnistlab")
        application.setApplicationDisplayName("mnistlab")
        application.setDesktopFileName("mnistlab")
        application.setWindowIcon(QIcon(str(resource_path("icons/mnistlab.svg"))))
    # The engine reads the images in its thread while the rest of the window is still being imported and built here.
    from mnistlab.engine.intents import LoadReadyNetwork, OpenData, OpenWeights
    from mnistlab.engine.lab import Lab

    lab = Lab()
    lab.perform(OpenData(data))
    if weights is not None:
        lab.perform(OpenWeights(weights))
    lab.perform(LoadReadyNetwork())

    from mnistlab.ui.window.main_window import MainWindow

    application.setStyle("Fusion")
    window = MainWindow(lab)
    window.application = application  # the window needs it to live on
    return window


def run(data: str | None, weights: str | None) -> int:
    """Open the window, and return the exit code when it has been closed.

    What the command line names is read before the window opens, so that a typing error ends with a sentence there.

    Raises
    ------
    MnistLabError
        If the data or the weights cannot be read, or the window cannot be opened on this computer.
    """
    _require_screen()
    with _start_quickly():
        try:
            from PySide6.QtWidgets import QApplication
        except ImportError as error:
            raise MnistLabError("qt_library_missing", reason=str(error)) from error
        from mnistlab.data import load_dataset
        from mnistlab.training import load_weights

        dataset = None if data is None else load_dataset(data)
        if weights is not None:
            load_weights(weights)
        window = create_window(dataset, None if weights is None else Path(weights))
        _start_log()
        sys.excepthook = _log_exception
        window.show()
        window.welcome()
    return QApplication.exec()


@contextlib.contextmanager
def _start_quickly() -> Iterator[None]:
    """Make Python serve the start, while all is made that the window needs."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(interval / 10)  # or the engine, which reads the images, waits 5 ms for every piece of them
    gc.disable()  # what is made now will stay
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.freeze()  # nobody need look through it for garbage, then or later: it takes 30 ms each time
        gc.enable()


def _require_screen() -> None:
    """Refuse where Qt would end the process with a message that helps nobody."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform != "linux" or platform not in ("", "xcb", "wayland"):
        return
    if not platform and not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise MnistLabError("no_screen")
    if os.environ.get("WAYLAND_DISPLAY") and platform != "xcb":
        return
    try:
        ctypes.CDLL("libxcb-cursor.so.0")
    except OSError as error:
        raise MnistLabError("qt_library_missing", reason=str(error)) from error


def _start_log() -> None:
    """Keep what goes wrong in a file, where the platform keeps such things."""
    import logging.handlers

    from PySide6.QtCore import QStandardPaths

    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "mnistlab.log", maxBytes=2**20, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(
        level=logging.WARNING, handlers=[handler], format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def _log_exception(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    """Log what nobody caught, on whichever thread, and let the program go on."""
    log.critical("uncaught exception", exc_info=(kind, error, traceback))
    sys.__excepthook__(kind, error, traceback)
