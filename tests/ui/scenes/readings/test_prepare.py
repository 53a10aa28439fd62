"""What the network sees: what is said of the ways with a stage left out."""

import numpy as np
import pytest

from mnistlab.nn import TwoLayerNet
from mnistlab.ui.canvas.drawing import Drawing, Line
from mnistlab.ui.canvas.preparation import prepared
from mnistlab.ui.scenes.readings.prepare import PrepareScene

IN_A_CORNER = Drawing((Line(np.array([[0.1, 0.05], [0.1, 0.15], [0.1, 0.3]])),))


def network(*, sees_the_middle):
    """Return a network that reads a 1 where there is ink in the middle, else a 7; or a 1 in any case."""
    made = TwoLayerNet(784, 1, 10, rng=np.random.default_rng(0))
    weights = np.zeros((28, 28), np.float32)
    weights[8:20, 12:16] = float(sees_the_middle)
    made.params["W1"][:] = weights.reshape(-1, 1)
    made.params["W2"][:] = 0
    made.params["W2"][0, 1] = 20
    made.params["b2"][7] = 15 if sees_the_middle else 0
    return made


@pytest.mark.parametrize(
    ("ink", "sees_the_middle", "said", "answers"),
    [
        (Drawing(), True, "Draw a digit on the canvas at the right", "–"),
        (IN_A_CORNER, True, "another answer where there is a cross", "1✕"),
        (IN_A_CORNER, False, "This one survives", "1"),
    ],
)
def test_whether_a_stage_matters_is_said(make_scene, make_frame, ink, sees_the_middle, said, answers):
    scene = make_scene(PrepareScene)
    stages = prepared(ink).stages
    scene.selection.take_drawing(None if stages is None else stages.image, ink)
    scene.show_frame(make_frame(network=network(sees_the_middle=sees_the_middle)))
    assert said in scene.without_words.text()
    assert {label.text()[0] for label in scene.answers.values()} == set(answers)


@pytest.mark.parametrize(("width", "height"), [(520, 372), (620, 445), (686, 552), (1198, 850)])
def test_the_pictures_take_the_room_there_is_and_no_more(make_scene, make_frame, width, height):
    scene = make_scene(PrepareScene)
    scene.resize(width, height)
    scene.show_frame(make_frame())
    scene.grab()
    stages, variants = ([*pictures.values()] for pictures in (scene.pictures, scene.variants))
    assert all(picture.geometry().right() <= width for picture in (*stages, *variants))
    assert scene.answers["all"].geometry().bottom() <= height
    assert stages[0].width() >= variants[0].width()
    assert 4 * (stages[0].width() + 28) > width - 120 or stages[0].height() + variants[0].height() > height - 290
