"""② Backward: what is said of the gradient, its scales, and the unit that is looked at."""

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mnistlab.ui.scenes.phases.backward import BackwardScene


def with_gradient(make_frame, make_batch, size=1.0, **status):
    frame = make_frame()
    gradient = {key: np.full_like(value, 0.001 * size) for key, value in frame.network.params.items()}
    gradient["W1"][3 * 28 + 5, 2] = -0.002 * size
    return make_frame(batch=make_batch([3, 1], before=[3, 0]), gradient=gradient, **status)


def test_before_it_is_known_it_says_what_to_do(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(make_frame(batch=make_batch([3, 1])))
    assert "Press ②" in scene.missing()
    assert scene.numbers() == ""
    scene.show_frame(with_gradient(make_frame, make_batch))
    assert "would the loss rise or fall?" in scene.words()[1]


def test_the_largest_entry_is_named(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(with_gradient(make_frame, make_batch))
    assert scene.numbers().startswith("○ largest of 3,190: unit 2 (3, 5): −0.00200")


def test_the_scales_are_locked_in_a_run(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.resize(1600, 1200)
    scene.show_frame(with_gradient(make_frame, make_batch, size=10))
    assert "±0.01" in scene.W2_caption.text()
    scene.show_frame(with_gradient(make_frame, make_batch, size=0.1, running=True))
    assert "±0.01" in scene.W2_caption.text()
    scene.show_frame(with_gradient(make_frame, make_batch, size=0.1))
    assert "±0.0001" in scene.W2_caption.text()


def test_the_link_leads_to_the_weight_that_was_clicked_or_else_to_the_largest(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.resize(686, 300)
    frame = with_gradient(make_frame, make_batch)
    scene.selection.changed.connect(lambda: scene.show_frame(frame))
    turned = []
    scene.turns_to.connect(turned.append)
    scene.show_frame(frame)
    assert scene.weight_link.text() == "the largest: −0.00200 ›"
    place = scene.units.place_of_unit(1).topLeft() + QPoint(9, 9)
    _, pixel = scene.units.thing_at(place)
    QTest.mouseClick(scene.units, Qt.MouseButton.LeftButton, pos=place)
    assert scene.weight_link.text().startswith(f"unit 1, row {pixel // 28}, column {pixel % 28}: +0.00100")
    assert scene.weight_link.width() >= scene.weight_link.sizeHint().width()
    assert scene.units_caption.geometry().right() < scene.weight_link.x()
    scene.weight_link.click()
    assert turned == ["Weight"]
    assert (scene.selection.unit, scene.selection.marked) == (1, pixel)


def test_without_a_picked_weight_the_link_picks_the_largest(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(with_gradient(make_frame, make_batch))
    scene.weight_link.click()
    assert (scene.selection.unit, scene.selection.marked) == (2, 3 * 28 + 5)


def test_the_picked_unit_and_the_image_in_focus_are_marked_in_the_maps(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.selection.pick_unit(3)
    scene.selection.pick_image(1)
    scene.show_frame(with_gradient(make_frame, make_batch))
    assert (scene.b1._selected, scene.W2._selected, scene.scores._selected) == ((0, 3), (3, None), (1, None))
    scene.W2.pick((1, 7))
    assert scene.selection.unit == 1
    scene.b1.pick((0, 2))
    assert scene.selection.unit == 2
    scene.scores.pick((0, 4))
    assert scene.selection.image == 0


def test_all_parts_lie_beside_each_other_at_every_size(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(with_gradient(make_frame, make_batch))
    for size in ((440, 150), (440, 190), (560, 200), (686, 300), (776, 262), (1150, 560), (1300, 800)):
        scene.resize(*size)
        parts = [part.geometry() for part in (scene.units, scene.b1, scene.W2, scene.scores, *scene._captions)]
        parts.append(scene.weight_link.geometry())
        assert all(scene.rect().contains(part) for part in parts)
        assert not any(one.intersects(other) for i, one in enumerate(parts) for other in parts[:i])


def test_a_limit_is_whole_or_not_there(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.show_frame(with_gradient(make_frame, make_batch))
    scene._scales["dW2"].limit = 3e-7
    for width in (440, 560, 686, 1300):
        scene.resize(width, 300)
        caption = scene.W2_caption
        assert "±" not in caption.text() or caption.text().endswith("±3×10⁻⁷")
        assert caption.fontMetrics().horizontalAdvance(caption.text()) <= caption.width()


def test_before_an_audience_the_maps_are_there_where_the_units_are_no_smaller_for_them(
    make_scene, make_frame, make_batch
):
    scene = make_scene(BackwardScene)
    frame = with_gradient(make_frame, make_batch)
    scene.show_frame(frame)
    scene.show()
    scene.leave_out(presenting=True)
    for width, seen in ((1600, True), (800, False), (1600, True)):
        scene.resize(width, 300)
        assert (scene.W2.isVisible(), scene.scores.isVisible()) == (seen, seen)
        assert scene.W2_caption.isVisible() is seen
    scene.resize(800, 300)
    scene.leave_out(presenting=False)
    assert scene.W2.isVisible()


def test_each_array_that_is_pictured_has_its_own_shape(make_scene, make_frame, make_batch):
    scene = make_scene(BackwardScene)
    scene.resize(1100, 300)
    scene.show_frame(with_gradient(make_frame, make_batch))
    text = scene.units_caption.text()
    assert "∂L/∂W₁ (784, 4), ∂L/∂b₁" in text
    assert "∂L/∂b₁ (784" not in text
