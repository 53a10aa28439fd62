"""In the window: runs that stay, are brought back, saved, and offered when it opens again."""

import numpy as np
import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu

from mnistlab.engine.intents import ChangeSetting, DeleteRun, NewWeights, NoteDrawing, Rewind, SaveRuns, Step
from mnistlab.engine.keeper import Keeper
from mnistlab.errors import LibraryError, MnistLabError
from mnistlab.library import library_path, open_library
from mnistlab.ui.panels.stage import StagePanel


def do(user, *intents):
    for intent in intents:
        user.window.lab.perform(intent)
        user.settle()  # because what begins anew drops a step that is under way


def names(user):
    runs = user.widget("keptRuns").runs
    return [runs.data(runs.index(row)) for row in range(runs.rowCount())]


def test_the_run_that_was_left_is_in_the_list_and_ctrl_z_brings_it_back(user):
    do(user, ChangeSetting("learning_rate", 0.5), *[Step()] * 4)
    assert not user.action("actionUndoRun").isEnabled()
    do(user, ChangeSetting("learning_rate", 0.1), Rewind())
    user.wait(lambda: names(user) == ["η 0.5"])
    assert user.action("actionUndoRun").shortcut().toString() == "Ctrl+Z"
    user.press("actionUndoRun")
    user.wait(lambda: user.iteration == 4)
    assert names(user) == []


def test_ctrl_z_belongs_to_what_was_done_last(user):
    undo = user.action("actionUndoStroke")
    user.draw((0.3, 0.3), (0.6, 0.6))
    do(user, Step(), NewWeights())
    user.wait(lambda: user.action("actionUndoRun").isEnabled())
    assert undo.shortcut().isEmpty()
    user.draw((0.3, 0.6), (0.6, 0.3))
    assert undo.shortcut().toString() == "Ctrl+Z"
    assert QKeySequence("Ctrl+Я") in undo.shortcuts()  # on a Russian keyboard, too
    assert user.action("actionUndoRun").shortcut().isEmpty()


def test_the_last_run_is_offered_when_the_program_begins_again(open_window, monkeypatch):
    ends = []
    real = Keeper.close
    monkeypatch.setattr(Keeper, "close", lambda self: (ends.append(self), real(self)))
    user = open_window()
    do(user, *[Step()] * 3)
    user.window.close()
    ends[0]._thread.join(20)
    later = open_window()
    later.wait(lambda: "iteration 3" in later.notice)
    later.press("actionLastRun")
    later.wait(lambda: later.iteration == 3)
    assert later.notice == ""


def test_the_drawing_comes_back_with_its_run_to_an_empty_canvas(user, monkeypatch):
    performed, perform = [], user.window.lab.perform
    monkeypatch.setattr(user.window.lab, "perform", lambda intent: (performed.append(intent), perform(intent)))
    user.draw((0.3, 0.3), (0.6, 0.6))
    selection = user.window.selection
    user.wait(lambda: any(isinstance(intent, NoteDrawing) for intent in performed))
    do(user, Step(), NewWeights())
    image, strokes = selection.drawing, user.widget("drawingCanvas").strokes
    selection.clear_canvas()
    assert selection.drawing is None
    user.press("actionUndoRun")
    user.wait(lambda: selection.drawing is not None)
    assert np.array_equal(selection.drawing, image)
    assert all(map(np.array_equal, user.widget("drawingCanvas").strokes, strokes))  # not its pixels


def drawing_of(key):
    library, _ = open_library(library_path())
    try:
        return library.read(key).drawing
    except LibraryError:  # it is not written yet
        return None
    finally:
        library.close()


def test_names_that_are_being_typed_when_the_window_closes_are_kept(open_window, monkeypatch):
    ends = []
    real = Keeper.close
    monkeypatch.setattr(Keeper, "close", lambda self: (ends.append(self), real(self)))
    user = open_window()
    do(user, Step(), NewWeights())
    user.wait(lambda: len(names(user)) == 1)
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    runs = user.widget("keptRuns")
    runs.edit(runs.runs.index(0))
    field = runs.findChild(QLineEdit, "runName")
    QTest.keyClicks(field, "fast")
    user.window.close()
    ends[-1]._thread.join(20)

    user = open_window()
    user.window._panel(StagePanel).choose("Hand")
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    field = user.widget("handName").lineEdit()
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Anna")
    user.window.close()
    ends[-1]._thread.join(20)
    library, _ = open_library(library_path())
    assert [entry.name for entry in library.entries()] == ["fast"]
    assert [hand.name for hand in library.hands.all()] == ["Anna"]
    library.close()


def test_a_drawing_is_kept_with_a_run_that_rests(user):
    do(user, Step())
    key = user.frame.own.key
    user.draw((0.3, 0.3), (0.6, 0.6))
    user.wait(lambda: drawing_of(key) is not None)  # should the program be killed from now on
    assert np.array_equal(drawing_of(key), user.window.selection.drawing)


def test_a_drawing_is_kept_where_the_window_closes_at_once(open_window, monkeypatch):
    ends = []
    real = Keeper.close
    monkeypatch.setattr(Keeper, "close", lambda self: (ends.append(self), real(self)))
    user = open_window()
    do(user, Step())
    key = user.frame.own.key
    user.draw((0.3, 0.3), (0.6, 0.6))
    drawing = user.window.selection.drawing
    user.window.close()
    ends[0]._thread.join(20)
    assert np.array_equal(drawing_of(key), drawing)


def test_runs_are_compared_from_the_menu_and_from_the_gallery_too(user):
    stage = user.window.findChild(StagePanel)
    menu = next(menu for menu in user.window.menuBar().findChildren(QMenu) if menu.title() == "&Run")
    for way in (stage.tabs.actions_of_scenes["Compare"], None):
        stage.choose("Try")
        if way is None:
            user.widget("cardCompare").click()
        else:
            assert way in menu.actions()
            way.trigger()
        assert stage.scenes.name == "Compare"


def test_runs_are_saved_to_a_file_and_opened_from_it(user, tmp_path, monkeypatch):
    file = str(tmp_path / "mine.mnistlab")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (file, ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (file, ""))
    do(user, Step(), NewWeights(), Step())
    user.action("actionSaveRuns").trigger()
    user.wait(lambda: "saved" in user.notice)
    user.action("actionOpenRuns").trigger()
    user.wait(lambda: "Opened" in user.notice)


def test_a_library_that_cannot_be_used_is_said_and_the_window_goes_on(open_window):
    library_path().parent.mkdir(parents=True)
    library_path().write_bytes(b"no library" * 1000)
    user = open_window()
    user.wait(lambda: "damaged" in user.notice)
    do(user, Step(), NewWeights())
    user.wait(lambda: names(user) != [])
    user.wait(lambda: len(entries()) == 1)


def entries():
    library, _ = open_library(library_path())
    found = library.entries()
    library.close()
    return found


def test_a_file_that_is_named_at_the_start_is_opened(user, tmp_path, start_program):
    do(user, Step(), NewWeights())
    file = tmp_path / "mine.mnistlab"
    do(user, SaveRuns(file, (user.frame.runs[0].key,)), DeleteRun(user.frame.runs[0].key))
    user.wait(lambda: names(user) == [])
    assert start_program(user.window, str(file)) == 0
    user.wait(lambda: len(user.frame.runs) == 1)
    with pytest.raises(MnistLabError, match=r"none\.mnistlab"):
        start_program(user.window, str(tmp_path / "none.mnistlab"))
