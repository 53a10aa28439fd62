"""The keys and a clicker in a lesson: on, back, and away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mnistlab.ui.guides.lesson.facts import find
from mnistlab.ui.guides.lesson.sketch import Sketch


def test_space_never_leaves_a_step_out(user, page):
    user.widget("lessonAct").setFocus()
    user.widget("lessonAct").click()
    assert page.step.name == "press"
    assert not page.isAncestorOf(QApplication.focusWidget())


def test_space_leads_on_after_a_button_of_the_window_was_pressed(user, page):
    user.press_key(user.widget("drawerClose"), Qt.Key.Key_Return)
    assert page.step.name == "press"
    user.press_key(user.window.focusWidget(), Qt.Key.Key_PageUp)
    user.press_key(user.window.focusWidget(), Qt.Key.Key_Space)
    assert page.step.name == "press"


def test_space_leads_on_once_a_button_has_brought_about_what_is_waited_for(user, page, turn_to):
    turn_to(page, "press")
    button = find(user.window, "actionSelectBatch")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    user.press_key(button, Qt.Key.Key_Space)
    user.wait(page.steps.act.isEnabled)
    user.wait(user.window.workbench.hasFocus)
    user.press_key(user.window.workbench, Qt.Key.Key_Space)
    assert page.step.name == "curve"


@pytest.mark.parametrize("focused", ["drawingCanvas", "lessonAct"])
def test_a_clicker_leads_on_from_what_can_be_scrolled(user, page, focused):
    user.press_key(user.widget(focused), Qt.Key.Key_PageDown)
    assert page.standing.place == 1
    user.press_key(user.widget(focused), Qt.Key.Key_PageUp)
    assert page.standing.place == 0


def test_space_and_a_clicker_lead_through_a_lesson(user, page, turn_to):
    for key, place in (
        (Qt.Key.Key_Space, 1),  # to what is to be done, where it would run
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_Period, 1),
        (Qt.Key.Key_PageUp, 0),
        (Qt.Key.Key_PageDown, 1),
    ):
        user.press_key(user.window.workbench, key)
        assert page.standing.place == place
    turn_to(page, "why")
    user.press_key(user.window.workbench, Qt.Key.Key_B)
    assert page.standing.answers["why"] == "b"
    user.press_key(user.window.workbench, Qt.Key.Key_Return)
    assert page.step.name == "sum"
    assert user.frame.iteration == 0


def test_the_keys_draw_a_curve_over_a_run_and_enter_leads_on(user, page, turn_to):
    user.press("actionStep")
    user.wait(lambda: page._director.frame.latest == 1)
    turn_to(page, "curve")
    sketch = user.window.findChild(Sketch, "sketch")
    user.press_key(sketch, Qt.Key.Key_Right)
    assert page.standing.answers["curve"]
    assert user.frame.iteration == 1  # the keys do not lead through the run
    user.press_key(sketch, Qt.Key.Key_Return)
    assert page.step.name == "share"


def test_space_leads_on_after_a_choice_was_clicked_and_letters_put_in_order(user, page, turn_to):
    turn_to(page, "why")
    QTest.mouseClick(user.widget("choice_b"), Qt.MouseButton.LeftButton)
    user.press_key(user.window.focusWidget(), Qt.Key.Key_Space)
    assert page.step.name == "sum"
    turn_to(page, "order")
    for key in (Qt.Key.Key_B, Qt.Key.Key_A):
        user.press_key(user.window.workbench, key)
    assert page.standing.answers["order"] == ["b", "a"]


def test_escape_leaves_a_field_before_it_leaves_the_lesson(user, page, turn_to):
    turn_to(page, "why")
    words = user.widget("ownWords")
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_Escape)
    assert not words.hasFocus()
    assert user.window._lessons().page is page
    QTest.keyClick(user.window, Qt.Key.Key_Escape)
    assert user.window._lessons().page is None


def test_escape_ends_the_presentation_and_leaves_the_lesson_open(user, page):
    user.action("actionPresenter").trigger()
    QTest.keyClick(user.window, Qt.Key.Key_Escape)
    assert not user.action("actionPresenter").isChecked()
    assert user.window._lessons().page is page
