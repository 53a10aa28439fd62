"""The benches without images: what moves when a slider is moved."""

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from mnistlab.analysis.bench import way
from mnistlab.ui.look.theme import colours
from mnistlab.ui.scenes.book.bowl import BowlScene
from mnistlab.ui.scenes.book.neuron import NeuronScene
from mnistlab.ui.scenes.book.sliders import SlidersScene


def test_a_rate_changes_the_way_in_the_bowl_and_the_book_brings_it_back(make_scene):
    scene = make_scene(BowlScene)
    scene.resize(686, 560)
    before = scene.picture.accessibleDescription()
    scene.sliders["SGD"].setValue(-100)
    assert scene.picture.accessibleDescription() != before
    scene.findChild(object, "bowlReset").click()
    assert scene.picture.accessibleDescription() == before
    assert not scene.grab().isNull()


def test_a_rate_in_the_bowl_is_what_is_written_beside_its_slider(make_scene):
    scene = make_scene(BowlScene)
    for place, text in ((-50, "0.316"), (-49, "0.324"), (100, "10"), (-300, "0.001")):
        scene.sliders["SGD"].setValue(place)
        assert scene._values["SGD"].text() == text
    scene.sliders["SGD"].setValue(-50)
    np.testing.assert_array_equal(scene.picture._ways["SGD"][0], way("SGD", 0.316, scene.sliders["steps"].value()))


def test_the_lowest_place_of_the_bowl_is_seen_over_the_ways_that_end_there(make_scene):
    scene = make_scene(BowlScene)
    scene.resize(686, 560)
    image = scene.picture.grab().toImage()
    assert image.pixelColor(image.rect().center()).name().upper() == colours().text


def test_the_names_of_the_ways_stand_clear_of_each_other_and_within_the_picture(make_scene, monkeypatch):
    painted = {}
    draw_text = QPainter.drawText

    def watched(painter, place, *rest):
        painted[rest[-1]] = place
        draw_text(painter, place, *rest)

    monkeypatch.setattr(QPainter, "drawText", watched)
    scene = make_scene(BowlScene)
    scene.resize(686, 560)
    for rate in (0, 100):
        scene.sliders["SGD"].setValue(rate)
        painted.clear()
        scene.picture.grab()
        names = [painted[name] for name in ("SGD", "Momentum", "AdaGrad", "Adam")]
        assert not any(one.intersects(other) for one, other in combinations(names, 2))
        assert all(QRectF(scene.picture.rect()).contains(name) for name in names)


def test_the_neuron_begins_where_the_sliders_say(make_scene):
    scene = make_scene(NeuronScene)
    scene.resize(686, 560)
    outputs = scene.chart._curves["quadratic"].y
    assert outputs[0] > 0.98
    scene.starts[0].click()
    assert scene.chart._curves["quadratic"].y[0] < 0.85
    assert not scene.grab().isNull()


def test_one_sum_up_makes_all_other_shares_smaller(make_scene):
    scene = make_scene(SlidersScene)
    scene.resize(686, 560)
    before = [float(label.text()) for label in scene.shares]
    scene.sliders[1].setValue(40)
    after = [float(label.text()) for label in scene.shares]
    assert after[1] > before[1]
    assert all(after[place] < before[place] for place in (0, 2, 3))
    assert not scene.grab().isNull()


@pytest.mark.parametrize("height", [300, 480])
def test_the_rows_of_the_sums_use_the_height_that_the_texts_leave(make_scene, height):
    scene = make_scene(SlidersScene)
    scene.resize(686, height)
    scene.show()
    scene.layout().activate()
    lowest = scene._about.geometry().bottom()
    assert scene.height() - 12 <= lowest <= scene.height()
