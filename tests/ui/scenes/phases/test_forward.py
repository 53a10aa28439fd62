"""② Forward: the image in focus, its loss, and the scales."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt, QVariantAnimation
from PySide6.QtTest import QTest

from mnistlab.engine.intents import ComputeGradient, SelectBatch, Update
from mnistlab.training import RunSettings
from mnistlab.ui.scenes.phases.forward import ForwardScene, unit_sentences
from mnistlab.ui.scenes.phases.repeat import reading_of


def loss_in(scene):
    return scene.sum.texts[3].text()


def test_without_a_mini_batch_it_says_what_to_do(make_scene, make_frame, make_batch):
    scene = make_scene(ForwardScene)
    scene.show_frame(make_frame())
    assert scene.network.reading is None
    assert "Press ①" in scene.network._nothing  # which is what the picture says then
    assert scene.numbers() == ""
    assert not scene.sum.isVisible()
    scene.show_frame(make_frame(batch=make_batch([7])))
    assert scene.network.reading.label == 7
    assert "of 40 products" in scene.numbers()
    assert scene.sum.isVisible()


def test_after_the_update_it_is_still_the_reading_that_the_gradient_is_of(make_scene, make_frame, make_batch):
    scene = make_scene(ForwardScene)
    frame = make_frame(batch=make_batch([7]))
    scene.show_frame(frame)
    before = loss_in(scene)
    gradient = {key: np.ones_like(value) for key, value in frame.network.params.items()}
    after = frame.network.of({key: value - np.float32(0.5) for key, value in frame.network.params.items()})
    scene.show_frame(make_frame(batch=frame.batch, network=after, gradient=gradient, learning_rate_used=0.5))
    assert loss_in(scene) == before
    scene.show_frame(make_frame(batch=frame.batch, network=after))
    assert loss_in(scene) != before


@pytest.mark.parametrize(("probability", "loss"), [(1.0, "0.000"), (0.5, "0.693"), (0.0, "16.118")])
def test_the_loss_of_an_image_is_that_of_its_label(make_scene, make_frame, make_batch, probability, loss):
    """As in the book: -log(y + 1e-7)."""
    scene = make_scene(ForwardScene)
    frame = make_frame(batch=make_batch([7]))
    params = {key: np.zeros_like(value) for key, value in frame.network.params.items()}
    params["b2"][7] = {1.0: 100, 0.5: np.log(9), 0.0: -200}[probability]
    scene.show_frame(make_frame(batch=frame.batch, network=frame.network.of(params)))
    assert loss_in(scene).endswith(f"= <b>{loss}</b>")


def test_the_bars_of_the_scores_keep_their_scale_in_a_run(make_scene, make_frame, make_batch):
    scene, batch = make_scene(ForwardScene), make_batch([7])

    def length(score, **status):
        params = {key: np.zeros_like(value) for key, value in make_frame().network.params.items()}
        params["b2"][7] = score
        scene.show_frame(make_frame(batch=batch, network=make_frame().network.of(params), **status))
        return scene.network._score_limit

    assert length(8) == 10
    assert length(0.5, running=True) == 10
    assert length(0.5) == 1


def test_the_sum_of_the_picked_unit_is_worked_out(make_frame):
    """By hand: 784 pixels of 51/255 at weights 0.01 make 1.568; with a bias of -1, a sigmoid of 0.568."""
    params = {key: np.zeros_like(value) for key, value in make_frame().network.params.items()}
    params["W1"][:, 2] = 0.01
    params["b1"][2] = -1
    params["W2"][2, 7] = 0.5
    reading = reading_of(make_frame().network.of(params), np.full(784, 51, np.uint8), 7)
    assert [re.sub("</?b>", "", text) for text in unit_sentences(reading, params, 2)] == [
        "sum 1.57 + bias −1.00 = 0.57",
        "z = sigmoid(0.57) = 0.638",
        "adds to 7: z × w = +0.319",
        "loss −log 0.133 = 2.020",
    ]


def test_the_edges_grow_once_when_the_gradient_has_been_computed(make_scene, make_frame, make_batch, qtbot):
    scene, batch = make_scene(ForwardScene), make_batch([7])
    growing = scene.network._reveal.state
    running, stopped = QVariantAnimation.State.Running, QVariantAnimation.State.Stopped
    gradient = make_frame().network.params
    scene.show_frame(make_frame(batch=batch))
    assert growing() is stopped
    scene.show_frame(make_frame(batch=batch, gradient=gradient))
    assert growing() is running
    QTest.mouseClick(scene.network, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))  # whoever does not want to wait
    assert growing() is stopped
    assert scene.network._shown_share == 1
    scene.show_frame(make_frame(batch=batch, gradient=gradient))
    assert growing() is stopped
    scene.show_frame(make_frame(batch=batch))
    scene.show_frame(make_frame(batch=batch, gradient=gradient, running=True))
    assert growing() is stopped  # at speed there is no time for it


@pytest.mark.parametrize(("activation", "name"), [("sigmoid", "sigmoid"), ("relu", "ReLU"), ("tanh", "tanh")])
def test_the_activation_that_is_used_is_named(make_scene, frames_of, activation, name):
    scene = make_scene(ForwardScene)
    settings = RunSettings(hidden_size=4, batch_size=5, activation=activation)
    scene.show_frame(frames_of(settings, SelectBatch())[-1])
    assert f"z = {name}(" in scene.sum.texts[1].text()
    assert scene.formula("z") == ("hidden" if activation == "sigmoid" else f"hidden_{activation}")


def test_the_units_that_dropout_leaves_out_are_crossed_out_and_add_nothing(make_scene, frames_of):
    scene = make_scene(ForwardScene)
    settings = RunSettings(hidden_size=30, batch_size=5, dropout=0.5, activation="relu", weight_init_std=0.1)
    *_, drawn, known, done = frames_of(settings, SelectBatch(), ComputeGradient(), Update())
    scene.show_frame(drawn)
    assert "drawn in ②" in scene.words()[1]
    assert not scene.network._silent.any()
    for frame in (known, done):
        scene.selection.pick_image(2)
        scene.show_frame(frame)
        silent = ~frame.batch.masks[2]
        assert 5 < silent.sum() < 25
        np.testing.assert_array_equal(scene.network._silent, silent)
        assert not scene.reading.parts[silent].any()
        assert scene.reading.parts[~silent].any()
        y = known.batch.probabilities[2]
        np.testing.assert_allclose(scene.reading.y, y, atol=1e-5)  # as it was read in training
        scene.selection.pick_unit(int(np.flatnonzero(silent)[0]))
        scene.show_frame(frame)
        assert "left out by dropout" in scene.sum.texts[1].text()
    assert scene.formula("z") == "hidden_relu_dropout"


@pytest.mark.parametrize("width", [560, 640, 686, 900])
def test_no_number_of_a_sum_is_cut_for_a_picture(make_scene, make_frame, make_batch, width):
    scene = make_scene(ForwardScene)
    scene.resize(width, 400)
    scene.show_frame(make_frame(batch=make_batch([3, 1], [3, 1])))
    scene.sum.show_texts(36, ["sum <b>−10.18</b> + bias <b>−10.00</b> = <b>−20.18</b> and more", "", "adds to 8", ""])
    scene.layout().activate()
    scene.sum.layout().activate()
    for text in scene.sum.texts:
        assert text.width() >= text.sizeHint().width(), text.text()
    assert scene.sum.image.isVisible() or width < 900


@pytest.mark.parametrize("height", [150, 167, 210, 260])
def test_in_a_low_scene_the_sum_of_the_unit_lies_on_no_part_of_the_network(make_scene, make_frame, make_batch, height):
    scene = make_scene(ForwardScene)
    scene.show_frame(make_frame(batch=make_batch([7])))
    for width in (567, 786):
        scene.resize(width, height)
        scene.layout().activate()
        assert not scene.sum.isVisible() or scene.sum.geometry().top() > scene.network.geometry().bottom()
        assert scene.sum.isVisible() or height < 200
