"""The list of kept runs: drawing, renaming, going back, deleting, by mouse and by keys."""

import pytest
from PySide6.QtCore import QEvent, QPersistentModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from mnistlab.engine.intents import DeleteRun, GoOnWith, HideRun, OpenRun, RenameRun, ShowRun
from mnistlab.ui.panels.kept_runs import LONGEST, ROW, ROWS, KeptRuns
from mnistlab.ui.plots.kept_line import kept_lines
from mnistlab.ui.scenes.experiments.compare import CompareScene
from mnistlab.ui.selection import Selection

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def runs(qtbot, make_frame, kept_view):
    """Return a list of three runs, of which the first is drawn."""
    runs = KeptRuns()
    qtbot.addWidget(runs)
    runs.retranslate()
    runs.asked = []
    runs.intended.connect(runs.asked.append)
    views = [kept_view(1, name="one"), kept_view(2, batch_size=20), kept_view(0, learning_rate=0.5)]
    runs.show_frame(make_frame(kept=(views[0],), runs=tuple(view.entry for view in views)))
    runs.resize(212, 100)
    runs.show()
    return runs


def at(runs, row, x):
    rect = runs.visualRect(runs.runs.index(row))
    return QPoint(rect.left() + x, rect.center().y())


def key(runs, row):
    return runs.runs.entries[row].key


def test_each_run_says_its_name_and_its_test_accuracy(runs):
    texts = [runs.runs.data(runs.runs.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert texts == ["one, 94.0\xa0%", "batch 20, 94.0\xa0%", "η 0.5, 94.0\xa0%"]


def test_runs_that_would_have_one_name_say_how_far_they_have_come(runs, make_frame, kept_view):
    views = [kept_view(place, iterations=count) for place, count in enumerate((30, 40, 40))]
    views.append(kept_view(3, iterations=30, learning_rate=0.5))
    runs.show_frame(make_frame(runs=tuple(view.entry for view in views)))
    texts = [runs.runs.data(runs.runs.index(row)) for row in range(4)]
    assert texts == ["η 0.1 · to 30", "η 0.1 · to 40", "η 0.1 · 4", "η 0.5"]


def test_a_run_has_one_name_in_the_list_in_the_curves_and_where_runs_are_compared(runs, make_frame, kept_view, qtbot):
    views = [kept_view(place, iterations=30 + place, learning_rate=1.0) for place in range(3)]
    frame = make_frame(kept=(views[2],), runs=tuple(view.entry for view in views))
    runs.show_frame(frame)
    name = runs.runs.data(runs.runs.index(2))
    assert name == "η 1 · to 32"
    assert [line.name for line in kept_lines(frame)] == [name]
    compared = CompareScene(Selection())
    qtbot.addWidget(compared)
    compared.show_frame(frame)
    assert compared._runs[1].title == name


def test_a_click_on_the_box_draws_the_run_or_not(runs):
    for row in (0, 1):
        QTest.mouseClick(runs.viewport(), LEFT, pos=at(runs, row, 8))
    assert runs.asked == [HideRun(key(runs, 0)), ShowRun(key(runs, 1))]


def test_keys_do_the_same(runs):
    runs.setFocus()
    runs.setCurrentIndex(runs.runs.index(1))
    for pressed in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Delete):
        QTest.keyClick(runs, pressed)
    assert runs.asked == [kind(key(runs, 1)) for kind in (ShowRun, OpenRun, DeleteRun)]


def test_a_name_is_typed_in_its_place(qtbot, runs):
    runs.setCurrentIndex(runs.runs.index(2))
    runs.edit(runs.runs.index(2))
    field = runs.findChild(QLineEdit, "runName")
    assert field.text() == "4 units · η 0.5"
    qtbot.keyClicks(field, "fast")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: runs.asked == [RenameRun(key(runs, 2), "fast")])


def test_a_name_that_is_left_as_it_is_stays_that_of_the_settings(runs):
    runs.edit(runs.runs.index(2))
    QTest.keyClick(runs.findChild(QLineEdit, "runName"), Qt.Key.Key_Return)
    assert runs.asked == []


def test_a_name_that_is_being_typed_outlives_another_language_and_scale(qtbot, runs):
    runs.edit(runs.runs.index(2))
    field = runs.findChild(QLineEdit, "runName")
    qtbot.keyClicks(field, "fast")
    QApplication.sendEvent(runs, QEvent(QEvent.Type.LanguageChange))
    QApplication.sendEvent(runs, QEvent(QEvent.Type.StyleChange))
    assert field.text() == "fast"
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: runs.asked == [RenameRun(key(runs, 2), "fast")])


def test_a_name_that_is_longer_than_one_that_can_be_typed_stays_whole(runs, make_frame, kept_view):
    view = kept_view(0, name="a" * (LONGEST + 1))
    runs.show_frame(make_frame(runs=(view.entry,)))
    runs.edit(runs.runs.index(0))
    QTest.keyClick(runs.findChild(QLineEdit, "runName"), Qt.Key.Key_Return)
    assert runs.asked == []


def test_the_menu_has_all_that_can_be_done(runs):
    saved = []
    runs.save_wanted.connect(saved.append)
    menu = runs.menu(runs.runs.index(0))
    actions = {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Draw it in the curves",
        "Go back into it",
        "Go on with it",
        "Other seeds",
        "Rename",
        "Save as…",
        "Delete",
    ]
    assert actions["Draw it in the curves"].isChecked()
    for name in ("Draw it in the curves", "Go back into it", "Go on with it", "Delete", "Save as…"):
        actions[name].trigger()
    assert runs.asked == [kind(key(runs, 0)) for kind in (HideRun, OpenRun, GoOnWith, DeleteRun)]
    assert saved == [(key(runs, 0),)]


def test_a_choice_is_about_its_run_where_the_list_has_changed_meanwhile(runs, make_frame):
    first = key(runs, 0)
    menu = runs.menu(QPersistentModelIndex(runs.runs.index(0)))
    runs.show_frame(make_frame(kept=(), runs=runs.runs.entries[::-1]))  # another window has written a run
    for action in menu.actions():
        if action.text().partition("\t")[0] in ("Go back into it", "Delete", "Draw it in the curves"):
            action.trigger()
    assert runs.asked == [ShowRun(first), OpenRun(first), DeleteRun(first)]


def test_a_name_that_is_being_typed_outlives_a_change_of_the_list(qtbot, runs, make_frame):
    third = key(runs, 2)
    runs.edit(runs.runs.index(2))
    field = runs.findChild(QLineEdit, "runName")
    qtbot.keyClicks(field, "fast")
    entries = runs.runs.entries[::-1]
    runs.show_frame(make_frame(kept=(), runs=entries))
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: runs.asked == [RenameRun(third, "fast")])
    qtbot.waitUntil(lambda: runs.runs.entries == entries)


def test_a_line_has_the_look_of_its_place(runs, make_frame):
    drawn = runs.grab().toImage()
    entries = runs.runs.entries
    runs.show_frame(make_frame(kept=(), runs=entries))
    assert runs.grab().toImage() != drawn
    assert runs.runs.places == {}


def test_many_runs_ask_for_no_more_room(qtbot, make_frame, kept_view):
    runs = KeptRuns()
    qtbot.addWidget(runs)
    assert runs.isHidden()
    views = [kept_view(place) for place in range(200)]
    runs.show_frame(make_frame(kept=(), runs=tuple(view.entry for view in views)))
    assert not runs.isHidden()
    assert runs.sizeHint().height() == ROWS * ROW
