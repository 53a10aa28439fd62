"""The whole window without a mouse."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from mnistlab.ui.look.keys import FocusRing
from mnistlab.ui.panels.stage import StagePanel

TAB = Qt.FocusReason.TabFocusReason
SCENES = ["Check", "Weight", "Step", "Landscape", "Prepare", "Why", "Distort", "Exam", "Hand"]
TABS = ["SelectBatch", "Forward", "Backward", "Update", "Repeat"]


@pytest.fixture
def hands(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    return user


def tab_to(user, widget):
    widget.setFocus(TAB)
    user.wait(widget.hasFocus)
    return widget


def key(user, key, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(user.window.windowHandle(), key, modifiers)


def asked_of(user):
    """Return a list that takes all that the run is asked for from now on."""
    asked = []
    for panel in user.window.panels:
        panel.intended.connect(lambda intent: asked.append(type(intent).__name__))
    return asked


def reachable(window):
    """Return what Tab should reach: all that is shown, enabled and takes keys."""
    return {
        widget
        for widget in window.findChildren(QWidget)
        if widget.window() is window
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
    }


def round_by_tab(user):
    """Return all that Tab comes to, in its order, until it is back where it began."""
    order = []
    user.window.controls.speed.setFocus(TAB)
    for _ in range(200):
        now = QApplication.focusWidget()
        if now in order:
            break
        order.append(now)
        key(user, Qt.Key.Key_Tab)
    assert now is order[0], f"a trap: {now.objectName() or now} keeps the keyboard"
    return order


def test_tab_reaches_everything_and_is_never_held(hands):
    hands.press("actionSelectBatch")
    hands.press("actionComputeGradient")
    turns = {name: hands.widget(f"tab{name}").click for name in TABS}
    turns |= {name: hands.action(f"action{name}Experiment").trigger for name in SCENES}
    for name, turn in turns.items():
        turn()
        order = round_by_tab(hands)
        missed = [f"{type(w).__name__} {w.objectName()}" for w in reachable(hands.window) - set(order)]
        assert missed == [], name
        assert len(order) > 20, name


def test_the_order_of_tab_is_that_of_the_window(hands):
    order = [widget.objectName() for widget in round_by_tab(hands) if widget.objectName()]
    wanted = ["speed", "learningRate", "batchView", "chipHiddenSize", "tabRepeat", "curves", "drawingCanvas"]
    assert sorted(wanted, key=order.index) == wanted


def test_what_has_the_focus_by_tab_has_a_ring_and_what_was_clicked_has_none(hands):
    ring = hands.window.findChild(FocusRing)
    for name in ("speed", "batchView", "curves", "tabForward", "drawingCanvas", "chipSeed"):
        widget = tab_to(hands, hands.widget(name))
        hands.wait(ring.isVisible)
        assert ring.around is widget
        middle = widget.mapTo(hands.window, widget.rect().center())
        assert ring.geometry().contains(middle)
        assert ring.geometry().size().width() >= widget.width()
    canvas = hands.widget("drawingCanvas")
    tab_to(hands, hands.widget("speed"))
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert canvas.hasFocus()
    hands.wait(lambda: not ring.isVisible())


def test_the_ring_can_be_seen(hands):
    tab_to(hands, hands.widget("speed"))
    ring = hands.window.findChild(FocusRing)
    hands.wait(ring.isVisible)
    with_ring = hands.window.grab(ring.geometry()).toImage()
    hands.window.findChild(StagePanel).setFocus()
    hands.wait(lambda: not ring.isVisible())
    assert hands.window.grab(ring.geometry()).toImage() != with_ring


# Who gets a key


def test_space_presses_what_has_the_focus_and_runs_elsewhere(hands):
    asked = asked_of(hands)
    tab = tab_to(hands, hands.widget("tabForward"))
    key(hands, Qt.Key.Key_Space)
    assert tab.isChecked()
    assert asked == []
    tab_to(hands, hands.widget("batchView"))
    key(hands, Qt.Key.Key_Space)
    assert asked == ["Run"]


def test_a_click_on_a_box_leaves_space_to_the_run(hands):
    asked = asked_of(hands)
    for box in hands.window.findChildren(QCheckBox):
        if box.isVisible():
            QTest.mouseClick(box, Qt.MouseButton.LeftButton)
            assert not box.hasFocus()
    key(hands, Qt.Key.Key_Space)
    assert asked == ["Run"]


def test_a_slider_and_a_list_keep_the_keys_that_move_them(hands):
    moving = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
    hands.press("actionStep")
    asked = asked_of(hands)
    speed = tab_to(hands, hands.widget("speed"))
    for pressed in moving:
        speed.setValue(5)
        asked.clear()
        key(hands, pressed)
        assert speed.value() != 5, pressed
        assert set(asked) <= {"SetSpeed"}, pressed
    hands.widget("chipSampling").click()
    hands.wait(hands.widget("sampling").hasFocus)
    for pressed in moving:
        asked.clear()
        key(hands, pressed)
        assert hands.widget("sampling").hasFocus(), pressed
        assert set(asked) <= {"ChangeSetting"}, pressed


def test_the_arrows_are_the_windows_where_nothing_needs_them(hands):
    asked = asked_of(hands)
    tab_to(hands, hands.widget("drawingCanvas"))
    key(hands, Qt.Key.Key_Right)
    assert asked == ["Step"]


def test_a_field_keeps_the_arrows_and_delete(hands):
    hands.press("actionStep")
    asked = asked_of(hands)
    hands.widget("chipSeed").click()
    field = hands.widget("seed")
    hands.wait(field.hasFocus)
    field.lineEdit().setText("123")
    for pressed in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Delete):
        key(hands, pressed)
    assert field.lineEdit().text() == "13"
    assert asked == []


def test_the_curves_go_through_the_run_by_its_keys(hands):
    for _ in range(3):
        hands.press("actionStep")
    curves = tab_to(hands, hands.widget("curves"))
    for pressed, place in ((Qt.Key.Key_Left, 2), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Right, 1), (Qt.Key.Key_End, 3)):
        key(hands, pressed)
        hands.wait(lambda place=place: hands.iteration == place)
    assert curves.hasFocus()


# Pictures


def test_arrows_go_through_the_mini_batch_and_enter_picks(hands):
    hands.press("actionSelectBatch")
    view = tab_to(hands, hands.widget("batchView"))
    said = []
    for pressed in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        key(hands, pressed)
        said.append(view.accessibleDescription())
    assert len(set(said)) == 3
    assert "Training image" in said[0]
    columns = view.cells()[1]
    assert view.key_cell == columns
    key(hands, Qt.Key.Key_Return)
    assert hands.window.selection.image == columns
    key(hands, Qt.Key.Key_End)
    key(hands, Qt.Key.Key_Right)
    assert view.key_cell == view.cells()[0] - 1  # there is nothing beyond
    assert hands.iteration == 0


def test_a_key_says_and_does_what_the_mouse_does_there(hands):
    hands.press("actionSelectBatch")
    hands.press("actionComputeGradient")
    stage = hands.window.findChild(StagePanel)
    for tab, name in (("tabSelectBatch", "ImageMap"), ("tabRepeat", "NetworkPicture"), ("tabBackward", "HeatMap")):
        hands.widget(tab).click()
        view = next(
            widget
            for widget in stage.scene.findChildren(QWidget)
            if type(widget).__name__ == name and widget.isVisible() and widget.cells()[0] > 2
        )
        pointed, picked = [], []
        view.pointed.connect(pointed.append)
        view.picked.connect(picked.append)
        tab_to(hands, view)
        key(hands, Qt.Key.Key_Down)
        key(hands, Qt.Key.Key_Return)
        by_key = pointed[-1], picked[-1]
        place = view.place_of_cell(view.key_cell).center().toPoint()
        stage.setFocus()
        assert pointed[-1] is None, name
        QTest.mouseMove(view, place)
        view.mouseMoveEvent(_mouse(place))
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
        assert (pointed[-1], picked[-1]) == by_key, name


def _mouse(place):
    where = QPointF(place)
    none = Qt.MouseButton.NoButton
    return QMouseEvent(QEvent.Type.MouseMove, where, where, none, none, Qt.KeyboardModifier.NoModifier)


def test_the_arrows_pick_a_weight_pixel_by_pixel(hands):
    hands.press("actionSelectBatch")
    hands.action("actionWeightExperiment").trigger()
    picker = tab_to(hands, hands.widget("weightPicker"))
    assert picker.cells() == (784, 28)
    key(hands, Qt.Key.Key_Home)
    key(hands, Qt.Key.Key_Down)
    key(hands, Qt.Key.Key_Right)
    key(hands, Qt.Key.Key_Return)
    assert hands.window.selection.pixel == 29


def test_the_cell_that_the_keys_have_come_to_is_framed(hands):
    hands.press("actionSelectBatch")
    view = tab_to(hands, hands.widget("batchView"))
    key(hands, Qt.Key.Key_Right)
    framed = view.grab().toImage()
    view.focusOutEvent(QFocusEvent(QFocusEvent.Type.FocusOut))
    hands.window.findChild(StagePanel).setFocus()
    assert view.grab().toImage() != framed


def span_of(plot):
    low, high = plot.getViewBox().viewRange()[0]
    return high - low
