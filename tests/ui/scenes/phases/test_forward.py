"""② Forward: the image in focus, its loss, and the scales."""

import numpy as np
import pytest

from mnistlab.ui.scenes.phases.forward import ForwardScene


def test_without_a_mini_batch_it_says_what_to_do(make_scene, make_frame, make_batch):
    scene = make_scene(ForwardScene)
    scene.show_frame(make_frame())
    assert "Press ①" in scene.label.text()
    assert scene.loss.text() == scene.numbers() == ""
    scene.show_frame(make_frame(batch=make_batch([7])))
    assert "Its label is 7" in scene.label.text()


def test_after_the_update_it_is_still_the_reading_that_the_gradient_is_of(make_scene, make_frame, make_batch):
    scene = make_scene(ForwardScene)
    frame = make_frame(batch=make_batch([7]))
    scene.show_frame(frame)
    before = scene.loss.text()
    gradient = {key: np.ones_like(value) for key, value in frame.network.params.items()}
    after = frame.network.of({key: value - np.float32(0.5) for key, value in frame.network.params.items()})
    scene.show_frame(make_frame(batch=frame.batch, network=after, gradient=gradient, learning_rate_used=0.5))
    assert scene.loss.text() == before
    scene.show_frame(make_frame(batch=frame.batch, network=after))
    assert scene.loss.text() != before


@pytest.mark.parametrize(("probability", "loss"), [(1.0, "0.000"), (0.5, "0.693"), (0.0, "16.118")])
def test_the_loss_of_an_image_is_that_of_its_label(make_scene, make_frame, make_batch, probability, loss):
    """As in the book: -log(y + 1e-7)."""
    scene = make_scene(ForwardScene)
    frame = make_frame(batch=make_batch([7]))
    params = {key: np.zeros_like(value) for key, value in frame.network.params.items()}
    params["b2"][7] = {1.0: 100, 0.5: np.log(9), 0.0: -200}[probability]
    scene.show_frame(make_frame(batch=frame.batch, network=frame.network.of(params)))
    assert scene.loss.text() == f"its loss: {loss}"


def test_the_bars_of_the_scores_keep_their_scale_in_a_run(make_scene, make_frame, make_batch):
    scene, batch = make_scene(ForwardScene), make_batch([7])

    def length(score, **status):
        params = {key: np.zeros_like(value) for key, value in make_frame().network.params.items()}
        params["b2"][7] = score
        scene.show_frame(make_frame(batch=batch, network=make_frame().network.of(params), **status))
        return scene.scores.limit

    assert length(8) == 10
    assert length(0.5, running=True) == 10
    assert length(0.5) == 1
