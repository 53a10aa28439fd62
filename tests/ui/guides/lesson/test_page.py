"""A lesson gone through in the window."""

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton

from mnistlab.engine import events
from mnistlab.engine.intents import Begin, Step
from mnistlab.errors import DivergedError
from mnistlab.lessons.files import read_lesson
from mnistlab.ui.guides.lesson.facts import find
from mnistlab.ui.guides.lesson.pointer import Pointer
from mnistlab.ui.guides.lesson.sketch import Sketch
from mnistlab.ui.panels.stage import StagePanel

DO = """\
kind = "do"
until = 'pressed("actionStep")'
"""


def shown(window):
    return window._lessons().page


def on(window, name):
    return next(one for one in window.findChildren(QPushButton, name) if one.isVisible())


def test_a_lesson_is_gone_through_from_its_first_step_to_its_last(window, page, qtbot):
    qtbot.waitUntil(lambda: page._director.frame.settings.hidden_size == 5)
    on(window, "lessonAct").click()

    assert page.step.name == "press"  # a deed is waited for, and may be left out
    assert not page.steps.act.isEnabled()
    assert page.steps.skip.isVisible()
    qtbot.waitUntil(page.spotlight.ring.isVisible)
    window.findChild(QAction, "actionSelectBatch").trigger()
    qtbot.waitUntil(page.steps.act.isEnabled)
    assert not page.spotlight.ring.isVisible()  # what is to be pressed now is the button that leads on
    page.steps.act.click()

    sketch = window.findChild(Sketch, "sketch")
    area = sketch._area().toRect()
    assert not page.steps.act.isEnabled()
    QTest.mousePress(sketch, Qt.MouseButton.LeftButton, pos=area.topLeft())
    QTest.mouseMove(sketch, area.bottomRight() + QPoint(1, 1))
    QTest.mouseRelease(sketch, Qt.MouseButton.LeftButton, pos=area.bottomRight() + QPoint(1, 1))
    points = page.standing.answers["curve"]
    assert points[0] == [0.0, pytest.approx(3, abs=0.05)]
    assert points[-1] == [30.0, pytest.approx(0, abs=0.05)]
    page.steps.act.click()
    assert not sketch.isVisible()

    field = next(one for one in window.findChildren(QLineEdit, "predictedNumber") if one.isVisible())
    qtbot.keyClicks(field, "300")
    assert not page.steps.act.isEnabled()
    field.clear()
    qtbot.keyClicks(field, "80")
    page.steps.act.click()

    on(window, "choice_down").click()
    assert "Because" not in page.steps.feedback  # nothing is told before it has been run
    page.steps.act.click()

    assert page.steps.act.text() == "Run it"
    page.steps.act.click()
    qtbot.waitUntil(lambda: "run" in page.standing.came, timeout=20_000)
    told = page.steps.feedback
    assert "It does not." in told
    assert "You expected 80 %; it came to" in told
    assert "Over the whole curve" in told
    assert page._director.frame.settings.learning_rate == 1.0


def test_a_run_of_a_lesson_that_is_paused_goes_on_and_one_that_is_left_is_begun_again(window, page, qtbot, turn_to):
    turn_to(page, "run")
    page._director.run([{"iterations": 1_000_000}])
    qtbot.waitUntil(lambda: page._director.frame.running and page._director.frame.iteration > 0)
    qtbot.waitUntil(lambda: page.steps.act.text() == "It runs…")
    assert not page.steps.act.isEnabled()
    window.findChild(QAction, "actionRun").trigger()
    qtbot.waitUntil(lambda: page.steps.act.text() == "Go on")
    page.steps.act.click()
    qtbot.waitUntil(lambda: page._director.frame.running)
    window.findChild(QAction, "actionRewind").trigger()
    qtbot.waitUntil(lambda: page.steps.act.text() == "Run it")
    page.steps.act.click()
    qtbot.waitUntil(lambda: "run" in page.standing.came, timeout=20_000)


def test_a_lesson_that_is_opened_anew_has_the_settings_its_runs_have_left(page, turn_to):
    turn_to(page, "reach")
    values = page._settings_until_here()
    assert (values["learning_rate"], values["iterations"]) == (0.5, 20)
    assert values["hidden_size"] == page.lesson.settings.hidden_size  # that was for the other run of the two


def test_reasons_blanks_and_comparisons(window, page, qtbot, turn_to):
    turn_to(page, "why")
    on(window, "choice_a").click()
    assert page.steps.feedback == "Not A."
    on(window, "choice_b").click()
    assert page.steps.feedback == "B it is."
    page.steps.act.click()

    blank = next(one for one in window.findChildren(QLineEdit, "blank1") if one.isVisible())
    qtbot.keyClicks(blank, "5")
    assert page.step.name not in page.standing.answers  # because 5 may be the beginning of 54
    page.steps.act.click()
    assert page.standing.is_right(page.step) is False
    blank.clear()
    qtbot.keyClicks(blank, "4")
    page.steps.act.click()
    assert page.standing.is_right(page.step) is True

    turn_to(page, "two")
    qtbot.waitUntil(lambda: page._director.frame.settings.hidden_size == 5)
    page.steps.act.click()  # two runs, one after the other
    qtbot.waitUntil(lambda: "two" in page.standing.came, timeout=20_000)
    first = page._director.frame.kept[-1].entry
    assert (first.settings.hidden_size, first.settings.learning_rate, first.iteration) == (6, 0.1, 10)
    second = page._director.frame.own
    assert (second.settings.hidden_size, second.settings.learning_rate, second.iteration) == (5, 0.5, 20)
    first_line, second_line = page.steps.feedback.split("\n\n")
    assert first_line.startswith("6 units · η 0.1 · 10 iterations: mean loss ")
    assert second_line.startswith("5 units · η 0.5 · 20 iterations: mean loss ")
    page.steps.act.click()
    assert page.step.name == "reach"
    turn_to(page, "end")
    assert page.steps.act.text() == "Done"


@pytest.mark.parametrize(("step", "name", "text"), [("share", "predictedNumber", "300"), ("sums", "blank1", "4")])
def test_what_is_half_filled_in_stays_in_another_language(user, window, page, qtbot, step, name, text, turn_to):
    turn_to(page, step)
    qtbot.keyClicks(user.widget(name), text)
    assert step not in page.standing.answers
    user.action("actionLanguage_zh_CN").trigger()
    fields = window.findChildren(QLineEdit, name)
    assert [one.text() for one in fields if one.isVisible()] == [text]


def test_what_is_half_in_order_stays_in_another_language(user, page, turn_to):
    turn_to(page, "order")
    user.widget("order_b").click()
    page.retranslate()
    texts = [one.text() for one in page.findChildren(QPushButton) if one.isVisible()]
    assert "1   B" in texts


def test_leaving_a_lesson_keeps_where_one_stands(window, page, qtbot):
    on(window, "lessonAct").click()
    assert page.step.name == "press"
    lesson = page.lesson
    window._desk.close_drawer()
    assert shown(window) is None
    window.show_lesson(lesson)
    qtbot.waitUntil(lambda: shown(window) is not None)
    assert shown(window).step.name == "press"
    on(window, "lessonBack").click()
    assert shown(window).step.name == "hello"


def test_whoever_comes_back_finds_the_runs_and_the_prediction_as_they_were(window, page, qtbot, turn_to):
    turn_to(page, "curve")
    page._asking.answered.emit([[0.0, 2.0], [30.0, 1.0]])
    turn_to(page, "two")
    page.steps.act.click()
    qtbot.waitUntil(lambda: "two" in page.standing.came, timeout=20_000)
    turn_to(page, "run")
    page.steps.act.click()
    qtbot.waitUntil(lambda: "run" in page.standing.came, timeout=20_000)
    turn_to(page, "why")
    frame = page._director.frame
    beside = {view.entry.key for view in frame.kept}
    assert len(beside) == 2
    window._desk.close_drawer()
    assert expected_curve(page) == []
    window.lab.perform(Begin((("learning_rate", 0.3),)))  # what has nothing to do with the lesson
    window.lab.perform(Step())
    qtbot.waitUntil(lambda: window.controls.frame.iteration == 1, timeout=20_000)

    window.show_lesson(page.lesson)
    qtbot.waitUntil(lambda: shown(window) is not None, timeout=20_000)
    back = shown(window)
    assert back.step.name == "why"
    qtbot.waitUntil(lambda: back._director.frame.own.key == frame.own.key, timeout=20_000)
    assert back._director.frame.iteration == 30
    qtbot.waitUntil(lambda: {view.entry.key for view in back._director.frame.kept} == beside, timeout=20_000)
    assert expected_curve(back) == [2.0, 1.0]


def expected_curve(page):
    return page._band.curves._curves.expected["loss"].samples.tolist()


def test_words_of_ones_own_are_an_answer_and_are_compared(window, page, turn_to):
    turn_to(page, "why")
    assert not page.steps.act.isEnabled()
    field = next(one for one in window.findChildren(QPlainTextEdit, "ownWords") if one.isVisible())
    field.setPlainText("Because of B")
    assert page.standing.answers["why"] == "“Because of B”"
    assert page.steps.feedback == "Compare with “B”. B it is."
    assert page.steps.act.isEnabled()
    page.retranslate()  # as after another language
    field = next(one for one in window.findChildren(QPlainTextEdit, "ownWords") if one.isVisible())
    assert field.toPlainText() == "Because of B"


def test_the_list_tells_what_is_begun_and_opens_a_lesson(window, qtbot):
    window.findChild(QAction, "actionLessons").trigger()
    qtbot.waitUntil(lambda: window.findChild(QPushButton, "lesson_too-far") is not None)
    button = on(window, "lesson_too-far")
    button.click()
    qtbot.waitUntil(lambda: shown(window) is not None)
    assert shown(window).lesson.name == "too-far"
    assert window._desk.drawer.title.text() == "Too far"
    window._desk.close_drawer()
    assert shown(window) is None


def test_a_lesson_is_not_drawn_over_the_runs_of_before_and_shows_the_curves(window, page, qtbot):
    assert window._panel(StagePanel).scene.__class__.__name__ == "RepeatScene"
    qtbot.waitUntil(lambda: page._director.frame.settings.hidden_size == 5)
    qtbot.waitUntil(lambda: page._director.frame.kept == ())


def test_what_comes_later_is_not_told(window, page):
    said = [label.text() for label in page.findChildren(QLabel)]
    assert "Hello" in said
    assert not any("Which curve?" in text for text in said)


def test_the_buttons_of_a_step_are_in_sight_however_many_steps_stand_above(user, page, turn_to):
    user.window.resize(1280, 640)
    turn_to(page, "why")
    on(user.window, "choice_a").click()
    for label in page.steps.findChildren(QLabel):
        label.setMinimumHeight(60)  # as with many steps
    page.steps.say("A reply that moves the buttons down.")
    viewport = user.window._desk.drawer._scroll.viewport()
    user.wait(lambda: page.height() > viewport.height())

    def in_sight():
        return page.steps.back.visibleRegion().boundingRect() == page.steps.back.rect()

    user.wait(in_sight)
    user.window.resize(1280, 700)
    user.wait(lambda: viewport.height() > 500)
    user.window.resize(1280, 640)  # as when a notice takes room
    user.wait(lambda: viewport.height() < 500)
    user.wait(in_sight)


def test_a_scene_stays_when_the_run_of_the_lesson_begins(window, short_lesson, qtbot):
    description = short_lesson / "lesson.toml"
    first = description.read_text("utf-8").replace('kind = "say"', 'kind = "say"\nscene = "SelectBatch"', 1)
    description.write_text(first, "utf-8")
    window.show_lesson(read_lesson(short_lesson))
    qtbot.waitUntil(lambda: shown(window) is not None)
    qtbot.waitUntil(lambda: shown(window)._director.frame.settings.hidden_size == 5)
    qtbot.waitUntil(lambda: window.findChild(StagePanel).scenes.name == "SelectBatch")
    window._desk.close_drawer()


def test_ones_own_words_take_the_place_of_a_choice_and_stay_where_one_is_chosen(user, page, qtbot, turn_to):
    turn_to(page, "why")
    on(user.window, "choice_a").click()
    qtbot.keyClicks(page.steps._form.words, "so")
    assert page.standing.answers["why"] == "“so”"
    assert not on(user.window, "choice_a").isChecked()
    on(user.window, "choice_b").click()
    assert page.standing.answers["why"] == "b"
    for again in (page.retranslate, lambda: (page.steps.act.click(), page.steps.back.click())):
        again()
        assert page.step.name == "why"
        assert page.steps._form.words.toPlainText() == "so"
        assert page.standing.answers["why"] == "b"
        assert on(user.window, "choice_b").isChecked()


def test_ones_own_words_are_no_answer_once_they_are_gone(user, page, qtbot, turn_to):
    turn_to(page, "why")
    qtbot.keyClicks(page.steps._form.words, "so")
    assert page.steps.act.isEnabled()
    page.steps._form.words.clear()
    assert "why" not in page.standing.answers
    assert not page.steps.act.isEnabled()


def test_what_is_half_filled_in_is_there_again_after_going_back(user, page, qtbot, turn_to):
    turn_to(page, "sums")
    qtbot.keyClicks(page.steps._form.fields[0], "4")
    page.steps.back.click()
    assert page.step.name == "sum"
    page.steps.act.click()
    assert page.step.name == "sums"
    assert page.steps._form.fields[0].text() == "4"


def drawn_over(user):
    """Draw a curve where the step asks for one, and return the sketch."""
    sketch = user.window.findChild(Sketch, "sketch")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right):
        user.press_key(sketch, key)
    return sketch


def test_a_curve_that_was_drawn_is_there_again_after_going_on_and_back(user, page, turn_to):
    user.wait(lambda: page._director.frame.settings.hidden_size == 5)
    turn_to(page, "curve")
    sketch = drawn_over(user)
    drawn = sketch.points()
    page.steps.act.click()
    assert page.step.name == "share"
    page.steps.back.click()
    again = page._asking._sketch
    assert again is not sketch
    assert again.points() == drawn == page.standing.answers["curve"]
    user.press("actionStep")
    user.wait(lambda: len(again._before) == 1)  # as when the run of the lesson is read again only later


def test_a_sketch_speaks_another_language(user, page, turn_to):
    turn_to(page, "curve")
    sketch = drawn_over(user)
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: sketch.again.text() == "重画")
    assert sketch.again.size() == sketch.again.sizeHint()
    assert sketch.accessibleName().startswith("画出你预想的曲线")


def test_what_was_predicted_stays_once_the_run_has_come(user, page, turn_to):
    turn_to(page, "curve")
    drawn_over(user)
    drawn = page.standing.answers["curve"]
    turn_to(page, "run")
    page.steps.act.click()
    user.wait(lambda: "curve" in page.standing.came, 20)
    while page.step.name != "curve":
        page.steps.back.click()
    assert page._asking._sketch is None  # nothing is drawn or wiped off any more
    assert page.standing.answers["curve"] == drawn
    curves = page._band.curves
    assert len(curves._expected["loss"].series.values) == len(drawn)
    turn_to(page, "hello")
    assert len(curves._expected["loss"].series.values) == 0
    turn_to(page, "why")
    assert len(curves._expected["loss"].series.values) == len(drawn)


def test_a_question_why_a_run_broke_is_not_answered_by_a_notice_before(user, page, turn_to):
    turn_to(page, "run")
    user.window.lab.told.emit(events.Diverged(DivergedError("diverged_mistake", iteration="9", loss="9", first="2")))
    assert user.notice == ""
    turn_to(page, "end")
    user.window.lab.told.emit(events.Diverged(DivergedError("diverged_mistake", iteration="9", loss="9", first="2")))
    assert "iteration 9" in user.notice


def test_the_mark_of_what_was_pointed_at_goes_when_the_next_thing_is_to_be_done(window, tmp_path, qtbot, turn_to):
    steps = {"place": 'kind = "point"\nright = ["lossPlot"]'} | dict.fromkeys(("first", "second"), DO)
    toml = "".join(f'[[step]]\nname = "{name}"\n{entries}\n' for name, entries in steps.items())
    (tmp_path / "lesson.toml").write_text(f'[title]\nen = "Pointing"\n{toml}', "utf-8")
    (tmp_path / "en.md").write_text("".join(f"## {name} · Title\n" for name in steps), "utf-8")
    window.show_lesson(read_lesson(tmp_path))
    qtbot.waitUntil(lambda: shown(window) is not None)
    page = shown(window)
    plot = find(window, "lossPlot")
    place = plot.mapTo(window, plot.rect().center())
    QTest.mouseClick(window.findChild(Pointer), Qt.MouseButton.LeftButton, pos=place)
    turn_to(page, "first")
    assert window.findChild(Pointer).isVisible()
    turn_to(page, "second")
    qtbot.waitUntil(lambda: window.findChild(Pointer) is None)
    window._desk.close_drawer()


def test_a_blank_says_nothing_before_it_is_checked_and_reads_numbers_as_the_program_writes_them(
    user, page, qtbot, turn_to
):
    turn_to(page, "sums")
    assert not page.steps.act.isEnabled()
    qtbot.keyClicks(user.widget("blank1"), "4")
    qtbot.keyClicks(user.widget("blank2"), "1,000")
    assert "it is 6" not in shown_texts(user)
    assert page.steps.act.text() == "Check"
    user.press_key(user.widget("blank2"), Qt.Key.Key_Return)
    assert {"right", "it is 6"} <= shown_texts(user)
    assert page.standing.answers["sums"] == [4, 1000]
    qtbot.keyClicks(user.widget("blank2"), "x")
    assert "a number, such as 0.5" in shown_texts(user)


def test_a_share_may_be_typed_with_its_unit(user, page, qtbot, turn_to):
    turn_to(page, "share")
    qtbot.keyClicks(user.widget("predictedNumber"), "40 %")
    assert page.standing.answers["share"] == 40


def shown_texts(user):
    return {label.text() for label in user.window.findChildren(QLabel) if label.isVisible()}


def test_a_goal_has_fields_for_what_is_free_and_space_runs_with_them(user, page, qtbot, turn_to):
    page._director.begin({"iterations": 20}, alone=True)
    qtbot.waitUntil(lambda: page._director.frame.settings.iterations == 20)
    turn_to(page, "reach")
    field = user.widget("goal_batch_size")
    assert user.widget("goal_learning_rate").isVisible()
    qtbot.waitUntil(lambda: field.text() == "20")
    field.selectAll()
    qtbot.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page._director.frame.next_settings.batch_size == 7)
    assert page.steps.skip.isVisible()
    user.press_key(user.window.workbench, Qt.Key.Key_Space)
    qtbot.waitUntil(page._can_go_on, timeout=20_000)
    assert page._director.frame.settings.batch_size == 7
    qtbot.waitUntil(lambda: page.steps.act.text() == "Next")
    user.press_key(user.window.workbench, Qt.Key.Key_Space)
    assert page.step.name == "end"


def test_a_lesson_that_is_left_leaves_nothing_behind_in_the_controls(user, short_lesson):
    user.window.show_lesson(read_lesson(short_lesson))
    user.wait(lambda: shown(user.window) is not None)
    left = weakref.ref(shown(user.window)._listening)
    left().listen("actionStep")
    user.press("actionStep")
    assert "actionStep" in left().pressed
    user.window._guides.explain("controls")
    user.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert left() is None
