"""The window as a person uses it: keys, mouse, menus, and what is to be read afterwards."""

import gc
import re
import sys
import weakref
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolButton, QWidget

from mnistlab.app import create_window
from mnistlab.data import Dataset
from mnistlab.training import Phase, RunSettings, Trainer, load_weights, save_weights
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.widgets.field_note import FieldNote
from mnistlab.ui.widgets.notice import NoticeBar
from mnistlab.ui.widgets.probability_bars import ProbabilityBars


def test_the_names_that_automation_relies_on(user):
    for name in ("Run", "Step", "SelectBatch", "ComputeGradient", "Update", "Rewind", "NewWeights", "ClearCanvas"):
        assert user.action(f"action{name}") is not None, name
    for name in (
        "drawingCanvas", "predictedDigit", "lossPlot", "accuracyPlot", "iterationLabel", "learningRate", "hiddenSize",
        "batchSize", "iterations", "seed", "batchView", "weightsView",
    ):  # fmt: skip
        assert user.widget(name) is not None, name
    assert user.action("actionRun").isCheckable()


def test_real_mnist_is_loaded_without_holding_the_window_up(open_window):
    user = open_window(data=None)
    assert not user.action("actionRun").isEnabled()
    user.wait(lambda: "Loading" in user.notice or user.action("actionRun").isEnabled())
    user.wait(user.action("actionRun").isEnabled)
    user.wait(lambda: user.notice == "")
    user.press("actionStep")
    assert "100 drawn at random from 60,000" in user.window.findChild(QWidget, "batchView").parent().words.text()


def test_a_step_phase_by_phase(user):
    assert user.iteration == 0
    allowed = {
        name: user.action(name).isEnabled() for name in ("actionSelectBatch", "actionComputeGradient", "actionUpdate")
    }
    assert list(allowed.values()) == [True, False, False]
    user.press("actionSelectBatch")
    assert not user.action("actionSelectBatch").isEnabled()
    assert user.widget("batchLoss").text() == ""
    user.press("actionComputeGradient")
    before = float(user.widget("batchLoss").text())
    user.press("actionUpdate")
    assert user.iteration == 1
    shown = [float(number) for number in user.widget("batchLoss").text().split(" → ")]
    assert shown[0] == before
    assert shown[1] < shown[0]


def test_run_pause_and_rewind(user, small_dataset):
    user.action("actionRun").trigger()
    assert user.action("actionRun").text() == "Pause"
    user.wait(lambda: user.iteration > 50)
    assert not user.action("actionStep").isEnabled()
    user.press("actionRun")
    stopped = user.frame
    assert not stopped.running
    trainer = Trainer(RunSettings(), small_dataset)
    for _ in range(stopped.iteration):
        trainer.step()
    np.testing.assert_array_equal(stopped.network.params["W1"], trainer.network.params["W1"])
    user.press("actionStep")
    assert user.iteration == stopped.iteration + 1
    user.press("actionRewind")
    assert user.iteration == 0


def test_keys(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    QTest.keyClick(user.window, Qt.Key.Key_1)
    user.wait(lambda: user.frame.batch is not None)
    QTest.keyClick(user.window, Qt.Key.Key_Right)
    user.wait(lambda: user.iteration == 1)
    QTest.keyClick(user.window, Qt.Key.Key_Space)
    user.wait(lambda: user.iteration > 20)
    QTest.keyClick(user.window, Qt.Key.Key_Space)
    user.wait(lambda: not user.frame.running)


def test_a_finished_run_says_its_accuracy_and_can_go_on(user, small_dataset):
    user.widget("iterations").setValue(40)
    user.action("actionRun").trigger()
    stage = user.window.findChild(StagePanel)
    user.wait(lambda: "complete" in stage.title.text())
    assert user.iteration == 40
    x, t = small_dataset.test_images.astype(np.float32) / 255, small_dataset.test_labels
    share = user.frame.network.accuracy(x, t)
    assert f"test images {100 * share:.1f}" in stage.heading.words.text()
    assert f"{100 * share:.1f}" in user.widget("testAccuracy").text()  # measured at the end, within an epoch
    assert not user.action("actionRun").isEnabled()
    assert not user.action("actionStep").isEnabled()
    user.widget("iterations").setValue(45)
    user.settle()
    user.press("actionStep")
    assert user.iteration == 41


def test_a_drawn_digit_is_read_by_the_network_in_training(open_window, tmp_path, small_dataset):
    trainer = Trainer(RunSettings(learning_rate=0.5), small_dataset)
    for _ in range(300):
        trainer.step()
    user = open_window(weights=save_weights(tmp_path / "w.npz", trainer.network.params))
    user.settle()
    user.draw((0.5, 0.15), (0.5, 0.3), (0.5, 0.5), (0.5, 0.7), (0.5, 0.85))
    assert user.widget("predictedDigit").text() == "1"
    bars = user.window.findChild(ProbabilityBars)
    assert bars.probabilities[1] > 0.5
    user.press("actionNewWeights")
    user.wait(lambda: user.widget("readerReady").isChecked())  # untrained weights know nothing: the other one reads
    user.widget("readerOwn").click()
    assert bars.probabilities[1] < 0.3
    user.action("actionClearCanvas").trigger()
    assert user.widget("predictedDigit").text() == ""


def test_settings_wait_for_a_rewind_and_offer_it(user):
    user.widget("hiddenSize").setValue(20)
    user.settle()
    assert user.frame.settings.hidden_size == 20
    user.press("actionStep")
    button = user.window.findChild(QPushButton, "rewindAndApply")
    assert not button.isVisible()
    user.widget("hiddenSize").setValue(30)
    user.widget("learningRate").setValue(0.25)
    user.settle()
    assert user.frame.settings.hidden_size == 20
    assert user.frame.settings.learning_rate == 0.25
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    user.settle()
    assert user.frame.settings.hidden_size == 30
    assert not button.isVisible()


def test_a_setting_out_of_range_gets_a_sentence_and_the_old_value_back(user):
    for field, value, words in (
        ("hiddenSize", -1, "Hidden units must be 0 to 4,000"),
        ("batchSize", 100_000, "Mini-batch must be 0 to 60,000"),
        ("learningRate", -1.0, "Learning rate must be"),
        ("iterations", -5, "Iterations must be"),
        ("weightInitStd", 99.0, "spread must be 0 to 10"),
        ("seed", -1, "Seed must be"),
    ):
        before = user.widget(field).value()
        user.widget(field).setValue(value)
        user.wait(lambda words=words: words in user.notice)
        user.settle()
        assert user.widget(field).value() == before
    user.press("actionStep")
    assert user.iteration == 1


def test_a_number_counts_as_it_is_typed(user):
    for field, typed, value in (
        ("learningRate", "0,5", 0.5),
        ("learningRate", "1e-3", 0.001),
        ("hiddenSize", "1,000", 1000),
        ("seed", " 7 ", 7),
    ):
        user.type_into(field, typed)
        QTest.keyClick(user.widget(field), Qt.Key.Key_Return)
        assert user.widget(field).value() == value
        assert not user.widget(field).hasFocus()


@pytest.mark.parametrize(("field", "typed"), [("hiddenSize", "3.7"), ("batchSize", "many"), ("learningRate", "fast")])
def test_what_is_no_number_is_refused_not_bent(user, field, typed):
    before = user.widget(field).value()
    user.type_into(field, typed)
    QTest.keyClick(user.widget(field), Qt.Key.Key_Return)
    note = user.window.findChild(FieldNote)
    assert note.isVisible()
    assert f"“{typed}” is no number" in note.text.text() or f"but {typed} was given" in note.text.text()
    assert user.dialog is None
    assert user.widget(field).value() == before
    assert user.widget(field).hasFocus()


def test_a_number_still_being_typed_counts_when_a_button_is_pressed(user):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    user.type_into("learningRate", "2")
    button = user.window.controls.phase_buttons[Phase.UPDATE]
    QTest.mouseClick(user.window.windowHandle(), Qt.MouseButton.LeftButton, pos=button.mapTo(user.window, QPoint(9, 9)))
    user.wait(lambda: user.iteration == 1)
    assert user.frame.settings.learning_rate == 2


def test_space_runs_even_while_a_field_is_being_edited(user):
    user.type_into("learningRate", "0.2")
    QTest.keyClick(user.window.windowHandle(), Qt.Key.Key_Space)
    user.wait(lambda: user.iteration > 5)
    assert user.frame.settings.learning_rate == 0.2


def test_escape_leaves_a_field_as_it_was(user):
    user.type_into("hiddenSize", "77")
    QTest.keyClick(user.widget("hiddenSize"), Qt.Key.Key_Escape)
    user.settle()
    assert user.widget("hiddenSize").value() == 50
    assert user.frame.settings.hidden_size == 50
    assert not user.widget("hiddenSize").hasFocus()


def test_the_bar_of_controls_does_not_move(user):
    places = {name: user.widget(name).mapTo(user.window, QPoint()).x() for name in ("speed", "learningRate")}
    for name in ("actionSelectBatch", "actionComputeGradient", "actionUpdate", "actionRun"):
        user.press(name)
        for widget, x in places.items():
            assert user.widget(widget).mapTo(user.window, QPoint()).x() == x, (name, widget)


def test_while_its_edge_is_dragged_the_window_has_the_computer_to_itself(user, monkeypatch):
    asked = []
    monkeypatch.setattr(user.window.lab, "stand_back", lambda: asked.append(user.window.width()))
    user.window.resize(user.window.width() + 40, user.window.height())
    user.wait(lambda: user.window.width() in asked)


def test_a_folder_that_cannot_be_read_leaves_the_run_as_it_was(user, tmp_path, monkeypatch):
    user.press("actionStep")
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setattr("mnistlab.ui.widgets.file_kinds.QFileDialog.getExistingDirectory", lambda *_: str(empty))
    user.action("actionOpenData").trigger()
    user.wait(lambda: "train-images-idx3-ubyte" in user.notice)
    assert str(empty) in user.notice
    user.press("actionStep")
    assert user.iteration == 2


def test_another_folder_opens_from_the_menu(user, tmp_path, monkeypatch, write_idx_folder):
    folder = write_idx_folder(tmp_path / "fashion")
    monkeypatch.setattr("mnistlab.ui.widgets.file_kinds.QFileDialog.getExistingDirectory", lambda *_: str(folder))
    user.action("actionOpenData").trigger()
    user.wait(lambda: "fashion" in user.window.windowTitle())
    user.press("actionStep")
    assert user.frame.training_images == 30


def test_weights_are_saved_and_opened(user, tmp_path, monkeypatch):
    user.press("actionStep")
    path = tmp_path / "mine.npz"
    monkeypatch.setattr("mnistlab.ui.widgets.file_kinds.QFileDialog.getSaveFileName", lambda *_: (str(path), ""))
    monkeypatch.setattr("mnistlab.ui.widgets.file_kinds.QFileDialog.getOpenFileName", lambda *_: (str(path), ""))
    user.action("actionSaveWeights").trigger()
    user.wait(lambda: str(path) in user.notice)
    saved = load_weights(path)["W1"]
    np.testing.assert_array_equal(saved, user.frame.network.params["W1"])
    user.press("actionRewind")
    assert (user.frame.network.params["W1"] != saved).any()
    user.press("actionOpenWeights")
    np.testing.assert_array_equal(user.frame.network.params["W1"], saved)
    path.write_text("no weights")
    user.action("actionOpenWeights").trigger()
    user.wait(lambda: str(path) in user.notice)
    user.settle()
    np.testing.assert_array_equal(user.frame.network.params["W1"], saved)


def test_a_diverging_run_stops_and_offers_the_way_back(user, capfd):
    user.widget("learningRate").setValue(1000)
    user.action("actionRun").trigger()
    user.wait(lambda: "too large" in user.notice)
    user.wait(lambda: user.frame.diverged)
    assert not user.action("actionRun").isChecked()
    user.widget("learningRate").setValue(0.1)
    user.settle()
    for name in ("actionRun", "actionStep", "actionUpdate"):
        assert not user.action(name).isEnabled()  # the weights are spoilt: only a rewind helps
    user.press("actionRewind")
    assert user.notice == ""
    user.press("actionStep")
    assert user.iteration == 1
    assert capfd.readouterr() == ("", "")


def test_after_a_divergence_one_click_begins_again_with_a_rate_that_works(user):
    user.widget("learningRate").setValue(1000)
    user.action("actionRun").trigger()
    user.wait(lambda: "such as 0.1" in user.notice)
    button = user.window.notice.findChild(QToolButton)
    assert button.text() == "Begin again with η 0.1"
    run = user.frame.run_id
    button.click()
    user.wait(lambda: user.frame.run_id == run + 1)
    assert (user.frame.settings.learning_rate, user.frame.iteration) == (0.1, 0)
    assert user.notice == ""


def test_the_language_changes_live_and_is_remembered(user):
    user.press("actionStep")
    user.action("actionLanguage_zh_CN").trigger()
    user.wait(lambda: user.action("actionUpdate").text() == "更新")
    assert "迭代" in user.widget("iterationLabel").text()
    labels = [label.text() for label in user.window.findChildren(QLabel) if label.isVisible() and label.text()]
    english = [text for text in labels if re.search("[A-Za-z]{3}", re.sub("<[^>]*>|mini-batch|epoch|MNIST", "", text))]
    assert english == []
    assert QSettings("mnistlab", "mnistlab").value("language") == "zh_CN"
    user.action("actionLanguage_en").trigger()
    user.wait(lambda: user.action("actionUpdate").text() == "Update")


@pytest.mark.parametrize("state", ["at rest", "running", "in a phase", "loading"])
def test_closing_just_works(open_window, state):
    user = open_window(data=None) if state == "loading" else open_window()
    if state == "running":
        user.action("actionRun").trigger()
        user.wait(lambda: user.iteration > 5)
    elif state == "in a phase":
        user.press("actionSelectBatch")
    user.window.close()
    assert not user.window.isVisible()


def test_a_window_that_is_closed_leaves_nothing_behind(qtbot, small_dataset):
    """In the middle of a run, twice."""
    left = []
    for _ in range(2):
        window = create_window(small_dataset)
        run = window.findChild(QAction, "actionRun")
        qtbot.waitUntil(run.isEnabled)
        run.trigger()
        qtbot.waitUntil(lambda window=window: window.controls.frame.iteration > 0)
        worker = window.lab._worker
        left += [weakref.ref(one) for one in (window, window.lab, worker, worker.run.tracks.live, worker._keeper)]
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        del window, run, worker

    def gone():
        gc.collect()
        return not [ref() for ref in left if ref() is not None]

    qtbot.waitUntil(gone, timeout=20_000)  # a keeper ends when it has written all


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12 on")
def test_painting_beside_a_run_leaves_none_alone(user, count_paints):
    """PySide6 6.12 on Python 3.11 loses 29 references to None each time that a plot is painted."""
    user.widget("iterations").setValue(1_000_000)
    user.action("actionRun").trigger()
    user.draw((0.4, 0.2), (0.5, 0.3), (0.6, 0.5))
    user.wait(lambda: user.iteration > 50)
    plot = user.widget("lossPlot")
    paints = count_paints(plot)
    before, begun = sys.getrefcount(None), user.iteration
    for _ in range(100):
        plot.repaint()
        QApplication.processEvents()
    assert sys.getrefcount(None) > before - 300
    assert paints.count >= 100
    user.wait(lambda: user.iteration > begun)


def test_escape_leads_out_of_an_enlarged_panel_and_then_of_the_whole_screen(user):
    user.action("actionFullScreen").trigger()
    user.window.workbench.enlarge("band")
    QTest.keyClick(user.window, Qt.Key.Key_Escape)
    assert user.window.workbench.arrangement.enlarged == ""
    assert user.action("actionFullScreen").isChecked()
    QTest.keyClick(user.window, Qt.Key.Key_Escape)
    assert not user.action("actionFullScreen").isChecked()


def test_a_learning_rate_that_was_typed_goes_along_on_the_way_back(user):
    for _ in range(3):
        user.press("actionStep")
    asked = user.window.lab._asked
    user.type_into("learningRate", "0.3")
    QTest.keyClick(user.widget("learningRate"), Qt.Key.Key_Return)
    user.settle(asked + 1)
    user.press("actionBack")
    assert user.frame.past
    assert user.frame.settings.learning_rate == 0.3
    user.press("actionBack")
    assert user.frame.settings.learning_rate == 0.3


@pytest.mark.parametrize(
    ("change", "said", "button"),
    [
        (Dataset.turned, "own lie on their side", "Turn them"),
        (lambda data: replace(data, train_images=255 - data.train_images), "own are dark on light", "Invert them"),
    ],
)
def test_what_is_odd_about_data_is_said_and_mended(open_window, mnist, tmp_path, change, said, button):
    some = {"train_images": 300, "train_labels": 300, "test_images": 50, "test_labels": 50}
    right = replace(mnist, path=tmp_path, name="own", **{name: getattr(mnist, name)[:n] for name, n in some.items()})
    user = open_window(change(right))
    user.wait(lambda: said in user.notice)
    bar = user.window.findChild(NoticeBar)
    next(one for one in bar.findChildren(QToolButton) if one.text() == button).click()
    user.wait(lambda: not user.notice and user.frame is not None and user.frame.run_id > 1)
    assert not user.dialog
