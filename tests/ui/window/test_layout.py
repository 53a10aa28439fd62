"""What is how large, and what stays where it is, in windows of every size."""

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel

from mnistlab.ui.look.zoom import Zoom
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import EXPERIMENTS, GALLERIES, PHASES, READINGS
from mnistlab.ui.stage.scenes import SceneTabs

LANGUAGES = ["en", "zh_CN"]


def resize(user, width, height):
    user.window.resize(width, height)
    user.wait(lambda: (user.window.width(), user.window.height()) == (width, height))
    QApplication.processEvents()


def place(user, widget):
    return QRect(widget.mapTo(user.window, QPoint()), widget.size())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_canvas_is_large_and_stays_where_it_is_in_every_scene(user, language):
    user.action(f"actionLanguage_{language}").trigger()
    resize(user, 1366, 744)
    canvas = user.widget("drawingCanvas")
    places = set()
    for name in (*PHASES, *EXPERIMENTS, *READINGS, *GALLERIES):
        user.window.findChild(StagePanel).choose(name)
        QApplication.processEvents()
        places.add(place(user, canvas).getRect())
    assert len(places) == 1
    assert min(canvas.width(), canvas.height()) >= 280


def test_a_large_screen_gives_its_room_to_canvas_curves_and_pictures(user):
    resize(user, 1366, 744)
    names = "drawingCanvas", "lossPlot", "scenes"
    before = {name: user.widget(name).width() * user.widget(name).height() for name in names}
    batch = user.widget("batchView")
    narrow = batch.width()
    resize(user, 1920, 1080)
    assert min(user.widget("drawingCanvas").width(), user.widget("drawingCanvas").height()) >= 380
    for name in names:
        assert user.widget(name).width() * user.widget(name).height() > 1.5 * before[name], name
    assert batch.width() > 1.25 * narrow
    assert batch.height() >= batch.width()


def test_in_a_run_both_curves_have_twice_the_room_of_old(user):
    resize(user, 1366, 744)
    user.widget("iterations").setValue(1_000_000)
    user.action("actionRun").trigger()
    user.wait(user.widget("accuracyPlot").isVisible)
    user.wait(lambda: user.iteration > 20)
    loss, accuracy = (user.widget(name) for name in ("lossPlot", "accuracyPlot"))
    assert loss.width() * loss.height() + accuracy.width() * accuracy.height() >= 2 * 2 * 338 * 123
    assert loss.width() == accuracy.width()
    user.press("actionRun")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_moves_from_phase_to_phase(user, language):
    user.action(f"actionLanguage_{language}").trigger()
    names = "scenes", "formula", "code", "curves", "drawingCanvas", "learningRate"
    widgets = [*map(user.widget, names), *user.window.controls.stepper.buttons]

    def places():
        return [place(user, widget).getRect() for widget in widgets]

    def at_rest():
        before = places()
        QApplication.processEvents()
        return places() == before

    user.press("actionSelectBatch")
    for size in ((1366, 744), (1280, 640)):
        resize(user, *size)
        user.wait(at_rest)
        first = places()
        for _ in range(2):
            for name in ("actionComputeGradient", "actionUpdate", "actionSelectBatch"):
                user.press(name)
                user.wait(at_rest)
                assert places() == first, (name, size)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_smallest_window_runs_steps_and_draws(user, language):
    user.action(f"actionLanguage_{language}").trigger()
    QApplication.processEvents()
    resize(user, 1024, 600)
    room = user.window.rect()
    for name in ("drawingCanvas", "learningRate", "iterationLabel", "predictedDigit", "curves", "code", "tabRepeat"):
        widget = user.widget(name)
        assert widget.isVisible(), name
        assert room.contains(place(user, widget)), name
    for button in (*user.window.controls.stepper.buttons, user.window.controls.run_button):
        assert room.contains(place(user, button))
    user.press("actionStep")
    user.draw((0.5, 0.15), (0.5, 0.5), (0.5, 0.85))
    assert user.widget("predictedDigit").text()
    assert user.widget("drawingCanvas").width() >= 200


def test_in_a_narrow_window_the_rail_brings_batch_and_settings_out(user):
    resize(user, 1280, 640)
    assert not user.widget("batchView").isVisible()
    user.widget("railBatch").click()
    user.wait(user.widget("batchView").isVisible)
    user.widget("railRuns").click()
    user.wait(user.widget("chipSeed").isVisible)
    assert not user.widget("batchView").isVisible()
    user.widget("railRuns").click()
    user.wait(lambda: not user.widget("chipSeed").isVisible())
    assert QApplication.focusWidget() is user.widget("workbench")  # and no button that the space bar would press
    curves = place(user, user.widget("curves"))
    user.widget("columnTabCurves").click()
    user.wait(user.widget("accuracyPlot").isVisible)
    assert not user.widget("drawingCanvas").isVisible()
    user.widget("columnTabDigit").click()
    user.wait(user.widget("drawingCanvas").isVisible)
    user.wait(lambda: place(user, user.widget("curves")) == curves)


def test_in_the_smallest_window_the_curves_stand_whole_beside_the_stage(user):
    resize(user, 1024, 600)
    tabs = place(user, user.widget("tabRepeat"))
    for name, shown in (("columnTabCurves", "curves"), ("columnTabDigit", "drawingCanvas")):
        user.widget(name).click()
        user.wait(user.widget(shown).isVisible)
        QApplication.processEvents()
        whole = place(user, user.widget(shown))
        assert user.window.rect().contains(whole), shown
        assert place(user, user.widget("scenes")).right() < whole.left(), shown
        digit, curves = (place(user, user.widget(f"columnTab{side}")) for side in ("Digit", "Curves"))
        assert digit.bottom() == curves.bottom() == tabs.bottom()
        assert curves.left() - digit.right() < 20


def test_larger_type_folds_panels_away_before_it_refuses(user, monkeypatch):
    monkeypatch.setattr(Zoom, "room", QSize(1366, 744))
    resize(user, 1366, 744)
    user.action("actionLarger").trigger()
    user.wait(lambda: not user.widget("batchView").isVisible())
    assert user.widget("railBatch").isVisible()
    user.action("actionNormalSize").trigger()
    user.wait(user.widget("batchView").isVisible)


@pytest.mark.parametrize("size", [(1366, 744), (1280, 640)])
def test_looking_back_is_said_and_leads_on(user, size):
    resize(user, *size)
    for _ in range(4):
        user.press("actionStep")
    curves = place(user, user.widget("curves"))
    user.press("actionBack")
    bar = user.widget("pastBar")
    assert bar.isVisible()
    assert any("iteration 3 of 4" in label.text() for label in bar.findChildren(QLabel))
    assert place(user, user.widget("curves")) == curves  # so that a drag on them goes on below the hand
    user.widget("pastLatest").click()
    user.wait(lambda: not bar.isVisible())


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_least_window_every_tab_of_the_stage_is_whole(user, language):
    user.action(f"actionLanguage_{language}").trigger()
    tabs = user.window.findChild(SceneTabs)
    tabs.galleries["Try"].click()
    resize(user, 1024, 600)  # where there is room for all, as long as the tabs are hidden
    tabs.phases["Forward"].click()
    QApplication.processEvents()
    for tab in (*tabs.phases.values(), *tabs.galleries.values()):
        assert tab.visibleRegion().boundingRect() == tab.rect(), tab.text()
        assert QFontMetrics(tab.font()).horizontalAdvance(tab.text()) <= tab.width(), tab.text()
    if language == "zh_CN":  # where texts are short enough to stand apart
        for tab in tabs.phases.values():
            assert tab.width() - QFontMetrics(tab.font()).horizontalAdvance(tab.text()) >= 16, tab.text()


def test_in_a_narrow_window_the_canvas_stays_where_it_is_when_the_drawing_is_asked_about(user):
    resize(user, 1280, 640)
    canvas = user.widget("drawingCanvas")
    places = set()
    for name in ("Repeat", "Why", "Try", "Forward"):
        user.window.findChild(StagePanel).choose(name)
        QApplication.processEvents()
        places.add(place(user, canvas).getRect())
    assert len(places) == 1
