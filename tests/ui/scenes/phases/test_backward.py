"""② Backward: what is said of the gradient, its scales, and the unit that is looked at."""

import numpy as np

from mnistlab.ui.scenes.phases.backward import BackwardScene


def with_gradient(make_frame, make_batch, size=1.0, **status):
    frame = make_frame()
    gradient = {key: np.full_like(value, 0.001 * size) for key, value in frame.network.params.items()}
    gradient["W1"][3 * 28 + 5, 2] = -0.002 * size
    return make_frame(batch=make_batch([3, 1], before=[3, 0]), gradient=gradient, **status)


def test_before_it_is_known_it_says_what_to_do(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(make_frame(batch=make_batch([3, 1])))
    assert "Press ②" in scene.words()[1]
    assert scene.numbers() == ""
    scene.show_frame(with_gradient(make_frame, make_batch))
    assert "rise (blue) or fall (orange)" in scene.words()[1]


def test_the_largest_entry_is_named(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(with_gradient(make_frame, make_batch))
    assert scene.numbers().startswith("largest: unit 2, row 3, column 5: −0.00200")


def test_the_scales_are_locked_in_a_run(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(with_gradient(make_frame, make_batch, size=10))
    assert "±0.01" in scene.W2_caption.text()
    scene.show_frame(with_gradient(make_frame, make_batch, size=0.1, running=True))
    assert "±0.01" in scene.W2_caption.text()
    scene.show_frame(with_gradient(make_frame, make_batch, size=0.1))
    assert "±0.0001" in scene.W2_caption.text()
