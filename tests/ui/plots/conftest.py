"""The curves of a run, in both plots."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from mnistlab.training import RunSettings
from mnistlab.ui.plots.run_curves import RunCurves

PER_EPOCH = 600


@pytest.fixture
def curves(qtbot):
    widget = RunCurves()
    qtbot.addWidget(widget)
    widget.resize(686, 288)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


@pytest.fixture
def frame_of(make_frame):
    """Build a frame of a run with these losses, whose accuracies rise from 80 % by half a percent an epoch."""

    def make(loss, iterations=10_000, **changes):
        loss = np.asarray(loss, np.float32)
        at = np.arange(0, len(loss) + 1, PER_EPOCH)
        known = {
            "settings": RunSettings(iterations=iterations),
            "loss": loss,
            "latest": len(loss),
            "iteration": len(loss),
            "evaluated_at": at,
            "train_accuracy": 0.8 + at / PER_EPOCH / 200,
            "test_accuracy": 0.79 + at / PER_EPOCH / 200,
            "train_loss": 1 / (1 + at / PER_EPOCH),
            "test_loss": 1.1 / (1 + at / PER_EPOCH),
        }
        return make_frame(**known | changes)

    return make


@pytest.fixture
def asked(curves):
    wishes = []
    curves.intended.connect(wishes.append)
    return wishes


class Hand:
    """What a hand does with the curves, at places in px of them."""

    def __init__(self, curves):
        self.curves = curves

    def place(self, iteration, plot=None):
        """Return where an iteration is on the screen, in the middle of a plot's height."""
        plot = plot or self.curves.loss_plot
        return QPoint(round(plot.x_of(iteration)), plot.y() + round(plot.area.center().y()))

    def on_track(self, iteration):
        plot = self.curves.accuracy_plot if self.curves.accuracy_plot.isVisible() else self.curves.loss_plot
        return QPoint(round(plot.x_of(iteration)), plot.y() + round(plot.track))

    def send(self, kind, at, button=Qt.MouseButton.NoButton, buttons=None, keys=Qt.KeyboardModifier.NoModifier):
        # To what is below the mouse, as Qt does. QTest moves the real cursor: no event where that stands already.
        target = self.curves.childAt(at) or self.curves
        local = QPointF(target.mapFrom(self.curves, at))
        event = QMouseEvent(kind, local, QPointF(self.curves.mapToGlobal(at)), button, buttons or button, keys)
        QApplication.sendEvent(target, event)

    def drag(self, *places, button=Qt.MouseButton.LeftButton, keys=Qt.KeyboardModifier.NoModifier):
        self.send(QEvent.Type.MouseButtonPress, places[0], button, keys=keys)
        for at in places[1:]:
            self.send(QEvent.Type.MouseMove, at, buttons=button, keys=keys)
        self.send(QEvent.Type.MouseButtonRelease, places[-1], button, keys=keys)

    def point_at(self, at):
        self.send(QEvent.Type.MouseMove, at)

    def turn_wheel(self, at, x=0, y=0):
        target = self.curves.childAt(at) or self.curves
        local = QPointF(target.mapFrom(self.curves, at))
        nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        event = QWheelEvent(local, QPointF(self.curves.mapToGlobal(at)), QPoint(), QPoint(x, y), *nothing, False)
        QApplication.sendEvent(target, event)


@pytest.fixture
def hand(curves):
    return Hand(curves)
