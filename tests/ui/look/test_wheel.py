"""No wheel changes what a person has not chosen."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QScrollBar, QWidget

from mnistlab.ui.look.wheel import Changed
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import EXPERIMENTS, PHASES, READINGS

TAB, OTHER = Qt.FocusReason.TabFocusReason, Qt.FocusReason.OtherFocusReason


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
    for reason, changes in ((TAB, True), (OTHER, False), (TAB, True)):
        speed.clearFocus()
        speed.setFocus(reason)
        before = speed.value()
        turn(speed, -1)
        assert (speed.value() < before) == changes


def test_the_wheel_leaves_a_field_that_was_only_given_the_focus_until_it_is_clicked(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    user.widget("chipHiddenSize").click()
    field = user.widget("hiddenSize")
    user.wait(field.hasFocus)
    turn(field, -1)
    assert field.value() == 50
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    turn(field, -1)
    assert field.value() == 49
    field.clearFocus()
    field.setFocus()
    turn(field, -1)
    assert field.value() == 49


def test_the_wheel_changes_a_list_after_its_choices_were_looked_at(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    user.window.findChild(StagePanel).choose("Sweep")
    box = user.widget("sweepWay0")
    box.setFocus(Qt.FocusReason.MouseFocusReason)
    for kind, reason in ((QEvent.Type.FocusOut, OTHER), (QEvent.Type.FocusIn, Qt.FocusReason.PopupFocusReason)):
        QApplication.sendEvent(box, QFocusEvent(kind, reason))  # as its list does while it is open
    turn(box, -1)
    assert box.currentIndex() == 1


def test_the_wheel_leaves_the_boxes_of_a_dialog_for_files(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    dialog = QFileDialog(user.window, "", "", "A (*.a);;B (*.b)")
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.open()
    user.wait(lambda: dialog.isAncestorOf(QApplication.focusWidget()))
    box = dialog.findChild(QComboBox, "fileTypeCombo")
    turn(box, -1)
    assert box.currentIndex() == 0
    box.setFocus(TAB)
    turn(box, -1)
    assert box.currentIndex() == 1
    dialog.close()
