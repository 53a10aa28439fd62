"""What a person does in one sitting at the window, step by step."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QWidget

from mnistlab.engine import intents
from mnistlab.lessons.files import find_lesson
from mnistlab.resources import resource_path
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import ASIDE, BENCHES, EXPERIMENTS, READINGS
from mnistlab.ui.window.main_window import MainWindow

SCENES = [*EXPERIMENTS, *READINGS, *ASIDE, *BENCHES]
CARDS = [
    "gradient-check",
    "chapter-4",
    "search",
    "first-weights",
    "nielsen-rates",
    "activations",
    "batch-norm",
    "dropout",
]
LESSONS = ["all-alike", "first-steps", "one-step", "too-far", "why-it-jumps", "detective", "your-seven", "fair-race"]
VARIANTS = 8
LAST = "at the end"  # of a step that has to go well, whatever failed before
ACTIONS = ("Step", "SelectBatch", "ComputeGradient", "Update", "Back")
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


class Step(NamedTuple):
    """Something to do, and whether it is done."""

    name: str
    act: Callable[[], object]
    done: Callable[[], bool]


class Sitting:
    """Goes on with the next step when the last one is done, or has had its time.

    Attributes
    ----------
    missed : list of str
        The steps that were not done in time.
    said : list of str
        Notices and errors in dialogs.
    silent : float
        The longest time in s for which the loop of events was not heard: of the processor, or much by the clock.
    dialogs : int
        The most dialogs of errors at once.
    closed_at : float
    """

    def __init__(self, folder: Path, variant: int, began: Callable[[str], None], *, short: bool) -> None:
        self.folder, self.variant, self.began, self.short = folder, variant, began, short
        self.missed: list[str] = []
        self.said: list[str] = []
        self.silent = self.closed_at = 0.0
        self.dialogs = self.reached = 0
        self.kept = False
        self.window: Any = None
        self.steps = self.all_steps()
        self.step = Step("", lambda: None, lambda: True)
        self.until = float("inf")
        self.heard, self.spent = time.perf_counter(), time.thread_time()
        self.save_as = ""
        QFileDialog.getSaveFileName = lambda *_, **__: (str(folder / self.save_as), "")
        QDesktopServices.openUrl = lambda *_: True
        self.timer = QTimer()
        self.timer.timeout.connect(self.tick)
        self.timer.start(10)

    def tick(self) -> None:
        now, spent = time.perf_counter(), time.thread_time()
        popup = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        if self.window is None:
            tops = QApplication.topLevelWidgets()
            self.window = next((one for one in tops if isinstance(one, MainWindow) and one.isVisible()), None)
        elif not self.closed_at:
            self.silent = max(self.silent, spent - self.spent, (now - self.heard) / 6)  # the machine may be busy
            try:
                self.go_on(now)
            except BaseException:  # as where a slot of the window fails
                sys.excepthook(*sys.exc_info())
        self.heard, self.spent = time.perf_counter(), time.thread_time()

    def go_on(self, now: float) -> None:
        self.look()
        if not self.step.done():
            if now < self.until:
                return
            self.missed.append(self.step.name)
        for dialog in self.open_dialogs():
            dialog.close()
        self.step = next(self.steps)
        self.until = time.perf_counter() + (30 if self.step.name.endswith(LAST) else 4)
        self.began(self.step.name)
        self.step.act()

    def open_dialogs(self) -> list[Any]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]

    def look(self) -> None:
        found = [dialog for dialog in self.open_dialogs() if dialog.objectName() == "errorDialog"]
        self.dialogs = max(self.dialogs, len(found))
        texts = [str(error) for dialog in found for error in dialog._kinds.values()]
        if self.window.notice.isVisible():
            texts.append(self.window.notice.text.text())
        self.said += [text for text in texts if text not in self.said]

    @property
    def frame(self) -> Any:
        return self.window.controls.frame

    def settled(self) -> bool:
        return self.frame is not None and self.frame.answered >= self.window.lab._asked

    def has(self, name: str) -> bool:
        return any(entry.name == name for entry in (self.frame.own, *self.frame.runs))

    def ask(self, name: str, intent: Any) -> Step:
        return Step(name, lambda: self.window.lab.perform(intent), self.settled)

    def press(self, name: str, save_as: str = "") -> Step:
        def act() -> None:
            self.save_as = save_as
            self.window.findChild(QAction, f"action{name}").trigger()

        return Step(name, act, self.settled)

    def wait(self, name: str, act: Callable[[], object], seconds: float = 0.2) -> Step:
        begun: list[float] = []

        def over() -> bool:
            begun.append(time.perf_counter())
            return begun[-1] - begun[0] > seconds

        return Step(name, act, over)

    def run(self, name: str, iterations: int) -> Step:
        def act() -> None:
            self.reached = self.frame.latest + iterations
            if not self.frame.running:
                self.press("Run").act()

        return Step(name, act, lambda: self.frame.latest >= self.reached)

    def pause(self, name: str) -> Step:
        pause = self.press("Run").act
        return Step(name, lambda: self.frame.running and pause(), lambda: self.settled() and not self.frame.running)

    def draw(self, name: str) -> Step:
        def act() -> None:
            canvas = self.window.findChild(QWidget, "drawingCanvas")
            self.window.selection.clear_canvas()
            wide, high = canvas.width(), canvas.height()
            first, *rest = [
                QPoint(int(x * wide), int(y * high)) for x, y in ((0.3, 0.3), (0.7, 0.3), (0.5, 0.5), (0.4, 0.8))
            ]
            QTest.mousePress(canvas, LEFT, NONE, first)
            for place in rest:
                QTest.mouseMove(canvas, place)
            QTest.mouseRelease(canvas, LEFT, NONE, rest[-1])

        return Step(name, act, lambda: self.window.selection.drawing is not None)

    def click(self, name: str, *buttons: str) -> Step:
        def act() -> None:
            for start in buttons:
                for button in self.window.findChildren(QAbstractButton):
                    if button.objectName().startswith(start) and button.isVisible() and button.isEnabled():
                        button.click()
                        return

        return self.wait(name, act, 0.05)

    def note_kept(self) -> None:
        self.kept = self.has("kept")

    def close(self) -> None:
        self.closed_at = time.time()
        self.window.close()

    def all_steps(self) -> Iterator[Step]:
        yield Step("start", lambda: None, lambda: self.frame is not None)
        if not self.short:
            yield from self.work()
            yield from self.files()
            yield from self.guides()
        yield self.wait("calm", lambda: None)
        yield self.run(f"run {LAST}", 20)
        yield self.pause(f"pause {LAST}")
        yield self.draw(f"draw {LAST}")
        yield Step("close", self.close, lambda: False)

    def work(self) -> Iterator[Step]:
        yield self.run("run", 60)
        yield self.pause("pause")
        yield from map(self.press, ACTIONS)
        yield self.ask("latest", intents.ShowLatest())
        yield self.draw("draw")
        for name in SCENES[2 * self.variant : 2 * self.variant + 2]:
            yield self.wait(f"scene {name}", lambda name=name: self.window._panel(StagePanel)._turn_to(name))
            yield self.press("Step")._replace(name=f"step in {name}")
            yield self.draw(f"draw in {name}")
        yield self.ask("keep", intents.KeepRun("kept"))._replace(done=lambda: self.has("kept"))
        self.note_kept()
        key = next((entry.key for entry in self.frame.runs if entry.name == "alpha"), "0")
        yield self.ask("rename", intents.RenameRun(key, "renamed"))._replace(done=lambda: self.has("renamed"))
        yield self.ask("delete", intents.DeleteRun(key))._replace(
            done=lambda: all(entry.key != key for entry in self.frame.runs)
        )
        yield self.ask("undo", intents.UndoRun())._replace(
            done=lambda: any(entry.key == key for entry in self.frame.runs)
        )
        yield self.ask("show", intents.ShowRun(key))
        yield self.ask("go on", intents.GoOnWith(key))
        yield self.press("Step")._replace(name="step")

    def files(self) -> Iterator[Step]:
        odd = self.variant % 2
        yield self.press("SaveWeights", "weights.npz" if odd else "weights.safetensors")
        yield self.press("ExportScript" if odd else "ExportAlone", "run.py")
        yield self.press("SaveRuns", "runs.csv" if odd else "runs.mnistlab")
        yield self.press("SaveImage", "digit.png")
        yield self.ask("open weights", intents.OpenWeights(self.folder / "weights.npz"))
        yield self.ask("open runs", intents.OpenRuns(self.folder / "runs.mnistlab"))
        yield self.ask("open data", intents.OpenData(self.folder / "images"))

    def guides(self) -> Iterator[Step]:
        variant = self.variant
        card = resource_path("experiments") / f"{CARDS[variant]}.toml"
        yield self.wait("card", lambda: self.window.open([card]))
        yield self.wait("lesson", lambda: self.window.show_lesson(find_lesson(LESSONS[variant])), 0.3)
        for number in range(3):
            yield self.click(f"answer {number}", "choice_", "lessonAct", "quizNext")
        if variant % 4 == 1:
            yield from map(self.press, ("Theme_dark", "Language_zh_CN"))
        if variant % 4 == 3:
            yield from map(self.press, ("Lessons", "Larger"))
