"""④ Repeat: what is said of the run, and the scale of the weights."""

import numpy as np
import pytest

from mnistlab.training import RunSettings
from mnistlab.ui.scenes.phases.repeat import RepeatScene, validation_sentences


@pytest.mark.parametrize(
    ("train", "test", "meaning"),
    [
        (0.11, 0.1, "about as good as guessing"),
        (0.95, 0.94, "They are close"),
        (0.94, 0.95, "They are close"),
        (0.95, 0.9, "it overfits"),
        (0.5, 0.1, "about as good as guessing"),
    ],
)
def test_what_the_two_accuracies_mean(train, test, meaning):
    text = validation_sentences(train, test)
    assert text.startswith(f"Training images {100 * train:.1f} %, test images {100 * test:.1f} %.")
    assert [said for said in ("as good as guessing", "They are close", "it overfits") if said in text] == [
        meaning.removeprefix("about ")
    ]


def evaluated(make_frame, **status):
    accuracies = {"train_accuracy": np.array([0.1, 0.5, 0.9]), "test_accuracy": np.array([0.1, 0.5, 0.8])}
    return make_frame(evaluated_at=np.array([0, 600, 1200]), **accuracies, **status)


def test_looking_back_the_validation_is_that_of_the_moment(make_scene, make_frame):
    scene = make_scene(RepeatScene)
    scene.show_frame(evaluated(make_frame, iteration=1200))
    assert "90.0 %, test images 80.0 %" in scene.texts[1].text()
    scene.show_frame(evaluated(make_frame, iteration=700, past=True))
    assert "50.0 %, test images 50.0 %" in scene.texts[1].text()
    scene.show_frame(make_frame())
    assert "Once all images could have been seen" in scene.texts[1].text()


ZERO = {key: np.zeros(shape, np.float32) for key, shape in (("W1", (784, 4)), ("b1", 4), ("W2", (4, 10)), ("b2", 10))}


@pytest.mark.parametrize(
    ("status", "title", "words"),
    [
        ({"untrained": True}, "before it has learned", "They are random now"),
        ({"untrained": False}, "weights that were opened", "Draw a digit"),
        ({"untrained": True, "zero": True}, "before it has learned", "All weights are zero"),
        ({"batch": True, "iteration": 1}, "④ Repeat", "Each iteration"),
        ({"finished": True, "batch": True, "iteration": 1200}, "complete", "80.00 % of the test images"),
        ({"finished": True, "batch": True, "iteration": 600, "past": True}, "④ Repeat", "Each iteration"),
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


def test_training_by_numbers_is_explained(make_scene, make_frame):
    scene = make_scene(RepeatScene)
    scene.show_frame(make_frame())
    assert "Why in mini-batches" in scene.headings[0].text()
    scene.show_frame(make_frame(plain_seconds=12.3))
    assert "By numbers" in scene.headings[0].text()
    assert "about 12 s" in scene.texts[0].text()


def test_the_epoch_is_full_at_its_end(make_scene, make_frame):
    scene = make_scene(RepeatScene)
    for iteration, said in ((0, "epoch 1: 0 of 600"), (600, "epoch 1: 600 of 600"), (601, "epoch 2: 1 of 600")):
        scene.show_frame(make_frame(iteration=iteration, epoch=iteration / 600))
        assert said in scene.epoch_words.text()
        assert f"run: {iteration} of 10,000" in scene.run_words.text()
    scene.show_frame(make_frame(speed=2345.6, running=True))
    assert "2,346/s" in scene.run_words.text()


@pytest.fixture
def limit(make_scene, make_frame):
    """Show weights of a size, and return what the full colours stand for then."""
    scene = make_scene(RepeatScene)

    def show(size, **status):
        params = {**make_frame().network.params, "W1": np.full((784, 4), size, np.float32)}
        scene.show_frame(make_frame(network=make_frame().network.of(params), **status))
        return scene.limit

    return show


def test_at_rest_the_scale_of_the_weights_fits_them(limit):
    assert limit(0.02) == 0.03
    assert limit(0.5, iteration=1) == 1
    assert limit(0.02, iteration=2) == 0.03


def test_in_a_run_the_scale_of_the_weights_does_not_move(limit):
    running = {"running": True}
    assert limit(0.02) == 0.03
    assert limit(0.02, iteration=1, **running) == 0.3  # not that of the first random weights
    assert limit(0.9, iteration=100, **running) == 0.3
    assert limit(0.01, iteration=200, **running) == 0.3
    assert limit(0.9, iteration=300) == 1
    assert limit(0.9, iteration=301, **running) == 1
