"""A window as a person uses it."""

import gc
import re
import sys
from dataclasses import fields, replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from typing_extensions import override

from mnistlab import app
from mnistlab.analysis.spread import SeedRun, spread_of
from mnistlab.app import create_window
from mnistlab.engine.frame import Frame
from mnistlab.engine.shelf import KeptView
from mnistlab.library import DataMark, RunEntry
from mnistlab.nn import TwoLayerNet
from mnistlab.stopping import StopWish
from mnistlab.training import Phase, RunSettings, UpdateRule
from mnistlab.training.clock import Clock
from mnistlab.training.parts import make_optimizer
from mnistlab.ui.look import theme
from mnistlab.ui.widgets.notice import NoticeBar
from mnistlab.ui.window import log

HIDDEN = 4


@pytest.fixture(autouse=True)
def own_preferences(tmp_path, monkeypatch):
    """Keep the tests' settings apart from the person's, in English to begin with."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for form in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):  # the program's own is the native one
        QSettings.setPath(form, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    QSettings("mnistlab", "mnistlab").setValue("language", "en")


@pytest.fixture(autouse=True)
def a_new_beginning(qapp):
    """Leave the next test what the program finds at its start: no window, sheet or palette, light colours, scale 1.

    Under the sheet of an earlier window, each widget of the next one is styled as it is made, and again by its own.
    """
    theme.set_colours(theme.LIGHT)  # again, because a window may have heard of the palette after its test
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.setStyleSheet("")
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    qapp.setPalette(QPalette())
    theme.set_scale(1.0)
    theme.set_colours(theme.LIGHT)


def pytest_collection_finish():
    """Set aside what all the imports have made: looking for garbage in it takes longer than many a test."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish():
    """Take away what a test left in cycles, on this thread; not before no fixture's value holds its window any longer.

    Left to itself, Python might do it while the engine's thread of the next test allocates something; and a widget that
    is destroyed on another thread than its own can bring both to a standstill.
    """
    gc.collect()


def entry_of(settings, number=0, iterations=0, name=""):
    return RunEntry(
        key=f"{number:032x}",
        name=name,
        settings=settings,
        rules=((0, UpdateRule(settings.learning_rate, settings.gradient, None)),),
        data=DataMark("MNIST", "", ""),
        iteration=iterations,
        epoch=iterations / 600,
        loss=0.3,
        train_accuracy=0.95,
        test_accuracy=0.94,
        created=0.0,
        changed=float(number),
    )


@pytest.fixture
def kept_view():
    """Build a kept run in a place, with so many iterations and some settings."""

    def make(place=0, iterations=600, name="", **changes):
        at = np.arange(0, iterations + 1, 600)
        return KeptView(
            entry=entry_of(RunSettings(hidden_size=HIDDEN, **changes), place, iterations, name),
            place=place,
            network=TwoLayerNet(784, HIDDEN, 10, 0.1, rng=np.random.default_rng(place)),
            loss=np.full(iterations, 0.3, np.float32),
            evaluated_at=at,
            train_accuracy=np.full(len(at), 0.95),
            test_accuracy=np.full(len(at), 0.94),
            clock=Clock(at, at / 1000, iterations, iterations / 1000),
        )

    return make


@pytest.fixture
def a_spread():
    """Return what a run has come to with other seeds, which read so much of the test images at the end."""

    def make(ends, iterations=1200, diverged=0):
        at = np.arange(1, iterations + 1)
        runs = [
            SeedRun(
                seed=seed,
                iterations=iterations,
                rules=(),
                diverged=seed < 0,
                at=at,
                loss=np.full(iterations, 0.2 + seed / 10, np.float32),
                evaluated_at=np.array([0, iterations]),
                train_accuracy=np.array([0.1, end]),
                test_accuracy=np.array([0.1, end]),
            )
            for seed, end in [*enumerate(ends), *((-number - 1, 0.1) for number in range(diverged))]
        ]
        return spread_of(runs)

    return make


@pytest.fixture
def make_frame():
    """Build a frame of a run at rest, before its first step; the rest as given."""
    network = TwoLayerNet(784, HIDDEN, 10, 0.1, rng=np.random.default_rng(3))
    settings = RunSettings(hidden_size=HIDDEN)
    known = {
        "run_id": 1,
        "branch_id": 1,
        "settings": settings,
        "next_settings": settings,
        "next_phase": Phase.SELECT_BATCH,
        "iteration": 0,
        "epoch": 0.0,
        "iterations_per_epoch": 600.0,
        "training_images": 60_000,
        "speed": 0.0,
        "plain_seconds": 0.0,
        "network": network,
        "seen": np.zeros(60_000, bool),
        "loss": np.zeros(0, np.float32),
        "smoothed_loss": np.zeros(0, np.float32),
        "evaluated_at": np.zeros(0, int),
        "train_accuracy": np.zeros(0),
        "test_accuracy": np.zeros(0),
        "train_loss": np.zeros(0),
        "test_loss": np.zeros(0),
        "clock": Clock(np.zeros(0, int), np.zeros(0), 0, 0.0),
        "mistake": None,
        "batch": None,
        "gradient": None,
        "learning_rate_used": None,
        "batch_loss": None,
        "batch_loss_after": None,
        "own": entry_of(settings, 99),
        "kept": (),
        "runs": (),
        "undoes": None,
        "spreads": {},
        "repeating": None,
    }

    def make(**changes):
        facts = known | changes
        settings, used = facts["settings"], facts["learning_rate_used"]
        optimizer = make_optimizer(settings if used is None else replace(settings, learning_rate=used))
        nothing = dict.fromkeys((field.name for field in fields(Frame)), False)
        return Frame(**(nothing | {"optimizer": optimizer} | facts))

    return make


class User:
    """Finds things in the window by the names that automation relies on."""

    def __init__(self, qtbot, window):
        self.qtbot = qtbot
        self.window = window

    def action(self, name):
        return self.window.findChild(QAction, name)

    def widget(self, name):
        return self.window.findChild(QWidget, name)

    @property
    def iteration(self):
        return int(re.sub(r"\D", "", self.window.findChild(QLabel, "iterationLabel").text()))

    def press(self, name):
        """Trigger an action, and wait until the window shows what it did."""
        asked = self.window.lab._asked
        self.wait(self.action(name).isEnabled)
        self.action(name).trigger()
        self.settle(asked + 1)

    def settle(self, asked=None):
        asked = asked or self.window.lab._asked
        self.wait(lambda: self.frame is not None and self.frame.answered >= asked)

    def wait(self, condition, seconds=10):
        self.qtbot.waitUntil(condition, timeout=1000 * seconds)

    @property
    def frame(self):
        return self.window.controls.frame

    @property
    def dialog(self):
        return self.window.findChild(QDialog, "errorDialog")

    @property
    def notice(self):
        notice = self.window.findChild(NoticeBar)
        return notice.text.text() if notice.isVisible() else ""

    def type_into(self, name, text):
        field = self.widget(name)
        chip = self.widget(f"chip{name[:1].upper()}{name[1:]}")
        if chip is not None and not field.isVisible():
            chip.click()
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    def press_key(self, widget, key):
        """Press a key while a widget has the focus."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)
        widget.setFocus()
        self.wait(widget.hasFocus)
        QTest.keyClick(widget, key)

    def draw(self, *points):
        canvas = self.widget("drawingCanvas")
        places = [QPoint(round(x * canvas.width()), round(y * canvas.height())) for x, y in points]
        QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(canvas, place)
        QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=places[-1])


@pytest.fixture
def open_window(qtbot, small_dataset):
    opened = []

    def open_it(data=small_dataset, weights=None):
        window = create_window(data, weights)
        opened.append(window)
        window.show()
        user = User(qtbot, window)
        if data is small_dataset:
            user.wait(user.action("actionRun").isEnabled)
        return user

    yield open_it
    for window in opened:
        window.close()
        window.deleteLater()


@pytest.fixture
def user(open_window):
    return open_window()


@pytest.fixture
def start_program(monkeypatch):
    """Start the program in a window that is there: ``start_program(window, *files)``; the loop of events ends then."""

    def start(window, *files):
        monkeypatch.setattr(app, "create_window", lambda *_: window)
        monkeypatch.setattr(log, "start_log", lambda: None)
        monkeypatch.setattr(QApplication, "exec", lambda: 0)
        monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # so that it is the old one again after the test
        return app.run(None, None, None, files, StopWish())

    return start


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, _watched, event):
        self.count += event.type() == QEvent.Type.Paint
        return False


@pytest.fixture
def count_paints():
    """Count how often a widget is painted from now on."""
    return Paints
