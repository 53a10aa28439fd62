"""The mini-batch card: what is read wrong is seen at a glance, in the natural picture of a hundred."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from mnistlab.engine.frame import BatchView
from mnistlab.ui.look import theme
from mnistlab.ui.panels.batch import BatchPanel
from mnistlab.ui.selection import Selection

WRONG = 7


def batch(count, *, read):
    """Return a batch of black squares, of which the one at `WRONG` is read wrong."""
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 8:20, 8:20] = 255
    y = np.zeros((count, 10), np.float32)
    y[:, 3] = 1
    labels = np.full(count, 3)
    labels[WRONG % count] = 5
    return BatchView(count, np.arange(count), images.reshape(count, -1), labels, y if read else None)


@pytest.fixture
def panel(qtbot):
    panel = BatchPanel(Selection())
    qtbot.addWidget(panel)
    panel.resize(236, 310)
    panel.show()
    return panel


@pytest.fixture
def show(panel, make_frame):
    def show(count, *, read=True, **settings):
        frame = make_frame(batch=batch(count, read=read))
        panel.show_frame(replace(frame, settings=replace(frame.settings, **settings)))
        panel.grab()

    return show


def darkness(panel, cell):
    """Return how much of the middle of a cell's ink is ink, 0..1."""
    place = panel.view.place_of_cell(cell)
    colour = panel.view.grab().toImage().pixelColor(place.center().toPoint())
    card, ink = QColor(theme.colours().card), QColor(theme.colours().ink)
    return (card.red() - colour.red()) / (card.red() - ink.red())


@pytest.mark.parametrize(("width", "height"), [(236, 310), (236, 420), (320, 500), (400, 360)])
def test_a_hundred_images_are_ten_rows_of_ten(panel, show, width, height):
    panel.resize(width, height)
    show(100)
    assert panel.view.cells() == (100, 10)
    assert panel.view.rect().contains(panel.view.place_of_cell(99).toRect())


def test_an_image_that_is_read_wrong_is_grey_with_a_cross_in_its_corner(panel, show):
    show(100)
    assert darkness(panel, 0) == pytest.approx(1, abs=0.05)
    assert darkness(panel, WRONG) == pytest.approx(0.38, abs=0.05)
    image = panel.view.grab().toImage()
    corner = panel.view.place_of_cell(WRONG).topRight().toPoint() + QPoint(-4, 4)
    assert image.pixelColor(corner).lightness() < 80
    other = panel.view.place_of_cell(WRONG + 1).topRight().toPoint() + QPoint(-4, 4)
    assert image.pixelColor(other).lightness() > 200


def test_it_says_how_many_are_right_and_where_they_come_from(panel, show):
    show(100)
    assert panel.note.text() == "99 of 100 right"
    assert panel.words.text() == "100 drawn at random from 60,000."
    show(100, sampling="shuffle")
    assert panel.words.text() == "100 dealt from 60,000, shuffled for each epoch."
    show(1_000)
    shown, _ = panel.view.cells()
    assert 100 < shown < 1_000
    assert f"The first {shown} are shown." in panel.words.text()


def test_a_batch_that_has_not_been_read_has_no_crosses(panel, show):
    show(100, read=False)
    assert panel.note.text() == "not read yet"
    assert darkness(panel, WRONG) == pytest.approx(1, abs=0.05)


def test_before_the_first_batch_there_is_empty_paper(panel):
    panel.grab()
    assert not panel.note.text()
    image = panel.view.grab().toImage()
    colours = {image.pixel(x, y) for x in range(20, 180) for y in range(20, 180)}
    assert colours == {QColor(theme.colours().card).rgb(), QColor(theme.colours().soft).rgb()}


def test_a_click_picks_an_image_and_frames_it(panel, show):
    show(100)
    place = panel.view.place_of_cell(34)
    QTest.mouseClick(panel.view, Qt.MouseButton.LeftButton, pos=place.center().toPoint())
    assert panel.selection.image == 34
    image = panel.view.grab().toImage()
    edge = place.topLeft().toPoint() + QPoint(1, round(place.height() / 2))
    assert image.pixelColor(edge) == QColor(theme.colours().text)


def test_at_speed_no_image_is_framed_because_the_scene_holds_another(panel, make_frame):
    stands = make_frame(batch=batch(100, read=True))
    panel.show_frame(stands)
    with_frame = panel.view.grab().toImage()
    panel.show_frame(make_frame(batch=batch(100, read=True), running=True))
    assert panel.view.grab().toImage() != with_frame
    panel.selection.pick_image(3)
    at_speed = panel.view.grab().toImage()
    panel.selection.pick_image(0)
    assert panel.view.grab().toImage() == at_speed
    panel.show_frame(stands)
    assert panel.view.grab().toImage() == with_frame


def test_of_a_large_batch_it_says_how_many_are_read_and_shown(panel, make_frame):
    frame = make_frame(batch=replace(batch(1000, read=True), count=60_000))
    panel.show_frame(replace(frame, settings=replace(frame.settings, batch_size=0)))
    assert panel.note.text() == "999 of 1,000 right"
    shown = panel.view.shown_images
    assert panel.words.text() == (
        f"60,000 dealt from 60,000, shuffled for each epoch. The first 1,000 are read here, {shown} are shown."
    )
