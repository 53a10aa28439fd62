"""① The mini-batch: what is said of it."""

import numpy as np
import pytest

from mnistlab.training import RunSettings
from mnistlab.ui.scenes.phases.select_batch import SelectBatchScene


@pytest.mark.parametrize(("sampling", "beside"), [("random", "with replacement"), ("shuffle", "each once")])
def test_how_the_images_are_drawn_is_said(make_scene, make_frame, sampling, beside):
    scene = make_scene(SelectBatchScene)
    scene.show_frame(make_frame(settings=RunSettings(sampling=sampling)))
    assert beside in scene.seen.text()


def test_how_many_images_this_epoch_has_seen(make_scene, make_frame):
    scene = make_scene(SelectBatchScene)
    seen = np.zeros(60_000, bool)
    seen[:15_000] = True
    scene.show_frame(make_frame(seen=seen))
    assert "15,000 of 60,000 images, 25.0\N{NO-BREAK SPACE}%" in scene.seen.text()
    assert "63" not in scene.seen.text()  # because a lesson asks how many it will be
    seen[:30_000] = True
    scene.show_frame(make_frame(seen=seen))
    assert "63\u00a0%" in scene.seen.text()


def test_before_the_first_draw_it_says_what_to_do_and_then_what_is_in_focus(make_scene, make_frame, make_batch):
    scene = make_scene(SelectBatchScene)
    scene.show_frame(make_frame())
    assert scene.label.text() == ""
    assert scene.map._nothing == "60,000 training images, a dot for each.\nPress ① to draw 100 of them."
    scene.selection.pick_image(1)
    scene.show_frame(make_frame(batch=make_batch([3, 8])))
    assert scene.label.text() == "Its label: 8"
    assert "Training image 1." in scene.about.text()


def test_the_colours_of_the_dots_are_named_and_told_apart(make_scene, make_frame, make_batch):
    scene = make_scene(SelectBatchScene)
    assert scene.legend.accessibleName() == "not yet in this epoch, seen, drawn now"
    seen = np.zeros(60_000, bool)
    seen[:30_000] = True
    scene.map.resize(600, 300)
    scene.show_frame(make_frame(seen=seen, batch=make_batch([3, 8])))
    shown = scene.map.grab().toImage()
    places = [scene.map.place_of(image).toPoint() for image in (0, 20_000, 50_000)]
    assert len({shown.pixelColor(place).name() for place in places}) == 3
