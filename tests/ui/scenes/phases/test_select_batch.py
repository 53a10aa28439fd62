"""① The mini-batch: what is said of it."""

import numpy as np
import pytest

from mnistlab.training import RunSettings
from mnistlab.ui.scenes.phases.select_batch import SelectBatchScene


@pytest.mark.parametrize(
    ("sampling", "heading", "beside"),
    [("random", "Drawing by chance", "With replacement"), ("shuffle", "were shuffled", "each once")],
)
def test_how_the_images_are_drawn_is_said(make_scene, make_frame, sampling, heading, beside):
    scene = make_scene(SelectBatchScene)
    scene.show_frame(make_frame(settings=RunSettings(sampling=sampling)))
    assert heading in scene.words()[1]
    assert beside in scene.seen.text()


def test_how_many_images_this_epoch_has_seen(make_scene, make_frame):
    scene = make_scene(SelectBatchScene)
    seen = np.zeros(60_000, bool)
    seen[:15_000] = True
    scene.show_frame(make_frame(seen=seen))
    assert "15,000 of 60,000 images have been seen: 25.0 %" in scene.seen.text()


def test_before_the_first_draw_it_says_what_to_do_and_then_what_is_in_focus(make_scene, make_frame, make_batch):
    scene = make_scene(SelectBatchScene)
    scene.show_frame(make_frame())
    assert scene.label.text() == ""
    assert "Press ①" in scene.about.text()
    scene.selection.pick_image(1)
    scene.show_frame(make_frame(batch=make_batch([3, 8])))
    assert scene.label.text() == "Its label: 8"
    assert "image 1, 2 of 2" in scene.about.text()
