"""No wheel changes what a person has not chosen."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QScrollBar, QWidget

from mnistlab.ui.look.wheel import Changed
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import EXPERIMENTS, PHASES, READINGS


def turn(widget, notches):
    """Turn the wheel over a widget, as the window system would."""
    place, angle = QPointF(widget.rect().center()), QPoint(0, 120 * notches)
    none, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    event = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), angle, buttons, none, Qt.ScrollPhase.NoScrollPhase, False
    )
    QApplication.sendEvent(widget, event)


def value_of(widget):
    return widget.currentIndex() if isinstance(widget, QComboBox) else widget.value()


def test_no_wheel_changes_what_was_not_chosen_in_any_scene(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    stage, turned = user.window.findChild(StagePanel), set()
    for name in PHASES | EXPERIMENTS | READINGS:
        stage.choose(name)
        widgets = user.window.findChildren(QWidget)
        found = [w for w in widgets if isinstance(w, Changed) and not isinstance(w, QScrollBar)]
        for widget in set(found) - turned:
            before = value_of(widget)
            for notches in (1, -1, -1):
                turn(widget, notches)
            assert value_of(widget) == before, widget.objectName()
            assert not widget.hasFocus(), widget.objectName()
        turned.update(found)
    assert {"learningRate", "speed", "seed", "sampling", "stepWidth", "mistake"} <= {w.objectName() for w in turned}


def test_the_wheel_changes_what_was_chosen(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    speed = user.widget("speed")
    speed.setFocus()
    before = speed.value()
    turn(speed, -1)
    assert speed.value() < before
