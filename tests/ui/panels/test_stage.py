"""The stage: each phase pictured, with its words, numbers and code, and the way back."""

import gc
import re
import runpy
import sys
import weakref

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QToolButton

from mnistlab.engine.intents import ChangeSetting, GoTo, MakeMistake, NoteDrawing
from mnistlab.nn.mistakes import Mistake
from mnistlab.ui.panels.band import BandPanel
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.scenes import ASIDE, BENCHES, EXPERIMENTS, GALLERIES, PHASES, READINGS
from mnistlab.ui.scenes.phases.backward import BackwardScene
from mnistlab.ui.scenes.phases.forward import ForwardScene
from mnistlab.ui.scenes.phases.repeat import RepeatScene
from mnistlab.ui.scenes.phases.select_batch import SelectBatchScene
from mnistlab.ui.scenes.phases.update import UpdateScene


@pytest.fixture
def stage(user):
    return user.window.findChild(StagePanel)


@pytest.fixture
def band(user):
    return user.window.findChild(BandPanel)


def click_on(view, place):
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(int(place.x()), int(place.y())))


def test_the_scene_follows_the_phase(user, stage):
    assert isinstance(stage.scene, RepeatScene)
    user.press("actionSelectBatch")
    assert isinstance(stage.scene, SelectBatchScene)
    user.press("actionComputeGradient")
    assert isinstance(stage.scene, BackwardScene)
    user.press("actionUpdate")
    assert isinstance(stage.scene, UpdateScene)
    user.action("actionRun").trigger()
    user.wait(lambda: isinstance(stage.scene, RepeatScene))
    user.press("actionRun")


def test_a_scene_chosen_before_the_first_frame_of_a_run_stays(user, stage):
    user.action("actionRun").trigger()
    stage.choose("Forward")
    user.window.lab.perform(NoteDrawing(None))  # which the window asks for by itself
    user.wait(lambda: user.iteration > 5)
    assert isinstance(stage.scene, ForwardScene)
    user.press("actionRun")
    user.action("actionRun").trigger()
    user.wait(lambda: isinstance(stage.scene, RepeatScene))
    user.press("actionRun")


def test_who_pauses_a_run_stays_with_what_was_watched(user, stage):
    user.action("actionRun").trigger()
    user.wait(lambda: user.iteration > 5)
    watched = stage.title.text()
    user.press("actionRun")
    assert isinstance(stage.scene, RepeatScene)
    assert stage.title.text() == watched
    assert user.widget("batchView")._selected is None  # because the image is in no mini-batch any more
    user.press("actionSelectBatch")
    assert isinstance(stage.scene, SelectBatchScene)
    assert user.widget("batchView")._selected == 0


def test_a_phase_done_by_hand_leads_from_the_drawing_to_where_it_is_seen(user, stage):
    stage.choose("Why")
    user.press("actionStep")
    user.press("actionSelectBatch")
    assert stage.scenes.name == "Why"  # whose image is one of the mini-batch
    stage.choose("Weight")
    user.press("actionComputeGradient")
    assert stage.scenes.name == "Weight"  # which is about this moment of the run
    user.draw((0.2, 0.2), (0.8, 0.8))
    for name, action, led in (("Why", "actionUpdate", "Update"), ("Try", "actionSelectBatch", "SelectBatch")):
        stage.choose(name)
        user.press(action)
        assert stage.scenes.name == led


def test_another_scene_can_be_looked_at_between_two_phases(user, stage):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    user.window.findChild(QToolButton, "tabForward").click()
    assert isinstance(stage.scene, ForwardScene)
    user.press("actionUpdate")
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    assert isinstance(stage.scene, ForwardScene)  # the half of ② that was last looked at


def test_a_scene_stands_in_its_place_before_it_is_painted(user, stage):
    user.press("actionSelectBatch")
    places = {}
    for name in ("Repeat", "Forward", "Repeat", "Forward"):  # one with words below its title, one without
        stage.choose(name)
        places.setdefault(name, []).append(stage.scenes.geometry())
        QCoreApplication.processEvents()
        places[name].append(stage.scenes.geometry())
    assert all(len({(place.top(), place.height()) for place in seen}) == 1 for seen in places.values())
    assert places["Forward"][0].top() < places["Repeat"][0].top()


def test_every_scene_has_words_formula_and_code_with_the_real_shapes(user, stage, band):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    seen = set()
    for name in ("SelectBatch", "Forward", "Backward", "Update", "Repeat"):
        user.window.findChild(QToolButton, f"tab{name}").click()
        seen.add((stage.title.text(), band.formula.name))
        below = stage.scene.network._captions[1] if name == "Forward" else ""  # whose picture needs the height
        assert stage.heading.words.text() or "blue turns it on" in below
        assert band.numbers.text()
        assert band.code.highlighted is not None
    assert len(seen) == 5
    user.window.findChild(QToolButton, "tabBackward").click()
    assert ("dW1 = x.T @ da", "(784, 50)") in band.code.lines


def test_a_mistake_is_told_everywhere_and_the_gradient_check_tells_it_itself(user, stage):
    user.press("actionStep")
    user.window.lab.perform(MakeMistake(Mistake.NO_LABELS))
    user.wait(stage.banner.isVisible)
    stage.choose("Check")
    assert stage.banner.isHidden()
    assert stage.scene.mistake.isVisible()
    stage.choose("Backward")
    assert stage.banner.isVisible()
    user.press("actionRewind")
    user.wait(stage.banner.isHidden)


def test_of_a_large_batch_it_says_what_is_shown(user, stage, large_batches):
    user.window.lab.perform(ChangeSetting("batch_size", 0))
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    for name in ("SelectBatch", "Forward", "Backward", "Update", "Check", "Weight", "Step", "Histograms"):
        stage.choose(name)
        assert "the first 50 of 600 images" in stage.heading.words.text()
    stage.choose("Repeat")
    assert "600 images" not in stage.heading.words.text()


def test_the_epochs_share_of_seen_images(user, stage):
    user.press("actionSelectBatch")
    scene = stage.scene
    unique = len(np.unique(user.frame.batch.indices))
    assert f"{unique} of 600" in scene.seen.text()
    for _ in range(5):
        user.press("actionStep")
    user.press("actionSelectBatch")
    assert "600 of 600" not in scene.seen.text()
    user.widget("sampling").setCurrentIndex(1)
    user.press("actionRewind")
    for _ in range(6):
        user.press("actionStep")
    user.window.findChild(QToolButton, "tabSelectBatch").click()
    assert "600 of 600" in scene.seen.text()


def test_an_image_clicked_in_the_batch_or_on_the_map_is_followed(user, stage):
    user.press("actionSelectBatch")
    scene, batch = stage.scene, user.frame.batch
    place = scene.map.place_of(int(batch.indices[7]))
    click_on(scene.map, place)
    picked = user.window.selection.image
    near = scene.map.place_of(int(batch.indices[picked]))
    assert (near - place).manhattanLength() < 12
    np.testing.assert_array_equal(scene.image.pixels.ravel(), batch.images[picked])
    view = user.widget("batchView")
    grid = view._grid()
    click_on(view, QPointF(*grid.corner(23)) + QPointF(5, 5))
    assert user.window.selection.image == 23
    np.testing.assert_array_equal(scene.image.pixels.ravel(), batch.images[23])
    user.press("actionComputeGradient")
    user.window.findChild(QToolButton, "tabForward").click()
    y = user.frame.network.predict(batch.images[23] / 255)
    assert f"{-np.log(y[batch.labels[23]]):.3f}" in stage.scene.sum.texts[3].text()


def test_hovering_says_the_value_and_marks_its_line(user, stage, band):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    scene, gradient = stage.scene, user.frame.gradient
    QTest.mouseMove(scene.W2, QPoint(scene.W2.width() // 2, scene.W2.height() // 3))
    unit, digit = map(int, re.search(r"unit (\d+) to digit (\d+)", band.readout.text()).groups())
    assert 10 < unit < 25
    assert digit in (4, 5)
    shown = band.readout.text().rpartition(": ")[2].replace("−", "-")
    assert float(shown) == pytest.approx(gradient["W2"][unit, digit], rel=1e-2)
    assert band.code.lines[band.code.highlighted][0].startswith("dW2")
    assert band.formula.name == "gradient_W2"


def test_the_pending_update_follows_the_learning_rate(user, stage):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    user.window.findChild(QToolButton, "tabUpdate").click()
    scene = stage.scene
    assert "about to be" in stage.title.text()
    first = scene.step.copy()
    np.testing.assert_allclose(first, -0.1 * user.frame.gradient["W1"], atol=1e-9)
    user.widget("learningRate").setValue(0.7)
    user.wait(lambda: user.frame.settings.learning_rate == 0.7)
    np.testing.assert_allclose(scene.step, 7 * first, rtol=1e-5)
    expected = scene.after.copy()
    user.press("actionUpdate")
    np.testing.assert_allclose(user.frame.network.params["W1"], expected, atol=1e-7)
    assert "about to be" not in stage.title.text()
    user.widget("learningRate").setValue(0.2)  # what was done stays as it was done
    user.settle()
    np.testing.assert_allclose(scene.step, 7 * first, rtol=1e-4, atol=1e-9)


def test_what_the_update_did_to_the_batch_is_said(user, stage):
    better = worse = 0
    while not better:
        user.press("actionStep")
        batch = user.frame.batch
        was, is_ = (y.argmax(axis=1) == batch.labels for y in (batch.probabilities_before, batch.probabilities))
        better, worse = int((~was & is_).sum()), int((was & ~is_).sum())
    assert stage.scene.flips_caption.text().startswith(f"Newly right: {better}. Newly wrong: {worse}.")


PICTURES_OF_UNITS = {"Forward": "network", "Backward": "units", "Update": "steps", "Repeat": "weights"}  # by tab


def test_the_weight_that_is_clicked_is_the_one_that_one_weight_shows(user, stage):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    for number, (tab, name) in enumerate(PICTURES_OF_UNITS.items(), 7):
        user.window.findChild(QToolButton, f"tab{tab}").click()
        view = getattr(stage.scene, name)
        picture = view.place_of_unit(number)
        place = picture.topLeft() + QPoint(picture.width() // 3, picture.height() // 4)
        unit, pixel = view.thing_at(place)
        click_on(view, place)
        user.action("actionWeightExperiment").trigger()
        scene, value = stage.scene, user.frame.network.params["W1"][pixel, unit]
        user.wait(lambda task=scene.task, value=value: task.result is not None and task.result.value == value)
        assert scene.task.result.slope == pytest.approx(user.frame.gradient["W1"][pixel, unit], abs=1e-6)
        row, column = divmod(pixel, 28)
        assert scene.picked.text().startswith(f"unit {unit}, row {row}, column {column}")
        assert unit == number


def test_the_way_back_by_mouse_and_by_key(user, stage, band):
    for _ in range(30):
        user.press("actionStep")
    end = user.frame
    user.press("actionBack")
    assert (user.frame.past, user.iteration) == (True, 29)
    assert "29 of 30" in band.curves.words.text()
    band.curves.intended.emit(GoTo(5, 0))
    user.wait(lambda: user.iteration == 5)
    assert "iteration 5 of 30" in stage.past_bar.words.text()
    assert stage.past_bar.isVisible()
    np.testing.assert_array_equal(user.window.panels[-1].own.params["W1"], user.frame.network.params["W1"])
    user.press("actionStep")
    assert user.iteration == 6
    user.press("actionReturn")
    assert user.iteration == 30
    np.testing.assert_array_equal(user.frame.network.params["W1"], end.network.params["W1"])
    assert not stage.past_bar.isVisible()


def test_going_on_from_an_earlier_moment_leaves_the_future_as_a_line(user):
    user.widget("iterations").setValue(60)
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.finished)
    for _ in range(3):
        user.press("actionBack")
    user.widget("learningRate").setValue(1.5)
    user.wait(lambda: not user.frame.past)
    user.wait(lambda: [len(view.loss) for view in user.frame.kept] == [60])
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.finished)
    assert [len(view.loss) for view in user.frame.kept] == [60]
    user.press("actionUndoRun")
    assert user.frame.settings.learning_rate == 0.1


@pytest.mark.parametrize(("hidden", "batch"), [(1, 1), (200, 300), (4000, 2)])
def test_extreme_sizes_stay_legible(user, stage, hidden, batch):
    user.widget("hiddenSize").setValue(hidden)
    user.widget("batchSize").setValue(batch)
    user.settle()
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    for name in ("SelectBatch", "Forward", "Backward", "Update", "Repeat"):
        user.window.findChild(QToolButton, f"tab{name}").click()
        user.window.grab()
    user.window.findChild(QToolButton, "tabRepeat").click()
    view = stage.scene.weights
    assert view.layout_of_units().cell >= 8
    assert len(view.shown) == min(hidden, 200)
    user.press("actionUpdate")
    user.press("actionRewind")
    assert user.frame.batch is None


def test_slow_motion_goes_through_the_scenes(user, stage):
    slider = user.widget("speed")
    slider.setValue(5)  # one iteration a second
    order = [UpdateScene, SelectBatchScene, ForwardScene, BackwardScene]  # after as many updates
    turns = []
    stage.turned.connect(lambda scene: turns.append((user.frame.iteration, order.index(type(scene)))))
    user.action("actionRun").trigger()
    user.wait(lambda: len({place for _, place in turns}) == len(order), seconds=60)
    user.press("actionRun")
    assert turns == sorted(turns)  # a busy machine may leave some out, and show them later


def test_the_exported_script_repeats_the_losses(user, tmp_path, monkeypatch):
    for _ in range(15):
        user.press("actionStep")
    file = tmp_path / "run.py"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_options: (str(file), ""))
    user.widget("iterations").setValue(15)
    user.settle()
    user.press("actionExportScript")
    user.wait(lambda: str(file) in user.notice)
    # The window's images are a part of MNIST, the script's all of them: the first weights are the same.
    monkeypatch.setattr(sys, "argv", [str(file)])
    assert len(runpy.run_path(str(file))["losses"]) == 15
    assert "mnistlab installed" in user.notice
    user.press("actionExportAlone")
    user.wait(lambda: "any Python that has NumPy" in user.notice)


def test_a_double_click_on_a_unit_opens_its_page_and_the_way_leads_back(user, stage):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    for number, (tab, name) in enumerate(PICTURES_OF_UNITS.items(), 9):
        user.window.findChild(QToolButton, f"tab{tab}").click()
        view = getattr(stage.scene, name)
        before = stage.scene
        QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=view.place_of_unit(number).center())
        page = stage.scene
        assert stage.title.text() == f"What does unit {number} look for?"
        user.wait(lambda page=page: page.found is not None)
        page.after.click()
        assert stage.title.text() == f"What does unit {number + 1} look for?"
        stage.go_back()
        assert stage.scene is before
        assert view._selected == number + 1  # one unit is picked in all scenes


def test_scenes_that_are_left_hold_nothing_of_the_run(user, stage):
    """Of 4,000 units a frame takes 50 MB, and each of two dozen scenes held one of another moment."""
    gradients = []
    for name in [*PHASES, *EXPERIMENTS, *READINGS, *ASIDE, *BENCHES, *GALLERIES]:
        user.press("actionStep")
        stage.choose(name)
        gradients.append(weakref.ref(stage._frame.gradient["W1"]))
        user.wait(lambda: stage.scene.frame is not None)
    user.press("actionStep")
    stage.choose("Repeat")
    user.wait(lambda: not any(scene.frame for scene in stage.scenes.made.values() if scene is not stage.scene))
    gc.collect()
    user.wait(lambda: sum(gradient() is not None for gradient in gradients) <= 3)  # with what is being computed
    for choose, choices in (
        (user.window._choices.choose_language, ("zh_CN", "en")),
        (user.window._choices.choose_theme, ("dark", "light")),
        (stage.leave_out, (True, False)),
    ):
        for choice in choices:
            choose(choice)
    user.window.resize(user.window.size() * 1.2)
    user.press("actionSelectBatch")
    assert stage.scenes.name == "SelectBatch"
    for name in stage.scenes.made:
        stage.choose(name)
        assert stage.scene.frame is stage._frame


def test_a_scene_that_is_shown_again_is_as_it_was(user, stage):
    user.press("actionStep")
    stage.choose("Exam")
    user.wait(lambda: stage.scene.up_to_date)
    exam, words = stage.scene.exam, stage.scene.words()
    stage.choose("Update")
    step = stage.scene.step.copy()
    stage.choose("Exam")
    assert stage.scene.exam is exam
    assert stage.scene.words() == words
    stage.choose("Update")
    np.testing.assert_array_equal(stage.scene.step, step)
    user.press("actionRewind")
    stage.choose("Exam")
    assert stage.scene.exam is not exam  # which says nothing of this run
