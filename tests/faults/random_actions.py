"""Random actions over every control of the window. Run it by hand:

    QT_QPA_PLATFORM=offscreen nice -n 19 python tests/faults/random_actions.py [--cases N] [--seed S] [--replay FILE]

Controls that were used least are chosen most often. Of experiments and other seeds one run is done at a time, and what
is under way is stopped after a while, as by a person who has seen enough. What was done is written to a file, a line
for each, which `--replay` does again: lines may be taken out of it, until only those are left that matter. A fault is a
Python exception or warning, a warning of Qt's, a dialog that says that something went wrong, an action that keeps the
window for more than 2 s, a file that is written outside of the home, which is new, or memory that grows after the
warm-up by more than 60 MB.
"""

import argparse
import collections
import faulthandler
import gc
import json
import os
import random
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="mnistlab-actions-")
for _name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "TMPDIR"):
    os.environ[_name] = HOME
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

from guard import Guard
from PySide6.QtCore import QPoint, QPointF, Qt, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction, QContextMenuEvent, QDesktopServices, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QWidget,
)
from shiboken6 import isValid

from mnistlab.app import create_window
from mnistlab.data import Dataset, load_dataset
from mnistlab.engine import experimenting, repeats
from mnistlab.engine.intents import StopRepeating
from mnistlab.experiments.processes import in_processes

SLOWEST = 2.0  # s
GROWTH = 60  # MB
STANDS = 30.0  # s by the clock: the window waits for something, however busy the machine is
HANGS = 600.0  # s: an action that takes so long says where it stands
WARM_UP = 0.3  # of the actions
PATIENCE = 40  # actions between two stops of experiments and other seeds
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
KEYS = [*range(int(Qt.Key.Key_0), int(Qt.Key.Key_9) + 1), *range(int(Qt.Key.Key_A), int(Qt.Key.Key_Z) + 1)]
KEYS += [
    int(getattr(Qt.Key, f"Key_{name}")) for name in ("Space", "Tab", "Escape", "Return", "Left", "Right", "Up", "Down")
]
KEYS += [
    int(getattr(Qt.Key, f"Key_{name}"))
    for name in ("Home", "End", "PageUp", "PageDown", "Delete", "Period", "F5", "F6")
]
TEXTS = ["", "0", "1", "0.1", "0,5", "1e3", "1e999", "-1", "x", "１００", "9" * 400, "0.0000015", "3 000", "<b>1</b>"]
CONTROLS = QAbstractButton | QAbstractSpinBox | QLineEdit | QComboBox | QAbstractSlider
LEFT_OUT = {"actionQuit"}
IGNORED = (
    "propagateSizeHints",
    "support raise",
    "grabbing the keyboard",
    "QFont::setPixelSize",
)  # of the offscreen platform


class Session:
    """A window, what is done in it, and what goes wrong."""

    def __init__(self, seed: int, log: Path) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.log = log.open("w", encoding="utf-8")
        self.faults: collections.Counter[str] = collections.Counter()
        self.kinds: collections.Counter[str] = collections.Counter()
        self.reached: collections.Counter[str] = collections.Counter()
        self.seen: set[str] = set()
        self.guard = Guard()
        self.guard.folder = os.path.realpath(HOME)
        self.slowest = 0.0
        self.answer = 0.0  # 0..1: what a dialog for files gives in the present action
        QFileDialog.getOpenFileName = lambda *_: (self.one_of(self.weights, self.runs, f"{HOME}/none/x.npz", ""), "")
        QFileDialog.getOpenFileNames = lambda *_: ([self.one_of(self.weights, self.runs, f"{HOME}/none/x")], "")
        QFileDialog.getSaveFileName = lambda *_: (self.one_of(f"{HOME}/saved", self.runs, f"{HOME}/none/x", ""), "")
        QFileDialog.getExistingDirectory = lambda *_: self.one_of(HOME, f"{HOME}/none", "")
        QDesktopServices.openUrl = lambda *_: True
        experimenting.in_processes = repeats.in_processes = partial(in_processes, processes=1)
        self.runs = f"{HOME}/runs.mnistlab"
        self.weights = f"{HOME}/saved.npz"
        sys.excepthook = self._hear_exception
        warnings.showwarning = lambda words, kind, file, line, *_: self.note(f"{kind.__name__}: {words}, {file}:{line}")
        qInstallMessageHandler(self._hear_warning)
        mnist = load_dataset()
        parts = {
            name: getattr(mnist, name)[:600].copy()  # so that not all of MNIST is held
            for name in ("train_images", "train_labels", "test_images", "test_labels")
        }
        self.application = QApplication.instance() or QApplication([])
        self.window = create_window(Dataset("small", mnist.path, **parts))
        self.window.show()
        self.settle(1.0)
        self.closer = QTimer()
        self.closer.setInterval(30)
        self.closer.timeout.connect(self._close_popups)
        self.closer.start()

    def one_of(self, *things: str) -> str:
        return things[int(self.answer * len(things))]

    def note(self, fault: str) -> None:
        """Count a fault, and print it when it comes first."""
        self.faults[fault] += 1
        if self.faults[fault] == 1:
            print(f"after {sum(self.kinds.values()):,} actions: {fault}", flush=True)

    def _hear_exception(self, kind: type, error: BaseException, _traceback: object) -> None:
        frame, lines = error.__traceback__, []
        while frame is not None:
            lines.append(f"{Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}")
            frame = frame.tb_next
        self.note(f"{kind.__name__}: {error} at {' '.join(lines[-3:])}"[:200])

    def _hear_warning(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not any(words in text for words in IGNORED):
            self.note(f"Qt: {text[:120]}")

    def _close_popups(self) -> None:
        popup = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if popup is not None:
            self.close_dialog(popup)

    def close_dialog(self, dialog: QWidget) -> None:
        if dialog.objectName() == "errorDialog":
            self.note(f"dialog: {dialog.paragraphs[0].text()[:120]}")
        dialog.close()

    def settle(self, seconds: float = 0.0) -> None:
        end = time.perf_counter() + seconds
        self.application.processEvents()
        while time.perf_counter() < end:
            self.application.processEvents()
            time.sleep(0.002)

    # What can be done

    def choose(self) -> dict:
        if sum(self.kinds.values()) % PATIENCE == PATIENCE - 1:
            return {"do": "stop"}
        kinds = ["click"] * 8 + ["action"] * 4 + ["key"] * 5 + ["wheel"] * 3 + ["type"] * 2
        kinds += ["choose", "draw", "draw", "drag", "size", "wait", "hover", "dialog", "menu", "menu"]
        rng = self.random
        kind = rng.choice(kinds)
        common = {"do": kind, "x": rng.random(), "y": rng.random(), "answer": rng.random()}
        if kind == "action":
            actions = [one for one in self.window.findChildren(QAction) if one.objectName() and one.isEnabled()]
            return common | {"name": self.rarest(sorted({one.objectName() for one in actions} - LEFT_OUT))}
        if kind in ("key", "wait", "size", "dialog"):
            return common | {"key": rng.choice(KEYS), "modifier": rng.choice(["", "", "", "Shift"])}
        if kind == "draw":
            return common | {"points": [[rng.random(), rng.random()] for _ in range(rng.randint(1, 6))]}
        visible = [widget for widget in self.window.findChildren(QWidget) if widget.isVisible() and widget.width() > 2]
        self.seen |= {name_of(widget) for widget in visible if isinstance(widget, CONTROLS) and widget.isEnabled()}
        wanted = {"type": (QAbstractSpinBox, QLineEdit), "choose": (QComboBox,), "click": (QAbstractButton,)}.get(kind)
        if wanted and (kind != "click" or rng.random() < 0.7):
            visible = [widget for widget in visible if isinstance(widget, wanted)] or visible
        by_name = {f"{index} {name_of(widget)}": widget for index, widget in enumerate(visible)}
        widget = by_name[self.rarest(list(by_name), lambda name: name.partition(" ")[2])]
        order = [one for one in self.window.findChildren(type(widget)) if one.objectName() == widget.objectName()]
        facts = {"kind": type(widget).__name__, "name": widget.objectName(), "place": order.index(widget)}
        delta, sideways = rng.choice([120, -120, 8, -8, 1200, 0]), rng.choice([0, 0, 120])
        return common | facts | {"text": rng.choice(TEXTS), "delta": delta, "sideways": sideways}

    def rarest(self, names: list[str], name_of: Callable[[str], str] = str) -> str:
        """Return one of them by chance; every second time one of those that were used least."""
        if self.random.random() < 0.5:
            least = min(self.reached[name_of(name)] for name in names)
            names = [name for name in names if self.reached[name_of(name)] == least]
        return self.random.choice(names)

    def find(self, act: dict) -> QWidget | None:
        found = [
            widget
            for widget in self.window.findChildren(QWidget)
            if type(widget).__name__ == act["kind"] and widget.objectName() == act["name"]
        ]
        widget = found[act["place"]] if act["place"] < len(found) else None
        return widget if widget is not None and widget.isVisible() else None

    def do(self, act: dict) -> None:
        self.kinds[act["do"]] += 1
        self.answer = act.get("answer", 0.0)
        if act["do"] == "action":
            action = self.window.findChild(QAction, act["name"])
            if action is not None and action.isEnabled():
                self.reached[act["name"]] += 1
                action.trigger()
        elif act["do"] == "key":
            modifier = Qt.KeyboardModifier.ShiftModifier if act["modifier"] else NONE
            QTest.keyClick(QApplication.focusWidget() or self.window, Qt.Key(act["key"]), modifier)
        elif act["do"] == "wait":
            self.settle(0.05)
        elif act["do"] == "size":
            self.window.resize(int(1280 + 500 * act["x"]), int(640 + 400 * act["y"]))
        elif act["do"] == "dialog":
            for dialog in self.window.findChildren(QDialog):
                if dialog.isVisible():
                    self.close_dialog(dialog)
        elif act["do"] == "stop":
            self.window.selection.experimenting.stop()
            self.window.lab.perform(StopRepeating())
        elif act["do"] == "draw":
            self.draw(act["points"])
        else:
            widget = self.find(act)
            if widget is not None:
                self.reached[name_of(widget)] += 1
                getattr(self, f"do_{act['do']}")(widget, act)

    def at(self, widget: QWidget, act: dict) -> QPoint:
        return QPoint(int(act["x"] * widget.width()), int(act["y"] * widget.height()))

    def do_click(self, widget: QWidget, act: dict) -> None:
        place = self.at(widget, act)
        QTest.mousePress(widget, LEFT, NONE, place)
        if isValid(widget):  # which is replaced while its menu is open: QTest would end the process
            QTest.mouseRelease(widget, LEFT, NONE, place)

    def do_hover(self, widget: QWidget, act: dict) -> None:
        QTest.mouseMove(widget, self.at(widget, act))

    def do_drag(self, widget: QWidget, act: dict) -> None:
        QTest.mousePress(widget, LEFT, NONE, self.at(widget, act))
        QTest.mouseMove(widget, QPoint(widget.width() // 2, widget.height() // 2))
        QTest.mouseRelease(widget, LEFT, NONE, QPoint(widget.width() // 2, widget.height() // 2))

    def do_menu(self, widget: QWidget, act: dict) -> None:
        """Choose an entry of what a right click opens."""
        place = self.at(widget, act)
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)
        menu = QApplication.activePopupWidget()
        if isinstance(menu, QMenu):
            entries = [entry for entry in menu.actions() if entry.isEnabled() and entry.objectName() not in LEFT_OUT]
            chosen = entries[int(act["answer"] * len(entries))] if entries else None
            menu.close()
            if chosen is not None:
                self.reached[f"menu: {chosen.text()}"] += 1
                chosen.trigger()

    def do_wheel(self, widget: QWidget, act: dict) -> None:
        place = QPointF(self.at(widget, act))
        delta = QPoint(act["sideways"], act["delta"])
        event = QWheelEvent(
            place,
            widget.mapToGlobal(place),
            QPoint(),
            delta,
            Qt.MouseButton.NoButton,
            NONE,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, event)

    def do_type(self, widget: QWidget, act: dict) -> None:
        if isinstance(widget, QAbstractSpinBox | QLineEdit):
            widget.setFocus()
            widget.selectAll()
            for sign in act["text"]:  # by events, because QTest ends the process on signs that are not ASCII
                QApplication.sendEvent(widget, QKeyEvent(QKeyEvent.Type.KeyPress, 0, NONE, sign))
            QTest.keyClick(widget, Qt.Key.Key_Return)

    def do_choose(self, widget: QWidget, act: dict) -> None:
        if isinstance(widget, QComboBox) and widget.count():
            widget.setCurrentIndex(int(act["x"] * widget.count()))
            widget.activated.emit(widget.currentIndex())

    def draw(self, points: list) -> None:
        canvas = self.window.findChild(QWidget, "drawingCanvas")
        if canvas is None or not canvas.isVisible():
            return
        places = [QPoint(int(x * canvas.width()), int(y * canvas.height())) for x, y in points]
        QTest.mousePress(canvas, LEFT, NONE, places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas, place)
        QTest.mouseRelease(canvas, LEFT, NONE, places[-1])

    def perform(self, act: dict) -> None:
        self.log.write(json.dumps(act) + "\n")
        self.log.flush()
        begin, own = time.perf_counter(), time.thread_time()  # of this thread: the machine may be busy
        faulthandler.dump_traceback_later(HANGS)
        self.do(act)
        self.settle()
        faulthandler.cancel_dump_traceback_later()  # because a traceback of a thread that runs may end the process
        seconds, clock = time.thread_time() - own, time.perf_counter() - begin
        self.slowest = max(self.slowest, seconds)
        if seconds > SLOWEST or clock > STANDS:
            self.note(f"{seconds:.1f} s, by the clock {clock:.0f} s: {act}"[:200])
        for found in self.guard.found:
            self.note(found)
        self.guard.found.clear()


def name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()}"


def memory() -> float:
    """Return the memory of this process in MB."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--missed", action="store_true", help="list what was in sight and never used")
    parser.add_argument("--log", type=Path, default=Path(f"{HOME}.jsonl"))
    options = parser.parse_args()
    empty = Path(tempfile.mkdtemp(prefix="mnistlab-actions-from-"))
    os.chdir(empty)
    faulthandler.enable()
    acts = None
    if options.replay:
        acts = [json.loads(line) for line in options.replay.read_text("utf-8").splitlines()]
    session = Session(options.seed, options.log.absolute())
    cases = len(acts) if acts else options.cases
    warm, marks = 0.0, []
    for number in range(cases):
        session.perform(acts[number] if acts else session.choose())
        if number == int(WARM_UP * cases):
            gc.collect()
            warm = memory()
        if number % max(1, cases // 20) == 0:
            marks.append(memory())
    gc.collect()
    grown = memory() - warm
    os.chdir(HOME)
    if list(empty.iterdir()):
        session.note(f"the working folder holds {[path.name for path in empty.iterdir()]}")
    if grown > GROWTH:
        session.note(f"memory has grown by {grown:.0f} MB")
    session.closer.stop()
    begin = time.perf_counter()
    session.window.close()
    closing = time.perf_counter() - begin
    print(f"{cases:,} actions, seed {options.seed}: {dict(session.kinds)}")
    print(f"{len(session.reached)} controls; slowest {session.slowest:.2f} s; closed in {closing:.1f} s")
    if options.missed:
        print("never used:", *sorted(session.seen - set(session.reached)), sep="\n  ")
    print("memory, MB:", *(f"{mark:.0f}" for mark in marks), f"(after the warm-up {grown:+.0f})")
    print(f"faults: {sum(session.faults.values())}")
    for text, count in session.faults.most_common(30):
        print(f"  {count:5} × {text}")
    sys.exit(bool(session.faults))


if __name__ == "__main__":
    main()
