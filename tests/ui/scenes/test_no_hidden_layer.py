"""Softmax regression: every scene is true of a network that has no hidden layer."""

import numpy as np
import pytest

from mnistlab.engine.intents import ComputeGradient, MakeMistake, SelectBatch, Update
from mnistlab.nn.mistakes import Mistake
from mnistlab.numerals import fixed
from mnistlab.training import RunSettings
from mnistlab.ui.scenes import ASIDE, EXPERIMENTS, PHASES, READINGS, load

SETTINGS = RunSettings(hidden_size=0, batch_size=20, activation="relu", dropout=0.5, optimizer="momentum")


@pytest.fixture
def frames(frames_of):
    """Return the frames of one step: before it, and after each of its phases."""
    return frames_of(SETTINGS, SelectBatch(), ComputeGradient(), Update())


@pytest.fixture
def shown(make_scene, frames, small_dataset):
    """Return a scene that has been shown all these frames, in its order."""

    def show(name):
        scene = make_scene(load(name))
        scene.resize(686, 500)
        if hasattr(scene, "take_data"):
            scene.take_data(small_dataset)
        for frame in frames:
            scene.show_frame(frame)
            scene.words()
            scene.numbers()
        return scene

    return show


@pytest.mark.parametrize("name", [*PHASES, *EXPERIMENTS, *ASIDE, *READINGS])
def test_every_scene_shows_it_and_speaks_of_no_hidden_units(shown, name):
    scene = shown(name)
    scene.retranslate()
    assert not scene.grab().isNull()
    assert "hidden unit" not in " ".join((*scene.words(), scene.numbers())).replace("no hidden", "")
    for line in scene.lines(scene.frame):
        assert "W2" not in line.code


def test_each_digit_has_a_template_that_leads_to_its_own_score(shown, frames):
    scene = shown("Repeat")
    reading, params = scene.weights.reading, frames[-1].network.params
    np.testing.assert_allclose(reading.parts, np.diag(reading.scores - params["b1"]), atol=1e-5)
    assert "template" in scene.words()[1]
    assert "template for each digit" in scene.weights._captions[1]
    _, text = scene._digit_words(3)
    assert text.startswith("score of 3: image × its weights")


def test_the_sum_of_an_output_is_its_score_and_softmax_follows(shown):
    scene = shown("Forward")
    scene.selection.pick_unit(7)
    scene.show_frame(scene.frame)
    score, y = float(scene.reading.scores[7]), scene.reading.y[7]
    texts = [text.text() for text in scene.sum.texts]
    assert f"= <b>{fixed(score, 2)}" in texts[0]
    assert f"softmax of all ten scores: <b>{y:.3f}" in texts[1]
    assert scene.formula("y") == "output_alone"


def test_the_error_goes_straight_back_to_the_weights(shown, frames):
    scene = shown("Backward")
    assert scene.W2.isHidden()
    assert not scene.scores.isHidden()
    assert "of 7,850" in scene.numbers()
    assert scene.formula("dW1") == "gradient_W1_alone"
    assert scene.units_caption.text() == "∂L/∂W₁ (784, 10), ∂L/∂b₁ (10,)"
    scene.leave_out(presenting=True)
    assert scene.scores.isHidden()


def test_the_step_has_no_second_matrix(shown):
    scene = shown("Update")
    assert scene.W2.isHidden()
    assert "W₂" not in scene.steps_caption.text()


def test_an_output_is_on_by_its_probability_and_speaks_for_itself(shown, qtbot):
    scene = shown("Unit")
    qtbot.waitUntil(lambda: scene.found is not None)
    assert scene.votes.isHidden()
    assert scene.words()[0] == "What does the 0 look for?"
    assert np.nansum(scene.found.by_class) < 10
    scene.selection.pick_unit(9)
    scene.show_frame(scene.frame)
    assert not scene.after.isEnabled()


def test_two_digits_are_told_apart_by_their_two_sums(shown):
    scene = shown("Why")
    first, second = scene.digits
    forward, params = scene.subject.forward, scene.subject.network.params
    sums = forward.scores - params["b1"]
    assert scene.sum.values[:2] == pytest.approx((sums[first], -sums[second]), abs=1e-4)
    assert scene.sum.total == pytest.approx(forward.scores[first] - forward.scores[second], abs=1e-4)
    scene._point_at_unit((first, None))
    assert scene.exact.text().startswith(f"the ink × all weights of {first}:")


@pytest.mark.parametrize("mistake", [None, Mistake.W2_NOT_TRANSPOSED, Mistake.NO_LABELS])
def test_all_its_numbers_are_checked(make_scene, frames_of, qtbot, mistake):
    scene = make_scene(load("Check"))
    scene.show_frame(frames_of(SETTINGS, SelectBatch(), MakeMistake(mistake))[-1])
    scene.check.click()
    qtbot.waitUntil(lambda: scene.task.result is not None)
    assert sum(value.size for value in scene.task.result.numerical.values()) == 7850
    assert scene.cells["W2"][0].isHidden()
    assert not scene.cells["W1"][0].isHidden()
    said = {None: "backpropagation is right", Mistake.NO_LABELS: "They differ in ∂L/∂W₁, ∂L/∂b₁"}
    assert said.get(mistake, "without a hidden layer nobody can make") in scene.verdict.text()


def test_there_is_one_row_of_histograms(shown):
    scene = shown("Histograms")
    assert not scene.histograms[0, "sums"].isHidden()
    assert scene.histograms[1, "sums"].isHidden()
    assert scene.formula("a") == "output_alone"
