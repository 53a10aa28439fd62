"""Two runs beside each other: what each takes for what, and their hidden units."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QToolButton

from mnistlab.analysis.exam import examine
from mnistlab.data import Dataset
from mnistlab.nn import TwoLayerNet
from mnistlab.nn.differences import result_of
from mnistlab.training import RunSettings
from mnistlab.ui.look.theme import UNIT
from mnistlab.ui.scenes.experiments.compare import CompareScene
from mnistlab.ui.selection import Selection


@pytest.fixture
def dataset(tmp_path):
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (60, 784), dtype=np.uint8)
    labels = np.arange(60, dtype=np.uint8) % 10
    return Dataset("some", tmp_path, images[:40], labels[:40], images[40:], labels[40:])


@pytest.fixture
def scene(qtbot, dataset):
    scene = CompareScene(Selection())
    qtbot.addWidget(scene)
    scene.asked = []
    scene.wanted.connect(scene.asked.append)
    scene.resize(690, 540)
    scene.retranslate()
    scene.take_data(dataset)
    scene.show()
    return scene


@pytest.fixture
def frame(make_frame, kept_view):
    def make(**changes):
        kept = kept_view(0, learning_rate=0.5), kept_view(2, batch_size=10)
        return make_frame(**{"kept": kept, "settings": RunSettings(hidden_size=4), **changes})

    return make


def turn_to(scene, view):
    scene.beside_heading.findChild(QToolButton, f"compare{view}").click()


def finish(scene):
    """Do what the scene waits for."""
    for computation in scene.asked:
        computation.done(result_of(computation.work))
    scene.asked.clear()


def test_both_read_the_test_images(scene, frame, dataset):
    now = frame()
    scene.show_frame(now)
    assert scene.asked == []  # because only the curves are shown
    turn_to(scene, "Mistakes")
    assert len(scene.asked) == 2
    assert scene.pair.readout.text() == "Reading…"
    finish(scene)
    for side, network in zip(scene.pair.sides, (now.network, now.kept[0].network), strict=True):
        right = result_of(examine(network, dataset.test_images, dataset.test_labels))
        assert (side.matrix._counts == right.counts).all()
        assert side.words.text().startswith(f"{100 * right.accuracy:.2f}")
    assert "same 20 images" in scene.pair.readout.text()


def test_test_images_stay_sealed_while_some_are_kept_for_validation(scene, frame, dataset):
    scene.show_frame(frame(settings=RunSettings(hidden_size=4, validation_images=8)))
    turn_to(scene, "Mistakes")
    finish(scene)
    assert scene.pair.sides[0].confusion.labels.tolist() == dataset.train_labels[-8:].tolist()


def test_what_has_been_read_is_read_again_only_when_the_weights_are_others(scene, frame):
    now = frame()
    scene.show_frame(now)
    turn_to(scene, "Mistakes")
    finish(scene)
    scene.show_frame(replace(now, answered=1))
    assert scene.asked == []
    scene.show_frame(replace(now, iteration=5, running=True))
    assert scene.asked == []  # at speed, it would never end
    scene.show_frame(replace(now, iteration=5))
    assert len(scene.asked) == 1


def test_another_run_can_be_chosen(scene, frame):
    now = frame()
    scene.show_frame(now)
    turn_to(scene, "Mistakes")
    finish(scene)
    choice = scene.pair.findChild(QComboBox, "comparePair1")
    assert [choice.itemText(index) for index in range(3)][1:] == ["η 0.5", "batch 10"]
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert scene.pair.sides[1].run.network is now.kept[1].network
    assert len(scene.asked) == 1
    scene.show_frame(replace(now, kept=now.kept[:1]))  # the chosen one is put away
    assert scene.pair.sides[1].run.network is now.kept[0].network


def test_a_cell_is_framed_and_told_in_both(scene, frame):
    scene.show_frame(frame())
    turn_to(scene, "Mistakes")
    finish(scene)
    scene.pair.sides[0].matrix.picked.emit((3, 5))
    assert [side.matrix._selected for side in scene.pair.sides] == [(3, 5)] * 2
    assert scene.pair.readout.text().count("3 read as 5") == 2
    scene.pair.sides[1].matrix.pointed.emit((2, 2))
    scene.show_frame(scene.frame)
    assert scene.pair.readout.text().count("2 read right") == 2


def test_units_of_both_are_on_one_scale(scene, frame):
    now = frame()
    now.kept[0].network.params["W1"] *= 10
    scene.show_frame(now)
    turn_to(scene, "Units")
    left, right = scene.pair.sides
    assert (left.units._values == now.network.params["W1"].T).all()
    assert (right.units._values == now.kept[0].network.params["W1"].T).all()
    assert left.units._limit == right.units._limit >= np.quantile(abs(right.weights), 0.99)
    assert not scene.table.isHidden()
    assert scene.asked == []


def test_one_run_stands_beside_itself(scene, frame):
    scene.show_frame(frame(kept=()))
    turn_to(scene, "Units")
    assert scene.pair.sides[0].run is scene.pair.sides[1].run


def test_what_nobody_sees_is_given_up(scene, frame):
    gone = []
    scene.given_up.connect(gone.append)
    scene.show_frame(frame())
    turn_to(scene, "Mistakes")
    turn_to(scene, "Curves")
    assert len(gone) == 2
    turn_to(scene, "Mistakes")
    assert len(scene.asked) == 4
    scene.hide()
    assert len(gone) == 4


def test_the_name_of_a_run_with_many_units_has_its_room(scene, frame):
    settings = RunSettings(hidden_size=500)
    network = TwoLayerNet(784, 500, 10)
    scene.show_frame(frame(settings=settings, network=network))
    turn_to(scene, "Units")
    choice = scene.pair.sides[0].choice
    QApplication.processEvents()
    assert scene.pair.sides[0].words.text().endswith(" of 500")
    arrow = 3 * UNIT + 20
    assert choice.width() >= choice.fontMetrics().horizontalAdvance(choice.currentText()) + arrow
