"""③ The update: what it did to the batch, and how strongly its step is shown."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect

from mnistlab.engine.intents import ComputeGradient, SelectBatch, Step
from mnistlab.training import RunSettings
from mnistlab.ui.scenes.phases.step_parts import words_of
from mnistlab.ui.scenes.phases.update import UpdateScene, flips, magnification


@pytest.fixture
def updated(make_frame):
    """Return a frame after an update, or before it, with a step as large as `size`."""

    def make(batch, size=0.01, rate=None, **status):
        network = make_frame().network
        gradient = {key: np.full_like(value, size) for key, value in network.params.items()}
        return make_frame(batch=batch, network=network, gradient=gradient, learning_rate_used=rate, **status)

    return make


LABELS, BEFORE = [3, 1, 4, 1, 5], [3, 1, 0, 0, 5]


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ([3, 1, 4, 1, 0], "Newly right: 2. Newly wrong: 1."),
        ([3, 0, 0, 0, 0], "Newly right: 0. Newly wrong: 2."),
        ([3, 1, 9, 9, 5], "No image changed its answer."),
    ],
)
def test_what_it_did_to_the_batch_is_said(make_scene, make_batch, updated, after, said):
    scene = make_scene(UpdateScene)
    scene.show_frame(updated(make_batch(LABELS, BEFORE, after), rate=0.1))
    assert scene.flips_caption.text() == said


def test_images_newly_right_and_newly_wrong(make_batch):
    better, worse = flips(make_batch(LABELS, BEFORE, [3, 1, 4, 1, 0]))
    assert better.tolist() == [False, False, True, True, False]
    assert worse.tolist() == [False, False, False, False, True]


@pytest.mark.parametrize(
    ("frame", "title", "words"),
    [
        ("to come", "about to be", "then press ③"),
        ("done", "A small step", "against its gradient"),
    ],
)
def test_before_and_after_it_says_what_is_so(make_scene, make_batch, updated, frame, title, words):
    scene, batch = make_scene(UpdateScene), make_batch([3], [3], [3])
    frames = {"to come": updated(batch), "done": updated(batch, rate=0.1)}
    scene.show_frame(frames[frame])
    assert title in scene.words()[0]
    assert words in scene.words()[1]


def test_the_sum_is_that_of_the_step_done_or_to_come(make_scene, make_batch, updated):
    scene, batch = make_scene(UpdateScene), make_batch([3], [3], [3])
    for rate in (None, 0.5):
        frame = updated(batch, size=0.2, rate=rate, settings=RunSettings(hidden_size=4, learning_rate=0.1))
        scene.show_frame(frame)
        now, step = frame.network.params["W1"], -0.2 * (rate or 0.1)
        before, after = (now, now + step) if rate is None else (now - step, now)
        np.testing.assert_allclose(scene.before, before, atol=1e-6)
        np.testing.assert_allclose(scene.after, after, atol=1e-6)
        assert f"− {rate or 0.1:g} × (+0.200)" in scene.numbers()


def test_a_step_is_shown_as_strongly_as_the_scale_allows():
    assert magnification(np.full(1000, 0.004), limit=0.5) == 125
    assert magnification(np.full(1000, 0.000289), limit=0.5) == 1730
    assert magnification(np.full(1000, 7.0), limit=0.5) == 1
    assert magnification(np.array([np.nan]), limit=0.5) == 1
    assert magnification(np.zeros(1000), limit=0.5) == 1
    most = np.append(np.full(10_000, 0.001), 1.0)  # one of them is far larger: it does not make all others pale
    assert magnification(most, limit=0.5) == 500


def test_before_an_audience_the_legend_is_of_the_steps_which_are_all_there_is(make_scene, make_batch, updated):
    scene = make_scene(UpdateScene)
    scene.show_frame(updated(make_batch([3], [3], [3]), 0.01, rate=0.1))
    of_weights = scene.legend._limit
    scene.leave_out(presenting=True)
    assert scene.legend._limit == pytest.approx(of_weights / scene.times, rel=0.06)
    scene.leave_out(presenting=False)
    assert scene.legend._limit == of_weights


def test_in_a_run_the_steps_do_not_flicker(make_scene, make_batch, updated):
    scene, batch = make_scene(UpdateScene), make_batch([3], [3], [3])

    def times(size, **status):
        scene.show_frame(updated(batch, size, rate=0.1, **status))
        assert f"drawn × {scene.times:,}" in scene.captions[1].text()
        assert "=" not in {sign.text() for sign in scene._signs}  # because the sum of the colours does not hold
        return scene.times

    weak, strong = times(0.01), times(0.1)
    assert weak == pytest.approx(10 * strong, rel=0.05)
    assert times(0.01, running=True) == strong
    least = times(1.0, running=True)
    assert least < strong / 5
    assert times(0.1, running=True) == least
    assert times(0.1) > least


@pytest.mark.parametrize(
    ("losses", "asked"),
    [((2.3, None), "How far should it go? ›"), ((2.3, 2.2), "Why did it fall? ›"), ((2.3, 2.4), "Why did it rise? ›"),
     ((2.3, np.nan), "Why did it rise? ›")],
)  # fmt: skip
def test_from_what_it_did_one_click_leads_to_why(make_scene, make_batch, updated, losses, asked):
    scene, batch = make_scene(UpdateScene), make_batch([3], [3], [3])
    turned = []
    scene.turns_to.connect(turned.append)
    before, after = losses
    scene.show_frame(updated(batch, rate=None if after is None else 0.1, batch_loss=before, batch_loss_after=after))
    assert scene.why.text() == asked
    scene.why.click()
    assert turned == ["Step"]


def test_no_link_moves_whatever_the_step_did(make_scene, make_batch, updated):
    scene = make_scene(UpdateScene)
    scene.resize(786, 222)
    places = set()
    for after in ([3, 1, 4, 1, 0], [3, 1, 0, 0, 5]):
        scene.show_frame(updated(make_batch(LABELS, BEFORE, after), rate=0.1, batch_loss=2.3, batch_loss_after=2.2))
        scene.grab()
        places.add(tuple(tuple(link.mapTo(scene, QPoint()).toTuple()) for link in (scene.unit_link, scene.why)))
    assert len(places) == 1


def test_the_picked_unit_can_be_opened_and_is_marked_in_the_output_layer(make_scene, make_batch, updated, qtbot):
    scene = make_scene(UpdateScene)
    scene.selection.pick_unit(2)
    scene.show_frame(updated(make_batch([3], [3], [3]), rate=0.1))
    assert scene.W2._selected == (None, 2)
    with qtbot.waitSignal(scene.selection.unit_opened) as heard:
        scene.unit_link.click()
    assert heard.args == [2]


def test_nothing_is_shown_of_a_step_that_nobody_knows(make_scene, make_frame, make_batch, updated):
    scene = make_scene(UpdateScene)
    scene.show_frame(make_frame())
    assert "Press ① and ②" in scene.missing()
    assert not any(part.isVisible() for part in (scene.steps, scene.W2, scene.why, scene.flips, scene.legend))


@pytest.mark.parametrize(("size", "least"), [((1366, 744), 32), ((1280, 640), 33), ((1024, 600), 16)])
def test_nothing_lies_on_anything_else_in_the_window_and_units_are_large(user, size, least):
    user.window.resize(*size)
    for name in ("actionSelectBatch", "actionComputeGradient", "actionUpdate"):
        user.press(name)
    scene = user.window.findChild(UpdateScene)
    user.wait(scene.isVisible)
    parts = scene.steps, scene.W2, *scene.pictures, *scene.captions, scene.flips_caption, scene.why, scene.flips

    def are_apart_and_within():
        shown = [QRect(part.mapTo(scene, QPoint()), part.size()) for part in parts if part.isVisible()]
        apart = not any(one.intersects(other) for i, one in enumerate(shown) for other in shown[:i])
        return apart and all(scene.rect().contains(part) for part in shown)

    user.wait(are_apart_and_within)  # because the words of the step change how high the scene is
    units = scene.steps.layout_of_units()
    assert units.cell >= least
    if scene.W2.x() > scene.steps.geometry().right():
        assert scene.W2.height() == units.height


def evaluated(equation):
    """Return both sides of a sum as it is written for people: weight, then the parts of its step."""
    left, right = equation.split(": ")[1].split(" = ")
    plain = (left + " = " + right).replace("−", "-").replace("×10", "e")
    for place, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹⁻"):
        plain = plain.replace(sign, "0123456789-"[place])
    # A minus between two numbers stands apart from both.
    *parts, result = (float(number) for number in re.findall(r"[-+]?\d[\d.]*(?:e-?\d+)?", plain.replace("- ", "")))
    weight, first, second = parts
    if "÷" in left:
        return weight + first / second, result
    return weight + (first + second if ") + (" in left else -first * second), result


@pytest.mark.parametrize("decay", [0.0, 0.01])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "nesterov", "adagrad", "rmsprop", "adam"])
def test_what_each_optimizer_did_adds_up(make_scene, frames_of, optimizer, decay):
    settings = RunSettings(hidden_size=4, batch_size=20, optimizer=optimizer, learning_rate=0.01, weight_decay=decay)
    *_, before, known, done = frames_of(settings, *[Step()] * 3, SelectBatch(), ComputeGradient(), Step())
    scene = make_scene(UpdateScene)
    for frame in (known, done):
        scene.show_frame(frame)
        np.testing.assert_allclose(scene.before, before.network.params["W1"], atol=1e-6)
        np.testing.assert_allclose(scene.after, done.network.params["W1"], atol=1e-6)
        left, right = evaluated(scene.numbers())
        assert left == pytest.approx(right, rel=0.02, abs=1e-3)
        assert scene.parts.isHidden() == (optimizer == "sgd" and not decay)
        assert scene.formula("") == ("update" if optimizer == "sgd" else f"update_{optimizer}")
        assert words_of(settings) in scene.words()[1]
    first, second, whole = (picture._values for picture in scene.parts.pictures)
    if not scene.parts.isHidden():
        found = first + second if scene.parts.operation.text() == "+" else first / second
        np.testing.assert_allclose(found, whole, atol=1e-6)


@pytest.mark.parametrize(
    ("height", "rows", "images"), [(420, 2, True), (330, 2, True), (305, 2, False), (190, 1, False)]
)
def test_with_the_parts_of_a_step_no_picture_lies_on_words(make_scene, make_batch, updated, height, rows, images):
    scene = make_scene(UpdateScene)
    scene.resize(690, height)
    settings = RunSettings(hidden_size=4, weight_decay=0.01)
    scene.show_frame(updated(make_batch(LABELS, BEFORE, [3, 1, 4, 1, 0]), rate=0.1, settings=settings))
    scene.grab()
    assert scene.flips.isVisible() == images
    assert sum(part.isVisible() for part in (scene.pictures[0], scene.parts)) == rows
    shown = [
        part
        for part in (*scene.pictures, *scene.captions, scene.parts, scene.flips_caption, scene.sizes)
        if part.isVisible()
    ]
    for one in shown:
        for other in shown:
            assert one is other or not one.geometry().intersects(other.geometry())
