"""Distortions: the same digit in many shapes, and what each is read as."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QSlider

from mnistlab.data.distortion import Distortion
from mnistlab.ui.look.theme import colours
from mnistlab.ui.panels.stage import StagePanel
from mnistlab.ui.pictures.read_images import ReadImages
from mnistlab.ui.scenes.readings.distort import AS_IN_TRAINING, VARIANTS
from mnistlab.ui.selection import Reader

NAMES = ("Turn", "Slant", "Stretch", "Move", "Pen", "Bend", "Smoothness")


@pytest.fixture
def stage(user):
    user.wait(lambda: user.window.selection.ready is not None)
    user.window.selection.choose_reader(Reader.READY)
    return user.window.findChild(StagePanel)


@pytest.fixture
def image(small_dataset):
    place = int((small_dataset.train_labels == 4).argmax())
    return small_dataset.train_images[place].reshape(28, 28)


@pytest.fixture
def scene(user, stage, image):
    user.action("actionDistortExperiment").trigger()
    user.window.selection.take_drawing(image)
    settle(user, stage.scene)
    return stage.scene


def settle(user, scene):
    """Wait until the variants are those of the amounts and the image of the moment."""
    user.wait(lambda: scene.variants is not None and not scene.task.running)


def button(scene, name):
    return scene.findChild(QPushButton, name)


def slider(scene, name):
    return scene.findChild(QSlider, f"distort{name}")


def count(scene):
    return scene.findChild(QLabel, "distortCount").text()


def test_with_nothing_to_read_it_says_what_to_do(user, stage):
    user.action("actionDistortExperiment").trigger()
    scene = stage.scene
    assert scene.nothing.isVisible()
    assert "draw a digit" in scene.nothing.text()
    user.press("actionSelectBatch")
    settle(user, scene)
    assert not scene.nothing.isVisible()
    assert count(scene).endswith(f"of {VARIANTS} read as {user.frame.batch.labels[0]}")


def test_it_begins_as_in_training_and_counts_what_is_read_aright(user, scene, image):
    assert _same(scene.distortion, AS_IN_TRAINING)
    variants = scene.variants
    network = user.window.selection.ready
    digits = network.predict(variants.images / np.float32(255)).argmax(axis=1)
    read = network.predict(image.reshape(-1) / np.float32(255)).argmax()
    assert count(scene) == f"{(digits == read).sum()} of {VARIANTS} read as {read}"
    grid = scene.findChild(ReadImages, "distortVariants")
    np.testing.assert_array_equal(grid.digits, digits)
    np.testing.assert_array_equal(grid.wrong, digits != read)
    assert len(np.unique(variants.images, axis=0)) == VARIANTS


def _same(one, another):
    return all(getattr(one, name.lower()) == pytest.approx(getattr(another, name.lower())) for name in NAMES)


def test_none_leaves_the_digit_alone_and_the_other_button_brings_it_back(user, scene, image):
    before = scene.variants.images
    button(scene, "distortNone").click()
    settle(user, scene)
    assert (scene.variants.images == image.reshape(-1)).all()
    assert count(scene).startswith(f"{VARIANTS} of {VARIANTS}")
    assert not slider(scene, "Smoothness").isEnabled()  # of a bending that there is none of
    button(scene, "distortAsInTraining").click()
    settle(user, scene)
    np.testing.assert_array_equal(scene.variants.images, before)


def test_a_variant_moves_smoothly_with_the_slider_and_changes_with_a_throw(user, scene):
    before = scene.variants.images.astype(int)
    turn = slider(scene, "Turn")
    turn.setFocus()
    QTest.keyClick(turn, Qt.Key.Key_Right)
    assert turn.value() == 13
    settle(user, scene)
    one_degree = np.abs(scene.variants.images - before).mean()
    QTest.mouseClick(button(scene, "distortAgain"), Qt.MouseButton.LeftButton)
    settle(user, scene)
    assert 0 < one_degree < 0.2 * np.abs(scene.variants.images - before).mean()


def test_however_fast_a_slider_moves_the_last_amount_is_shown(user, scene, image):
    for value in range(46):
        slider(scene, "Turn").setValue(value)
    settle(user, scene)
    rng = np.random.default_rng(scene.throw)
    expected = scene.distortion.apply(np.tile(image.reshape(-1), (VARIANTS, 1)), rng)
    assert scene.distortion.turn == 45
    np.testing.assert_array_equal(scene.variants.images, expected)


EXACT = Distortion(turn=7, slant=0.55, stretch=0.23, move=2.5, pen=0.35, bend=3.1, smoothness=7.5)


def test_the_amounts_are_said_with_their_units(scene):
    scene.set_distortion(EXACT)
    assert _same(scene.distortion, EXACT)
    said = {name: scene.values[name.lower()].text() for name in NAMES}
    assert said == {
        "Turn": "± 7°",
        "Slant": "± 0.55",
        "Stretch": "± 23 %",
        "Move": "± 2.5 px",
        "Pen": "0.35 px",
        "Bend": "3.1 px",
        "Smoothness": "7.5 px",
    }
    for name in NAMES:
        assert slider(scene, name).accessibleName() == name
        assert slider(scene, name).toolTip()
        assert slider(scene, name).focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_misread_image_of_the_batch_is_counted_against_its_label(user, stage, scene):
    """Who reads it wrong when it lies still is not right for saying the same of its variants."""
    selection = user.window.selection
    selection.choose_reader(Reader.OWN)  # untrained: it reads nearly all wrong
    selection.take_drawing(None)
    user.press("actionSelectBatch")
    labels = user.frame.batch.labels
    read = user.frame.network.predict(user.frame.batch.images / np.float32(255)).argmax(axis=1)
    wrong = int((read != labels).argmax())
    selection.pick_image(wrong)
    button(scene, "distortNone").click()
    settle(user, scene)
    user.wait(lambda: count(scene) == f"0 of {VARIANTS} read as {labels[wrong]}")
    assert f"read as {read[wrong]}" in scene.caption.text()


def test_a_variant_below_the_mouse_is_shown_large(user, scene, image):
    grid = scene.findChild(ReadImages, "distortVariants")
    assert (scene.picture.pixels == image).all()
    assert scene.caption.text().startswith("undistorted")
    place = next(QPoint(x, 20) for x in range(grid.width()) if grid.thing_at(QPoint(x, 20)) == 2)
    QTest.mouseMove(grid, place)
    user.wait(lambda: scene.caption.text().startswith("this variant"))
    assert (scene.picture.pixels.reshape(-1) == scene.variants.images[2]).all()
    grid.leaveEvent(None)
    assert (scene.picture.pixels == image).all()


def test_every_variant_can_be_pointed_at_whatever_the_size(qtbot):
    grid = ReadImages()
    qtbot.addWidget(grid)
    grid.show_images(np.zeros((42, 784), np.uint8), np.zeros(42, int), 0)
    for width, height in ((446, 490), (820, 800), (180, 200)):
        grid.resize(width, height)
        grid.grab()
        found = {grid.thing_at(QPoint(x, y)) for x in range(0, width, 7) for y in range(0, height, 7)}
        assert found - {None} == set(range(42))


def test_a_variant_that_is_large_is_of_clean_squares(qtbot):
    grid = ReadImages()
    qtbot.addWidget(grid)
    grid.resize(150, 150)
    chequered = np.indices((28, 28)).sum(axis=0) % 2 * 255
    grid.show_images(chequered.reshape(1, -1).astype(np.uint8), np.zeros(1, int), 0)
    picture = grid.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(20, 80) for y in range(20, 80)}
    assert seen == {colours().card.lower(), colours().ink.lower()}


def test_every_text_follows_the_language(user, scene, monkeypatch):
    monkeypatch.setattr(scene, "tr", lambda text: f"¿{text}", raising=False)
    scene.retranslate()
    user.wait(lambda: count(scene).startswith("¿"))
    labels = (*scene.names.values(), scene.caption, scene.hint, scene.none, scene.as_in_training, scene.again)
    assert all(label.text().startswith("¿") for label in labels)
