"""The program with a window."""

import contextlib
import ctypes
import gc
import logging
import os
import sys
import weakref
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from mnistlab.bindings import import_without_hook, let_go
from mnistlab.errors import MnistLabError
from mnistlab.memory import map_large_pieces
from mnistlab.resources import path_for_qt, resource_path
from mnistlab.stopping import StopWish
from mnistlab.streams import can_write

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

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
    map_large_pieces()
    import_without_hook()
    from PySide6.QtWidgets import QApplication

    # Where memory has run out for one more thread, a painter that shares its work with threads would wait for good.
    os.environ.setdefault("QT_NO_GUI_THREADPOOL", "1")
    application = QApplication.instance()
    if isinstance(application, QApplication):
        gc.collect()  # because Python would let several earlier windows gather before it takes their cycles away
    else:
        application = _make_application()
    # The engine reads the images in its thread while the rest of the window is still being imported and built here.
    from mnistlab.engine.intents import LoadReadyNetwork, OpenData, OpenWeights
    from mnistlab.engine.lab import Lab
    from mnistlab.library import library_path

    lab = Lab(library=library_path())
    try:
        lab.perform(OpenData(data))
        if weights is not None:
            lab.perform(OpenWeights(weights))
        lab.perform(LoadReadyNetwork())

        from mnistlab.ui.look.fonts import load_fonts, use_fonts
        from mnistlab.ui.window.main_window import MainWindow

        application.setStyle("Fusion")
        load_fonts()
        use_fonts("en")  # now, because the window measures texts before it knows its language
        window = MainWindow(lab)
    except BaseException:
        lab.close()  # because Qt aborts the process where a thread outlives its object
        raise
    window.application = application  # because the window must not outlive it
    return window


def _make_application() -> "QApplication":
    """Return a new application, or end the process with a sentence where there is no screen.

    Where Qt finds no platform to draw on, it aborts the process after a message for developers; no exception reaches
    Python. The only place to step in is where Qt hands that message over.
    """
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    told: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            libraries.close()
            _leave(_why_no_window())
        told.append(text)

    before = qInstallMessageHandler(hear)
    with contextlib.ExitStack() as libraries:
        libraries.enter_context(_no_words_of_libraries())
        application = QApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    if not application.screens():
        raise MnistLabError("no_screen")
    for text in told:
        log.warning(text)
    application.setApplicationName("mnistlab")
    application.setApplicationDisplayName("mnistlab")
    application.setDesktopFileName("mnistlab")
    application.setWindowIcon(QIcon(path_for_qt(resource_path("icons/mnistlab.svg"))))
    return application


@contextlib.contextmanager
def _no_words_of_libraries() -> Iterator[None]:
    """Keep off the terminal what libraries below Qt write there, such as Wayland's, which Qt tries where it is not."""
    try:
        terminal = os.dup(2)
    except OSError:  # there is none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(terminal, 2)
        os.close(terminal)


def _why_no_window() -> MnistLabError:
    """Return why Qt has found no platform: a library is missing, or else there is no screen."""
    from PySide6.QtCore import QLibraryInfo

    if sys.platform == "linux" and os.environ.get("DISPLAY"):
        plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
        try:
            ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))
        except OSError as error:
            return MnistLabError("qt_library_missing", reason=str(error))
    return MnistLabError("no_screen")


def _leave(error: MnistLabError) -> None:
    """End the process at once with the sentence of an error and exit code 1."""
    from mnistlab.language import LANGUAGES, Translations, say, system_language

    if sys.stderr is not None:  # which a program without a console has not
        code = system_language()
        translate = Translations(code if can_write(LANGUAGES[code]) else "en")
        sys.stderr.write(f"mnistlab: {say(error, translate)}\n")
        sys.stderr.flush()
    os._exit(1)


def run(data: str | None, weights: str | None, lesson: str | None, opened: Sequence[str], stopped: StopWish) -> int:
    """Open the window, and return the exit code when it has been closed.

    What the command line names is read before the window opens, so that a typing error ends with a sentence there.
    A signal that asks the program to stop closes the window as a person closes it.

    Raises
    ------
    MnistLabError
        If data, weights, lesson or file cannot be read, or the window cannot be opened on this computer.
    """
    with _start_quickly():
        try:
            from PySide6.QtWidgets import QApplication
        except ImportError as error:
            raise MnistLabError("qt_library_missing", reason=str(error)) from error
        from mnistlab.data import load_dataset
        from mnistlab.training import load_network

        taught = None
        if lesson is not None:
            from mnistlab.lessons.files import find_lesson

            taught = find_lesson(lesson)
        dataset = None if data is None else load_dataset(data)
        if weights is not None:
            load_network(weights)
        files = [Path(path) for path in opened]
        _check(files)
        from mnistlab.ui.window.log import start_log

        try:
            window = create_window(dataset, None if weights is None else Path(weights))
        except MnistLabError:
            raise
        except Exception as error:
            start_log()
            log.critical("the window cannot be opened", exc_info=error)
            raise MnistLabError("window_failed", reason=f"{type(error).__name__}: {error}") from error
        start_log()
        sys.excepthook = partial(_tell_exception, weakref.ref(window))
        window.show()
        if files:
            window.open(files)
        elif taught is None:
            window.welcome()
        if taught is not None:
            path = Path(str(lesson))
            window.show_lesson(taught, path if path.exists() else None)
        from mnistlab.ui.window.farewell import Farewell

        farewell = Farewell(window, stopped)
    if stopped():  # while the window was made
        window.close()
        return 0
    code = QApplication.exec()
    _tell_lost(window, stopped)
    farewell.end()
    return code


def _tell_lost(window: "MainWindow", stopped: StopWish) -> None:
    """Say what could not be kept when the window closed, in a dialog too if a person has closed it."""
    from mnistlab.language import say as said
    from mnistlab.streams import say
    from mnistlab.ui.window.messages import lost_message

    errors = window.lab.last_faults()
    for error in errors:
        say(f"mnistlab: {said(error)}")
    if errors and not stopped():
        lost_message(window, errors).exec()


def _check(paths: Sequence[Path]) -> None:
    """Raise the error of the first of the files and folders that are to be opened and cannot be read."""
    from mnistlab.data.files import is_missing
    from mnistlab.errors import LessonError
    from mnistlab.ui.window.openings import kind_of

    for path in paths:
        if is_missing(path):
            raise LessonError("open_missing", file=str(path))
        if kind_of(path) != "report":
            _read(path, kind_of(path))
        elif len(paths) == 1:  # the table of several reports says which are none
            from mnistlab.lessons.report import read_report

            read_report(path)


def _read(path: Path, kind: str) -> None:
    """Raise the error of a file or folder of a kind, if it cannot be read."""
    from mnistlab.errors import LessonError

    if kind == "lesson":
        from mnistlab.lessons.files import read_lesson

        read_lesson(path)
    elif kind == "experiment":
        from mnistlab.experiments.files import read_card

        read_card(path)
    elif kind == "data":
        from mnistlab.data import load_dataset

        load_dataset(path)
    elif kind == "weights":
        from mnistlab.training import load_network

        load_network(path)
    elif kind == "runs":
        from mnistlab.library import open_runs

        open_runs(path).close()
    elif kind == "numbers":
        from mnistlab.data.series import read_series

        read_series(path)
    elif kind == "picture":
        from mnistlab.ui.canvas.picture_files import read_picture

        read_picture(path)
    else:
        raise LessonError("open_unknown", file=str(path))


@contextlib.contextmanager
def _start_quickly() -> Iterator[None]:
    """Let Python make everything that the window needs without pauses for the engine's thread or for garbage."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(interval / 10)  # because the engine, which reads the images, would wait 5 ms for every piece
    gc.disable()  # because what is made now stays
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        gc.freeze()  # because each search through it takes 30 ms, now and later
        gc.enable()


def _tell_exception(
    window: "weakref.ref[MainWindow]",
    kind: type[BaseException],
    error: BaseException,
    traceback: TracebackType | None,
) -> None:
    """Log what nobody caught, on whichever thread, let the window say it, and let the program go on."""
    log.critical("uncaught exception", exc_info=(kind, error, traceback))
    sys.__excepthook__(kind, error, traceback)
    let_go(traceback)
    listener = window()
    if listener is not None:
        listener.fault_found.emit(error)
