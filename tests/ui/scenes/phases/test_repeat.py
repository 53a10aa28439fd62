"""④ Repeat: what is read, what is said of the run, and the scale of the weights."""

import re
from types import SimpleNamespace

import numpy as np
import pytest

from mnistlab.numerals import percent
from mnistlab.training import RunSettings
from mnistlab.ui.scenes.phases.repeat import RepeatScene, reading_of, score_sentence, validation_sentences


@pytest.mark.parametrize(
    ("train", "test", "meaning"),
    [
        (0.11, 0.1, "about as good as guessing"),
        (0.95, 0.941, "They are close:"),
        (0.986, 0.972, "A small gap"),
        (0.94, 0.95, "They are close:"),
        (0.36, 0.365, "both are low"),
        (0.95, 0.9, "it overfits"),
        (0.5, 0.1, "about as good as guessing"),
    ],
)
def test_what_the_two_accuracies_mean(train, test, meaning):
    text = validation_sentences(train, test)
    assert text.startswith(f"Training images {percent(train)}, test images {percent(test)}.")
    meanings = ("about as good as guessing", "They are close:", "both are low", "A small gap", "it overfits")
    assert [said for said in meanings if said in text] == [meaning]


def evaluated(make_frame, **status):
    accuracies = {"train_accuracy": np.array([0.1, 0.5, 0.9]), "test_accuracy": np.array([0.1, 0.5, 0.8])}
    return make_frame(evaluated_at=np.array([0, 600, 1200]), **accuracies, **status)


ZERO = {key: np.zeros(shape, np.float32) for key, shape in (("W1", (784, 4)), ("b1", 4), ("W2", (4, 10)), ("b2", 10))}


@pytest.mark.parametrize(
    ("status", "title", "words"),
    [
        ({"untrained": True}, "before it has learned", "small and random"),
        ({"untrained": False}, "The network", "the weights that were opened"),
        ({"untrained": True, "zero": True}, "before it has learned", "All weights are zero"),
        ({"batch": True, "iteration": 1}, "How does it read this 3?", "W₂ learns which units speak for which digit"),
        ({"finished": True, "batch": True, "iteration": 1200}, "complete", "test images 80.0\N{NO-BREAK SPACE}%"),
        ({"finished": True, "batch": True, "iteration": 600, "past": True}, "this 3?", "blue adds to a score"),
        ({"plain_seconds": 12.3}, "The network", "about 12 s"),
    ],
)
def test_it_says_where_the_run_is(make_scene, make_frame, make_batch, status, title, words):
    status = dict(status)
    if status.pop("batch", False):
        status["batch"] = make_batch([3])
    if status.pop("zero", False):
        status["network"] = make_frame().network.of(ZERO)
        status["settings"] = RunSettings(hidden_size=4, weight_init_std=0)
    scene = make_scene(RepeatScene)
    scene.show_frame(evaluated(make_frame, **status))
    assert title in scene.words()[0]
    assert words in scene.words()[1]


def test_the_drawing_is_read_and_called_what_the_built_in_network_is_sure_of(make_scene, make_frame, make_batch):
    scene = make_scene(RepeatScene)
    drawing = np.zeros((28, 28), np.uint8)
    drawing[5:20, 10:14] = 200
    scene.selection.take_drawing(drawing)
    scene.show_frame(make_frame(batch=make_batch([3])))
    assert scene.words()[0] == "How does it read your digit?"
    reading = scene.weights.reading
    np.testing.assert_array_equal(reading.image, drawing.ravel())
    assert reading.label is None

    sure = make_frame().network.of({**ZERO, "b2": np.eye(10, dtype=np.float32)[1] * 20})
    scene.selection.take_ready(sure)
    scene.selection.take_drawing(drawing.copy())
    scene.show_frame(make_frame())
    assert scene.words()[0] == "How does it read your 1?"


def test_a_stroke_of_the_pen_is_followed_while_nothing_runs(make_scene, make_frame, qtbot):
    scene = make_scene(RepeatScene)
    scene.show_frame(make_frame())
    assert scene.weights.reading is None
    with qtbot.waitSignal(scene.updated):
        scene.selection.take_drawing(np.full((28, 28), 9, np.uint8))
    assert scene.weights.reading.image.tolist() == [9] * 784


def test_in_a_run_at_speed_the_image_in_focus_stays_although_mini_batches_go_by(make_scene, make_frame, make_batch):
    scene = make_scene(RepeatScene)

    def shown(label, **status):
        scene.show_frame(make_frame(batch=make_batch([label]), **status))
        return scene.words()[0], scene.weights.reading.label

    assert shown(3) == ("How does it read this 3?", 3)
    assert shown(5, running=True, iteration=9) == ("How does it read this 3?", 3)
    assert shown(5, running=True, phase_by_phase=True, iteration=10)[1] == 5
    assert shown(8, running=True, iteration=11, run_id=2)[1] == 8  # another run begins with its own
    assert shown(6, iteration=12, run_id=2)[1] == 6


def test_a_run_from_the_beginning_shows_an_image_that_is_plainly_written(make_scene, make_frame, make_batch):
    sure = np.full((4, 10), 0.02)
    sure[[0, 1, 2, 3], [4, 5, 7, 9]] = 0.95, 0.3, 0.95, 0.95  # wrong; right, but unsure; right and sure, twice
    scene = make_scene(RepeatScene)
    scene.selection.take_ready(SimpleNamespace(probabilities=lambda _images: sure))
    scene.show_frame(make_frame())
    scene.show_frame(make_frame(batch=make_batch([3, 5, 7, 9]), running=True))
    assert scene.weights.reading.label == 7
    scene.selection.pick_image(1)
    scene.show_frame(make_frame(batch=make_batch([3, 5, 7, 9]), running=True, run_id=2))
    assert scene.weights.reading.label == 5


def test_a_score_is_said_as_the_sum_that_it_is(make_frame):
    network = make_frame().network
    reading = reading_of(network, np.full(784, 120, np.uint8), 4)
    said = score_sentence(reading, 4)
    more, less, bias, score = (float(number.replace("−", "-")) for number in re.findall(r"[+−][\d.]+", said))
    assert more + less + bias == pytest.approx(score, abs=2e-3)
    assert score == pytest.approx(float(reading.scores[4]), abs=1e-3)


@pytest.fixture
def limit(make_scene, make_frame):
    """Show weights of a size, and return what the full colours stand for then."""
    scene = make_scene(RepeatScene)

    def show(size, **status):
        params = {**make_frame().network.params, "W1": np.full((784, 4), size, np.float32)}
        scene.show_frame(make_frame(network=make_frame().network.of(params), **status))
        return scene.limit

    return show


def test_first_weights_do_not_fade_when_the_run_begins(limit):
    assert limit(0.02) == 0.1
    assert limit(0.02, iteration=1, running=True) == 0.1
    assert limit(0.09, iteration=2, running=True) == 0.1


def test_in_a_run_the_scale_only_widens_and_no_more_than_it_must(limit):
    running = {"running": True}
    assert limit(0.15, iteration=1, **running) == 0.2
    assert limit(0.01, iteration=2, **running) == 0.2
    assert limit(0.25, iteration=3, **running) == 0.3


def test_another_future_has_a_scale_of_its_own(limit):
    assert limit(2.5, iteration=100) == 3
    assert limit(0.19, iteration=200, branch_id=2) == 0.2
