"""What experiments say of their results, each sentence where it is true."""

from dataclasses import replace

import numpy as np
import pytest

from mnistlab.analysis.gradient_check import Agreement
from mnistlab.analysis.one_step import OneStep
from mnistlab.nn.mistakes import Mistake
from mnistlab.ui.scenes.experiments.check import CheckScene, rest_sentence, verdict
from mnistlab.ui.scenes.experiments.step import StepScene, landing_sentence
from mnistlab.ui.scenes.experiments.weight import WeightScene

SAME, WRONG = Agreement(1e-9, 1e-10, 1e-8), Agreement(0.1, 0.01, 0.5)
NOISE, NO_NUMBER = Agreement(5e-12, 1e-12, 1e-3), Agreement(np.nan, np.nan, np.nan)


def agreements(W1=SAME, b1=SAME, W2=SAME, b2=SAME):
    return {"W1": W1, "b1": b1, "W2": W2, "b2": b2}


@pytest.mark.parametrize(
    ("found", "mistake", "images", "said"),
    [
        (agreements(), None, 100, "They are the same, but for rounding: backpropagation is right."),
        (agreements(), None, 1, "They are the same, but for rounding: backpropagation is right."),
        (
            agreements(WRONG, WRONG),
            Mistake.NO_SIGMOID_SLOPE,
            100,
            "They differ in ∂L/∂W₁, ∂L/∂b₁: backpropagation",
        ),
        (agreements(b2=WRONG), None, 100, "They differ in ∂L/∂b₂ without a mistake"),
        (agreements(), Mistake.NO_DIVISION, 1, "with a single image this mistake changes nothing"),
        (agreements(), Mistake.NO_SIGMOID_SLOPE, 100, "on this mini-batch the mistake changes nothing"),
        (agreements(W1=NOISE), None, 100, "in ∂L/∂W₁ the gradient is too small to tell"),
        (agreements(W1=NOISE, W2=WRONG), Mistake.NO_LABELS, 100, "They differ in ∂L/∂W₂: backpropagation"),
        (agreements(W1=NO_NUMBER), None, 100, "there is nothing to compare"),
    ],
)
def test_the_verdict_of_a_check(found, mistake, images, said):
    assert said in verdict(found, mistake, images)


def test_before_a_check_it_says_what_can_be_done(make_frame, make_batch):
    drawn = make_frame(batch=make_batch([3]))
    assert "Press ①" in rest_sentence(None, None)
    assert "Press ①" in rest_sentence(make_frame(), drawn)
    assert "Check the mini-batch" in rest_sentence(drawn, None)
    for other in ({"iteration": 1, "batch": drawn.batch}, {"batch": make_batch([3, 4])}):
        assert "Weights or mini-batch have changed" in rest_sentence(make_frame(**other), drawn)
    broken = make_frame(batch=drawn.batch, mistake=Mistake.NO_LABELS)
    assert "Backpropagation has been changed" in rest_sentence(broken, drawn)


def test_the_check_speaks_of_the_batch_as_soon_as_it_is_drawn(make_scene, make_frame, make_batch):
    scene = make_scene(CheckScene)
    scene.show_frame(make_frame())
    assert "Press ①" in scene.verdict.text()
    assert not scene.check.isEnabled()
    assert scene.table.isHidden()  # there are no numbers yet
    assert scene.passes["backpropagation"].text() == "2"
    assert " ms" not in scene.costs["backpropagation"].text()
    scene.show_frame(make_frame(batch=make_batch([3])))
    assert "Check the mini-batch" in scene.verdict.text()
    assert scene.check.isEnabled()


@pytest.mark.parametrize(
    ("mistake", "labels", "said", "signs"),
    [
        (None, [3, 1, 4], "backpropagation is right", "✓✓✓✓"),
        (Mistake.BIAS_NOT_SUMMED, [3, 1, 4], "They differ in ∂L/∂b₁, ∂L/∂b₂", "✓✗✓✗"),
        (Mistake.BIAS_NOT_SUMMED, [3], "with a single image", "✓✓✓✓"),
    ],
)
def test_what_a_check_finds_is_what_it_says(qtbot, make_scene, make_frame, make_batch, mistake, labels, said, signs):
    scene = make_scene(CheckScene)
    scene.show_frame(make_frame(batch=make_batch(labels), mistake=mistake))
    scene.check.click()
    qtbot.waitUntil(lambda: scene.task.result is not None)
    assert said in scene.verdict.text()
    assert "".join(cells[3].text() for cells in scene.cells.values()) == signs
    assert scene.table.isVisible()
    assert " ms" in scene.costs["backpropagation"].text()


VALLEY = OneStep(np.arange(5.0), np.array([2, 1, 0.5, 1.5, 3]), np.zeros(5), np.zeros((8, 5)), best=2.0, back=3.3)
UPHILL = OneStep(np.arange(5.0), np.array([2, 3, 4, 5, np.inf]), np.zeros(5), np.zeros((8, 5)), best=0.0, back=0.1)


@pytest.mark.parametrize(
    ("result", "rate", "said"),
    [
        (VALLEY, 0.5, "The loss falls. A longer step would fall farther."),
        (VALLEY, 1.5, "The loss falls."),
        (VALLEY, 4.0, "The loss rises: the step went past the valley."),
        (VALLEY, 9.0, "The step leaves the picture: the loss is too large, or not a number."),
        (UPHILL, 1.0, "The loss rises: this way it only rises."),
        (UPHILL, 4.0, "The step leaves the picture: the loss is too large, or not a number."),
    ],
)
def test_where_a_step_lands(result, rate, said):
    assert landing_sentence(result, rate) == said


def test_the_steepest_direction_is_claimed_only_of_the_right_gradient(make_scene, make_frame):
    scene = make_scene(StepScene)
    scene.show_frame(make_frame())
    assert "No other direction falls as steeply" in scene.words()[1]
    scene.show_frame(make_frame(mistake=Mistake.W2_NOT_TRANSPOSED))
    assert "No other direction" not in scene.words()[1]
    assert "other directions may be steeper" in scene.words()[1]


@pytest.mark.parametrize(("status", "said"), [({}, "Press ① and ②"), ({"running": True}, "Pause the run")])
def test_without_a_gradient_a_step_says_what_to_do(make_scene, make_frame, status, said):
    scene = make_scene(StepScene)
    scene.show_frame(make_frame(**status))
    assert said in scene.missing()


def test_while_steps_are_tried_it_is_said_how_many_are_done(make_scene, make_frame, make_batch, small_dataset):
    scene, frame = make_scene(StepScene), make_frame(batch=make_batch([3, 1]))
    gradient = {key: np.ones_like(value) for key, value in frame.network.params.items()}
    wanted = []
    scene.wanted.connect(wanted.append)
    scene.take_data(small_dataset)
    scene.show_frame(replace(frame, gradient=gradient))
    assert "0\N{NO-BREAK SPACE}%" in scene.missing()
    wanted[0].progressed(0.34)
    assert "34\N{NO-BREAK SPACE}%" in scene.missing()


def test_before_there_are_curves_of_a_weight_it_is_said_how_far_they_are(make_scene, make_frame, make_batch):
    scene, wanted = make_scene(WeightScene), []
    scene.wanted.connect(wanted.append)
    scene.show_frame(make_frame(batch=make_batch([3, 1])))
    wanted[0].progressed(0.34)
    assert "34\N{NO-BREAK SPACE}%" in scene.slopes.text()
    assert not scene.slopes.isHidden()


def test_of_a_weight_it_is_said_that_it_changes_nothing_only_where_no_image_has_ink(make_scene, make_frame, make_batch):
    scene, batch = make_scene(WeightScene), make_batch([3, 1])
    scene.show_frame(make_frame())
    assert "Press ①" in scene.words()[1]
    batch.images[:, 30] = 0
    scene.show_frame(make_frame(batch=batch))
    assert "no image" not in scene.picked.text().lower()
    scene.selection.pick_pixel(30)
    scene.show_frame(make_frame(batch=batch))
    assert scene.picked.text().startswith("unit 0, row 1, column 2\nNo image of the batch has ink there")
