"""The experiments: the gradient checked, one weight, one step, the landscape."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mnistlab.analysis import landscape
from mnistlab.engine.explorer import Computation
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import Phase
from mnistlab.ui.panels.stage import StagePanel

CELLS = 11  # a side of the landscape


@pytest.fixture(autouse=True)
def small_map(monkeypatch):
    """Let a landscape be computed quickly."""
    monkeypatch.setattr(landscape, "CELLS", CELLS)


@pytest.fixture
def stage(user):
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    return user.window.findChild(StagePanel)


def open_experiment(user, stage, name):
    user.action(f"action{name}Experiment").trigger()
    return stage.scene


def check(user, scene):
    user.window.findChild(QPushButton, "checkGradient").click()
    user.wait(lambda: scene.task.result is not None)
    return scene.verdict.text()


def test_the_check_says_that_backpropagation_is_right(user, stage):
    scene = open_experiment(user, stage, "Check")
    assert "right" in check(user, scene)
    assert [cells[3].text() for cells in scene.cells.values()] == ["✓"] * 4
    for key, gradient in user.frame.gradient.items():
        np.testing.assert_allclose(scene.task.result.numerical[key], gradient, atol=1e-6)
    assert scene.passes["numerical"].text() == "79,520"
    assert "moving each weight" in scene.costs["numerical"].text()
    assert all(" ms" in label.text() for label in scene.costs.values())


def test_the_check_is_begun_and_stopped_by_the_space_bar(user, stage):
    scene = open_experiment(user, stage, "Check")
    scene.check.setFocus()
    user.press_key(scene.check, Qt.Key.Key_Space)
    assert scene.cancel.hasFocus()
    user.wait(lambda: scene.task.result is not None)
    assert scene.check.hasFocus()
    assert "≈" in scene.numbers()


def test_numbers_that_differ_are_not_called_nearly_equal(user, stage):
    scene = open_experiment(user, stage, "Check")
    scene.mistake.setCurrentIndex(scene.mistake.findData(Mistake.NO_DIVISION))
    user.wait(lambda: user.frame.mistake is Mistake.NO_DIVISION)
    check(user, scene)
    assert "≠" in scene.numbers()


def test_the_check_catches_every_mistake(user, stage):
    scene = open_experiment(user, stage, "Check")
    for mistake in Mistake:
        scene.mistake.setCurrentIndex(scene.mistake.findData(mistake))
        user.wait(lambda mistake=mistake: user.frame.mistake is mistake)
        assert scene.task.result is None, mistake
        assert "mistake there" in check(user, scene), mistake
        assert "✗" in [cells[3].text() for cells in scene.cells.values()], mistake


def test_a_mistake_spoils_training_and_ends_with_a_rewind(user, stage):
    user.widget("iterations").setValue(150)
    user.widget("learningRate").setValue(1.0)
    scene = open_experiment(user, stage, "Check")
    losses = {}
    for mistake in (None, Mistake.NO_LABELS):
        user.press("actionRewind")
        assert user.frame.mistake is None
        scene.mistake.setCurrentIndex(scene.mistake.findData(mistake))
        user.settle()
        user.action("actionRun").trigger()
        user.wait(lambda: user.frame.finished or user.frame.diverged)
        losses[mistake] = user.frame.smoothed_loss[-1]
    assert losses[Mistake.NO_LABELS] > losses[None] + 0.2
    user.press("actionNewWeights")
    assert user.frame.mistake is None


def test_a_check_is_void_once_the_weights_have_moved(user, stage):
    scene = open_experiment(user, stage, "Check")
    check(user, scene)
    user.press("actionUpdate")
    assert scene.task.result is None
    assert "check again" in scene.verdict.text()
    check(user, scene)
    user.press("actionSelectBatch")  # the same weights, another batch
    assert scene.task.result is None
    check(user, scene)
    user.press("actionComputeGradient")  # the same weights, the same batch
    assert scene.task.result is not None


def test_a_check_can_be_cancelled(user, stage):
    user.widget("hiddenSize").setValue(500)
    user.press("actionRewind")
    user.press("actionSelectBatch")
    scene = open_experiment(user, stage, "Check")
    user.window.findChild(QPushButton, "checkGradient").click()
    user.window.findChild(QPushButton, "cancelCheck").click()
    done = []
    shares = (share for share in (0.0, 0.5))
    user.window.explorer.start(Computation("after it", shares, done.append, done.append, done.append))
    user.wait(lambda: len(done) == 3)
    assert scene.task.result is None
    assert user.window.findChild(QPushButton, "checkGradient").isEnabled()


def test_one_weight_can_be_picked_and_its_derivative_seen(user, stage):
    scene = open_experiment(user, stage, "Weight")
    user.wait(lambda: scene.task.result is not None)
    first = scene.task.result
    assert first.slope == pytest.approx(user.frame.gradient["W1"][scene.selection.pixel, scene.unit], abs=1e-6)
    place = scene.picture.place_of_cell(10 * 28 + 13).center().toPoint()
    QTest.mouseClick(scene.picture, Qt.MouseButton.LeftButton, pos=place)
    user.wait(lambda: scene.task.result is not None and scene.task.result is not first)
    assert scene.selection.pixel == 10 * 28 + 13
    user.wait(lambda: scene.secant is not None and scene.secant.h == pytest.approx(0.5, abs=0.01))
    assert scene.secant.slope != pytest.approx(scene.task.result.slope, rel=1e-5)  # the two lines are told apart
    scene.width_.setValue(40)
    user.wait(lambda: scene.secant.h == pytest.approx(1e-4))
    assert scene.width_label.text() == "h = 10⁻⁴"
    assert scene.secant.slope == pytest.approx(scene.task.result.slope, abs=1e-6)
    assert scene.task.result.double.min() < 1e-7
    QTest.mouseClick(scene.units, Qt.MouseButton.LeftButton, pos=scene.units.place_of_unit(3).center())
    assert scene.selection.unit == 3
    assert scene.picked.text().startswith("unit 3, row")


@pytest.mark.parametrize("name", ["Weight", "Step"])
def test_what_a_run_at_speed_has_left_behind_says_of_which_iteration_it_is(user, stage, name):
    scene = open_experiment(user, stage, name)
    user.wait(lambda: scene.task.result is not None)
    before = user.frame.iteration
    assert "iteration" not in scene.words()[0]
    picture = scene.picture.grab().toImage() if name == "Weight" else None
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.iteration > before)
    if picture is not None:  # which is of the same moment as the curve
        assert scene.picture.grab().toImage() == picture
    assert stage.heading.title.text().endswith(f"· iteration {before}")
    assert stage.heading.words.text().startswith("Pause the run for the present moment.")
    scene.selection.pick_unit(3)
    if name == "Weight":  # nothing has been computed of this one
        assert scene.task.result is None
        assert stage.heading.words.text() == "Pause the run to look at one weight."
    user.action("actionRun").trigger()
    user.wait(lambda: not user.frame.running and scene.task.result is not None)
    assert "iteration" not in scene.words()[0]


@pytest.mark.parametrize("name", ["Weight", "Step"])
def test_what_nobody_sees_is_given_up_and_begun_anew(user, stage, name):
    """For a large network it takes a hundred megabytes, and minutes."""
    scene = open_experiment(user, stage, name)
    user.wait(lambda: scene.task.result is not None)
    stage.choose("Repeat")
    stage.choose(name)
    assert scene.task.result is not None
    for action in ("actionUpdate", "actionSelectBatch", "actionComputeGradient"):
        user.press(action)
    user.wait(lambda: user.frame.gradient is not None and scene.task.running)
    stage.choose("Repeat")
    assert not scene.task.running
    stage.choose(name)
    user.wait(lambda: scene.task.result is not None)


def test_one_step_shows_where_it_lands_and_can_be_used(user, stage):
    scene = open_experiment(user, stage, "Step")
    user.wait(lambda: scene.task.result is not None)
    result = scene.task.result
    assert 0 < result.best < result.back
    assert result.losses[0] == pytest.approx(user.frame.batch_loss, abs=1e-5)
    steepest = result.losses[1] - result.losses[0]
    assert all(other[1] - other[0] > steepest for other in result.others)
    assert scene.use.isHidden()  # because that rate is in use
    end = f"{result.rates[-1]:.3g}"
    assert f"np.linspace(0, {end}, 61)" in scene.lines(user.frame)[0].code
    scene.chart.dragged.emit(0.333)
    assert scene.use.isVisible()
    assert "0.333" in scene.use.text()
    for height in (400, 182):  # as in a low window
        scene.resize(567, height)
        assert scene.about.isHidden() == (height < 200)
    scene.use.click()
    user.wait(lambda: user.frame.settings.learning_rate == 0.333)
    expected = float(np.interp(0.333, result.rates, result.losses))
    user.press("actionUpdate")
    assert user.frame.batch_loss_after == pytest.approx(expected, abs=1e-3)


def test_a_rate_near_the_one_in_force_is_another_one(user, stage):
    user.type_into("learningRate", "0.12345\r")
    user.settle()
    scene = open_experiment(user, stage, "Step")
    user.wait(lambda: scene.task.result is not None)
    assert scene.rate.text() == "η = 0.12345"
    assert scene.chart.accessibleDescription() == "η 0.12345"
    scene.chart.dragged.emit(0.12312)
    assert scene.use.isVisible()
    assert scene.use.text() == "Use η = 0.123"
    scene.use.click()
    user.wait(lambda: user.frame.settings.learning_rate == 0.123)


def test_the_landscape_shows_the_way_of_the_run_at_once_and_becomes_finer(user, stage):
    user.press("actionUpdate")
    for _ in range(60):
        user.press("actionStep")
    scene = open_experiment(user, stage, "Landscape")
    user.wait(lambda: len(scene.landscapes) == 2)
    user.window.grab()
    user.wait(lambda: all(found.finest for found in scene.landscapes.values()), 60)
    for found in scene.landscapes.values():
        assert found.losses.shape == (CELLS, CELLS)
        assert np.isfinite(found.losses).all()
        assert len(found.path) >= 3
        assert (np.abs(found.path) <= 1).all()
    user.window.grab()
    user.press("actionRewind")
    assert not scene.landscapes


def test_before_the_first_step_there_is_no_landscape(user):
    stage = user.window.findChild(StagePanel)
    scene = open_experiment(user, stage, "Landscape")
    assert not scene.running
    assert not scene.again.isEnabled()
    user.press("actionStep")
    user.wait(lambda: len(scene.landscapes) == 2)


def test_the_dot_moves_as_the_run_goes_on_and_outside_the_map_another_is_drawn(user, stage):
    user.press("actionUpdate")
    scene = open_experiment(user, stage, "Landscape")
    user.wait(lambda: len(scene.landscapes) == 2)
    first = scene.landscapes["principal"].plane
    before = scene.maps["principal"]._here
    user.press("actionStep")
    assert scene.maps["principal"]._here != before
    assert scene.landscapes["principal"].plane is first
    user.widget("learningRate").setValue(20.0)
    for _ in range(3):
        user.press("actionStep")
    user.wait(lambda: scene.landscapes["principal"].plane is not first)


def test_experiments_before_anything_is_drawn_say_what_to_do(user):
    stage = user.window.findChild(StagePanel)
    scene = open_experiment(user, stage, "Check")
    assert not scene.check.isEnabled()
    assert "①" in scene.verdict.text()
    assert "①" in open_experiment(user, stage, "Weight").words()[1]
    assert "①" in open_experiment(user, stage, "Step").missing()


def test_training_by_numbers_gives_the_same_curve(user):
    user.widget("hiddenSize").setValue(5)
    user.widget("batchSize").setValue(10)
    user.widget("iterations").setValue(20)
    user.settle()
    curves = []
    for choice in (0, 1):
        user.widget("gradient").setCurrentIndex(choice)
        user.press("actionRewind")
        user.action("actionRun").trigger()
        user.wait(lambda: user.frame.finished)
        curves.append(user.frame.loss)
    np.testing.assert_allclose(curves[1], curves[0], atol=1e-4)


def test_a_numerical_run_pauses_at_once_however_slow(user):
    user.widget("hiddenSize").setValue(2000)
    user.widget("batchSize").setValue(600)
    user.widget("gradient").setCurrentIndex(1)
    user.settle()
    user.press("actionRewind")
    user.action("actionRun").trigger()
    trainer = user.window.lab._worker.run.tracks.live
    user.wait(lambda: trainer.next_phase is Phase.COMPUTE_GRADIENT)  # it is under way
    user.press("actionRun")  # pause
    assert user.frame.iteration == 0
    assert not user.frame.running


@pytest.mark.parametrize("rate", [1e3, 1e6])
def test_experiments_on_a_network_that_is_spoilt_say_so(user, rate):
    """Its loss may be huge, infinite or not a number."""
    stage = user.window.findChild(StagePanel)
    user.press("actionStep")
    user.widget("learningRate").setValue(rate)
    user.settle()
    user.press("actionStep")
    user.press("actionSelectBatch")
    user.press("actionComputeGradient")
    weights = user.frame.network.params["W2"]
    weights.flags.writeable = True
    weights[0, 0] = np.nan if rate == 1e6 else 1e30
    check_scene = open_experiment(user, stage, "Check")
    assert check(user, check_scene)
    weight = open_experiment(user, stage, "Weight")
    user.wait(lambda: weight.task.result is not None or "not a number" in weight.picked.text())
    step = open_experiment(user, stage, "Step")
    user.wait(lambda: step.task.result is not None or "not a number" in step.missing())
    scene = open_experiment(user, stage, "Landscape")
    user.wait(lambda: len(scene.landscapes) == 2)
    for name in ("Check", "Weight", "Step", "Landscape"):
        open_experiment(user, stage, name)
        user.window.grab()
