"""The galleries: a card for each experiment and reading, which opens it."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mnistlab.ui.scenes import EXPERIMENTS, GALLERIES, GALLERY_OF, READINGS, load
from mnistlab.ui.scenes.gallery import ReadScene, TryScene


@pytest.fixture(params=[TryScene, ReadScene])
def gallery(request, make_scene, make_frame, small_dataset):
    scene = make_scene(request.param)
    scene.resize(686, 560)
    scene.take_data(small_dataset)
    scene.show_frame(make_frame())
    return scene


def miniature(card):
    return card._miniature(card.size()).toImage()


def test_every_experiment_and_reading_has_a_card_in_its_gallery():
    for name in EXPERIMENTS | READINGS:
        assert name in load(GALLERY_OF[name]).entries
    assert {load(name).__name__ for name in GALLERIES} == {"BookScene", "TryScene", "ReadScene"}


def test_a_click_opens_what_the_card_asks_and_so_does_enter(gallery, qtbot):
    for name, card in gallery.cards.items():
        with qtbot.waitSignal(gallery.turns_to) as turned:
            QTest.mouseClick(card, Qt.MouseButton.LeftButton)
        assert turned.args == [name]
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
            with qtbot.waitSignal(gallery.turns_to) as turned:
                QTest.keyClick(card, key)
            assert turned.args == [name]


def test_a_card_asks_a_question_and_says_what_one_will_see(gallery):
    for card in gallery.cards.values():
        assert card.accessibleName().endswith("?")
        assert card.accessibleDescription()
        assert "…" not in card.accessibleName() + card.accessibleDescription()


@pytest.mark.parametrize("size", [(776, 490), (686, 560), (1198, 850)])
def test_the_cards_fill_the_scene_side_by_side(gallery, size):
    gallery.resize(*size)
    places = [card.geometry() for card in gallery.cards.values()]
    assert not any(one.intersects(other) for one in places for other in places if one is not other)
    assert all(gallery.rect().contains(place) for place in places)
    assert sum(place.width() * place.height() for place in places) > 0.9 * size[0] * size[1]


@pytest.mark.parametrize("height", [420, 440, 460])
def test_either_all_cards_say_what_one_will_see_or_none(gallery, height):
    gallery.resize(567, height)
    assert len({card.brief for card in gallery.cards.values()}) == 1


def test_each_card_has_a_picture_of_its_own(gallery):
    pictures = [miniature(card) for card in gallery.cards.values()]
    assert all(picture != other for picture in pictures for other in pictures if picture is not other)


def test_the_readings_picture_what_is_on_the_canvas(make_scene, make_frame, small_dataset):
    scene = make_scene(ReadScene)
    scene.resize(686, 560)
    scene.take_data(small_dataset)
    scene.show_frame(make_frame())
    before = {name: miniature(card) for name, card in scene.cards.items()}
    scene.selection.take_drawing(np.full((28, 28), 255, np.uint8))
    changed = {name for name, card in scene.cards.items() if miniature(card) != before[name]}
    assert {"Prepare", "Why", "Distort"} <= changed
    assert "Exam" not in changed
