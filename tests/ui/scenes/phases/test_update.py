"""③ The update: what it did to the batch, and how strongly its step is shown."""

import numpy as np
import pytest

from mnistlab.training import RunSettings
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
        ([3, 1, 4, 1, 0], "Of the batch, newly right: 2, newly wrong (framed): 1."),
        ([3, 0, 0, 0, 0], "Of the batch, newly right: 0, newly wrong (framed): 2."),
        ([3, 1, 9, 9, 5], "No image of the batch is read otherwise than before."),
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
        ("no gradient", "a small step", "Press ① and ②"),
        ("to come", "about to be", "Then press ③"),
        ("done", "a small step", "the same mini-batch was scored again"),
    ],
)
def test_before_and_after_it_says_what_is_so(make_scene, make_frame, make_batch, updated, frame, title, words):
    scene, batch = make_scene(UpdateScene), make_batch([3], [3], [3])
    frames = {"no gradient": make_frame(), "to come": updated(batch), "done": updated(batch, rate=0.1)}
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
    assert magnification(np.full(1000, 0.004), limit=0.5) == 100
    assert magnification(np.full(1000, 0.006), limit=0.5) == 50
    assert magnification(np.full(1000, 7.0), limit=0.5) == 1
    assert magnification(np.array([np.nan]), limit=0.5) == 10_000


def test_in_a_run_the_steps_do_not_flicker(make_scene, make_batch, updated):
    scene, batch = make_scene(UpdateScene), make_batch([3], [3], [3])

    def times(size, **status):
        scene.show_frame(updated(batch, size, rate=0.1, **status))
        return int(scene.captions[1].text().rpartition("×")[2].replace(",", ""))

    weak, strong = times(0.01), times(0.1)
    assert weak == 10 * strong
    assert times(0.01, running=True) == strong
    assert times(1.0, running=True) == strong // 10
    assert times(0.1, running=True) == strong // 10
    assert times(0.1) == strong
