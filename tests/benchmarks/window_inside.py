"""The inside of `window.py`: the real window, measured from within. It prints what it found as a line of JSON.

    python tests/benchmarks/window_inside.py SECONDS ROUNDS [panels]

`window.py` runs it in a process of its own, on a screen that is there, and says what the figures mean.
"""

import harness  # isort: skip
import itertools
import json
import math
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override
from window import AT_REST, DRAWING, HEADLESS, MEASURED, NO_PANELS, RESIZING, WINDOW

from mnistlab.app import create_window
from mnistlab.data import load_dataset
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ChangeSetting, Pause, Run
from mnistlab.training import RunSettings, Trainer, one_blas_thread
from mnistlab.ui.widgets.probability_bars import ProbabilityBars

STROKE_INTERVAL: Final = 8  # ms: a mouse of 125 Hz
HEARTBEAT: Final = 5  # ms
RESIZE_INTERVAL: Final = 33  # ms
MOVES: Final = 90  # of the mouse in a digit
WARM_UP: Final = 0.3  # s
POLL: Final = 20  # ms
ITERATIONS: Final = 10_000_000  # more than fit into the run
TRAINING: Final = (WINDOW, MEASURED, DRAWING, RESIZING)
LEFT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton

clock = time.perf_counter


class TellingBars:
    """Makes the ten bars tell when they have been painted, and whether there is anything to paint."""

    def __init__(self) -> None:
        self.painted: Callable[[], None] = lambda: None
        self.outdated = False
        paint, update = ProbabilityBars.paintEvent, ProbabilityBars.update

        def paint_and_tell(bars: ProbabilityBars, event: QEvent) -> None:
            paint(bars, event)
            self.outdated = False
            self.painted()

        def update_and_note(bars: ProbabilityBars, *area: object) -> None:
            self.outdated = True
            update(bars, *area)

        ProbabilityBars.paintEvent = paint_and_tell  # before there is a window: Qt looks it up but once
        ProbabilityBars.update = update_and_note


class Meters(QObject):
    """Times what happens in the window's thread, and moves the mouse and the window's edges."""

    def __init__(self, bars: TellingBars) -> None:
        super().__init__()
        self.window = create_window()
        self.window.lab.frame_ready.connect(self._take_frame)
        self._canvas = self.window.findChild(QWidget, "drawingCanvas")
        self._clear = self.window.findChild(QAction, "actionClearCanvas")
        self._size = self.window.size()
        self._bars = bars
        bars.painted = self._bars_painted
        self.frame: Frame | None = None
        self._heart = self._timer(self._beat)
        self._hand = self._timer(self._move)
        self._edge = self._timer(self._pull)
        self._due = self._next_beat = 0.0
        self._waiting: list[float] = []  # when the moves were due that the bars have not shown yet
        self._begin()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(slot)
        return timer

    def _begin(self) -> None:
        self._moves = self._pulls = 0
        self.frames: list[tuple[float, int, int]] = []  # when, at which iteration, after how many evaluations
        self.paints: list[float] = []  # when
        self.late: list[float] = []
        self.strokes: list[float] = []
        self.began, self.began_cpu, self.began_all = clock(), time.thread_time(), time.process_time()

    def start(self, *, beat: bool, draw: bool, resize: bool) -> None:
        """Begin to measure; to measure alone takes nothing, the heartbeat some of the training's time."""
        self._begin()
        if beat:
            self.window.installEventFilter(self)
            self._next_beat = clock() + HEARTBEAT / 1000
            self._heart.start(HEARTBEAT)
        if draw:
            self._due = clock()
            self._hand.start(0)
        if resize:
            self._edge.start(RESIZE_INTERVAL)

    def stop(self) -> None:
        """Leave the window as it was."""
        for timer in (self._heart, self._hand, self._edge):
            timer.stop()
        self.window.removeEventFilter(self)
        if self._moves % (MOVES + 1):
            self._send(QEvent.Type.MouseButtonRelease, self._spot(MOVES))
        self._waiting.clear()
        self._clear.trigger()
        self.window.resize(self._size)

    # What is timed

    def _take_frame(self, frame: Frame) -> None:
        self.frame = frame  # the window has handled it: it was connected first
        self.frames.append((clock(), frame.iteration, len(frame.evaluated_at)))

    @override
    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.paints.append(clock())
        return False

    def _beat(self) -> None:
        now = clock()
        self.late.append(max(0.0, now - self._next_beat))
        self._next_beat = now + HEARTBEAT / 1000
        self._heart.start(HEARTBEAT)

    def _bars_painted(self) -> None:
        now = clock()
        self.strokes += [now - due for due in self._waiting]
        self._waiting.clear()

    # What a person does

    def _move(self) -> None:
        step = self._moves % (MOVES + 1)
        self._moves += 1
        if step == 0:
            self._clear.trigger()
            self._send(QEvent.Type.MouseButtonPress, self._spot(0))
        else:
            self._waiting.append(min(self._due, clock()))
            self._send(QEvent.Type.MouseMove, self._spot(step))
            if not self._bars.outdated:  # a dot is not read, and some moves change no bar: they are right as they are
                self._bars_painted()
            if step == MOVES:
                self._send(QEvent.Type.MouseButtonRelease, self._spot(MOVES))
        self._due = clock() + STROKE_INTERVAL / 1000
        self._hand.start(STROKE_INTERVAL)

    def _send(self, kind: QEvent.Type, spot: QPointF) -> None:
        place = QPointF(self._canvas.mapTo(self.window, QPoint(0, 0))) + spot
        there = QPointF(self.window.mapToGlobal(place.toPoint()))
        button = NO_BUTTON if kind == QEvent.Type.MouseMove else LEFT
        held = NO_BUTTON if kind == QEvent.Type.MouseButtonRelease else LEFT
        event = QMouseEvent(kind, place, place, there, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.window.windowHandle(), event)  # Qt finds the widget, as it does for a hand

    def _spot(self, step: int) -> QPointF:
        """Return a place on the canvas: an eight, drawn from its top."""
        turn = 2 * math.pi * step / MOVES
        side = min(self._canvas.width(), self._canvas.height())
        return QPointF(side * (0.5 + 0.2 * math.sin(2 * turn)), side * (0.5 - 0.33 * math.cos(turn)))

    def _pull(self) -> None:
        self._pulls += 1
        share = abs(self._pulls % 40 - 20) / 20  # 1 → 0 → 1
        least = self.window.minimumSizeHint()
        self.window.resize(least + (self._size - least) * (1 - share))
        self._edge.start(RESIZE_INTERVAL)


class Visit:
    """The rounds, and what they gave."""

    def __init__(self, part: float, rounds: int) -> None:
        self.part, self.rounds = part, rounds
        self.found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
        self.facts: dict[str, str] = {}
        self._headless = Trainer(RunSettings(iterations=ITERATIONS), load_dataset())
        self._meters = Meters(TellingBars())
        self.window = self._meters.window
        self._run = self.window.findChild(QAction, "actionRun")
        self._steps = self._go_through()

    def leave_out_panels(self) -> None:
        """Measure, instead of what a person does, the run with fewer panels that take frames."""
        self._steps = self._go_through_panels()

    def go_on(self) -> None:
        wait = next(self._steps, None)
        if callable(wait):
            self._poll(wait)
        elif wait is not None:
            QTimer.singleShot(round(1000 * wait), self.go_on)

    def _poll(self, has_come: Callable[[], bool]) -> None:
        if has_come():
            self.go_on()
        else:
            QTimer.singleShot(POLL, lambda: self._poll(has_come))

    def _go_through(self) -> Iterator[float | Callable[[], bool]]:
        """Yield seconds to wait, or what to wait for."""
        yield from self._begin()
        meters = self._meters
        for turn in range(self.rounds):
            self._train_headless()
            yield WARM_UP
            shift = turn % len(TRAINING)
            for name in TRAINING[shift:] + TRAINING[:shift]:
                yield from self._train_in_window(name)
            meters.start(beat=True, draw=True, resize=False)
            yield self.part
            self._collect(AT_REST)
            meters.stop()
            yield WARM_UP
        self.window.close()

    def _go_through_panels(self) -> Iterator[float | Callable[[], bool]]:
        yield from self._begin()
        panels = list(self.window.panels)
        fewer = {WINDOW: panels, NO_PANELS: []}
        fewer |= {f"without {type(one).__name__}": [p for p in panels if p is not one] for one in panels}
        for turn in range(self.rounds):
            self._train_headless()
            names = list(fewer)
            for name in names[turn % len(names) :] + names[: turn % len(names)]:
                self.window.panels = fewer[name]
                yield from self._train_in_window(name)
        self.window.panels = panels
        self.window.close()

    def _begin(self) -> Iterator[float | Callable[[], bool]]:
        meters, run = self._meters, self._run
        yield run.isEnabled
        self.facts = {
            "platform": QApplication.platformName(),
            "size": f"{self.window.width()}×{self.window.height()}",
        }
        self.window.lab.perform(ChangeSetting("iterations", ITERATIONS))
        run.trigger()
        yield lambda: meters.frame.iteration > 2000
        run.trigger()
        yield lambda: not meters.frame.running

    def _train_in_window(self, name: str) -> Iterator[float | Callable[[], bool]]:
        meters = self._meters
        self.window.lab.perform(Run())  # not by the button, which may be among what takes no frames
        yield lambda: meters.frame.running
        yield WARM_UP
        meters.start(
            beat=name in (MEASURED, DRAWING, RESIZING), draw=name in (DRAWING, RESIZING), resize=name == RESIZING
        )
        yield self.part
        self._collect(name)
        meters.stop()
        self.window.lab.perform(Pause())
        yield lambda: not meters.frame.running
        yield WARM_UP

    def _train_headless(self) -> None:
        """Train while the event loop stands still, and the engine's thread has nothing to do."""
        trainer = self._headless
        with one_blas_thread:
            begin, start = trainer.iteration, clock()
            trainer.run(until=lambda: clock() >= start + self.part)
            self.found["rates"][HEADLESS].append((trainer.iteration - begin) / (clock() - start))
            self.found["evaluation"][HEADLESS].append(harness.seconds(trainer.evaluate))

    def _collect(self, name: str) -> None:
        meters, found = self._meters, self.found
        elapsed, cpu = clock() - meters.began, time.thread_time() - meters.began_cpu
        others = time.process_time() - meters.began_all - cpu
        if name != AT_REST:
            (first, iteration, _), (last, last_iteration, _) = meters.frames[0], meters.frames[-1]
            found["rates"][name].append((last_iteration - iteration) / (last - first))
            found["cpu"][name].append(cpu / elapsed)
            found["cpu_a_frame"][name].append(cpu / len(meters.frames))
            found["others"][name].append(others / elapsed)
            found["frame_rate"][name].append((len(meters.frames) - 1) / (last - first))
            for (before, _, known), (now, _, evaluations) in itertools.pairwise(meters.frames):
                found["frames"][name].append(now - before)
                if evaluations == known:
                    found["plain_frames"][name].append(now - before)
            found["paints"][name] += [b - a for a, b in itertools.pairwise(meters.paints)]
        found["late"][name] += meters.late
        found["strokes"][name] += meters.strokes


def end_at_once(*error: object) -> None:
    """Print what went wrong, and do not wait for a window that nobody closes."""
    sys.__excepthook__(*error)
    os._exit(1)


def main() -> None:
    sys.excepthook = end_at_once
    visit = Visit(float(sys.argv[1]), int(sys.argv[2]))
    if "panels" in sys.argv:
        visit.leave_out_panels()
    visit.window.show()
    QTimer.singleShot(0, visit.go_on)
    QApplication.exec()
    print(json.dumps(visit.found | visit.facts))


if __name__ == "__main__":
    main()
