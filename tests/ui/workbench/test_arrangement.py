"""The person arranges the panels: sizes, places, what is hidden, what is large; and finds it so the next time."""

import json

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, QSettings, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QRubberBand

from mnistlab.ui.guides.shortcuts import groups_of
from mnistlab.ui.workbench.arrangement import Arrangement, read, shared

PLACES = [["batch", "runs"], ["stage", "band"], ["draw"]]
ALL_IN_ONE = [(name, 1) for names in PLACES for name in names]


@pytest.fixture
def user(open_window):
    user = open_window()
    user.window.resize(1366, 744)
    user.wait(lambda: user.window.width() == 1366)
    return user


def panel(user, name):
    return user.window.workbench.panels[name]


def place(user, name):
    return QRect(panel(user, name).mapTo(user.window, QPoint()), panel(user, name).size())


def on_screen(user):
    return {name for name, panel in user.window.workbench.panels.items() if panel.isVisible()}


def columns(user):
    """Return what a person sees: the panels of each column from top to bottom."""
    found = {}
    for name in sorted(on_screen(user), key=lambda name: place(user, name).y()):
        found.setdefault(place(user, name).x(), []).append(name)
    return [found[x] for x in sorted(found)]


def drag(widget, way):
    middle = widget.rect().center()
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(widget, middle + way)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=middle + way)


def drag_border(user, column, way):
    """Drag the border at the left of a column."""
    drag(user.window.workbench.handle(column), way)


def drag_title(user, name, target):
    title = panel(user, name).title
    drag(title, target - title.mapTo(user.window, title.rect().center()))


def again(open_window, user):
    user.window.close()
    user = open_window()
    user.window.resize(1366, 744)
    user.wait(lambda: user.window.width() == 1366)
    return user


def test_to_begin_with_the_panels_stand_as_they_always_did(user):
    assert columns(user) == PLACES
    assert [place(user, name).width() for name in ("batch", "stage", "draw")] == [236, 710, 388]
    for left, right in (("runs", "stage"), ("stage", "draw")):
        assert place(user, right).left() - place(user, left).right() - 1 == 8
    assert place(user, "runs").top() - place(user, "batch").bottom() - 1 == 8


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_however_they_are_arranged_the_window_fits_a_small_projector(user, language):
    user.action(f"actionLanguage_{language}").trigger()
    for moves in ([], [("band", 0)], [("runs", 2), ("draw", 1)], ALL_IN_ONE):
        user.window.workbench.reset()
        for name, column in moves:
            user.window.workbench.move_panel(name, column, 9)
        user.wait(lambda: user.window.minimumSizeHint().width() <= 1300)
        assert user.window.minimumSizeHint().height() <= 640


def test_settings_that_are_opened_move_nothing_but_themselves(user):
    before = [place(user, name) for name in ("batch", "stage", "band", "draw")]
    user.widget("editSettings").click()
    column = user.window.workbench.columns[0]
    user.wait(column.verticalScrollBar().isVisible)
    user.settle()
    assert [place(user, name) for name in ("batch", "stage", "band", "draw")] == before
    bar = column.verticalScrollBar()
    assert bar.mapTo(user.window, QPoint(bar.width(), 0)).x() <= before[0].right() + 1  # within the panels


def test_a_column_with_too_much_in_it_is_scrolled(user):
    user.window.workbench.move_panel("draw", 1, 1)
    user.wait(lambda: place(user, "stage").height() > 350)
    assert place(user, "band").bottom() > user.window.height()
    assert user.window.height() == 744
    user.window.workbench.reveal(user.widget("lossPlot"))
    assert place(user, "band").bottom() < user.window.height()


def test_borders_are_dragged_and_stay(user, open_window):
    draw, stage = place(user, "draw"), place(user, "stage")
    drag_border(user, 2, QPoint(-90, 0))
    assert place(user, "draw").width() == draw.width() + 90
    drag(user.window.workbench.columns[1].panels.handle(1), QPoint(0, 20))
    assert place(user, "stage").height() == stage.height() + 20
    wanted = {name: place(user, name) for name in on_screen(user)}
    user = again(open_window, user)
    user.wait(lambda: {name: place(user, name) for name in on_screen(user)} == wanted)


def test_sizes_are_shares_of_the_window(user):
    drag_border(user, 2, QPoint(-90, 0))
    before = {name: place(user, name) for name in on_screen(user)}
    user.window.resize(1900, 1000)
    user.wait(lambda: place(user, "draw").width() > 600)
    user.window.resize(1366, 744)
    user.wait(lambda: {name: place(user, name) for name in on_screen(user)} == before)


def test_a_border_cannot_be_dragged_over_what_must_be_read(user):
    drag_border(user, 1, QPoint(-600, 0))
    assert place(user, "batch").width() >= 236
    drag_border(user, 2, QPoint(-1200, 0))
    assert place(user, "stage").width() >= 560


def test_panels_are_hidden_and_shown_from_the_menu(user, open_window):
    for name in ("band", "runs"):
        user.action(f"actionShow_{name}").trigger()
        assert not user.action(f"actionShow_{name}").isChecked()
    assert columns(user) == [["batch"], ["stage"], ["draw"]]
    user = again(open_window, user)
    assert columns(user) == [["batch"], ["stage"], ["draw"]]
    user.action("actionShow_batch").trigger()
    assert columns(user) == [["stage"], ["draw"]]
    user.wait(lambda: place(user, "stage").left() == 8)  # its column is gone, and so is the border
    for name in ("band", "runs", "batch"):
        user.action(f"actionShow_{name}").trigger()
        assert user.action(f"actionShow_{name}").isChecked()
    assert columns(user) == PLACES


def test_the_stage_cannot_be_hidden(user):
    assert user.action("actionShow_stage") is None
    panel(user, "stage").setFocus()
    assert not user.action("actionHidePanel").isEnabled()
    user.window.workbench.show_panel("stage", shown=False)
    assert panel(user, "stage").isVisible()


def test_a_hidden_panel_draws_nothing_and_catches_up_when_it_is_shown(user, count_paints):
    user.action("actionShow_batch").trigger()
    paints = count_paints(user.widget("batchView"))
    user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > 50)
    user.press("actionRun")
    assert paints.count == 0
    user.action("actionShow_batch").trigger()
    user.wait(lambda: paints.count > 0)
    right = int((user.frame.batch.probabilities.argmax(axis=1) == user.frame.batch.labels).sum())
    assert str(right) in panel(user, "batch").note.text()


def test_a_panel_is_enlarged_and_back(user, open_window):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    before = {name: place(user, name) for name in on_screen(user)}
    panel(user, "band").setFocus()
    QTest.keyClick(user.window.windowHandle(), Qt.Key.Key_F6)
    assert columns(user) == [["band"]]
    user.wait(lambda: place(user, "band").width() == 1350)
    assert user.widget("allPanels").isVisible()
    user = again(open_window, user)
    assert columns(user) == [["band"]]
    QTest.mouseClick(user.widget("allPanels"), Qt.MouseButton.LeftButton)
    assert not user.widget("allPanels").isVisible()
    user.wait(lambda: {name: place(user, name) for name in on_screen(user)} == before)


@pytest.mark.parametrize("name", ["draw", "stage"])
def test_a_double_click_on_a_title_enlarges_and_another_brings_all_back(user, name):
    title = panel(user, name).title
    for wanted in ([[name]], PLACES):
        QTest.mouseDClick(title, Qt.MouseButton.LeftButton)
        assert columns(user) == wanted


def test_without_any_focus_the_stage_is_enlarged(user):
    user.action("actionEnlargePanel").trigger()
    assert columns(user) == [["stage"]]


def test_a_notice_is_seen_whatever_is_enlarged(user):
    user.window.workbench.enlarge("draw")
    user.widget("learningRate").setValue(1000)
    user.action("actionRun").trigger()
    user.wait(lambda: "too large" in user.notice)
    user.window.workbench.enlarge("")
    assert "too large" in user.notice


def test_a_title_is_dragged_to_another_column_and_stays_there(user, open_window):
    runs = place(user, "runs")
    drag_title(user, "draw", QPoint(100, runs.top() + 60))
    assert columns(user) == [["batch", "draw", "runs"], ["stage", "band"]]
    drag_title(user, "batch", place(user, "stage").topLeft() + QPoint(80, 20))
    assert columns(user) == [["draw", "runs"], ["batch", "stage", "band"]]
    user = again(open_window, user)
    assert columns(user) == [["draw", "runs"], ["batch", "stage", "band"]]


def test_while_a_title_is_dragged_the_place_is_marked(user):
    title = panel(user, "draw").title
    mark = user.window.findChild(QRubberBand)
    start = title.rect().center()
    QTest.mousePress(title, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(title, start + QPoint(1, 1))
    assert not mark.isVisible()  # a click is not a drag
    QTest.mouseMove(title, title.mapFrom(user.window, place(user, "stage").center() - QPoint(0, 30)))
    assert mark.isVisible()
    shown = QRect(mark.mapTo(user.window, QPoint()), mark.size())
    assert shown.width() == place(user, "stage").width()
    assert shown.top() <= place(user, "stage").top() <= shown.bottom() + 1
    QTest.mouseMove(title, title.mapFrom(user.window, QPoint(-200, 300)))
    assert not mark.isVisible()
    QTest.mouseRelease(title, Qt.MouseButton.LeftButton, pos=title.mapFrom(user.window, QPoint(-200, 300)))
    assert columns(user) == PLACES  # dropped beside the window


def test_a_column_that_is_empty_can_be_dropped_into(user):
    for name in PLACES[0]:
        user.window.workbench.move_panel(name, 2, 0)
    assert columns(user)[0] == ["stage", "band"]
    drag_title(user, "draw", QPoint(14, 400))
    assert columns(user)[0] == ["draw"]


def test_panels_are_moved_by_keys(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    chip = user.widget("chipSeed")
    chip.setFocus(Qt.FocusReason.TabFocusReason)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier

    def press(key):
        QTest.keyClick(user.window.windowHandle(), key, both)
        return columns(user)

    assert press(Qt.Key.Key_Up) == [["runs", "batch"], *PLACES[1:]]
    assert not user.action("actionMovePanelUp").isEnabled()
    assert press(Qt.Key.Key_Down) == PLACES
    assert press(Qt.Key.Key_Right) == [["batch"], ["stage", "runs", "band"], ["draw"]]
    assert press(Qt.Key.Key_Right) == [["batch"], ["stage", "band"], ["draw", "runs"]]
    assert not user.action("actionMovePanelRight").isEnabled()
    assert chip.hasFocus()


def test_a_hidden_panel_is_passed_at_once(user):
    user.window.workbench.move_panel("draw", 0, 1)
    user.action("actionShow_draw").trigger()
    panel(user, "batch").setFocus()
    user.action("actionMovePanelDown").trigger()
    assert columns(user)[0] == ["runs", "batch"]
    user.action("actionShow_draw").trigger()
    assert columns(user)[0] == ["draw", "runs", "batch"]


def test_tab_goes_through_the_panels_as_they_stand(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    user.window.workbench.move_panel("runs", 0, 0)
    user.widget("editSettings").setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    while user.widget("batchView") is not QApplication.focusWidget():
        QTest.keyClick(user.window.windowHandle(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().objectName())
        assert len(seen) < 5, seen
    assert seen[:2] == ["moreSettings", "otherSeeds"]


@pytest.fixture
def menus(monkeypatch):
    """Take the menus that would pop up."""
    opened = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    return opened


def ask_for_menu(widget, reason):
    middle = widget.rect().center()
    QApplication.sendEvent(widget, QContextMenuEvent(reason, middle, widget.mapToGlobal(middle)))


def test_the_title_has_a_menu_by_mouse_and_by_key(user, menus):
    ask_for_menu(panel(user, "batch").title, QContextMenuEvent.Reason.Mouse)
    ask_for_menu(user.widget("chipSeed"), QContextMenuEvent.Reason.Keyboard)
    menu = menus[1]
    assert [action.text() for action in menu.actions()][:2] == ["Enlarge the panel", "Hide the panel"]
    menu.actions()[1].trigger()
    assert on_screen(user) == {"batch", "stage", "band", "draw"}
    ask_for_menu(panel(user, "batch").words, QContextMenuEvent.Reason.Mouse)
    assert len(menus) == 2  # only the title has it


def test_reset_puts_all_back(user, open_window):
    first = {name: place(user, name) for name in on_screen(user)}
    drag_border(user, 2, QPoint(-90, 0))
    user.window.workbench.move_panel("band", 0, 0)
    user.action("actionShow_draw").trigger()
    user.window.workbench.enlarge("batch")
    user.action("actionResetLayout").trigger()
    user.window.resize(1366, 744)
    user.wait(lambda: {name: place(user, name) for name in on_screen(user)} == first)
    assert columns(again(open_window, user)) == PLACES


def test_a_reading_scene_has_the_room_of_the_band_and_leaves_hidden_panels_hidden(user):
    user.action("actionShow_runs").trigger()
    canvas = user.widget("drawingCanvas")
    before = canvas.mapTo(user.window, QPoint()), canvas.size()
    user.action("actionPrepareExperiment").trigger()
    assert columns(user) == [["batch"], ["stage"], ["draw"]]
    user.wait(lambda: place(user, "stage").height() == place(user, "draw").height())
    assert (canvas.mapTo(user.window, QPoint()), canvas.size()) == before
    user.widget("sceneBack").click()
    assert columns(user) == [["batch"], *PLACES[1:]]


def test_a_reading_scene_brings_the_canvas(user):
    user.action("actionShow_draw").trigger()
    user.action("actionWhyExperiment").trigger()
    assert panel(user, "draw").isVisible()


def test_the_curves_can_be_shown_below_a_reading_scene(user):
    user.action("actionPrepareExperiment").trigger()
    assert not user.action("actionShow_band").isChecked()
    user.action("actionShow_band").trigger()
    assert columns(user) == PLACES


def test_an_experiment_comes_to_the_screen(user):
    user.window.workbench.enlarge("draw")
    user.action("actionWeightExperiment").trigger()
    assert columns(user) == PLACES
    user.window.workbench.enlarge("stage")
    user.action("actionPrepareExperiment").trigger()
    assert columns(user) == [["stage"]]


def test_a_drawing_outlives_all_of_it(user):
    user.draw((0.5, 0.15), (0.5, 0.5), (0.5, 0.85))
    before = user.window.selection.drawing
    user.window.workbench.move_panel("draw", 0, 0)
    user.action("actionShow_draw").trigger()
    user.window.workbench.enlarge("draw")
    user.wait(lambda: user.widget("drawingCanvas").width() > 300)
    user.window.workbench.enlarge("")
    np.testing.assert_array_equal(user.window.selection.drawing, before)
    assert not user.widget("drawingCanvas").is_empty
    user.draw((0.2, 0.3), (0.7, 0.3))  # and can still be drawn on
    assert (user.window.selection.drawing != before).any()


def test_nothing_of_it_stops_a_run(user):
    user.widget("iterations").setValue(1_000_000)
    user.action("actionRun").trigger()
    for act in (
        lambda: user.action("actionShow_band").trigger(),
        lambda: user.window.workbench.move_panel("band", 0, 1),
        lambda: user.action("actionShow_band").trigger(),
        lambda: user.window.workbench.enlarge("band"),
        lambda: user.window.workbench.enlarge(""),
        lambda: drag_border(user, 2, QPoint(-60, 0)),
        lambda: user.action("actionResetLayout").trigger(),
    ):
        act()
        before = user.iteration
        user.wait(lambda before=before: user.iteration > before + 20)
        assert user.frame.running
    user.press("actionRun")


def test_after_hiding_the_space_bar_still_runs(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    user.widget("chipSeed").setFocus(Qt.FocusReason.TabFocusReason)
    user.action("actionHidePanel").trigger()
    QTest.keyClick(user.window.windowHandle(), Qt.Key.Key_Space)
    user.wait(lambda: user.iteration > 5)


def test_columns_do_not_move_while_numbers_grow(user):
    user.window.workbench.move_panel("runs", 2, 1)
    user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > 5)
    before = {name: place(user, name) for name in on_screen(user)}
    user.wait(lambda: user.iteration > 100)
    assert {name: place(user, name) for name in on_screen(user)} == before


def test_the_first_steps_show_what_they_point_at(user):
    user.action("actionShow_draw").trigger()
    user.window.workbench.move_panel("draw", 0, 0)
    user.window.workbench.enlarge("runs")
    user.action("actionWelcome").trigger()
    user.wait(lambda: user.window._lessons().page is not None)
    drawer = user.widget("drawer")
    for at, name in ((1, "lossPlot"), (3, "drawingCanvas")):
        while drawer.page.standing.place < at:
            drawer.page._go_on()
        user.wait(user.widget(name).isVisible)
        assert drawer.isVisible()


def test_the_sheet_of_keys_knows_them(user):
    keys = {action.objectName() for _, actions in groups_of(user.window) for action in actions}
    assert {"actionEnlargePanel", "actionMovePanelUp", "actionMovePanelLeft"} <= keys


JUNK = (
    *("nonsense", b"\x01\x02", 7, "[1, 2", "[]", "null", "[" * 100_000),
    *('{"columns": 3}', '{"columns": [[1], {}, null], "widths": "x"}'),
    *('{"hidden": ["stage", "gone", 3], "enlarged": ["draw"]}', '{"widths": [0, 0, 0]}'),
    *('{"widths": [1e999, -1, "a"]}', '{"widths": [NaN, NaN, NaN], "heights": {"band": NaN, "draw": [], "gone": 1}}'),
)


def test_nonsense_in_the_settings_does_no_harm(open_window):
    kept = QSettings("mnistlab", "mnistlab")
    kept.setValue("panels", JUNK[0])
    user = open_window()
    for junk in JUNK:
        kept.setValue("panels", junk)
        user.window.workbench.move_panel("draw", 0, 0)
        user.window.workbench.restore(QSettings("mnistlab", "mnistlab").value("panels"))
        assert columns(user) == PLACES
        assert user.widget("drawingCanvas").isVisible()


def test_panels_that_another_version_had_or_did_not_have():
    text = Arrangement(
        [["batch", "settings"], ["stage"], ["loss", "accuracy", "draw"]],
        hidden=["loss", "batch"],
        widths=[0.2, 0.5, 0.3],
        heights={"stage": 24, "loss": 9},
        enlarged="accuracy",
    ).to_text()
    found = read(text, PLACES, ("stage",))
    assert found.columns == PLACES
    assert found.hidden == ["batch"]
    assert found.enlarged == ""
    assert (found.widths, found.heights) == ([], {})
    assert read(json.dumps({"columns": [[], []]}), PLACES, ()).columns == PLACES


def test_what_is_written_is_read():
    written = Arrangement([["a", "b"], [], ["c"]], ["b"], [0.5, 1, 2], {"a": 3.5}, "c")
    assert read(written.to_text(), [["a"], ["b"], ["c"]], ()) == written


@pytest.mark.parametrize(
    ("room", "least", "wanted", "shares", "sizes"),
    [
        (1326, [248, 600, 364], [248, 600, 364], [0, 3, 1], [248, 714, 364]),
        (1880, [248, 600, 364], [248, 600, 364], [0, 3, 1], [248, 1224, 408]),
        (100, [10, 10, 10], [10, 10, 10], [1, 1, 1], [33, 34, 33]),
        (100, [10, 80], [10, 80], [1, 1], [20, 80]),
        (100, [60, 80], [60, 80], [1, 1], [60, 80]),
        (100, [40, 40], [60, 60], [0, 1], [50, 50]),
        (100, [10], [10], [0], [100]),
    ],
)
def test_room_is_shared_out(room, least, wanted, shares, sizes):
    assert shared(room, least, wanted, shares) == sizes


def test_keys_of_a_scene_stand_below_its_own_heading(user):
    user.action("actionHandExperiment").trigger()
    heading = panel(user, "stage").title.text()
    user.widget("sceneBack").click()
    headings = {title for title, _ in groups_of(user.window)}
    assert heading in headings
    assert panel(user, "stage").title.text() not in headings
