"""Open the real window on a virtual screen, train in it, draw in it, close it.

    python tests/smoke/real_window.py [PICTURE.png]

The program runs in a process of its own, by its own entry and with a home that is new, and a visitor works it
by mouse. It must end with exit code 0, and must have written nothing, to the terminal or to its log. Prints one
line, with the time from the start of the process until the window was usable. Needs Xvfb.
"""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QToolButton, QWidget

from mnistlab.main import main as mnistlab

PATIENCE_S = 90  # for the whole visit
POLL_MS = 10
LEFT = Qt.MouseButton.LeftButton


def main() -> int:
    """Run the program on a virtual screen and judge what it left."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("picture", nargs="?", type=Path, help="PNG file to write the window to")
    parser.add_argument("--inside", type=Path, metavar="REPORT", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        return visited_program(arguments.inside, arguments.picture)

    with tempfile.TemporaryDirectory() as home, virtual_screen() as display:
        report = Path(home, "report.txt")
        command = [sys.executable, __file__, "--inside", report]
        if arguments.picture:
            command.append(arguments.picture.absolute())
        environment = fresh_home(Path(home)) | {"DISPLAY": display, "STARTED": str(time.monotonic())}
        program = subprocess.Popen(
            command, env=environment, cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        try:
            log, _ = program.communicate(timeout=PATIENCE_S + 30)
        except subprocess.TimeoutExpired:
            program.kill()
            log, _ = program.communicate()
        log += "".join(path.read_text() for path in Path(home).rglob("*.log"))
        if program.returncode != 0 or log:
            sys.exit(f"The program ended with exit code {program.returncode} and wrote:\n{log or 'nothing'}")
        if not report.exists():
            sys.exit("The program ended before the visit did.")
        print(f"OK: {report.read_text()}")
    return 0


@contextlib.contextmanager
def virtual_screen() -> Iterator[str]:
    """Run Xvfb on a display that it chooses, and yield the display's name."""
    answer, to_us = os.pipe()
    command = ["Xvfb", "-displayfd", str(to_us), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    try:
        server = subprocess.Popen(command, pass_fds=[to_us], stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        sys.exit("Xvfb is missing: packaging/apt-packages-test.txt has its package.")
    os.close(to_us)
    try:
        with os.fdopen(answer) as number:
            display = number.readline().strip()
        if not display:
            sys.exit("Xvfb did not start.")
        yield f":{display}"
    finally:
        server.terminate()
        server.wait()


def fresh_home(home: Path) -> dict[str, str]:
    """Return the environment of a person who has never started the program."""
    mine = ("XDG_", "QT_", "LC_", "WAYLAND_", "DBUS_")
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    return {name: value for name, value in os.environ.items() if not name.startswith(mine)} | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "LC_ALL": "C.UTF-8",
        "PYTHONFAULTHANDLER": "1",
        "PYTHONWARNINGS": "always",
    }


def visited_program(report: Path, picture: Path | None) -> int:
    """Start mnistlab by its entry, with a visitor who comes as soon as there is an event loop."""
    visitor = Visitor(visit(report, picture))
    QCoreApplication.postEvent(visitor, QEvent(QEvent.Type.User))  # kept until the program's own loop runs
    return mnistlab([])


Wait = tuple[str, Callable[[], bool]]  # what is waited for, and whether it has come


def visit(report: Path, picture: Path | None) -> Iterator[Wait]:
    """Do what a person does; what is yielded is waited for."""
    yield "a window", lambda: window() is not None
    yield "Run to be enabled", lambda: window().findChild(QAction, "actionRun").isEnabled()
    usable = time.monotonic() - float(os.environ["STARTED"])

    run = window().findChild(QAction, "actionRun")
    click(button_of(run))
    yield "iteration 300", lambda: iteration() > 300
    click(button_of(run))
    yield "the run to pause", lambda: not run.isChecked()

    canvas = window().findChild(QWidget, "drawingCanvas")
    QTest.mousePress(screen(), LEFT, Qt.KeyboardModifier.NoModifier, place(canvas, 0.5, 0.2))
    for step in range(1, 31):
        QTest.mouseMove(screen(), place(canvas, 0.5, 0.2 + 0.02 * step))
    QTest.mouseRelease(screen(), LEFT, Qt.KeyboardModifier.NoModifier, place(canvas, 0.5, 0.8))
    yield "a digit to be read", lambda: text("predictedDigit") in tuple("0123456789")

    if picture and not window().grab().save(str(picture)):
        raise OSError(f"{picture} cannot be written")
    report.write_text(
        f"usable after {usable:.2f} s, trained to iteration {iteration()}, "
        f"a drawn 1 read as {text('predictedDigit')}, closed, nothing written"
    )
    window().close()


def window() -> QMainWindow | None:
    """Return the main window once it is shown."""
    shown = (w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow) and w.isVisible())
    return next(shown, None)


def screen() -> QWindow:
    """Return what takes the mouse: Qt finds the widget below it, as it does for a hand."""
    return window().windowHandle()


def text(name: str) -> str:
    return window().findChild(QLabel, name).text()


def iteration() -> int:
    """Return the 1234 of "iteration 1,234/10,000  epoch 2.06"."""
    words = text("iterationLabel").replace(",", "").replace("/", " ").split()
    return int(next(word for word in words if word.isdigit()))


def button_of(action: QAction) -> QToolButton:
    """Return the button on the screen that triggers the action."""
    return next(w for w in action.associatedObjects() if isinstance(w, QToolButton) and w.isVisible())


def place(widget: QWidget, across: float, down: float) -> QPoint:
    """Return a place in a widget, given in shares of its size, in the window's pixels."""
    return widget.mapTo(window(), QPoint(int(across * widget.width()), int(down * widget.height())))


def click(widget: QWidget) -> None:
    QTest.mouseClick(screen(), LEFT, Qt.KeyboardModifier.NoModifier, place(widget, 0.5, 0.5))


class Visitor(QObject):
    """Goes through a visit, looking every few milliseconds whether what it waits for has come."""

    def __init__(self, steps: Iterator[Wait]) -> None:
        super().__init__()
        self._steps = steps
        self._waiting_for, self._has_come = "the program", lambda: True
        self._timer = QTimer(self, interval=POLL_MS)
        self._timer.timeout.connect(self._look)

    def event(self, event: QEvent) -> bool:
        """Begin."""
        if event.type() == QEvent.Type.User:
            self._until = time.monotonic() + PATIENCE_S
            self._timer.start()
            return True
        return super().event(event)

    def _look(self) -> None:
        try:
            if self._has_come():
                self._waiting_for, self._has_come = next(self._steps)
        except StopIteration:
            self._timer.stop()
        except Exception:
            traceback.print_exc()
            os._exit(1)  # or the program would wait for its window for ever
        if time.monotonic() > self._until:
            print(f"waited in vain for {self._waiting_for}", file=sys.stderr, flush=True)
            os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
