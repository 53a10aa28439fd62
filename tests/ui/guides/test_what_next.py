"""At the end of a run there is always something to press."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mnistlab.engine.intents import ChangeSetting
from mnistlab.training import RunSettings
from mnistlab.ui.guides.outline import Outline
from mnistlab.ui.guides.what_next import OTHER_RUNS, WhatNext
from mnistlab.ui.selection import Selection


@pytest.fixture
def at_end(user):
    """Return a user whose run of 20 iterations is complete."""
    user.window.resize(1366, 744)
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    user.widget("iterations").setValue(20)
    user.settle()
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.finished and not user.frame.running)
    user.strip = user.window.findChild(WhatNext)
    user.wait(user.strip.isVisible)
    return user


def buttons(strip):
    return [button.text() for button in (strip.more, *strip.others, strip.drawing) if button.isVisible()]


def test_before_and_during_a_run_it_takes_no_room(user):
    strip = user.window.findChild(WhatNext)
    assert not strip.isVisible()
    user.press("actionStep")
    assert not strip.isVisible()


def test_one_may_go_on_for_as_long_again_or_try_three_things(at_end):
    assert buttons(at_end.strip) == ["Train 20 more", "Try η 1", "Try 10 hidden units", "Write a 7"]
    at_end.widget("trainMore").click()
    at_end.wait(lambda: at_end.frame.iteration == 40 and at_end.frame.finished)
    at_end.wait(at_end.strip.isVisible)
    assert buttons(at_end.strip)[0] == "Train 40 more"


def test_all_of_it_is_seen_in_both_languages_at_the_least_width(at_end):
    at_end.window.resize(1280, 640)
    for language in ("zh_CN", "en"):
        at_end.action(f"actionLanguage_{language}").trigger()
        QApplication.processEvents()
        strip = at_end.strip
        for button in (strip.more, *strip.others, strip.drawing, strip.cross):
            assert button.visibleRegion().boundingRect() == button.rect(), button.text()
            assert button.width() >= button.sizeHint().width(), button.text()


def test_it_covers_nothing(at_end):
    stage = at_end.strip.parentWidget()
    assert not at_end.strip.geometry().intersects(stage.scenes.geometry())


def test_a_scene_of_no_phase_has_the_room_of_it(at_end):
    stage = at_end.strip.parentWidget()
    stage.choose("Try")
    assert not at_end.strip.isVisible()
    stage.go_back()
    assert at_end.strip.isVisible()


def test_another_run_is_set_up_and_asks_before_it_runs(at_end):
    run = at_end.frame.run_id
    at_end.widget("tryOther1").click()
    at_end.wait(lambda: at_end.frame.run_id == run + 1)
    assert at_end.frame.settings.learning_rate == 1
    assert at_end.frame.iteration == 0
    assert not at_end.frame.running
    assert buttons(at_end.strip) == []
    assert "What will the loss do?" in at_end.strip.words.text()
    stage = at_end.strip.parentWidget()
    stage.choose("Read")
    assert not at_end.strip.isVisible()  # because the loss cannot be seen there
    stage.go_back()
    assert at_end.strip.isVisible()
    at_end.action("actionRun").trigger()
    at_end.wait(lambda: at_end.frame.finished)
    at_end.wait(lambda: bool(buttons(at_end.strip)))
    assert "Try η 1" not in buttons(at_end.strip)


def test_what_has_been_tried_makes_room_for_the_rest(at_end):
    for run in OTHER_RUNS[:4]:
        at_end.strip._tried.append(run)
    assert [run.text for run in at_end.strip.runs] == ["Try first weights of 0", "Try η 0.01"]


def test_what_would_change_nothing_is_not_offered(at_end):
    at_end.strip._tried.extend(OTHER_RUNS[:4])
    at_end.window.lab.perform(ChangeSetting("first_weights", "he"))
    at_end.settle()
    assert [run.text for run in at_end.strip.runs] == ["Try η 0.01", "Try η 1"]


def test_a_learning_rate_typed_after_the_end_can_be_tried_at_once(at_end):
    at_end.type_into("learningRate", "0.5")
    QTest.keyClick(at_end.widget("learningRate"), Qt.Key.Key_Return)
    at_end.wait(lambda: "Try η 0.5" in buttons(at_end.strip))
    run = at_end.frame.run_id
    at_end.widget("tryOther1").click()
    at_end.wait(lambda: at_end.frame.run_id == run + 1)
    assert at_end.frame.settings.learning_rate == 0.5
    assert "η is 0.5 now" in at_end.strip.words.text()


def test_write_a_7_clears_the_canvas_and_then_offers_the_mistakes(at_end):
    at_end.draw((0.2, 0.2), (0.8, 0.8))
    assert "See its mistakes" in buttons(at_end.strip)
    strip = at_end.strip
    strip._has_drawn = False
    strip._show()
    at_end.widget("tryDrawing").click()
    assert at_end.window.selection.drawing is None
    assert "Write a 7, large" in strip.words.text()
    ring = at_end.window.findChild(Outline)
    assert ring.isVisible()
    assert ring.around is at_end.widget("drawingCanvas")
    at_end.draw((0.2, 0.2), (0.8, 0.2), (0.4, 0.8))
    assert buttons(strip)[-1] == "See its mistakes"
    assert not ring.isVisible()
    at_end.widget("tryDrawing").click()
    assert type(at_end.window.findChild(type(strip.parentWidget())).scene).__name__ == "ExamScene"


def test_space_offers_the_same_and_does_nothing_by_itself(at_end):
    assert not at_end.action("actionRun").isEnabled()
    at_end.strip.cross.click()
    assert not at_end.strip.isVisible()
    QTest.keyClick(at_end.window, Qt.Key.Key_Space)
    assert at_end.strip.isVisible()
    assert at_end.strip.more.hasFocus()
    assert not at_end.frame.running
    QTest.keyClick(at_end.strip.more, Qt.Key.Key_Space)
    at_end.wait(lambda: at_end.frame.iteration == 40)


def test_it_goes_when_the_run_does_not_stand_at_its_end(at_end):
    at_end.action("actionBack").trigger()
    at_end.wait(lambda: at_end.frame.past)
    assert not at_end.strip.isVisible()
    at_end.press("actionRewind")
    assert not at_end.strip.isVisible()
    assert at_end.action("actionRun").isEnabled()


def test_it_leaves_the_word_to_the_first_steps(at_end):
    at_end.action("actionWelcome").trigger()
    at_end.wait(lambda: at_end.frame.iteration == 0)  # which need a run before them
    at_end.action("actionRun").trigger()
    at_end.widget("speed").setValue(at_end.widget("speed").maximum())  # rather than the 20 s of the first step
    at_end.wait(lambda: at_end.frame.finished and not at_end.frame.running)
    assert not at_end.strip.isVisible()
    at_end.widget("drawerClose").click()
    at_end.wait(at_end.strip.isVisible)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_no_text_is_cut_and_what_has_no_room_is_left_out(user, make_frame, qtbot, language):
    """The longest offers there are: those after a long run at η 1. Beside the lessons the stage is narrow."""
    user.action(f"actionLanguage_{language}").trigger()
    settings = RunSettings(learning_rate=1.0)
    stage = QWidget()  # because a window of its own would be as wide as all that is in it
    qtbot.addWidget(stage)
    strip = WhatNext(Selection(), stage)
    with qtbot.waitExposed(stage):
        stage.show()
    strip.show_frame(make_frame(settings=settings, next_settings=settings, finished=True, latest=10_000))
    counts = []
    for width in (534, 600, 684, 1000):
        stage.resize(width, 38)
        strip.resize(width, 38)
        QApplication.processEvents()
        assert "10,000" in strip.more.text()
        shown = [button for button in (strip.more, *strip.others, strip.drawing) if not button.isHidden()]
        for button in (*shown, strip.cross):
            assert button.width() >= button.sizeHint().width(), button.text()
            assert button.visibleRegion().boundingRect() == button.rect(), button.text()
        assert {strip.more, strip.drawing} <= set(shown)
        counts.append(len(shown))
    assert counts == sorted(counts)
    assert counts[-1] == 4
