"""The program by its own entry, in a process of its own, watched from within.

    python tests/benchmarks/program_inside.py start
    python tests/benchmarks/program_inside.py run ITERATIONS HIDDEN BATCH

The first stops when the window is usable, the second when a run at full speed is complete. Each prints a line of
JSON. `startup.py` and `memory.py` run it.
"""

import os
import sys
import time

PYTHON_IS_UP = time.monotonic()  # nothing of ours has been imported yet

import json  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402

from mnistlab.bindings import import_without_hook  # noqa: E402

import_without_hook()  # as the program does, before anything else of Qt

# isort: split
from peak import peak_memory  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer  # noqa: E402
from PySide6.QtGui import QAction  # noqa: E402
from PySide6.QtWidgets import QApplication, QMainWindow, QToolButton  # noqa: E402
from typing_extensions import override  # noqa: E402

from mnistlab.main import main as mnistlab  # noqa: E402

POLL = 2  # ms
facts: dict[str, float] = {}


def mark(what: str) -> None:
    """Note how long after the start of the process this is."""
    facts[what] = time.monotonic() - float(os.environ["STARTED"])


class PaintWatch(QObject):
    """Notes that a widget has been painted since `painted` was last set to False."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.painted = False
        widget.installEventFilter(self)

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.painted = True
        return False


def main_window() -> QMainWindow | None:
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow) and w.isVisible())
    return next(shown, None)


def until_usable() -> Iterator[Callable[[], bool]]:
    """Wait for a window in which Run can be pressed, and is painted so."""
    mark("window built, event loop running")
    yield lambda: main_window() is not None
    window = main_window()
    run = window.findChild(QAction, "actionRun")
    button = next(w for w in run.associatedObjects() if isinstance(w, QToolButton))
    watch = PaintWatch(button)
    yield lambda: watch.painted or run.isEnabled()
    mark("first painted")
    yield run.isEnabled
    watch.painted = False
    button.update()
    yield lambda: watch.painted
    mark("usable")
    facts["peak when usable"] = peak_memory()


def start() -> Iterator[Callable[[], bool]]:
    yield from until_usable()
    main_window().close()


def run(iterations: int, hidden: int, batch: int) -> Iterator[Callable[[], bool]]:
    from mnistlab.engine.events import RunFinished  # noqa: PLC0415
    from mnistlab.engine.intents import ChangeSetting  # noqa: PLC0415

    yield from until_usable()
    window = main_window()
    done: list[object] = []
    window.lab.told.connect(lambda event: done.extend([True] * isinstance(event, RunFinished)))
    for name, value in (("hidden_size", hidden), ("batch_size", batch), ("iterations", iterations)):
        window.lab.perform(ChangeSetting(name, value))
    began = time.monotonic()
    window.findChild(QAction, "actionRun").trigger()
    yield lambda: bool(done)
    facts["seconds"] = time.monotonic() - began
    settled = time.monotonic() + 0.5
    yield lambda: time.monotonic() > settled
    facts["peak"] = peak_memory()
    window.close()


class Visitor(QObject):
    """Comes with the first event that the program's own loop delivers."""

    def __init__(self, steps: Iterator[Callable[[], bool]]) -> None:
        super().__init__()
        self._steps = steps
        self._has_come: Callable[[], bool] = lambda: True

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.User:
            self._look()
            return True
        return super().event(event)

    def _look(self) -> None:
        try:
            while self._has_come():
                self._has_come = next(self._steps)
        except StopIteration:
            return
        QTimer.singleShot(POLL, self._look)


def main() -> None:
    facts["Python is up"] = PYTHON_IS_UP - float(os.environ["STARTED"])
    steps = start() if sys.argv[1] == "start" else run(*map(int, sys.argv[2:5]))
    visitor = Visitor(steps)
    QCoreApplication.postEvent(visitor, QEvent(QEvent.Type.User))  # kept until the program's own loop runs
    mark("imported, before main()")
    code = mnistlab([])
    print(json.dumps(facts))
    sys.exit(code)


if __name__ == "__main__":
    main()
