"""One hidden unit's page: what is said of it, the images that turn it on, and where one gets from there."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mnistlab.ui.scenes.readings.unit import UnitScene, on_sentence, votes_sentence


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ([0, 0, 1.5, 0, -2, 0, 0, 0, 0, 0], "It speaks most for 2, and most against 4."),
        (np.arange(1, 11), "It speaks for all digits, most for 9."),
        (-np.arange(1, 11), "It speaks against all digits, most against 9."),
        ([np.nan] * 10, ""),
    ],
)
def test_the_digits_it_speaks_for_and_against(qapp, weights, said):
    assert votes_sentence(np.array(weights, float)) == said


@pytest.mark.parametrize(
    ("means", "said"),
    [
        ([0.1, 0.9, 0.5, np.nan], "On average it is on most for 1, and least for 0."),
        ([np.nan, 0.9, np.nan, np.nan], ""),
    ],
)
def test_the_digits_it_is_on_for(qapp, means, said):
    assert on_sentence(np.array(means)) == said


@pytest.fixture
def scene(make_scene, small_dataset):
    scene = make_scene(UnitScene)
    scene.resize(686, 560)
    scene.take_data(small_dataset)
    return scene


def test_the_images_that_turn_it_on_and_off_are_those_of_its_own_sums(scene, make_frame, small_dataset, qtbot):
    scene.selection.pick_unit(2)
    frame = make_frame()
    scene.show_frame(frame)
    qtbot.waitUntil(lambda: scene.found is not None)
    z = frame.network.forward(small_dataset.test_images / np.float32(255)).z[:, 2]
    order = np.argsort(z, kind="stable")
    assert set(scene.found.on) == set(order[-10:])
    assert set(scene.found.off) == set(order[:10])
    np.testing.assert_array_equal(scene.most.digits, small_dataset.test_labels[scene.found.on])
    assert not scene.most.wrong.any()
    most = int(np.nan_to_num(scene.found.by_class).argmax())
    assert f"on most for {most}" in scene.about_on.text()
    np.testing.assert_array_equal(scene.votes.values, frame.network.params["W2"][2])


def test_while_images_are_read_it_is_said_how_many_are(scene, make_frame, qtbot):
    scene.show_frame(make_frame())
    assert scene.about_on.text() == "Reading the images: 0\N{NO-BREAK SPACE}%"
    scene.task._progressed(0.34)
    assert "34" in scene.about_on.text()
    qtbot.waitUntil(lambda: scene.found is not None)
    assert "On average" in scene.about_on.text()


def test_another_unit_is_a_click_away_and_has_its_own_images(scene, make_frame, qtbot):
    frame = make_frame()
    scene.selection.changed.connect(lambda: scene.show_frame(frame))
    scene.show_frame(frame)
    qtbot.waitUntil(lambda: scene.found is not None)
    first = scene.found
    assert scene.words()[0] == "What does unit 0 look for?"
    assert not scene.before.isEnabled()
    scene.after.click()
    assert scene.words()[0] == "What does unit 1 look for?"
    assert scene.found is None  # nothing of another unit is shown for its own
    qtbot.waitUntil(lambda: scene.found is not None)
    assert not np.array_equal(scene.found.sums, first.sums)
    scene.selection.pick_unit(3)
    assert not scene.after.isEnabled()  # the last of four


def test_in_a_run_at_speed_the_images_are_looked_for_only_now_and_then(scene, make_frame, qtbot):
    asked = []
    scene.wanted.connect(asked.append)
    for iteration in range(20):
        scene.show_frame(make_frame(iteration=iteration, running=True))
    assert len(asked) == 1
    scene.show_frame(make_frame(iteration=20))
    assert len(asked) == 2
    scene.show_frame(make_frame(iteration=20))
    assert len(asked) == 2


def test_a_click_on_a_weight_and_one_on_the_link_lead_to_that_very_weight(scene, make_frame):
    frame, turned = make_frame(), []
    scene.selection.changed.connect(lambda: scene.show_frame(frame))
    scene.turns_to.connect(turned.append)
    scene.selection.pick_unit(3)
    scene.show_frame(frame)
    place = scene.weights.place_of_cell(5 * 28 + 9).center().toPoint()
    QTest.mouseClick(scene.weights, Qt.MouseButton.LeftButton, pos=place)
    assert scene.weight_link.text().startswith("row 5, column 9:")
    scene.weight_link.click()
    assert turned == ["Weight"]
    assert (scene.selection.unit, scene.selection.marked) == (3, 5 * 28 + 9)


def test_what_is_pointed_at_is_said(scene, make_frame, qtbot):
    said = []
    scene.readout.connect(said.append)
    scene.show_frame(make_frame())
    qtbot.waitUntil(lambda: scene.found is not None)
    for view, thing, words in (
        (scene.weights, 30, "weight of row 1, column 2"),
        (scene.on_bars, 7, "for images of a 7 that are new to it"),
        (scene.votes, 4, "to the score of 4"),
        (scene.most, 0, "test image"),
        (scene.least, 9, "test image"),
    ):
        view.pointed.emit(thing)
        assert words in said[-1]
    assert scene.exact.text() == said[-1]
