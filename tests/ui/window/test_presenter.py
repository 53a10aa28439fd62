"""Presenter mode: what an audience does not need is left out, and the rest is large enough for the last row."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontInfo, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolButton

from mnistlab.ui.guides.drawer import Desk
from mnistlab.ui.look import theme
from mnistlab.ui.look.zoom import Zoom
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.pictures.unit_grid import UnitGrid


@pytest.fixture
def present(user, monkeypatch):
    """Begin presenter mode on a screen of this size, in the scene of the gradient."""

    def present(width, height):
        user.window.resize(1366, 744)
        user.window.activateWindow()
        user.wait(user.window.isActiveWindow)
        user.press("actionSelectBatch")
        user.press("actionComputeGradient")
        user.draw((0.5, 0.15), (0.5, 0.3), (0.5, 0.5), (0.5, 0.85))
        monkeypatch.setattr(Zoom, "room", QSize(width, height))
        user.action("actionPresenter").trigger()
        user.window.resize(width, height)
        user.wait(lambda: user.window.size() == QSize(width, height))
        QApplication.sendPostedEvents()
        return user

    return present


def unit_side(user):
    scene = user.window.findChild(StagePanel).scene
    return next(grid for grid in scene.findChildren(UnitGrid) if grid.isVisible()).layout_of_units().cell


def press_key(user, key):
    QTest.keyClick(user.window.windowHandle(), key)
    QApplication.processEvents()


def test_in_full_hd_the_last_row_can_read_it_in_every_phase(present):
    user = present(1920, 1080)
    assert user.widget("drawingCanvas").height() >= 0.45 * 1080
    labels = [label for label in user.window.findChildren(QLabel) if label.isVisible() and label.text()]
    assert len(labels) > 10
    assert {label.text(): label for label in labels if QFontInfo(label.font()).pixelSize() < 20} == {}
    stage = user.window.findChild(StagePanel)
    for name in ("Forward", "Backward", "Update", "Repeat"):
        stage.choose(name)
        user.wait(lambda: unit_side(user) >= 96)


def test_the_loss_of_the_step_is_said_beside_the_marked_line(present):
    user = present(1920, 1080)
    user.press("actionUpdate")
    user.wait(lambda: "→" in user.widget("batchLoss").text())
    assert user.widget("batchLoss").isVisible()
    assert user.widget("batchLoss").width() > theme.px(100)
    user.action("actionPresenter").trigger()
    user.wait(lambda: user.widget("formula").isVisible())
    assert user.widget("batchLoss").isVisible()


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1024, 768), (1920, 1080)])
def test_nothing_is_smaller_than_without_it(present, user, width, height):
    user.window.resize(width, height)
    QApplication.sendPostedEvents()
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    plain, canvas = unit_side(user), user.widget("drawingCanvas").width()
    user.press("actionUpdate")
    present(width, height)
    assert theme.scale() >= 1
    assert unit_side(user) > plain
    assert user.widget("drawingCanvas").width() >= canvas


def test_settings_batch_menus_and_tabs_are_left_out(present):
    user = present(1920, 1080)
    for name in ("chipSeed", "batchView", "tabForward", "learningRate", "formula"):
        assert not user.widget(name).isVisible(), name
    assert user.window.menuBar().height() == 0
    code = user.window.findChild(BandPanel).code
    assert code.isVisible()
    assert code.height() < 2 * theme.px(28)  # the one marked line
    controls = user.window.controls
    assert controls.y() > user.window.workbench.y()
    assert controls.run_button.isVisible()
    user.action("actionPresenter").trigger()
    for name in ("chipSeed", "batchView", "tabForward", "learningRate", "formula"):
        user.wait(user.widget(name).isVisible)
    assert user.window.menuBar().height() > 0
    assert controls.y() < user.window.workbench.mapTo(user.window, user.window.workbench.rect().topLeft()).y()


def test_the_keys_stand_as_far_from_the_number_before_them_as_from_each_other(present):
    user = present(1920, 1080)
    keys, number = user.window.controls.keys, user.widget("iterationLabel")
    labels = sorted((one for one in keys.findChildren(QLabel) if one.isVisible()), key=lambda one: one.x())
    apart = labels[2].x() - labels[1].geometry().right()
    assert keys.x() + labels[0].x() - number.geometry().right() >= apart


def test_keys_show_and_hide_what_there_is(present):
    user = present(1920, 1080)
    for key, name, shown in (
        (Qt.Key.Key_B, "batchView", False),
        (Qt.Key.Key_C, "curves", True),
        (Qt.Key.Key_K, "code", True),
        (Qt.Key.Key_D, "drawingCanvas", True),
    ):
        widget = user.widget(name)
        for wanted in (not shown, shown):
            press_key(user, key)
            user.wait(lambda widget=widget, wanted=wanted: widget.isVisible() is wanted)
    russian = QKeySequence("И")  # in the place of B; QTest cannot press it
    assert russian in [shortcut.key() for shortcut in user.window.findChildren(QShortcut) if shortcut.isEnabled()]


def test_keys_of_what_a_scene_has_the_room_of_are_not_offered_and_change_nothing(present):
    user = present(1920, 1080)
    band = user.window.findChild(BandPanel)

    def offered():
        return [one.text() for one in user.window.controls.keys.findChildren(QLabel) if one.isVisible()][::2]

    assert offered() == ["B", "C", "K", "D", "Del", "Esc"]
    stage = user.window.findChild(StagePanel)
    stage.choose("Compare")
    user.wait(lambda: not band.isVisible())
    assert offered() == ["B", "D", "Del", "Esc"]
    for key in (Qt.Key.Key_C, Qt.Key.Key_K):
        press_key(user, key)
    stage.choose("Repeat")
    user.wait(band.isVisible)
    assert band.presented == (True, True)
    assert offered() == ["B", "C", "K", "D", "Del", "Esc"]


def test_a_clicker_goes_on_and_back_and_does_no_harm(present):
    user = present(1366, 768)
    press_key(user, Qt.Key.Key_PageDown)
    user.wait(lambda: user.iteration == 1)
    press_key(user, Qt.Key.Key_Period)
    press_key(user, Qt.Key.Key_PageDown)
    user.wait(lambda: user.frame.batch_loss is None)
    press_key(user, Qt.Key.Key_PageUp)
    user.wait(lambda: user.frame.batch_loss is not None)
    assert user.action("actionPresenter").isChecked()


def test_where_a_lesson_leaves_room_for_one_column_the_digit_comes_in_place_of_the_network(present):
    user = present(1920, 1080)
    user.window.findChild(Desk).open_drawer()
    stage, canvas = user.window.findChild(StagePanel), user.widget("drawingCanvas")
    for seen, not_seen in ((stage, canvas), (canvas, stage), (stage, canvas)):
        assert seen.isVisible()
        assert not not_seen.isVisible()
        press_key(user, Qt.Key.Key_D)


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1920, 1080)])
def test_one_panel_alone_is_larger_still_and_no_key_is_cut(present, width, height):
    user = present(width, height)
    user.window.findChild(StagePanel).setFocus()
    before, units = theme.scale(), unit_side(user)
    user.action("actionEnlargePanel").trigger()
    assert theme.scale() > before
    user.wait(lambda: unit_side(user) > units)
    assert not user.widget("allPanels").isVisible()
    keys = [label for label in user.window.controls.keys.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in keys if label.width() < label.sizeHint().width()] == []
    press_key(user, Qt.Key.Key_Escape)
    assert theme.scale() == before
    assert user.action("actionPresenter").isChecked()
    press_key(user, Qt.Key.Key_Escape)
    assert not user.action("actionPresenter").isChecked()


def test_what_becoming_larger_took_comes_back(present):
    user = present(1366, 768)
    user.window.findChild(StagePanel).setFocus()
    before = theme.scale()
    for way_back, after in (("actionNormalSize", before), ("actionPresenter", 1)):
        user.action("actionLarger").trigger()
        assert user.window.workbench.arrangement.enlarged
        assert theme.scale() > before
        user.action(way_back).trigger()
        assert not user.window.workbench.arrangement.enlarged
        assert theme.scale() == after


def test_letters_do_nothing_without_presenter_mode(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    for key in (Qt.Key.Key_B, Qt.Key.Key_C, Qt.Key.Key_K, Qt.Key.Key_D):
        press_key(user, key)
    assert user.widget("drawingCanvas").isVisible()
    assert user.window.findChild(QToolButton, "tabForward").isVisible()


def test_what_was_put_aside_before_an_audience_is_there_again_afterwards(present):
    user = present(1366, 768)
    press_key(user, Qt.Key.Key_D)
    user.wait(lambda: not user.widget("drawingCanvas").isVisible())
    user.action("actionPresenter").trigger()
    user.wait(user.widget("drawingCanvas").isVisible)


def test_the_stage_has_the_room_of_what_an_audience_does_not_see(present):
    user = present(1366, 768)
    stage = user.window.findChild(StagePanel)
    heights = [stage.height()]
    for key in (Qt.Key.Key_C, Qt.Key.Key_K):
        press_key(user, key)
        user.wait(lambda: stage.height() > heights[-1])
        heights.append(stage.height())
    assert not user.window.findChild(BandPanel).isVisible()
    press_key(user, Qt.Key.Key_K)
    user.wait(lambda: user.widget("code").isVisible())
    user.action("actionPresenter").trigger()
    user.wait(user.widget("curves").isVisible)


def test_no_ring_lies_around_what_was_not_chosen(present, user):
    user.widget("learningRate").setFocus(Qt.FocusReason.MouseFocusReason)
    present(1366, 768)
    assert user.window._focus_ring.isHidden()
