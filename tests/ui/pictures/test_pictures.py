"""Pictures of matrices: what is where, and what is framed."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from mnistlab.ui.look.theme import LIGHT, colours
from mnistlab.ui.pictures.diverging import diverging_image
from mnistlab.ui.pictures.heat_map import HeatMap
from mnistlab.ui.pictures.image_map import ImageMap
from mnistlab.ui.pictures.thumbnails import Thumbnails
from mnistlab.ui.pictures.unit_grid import UnitGrid


@pytest.fixture
def show(qtbot):
    def make(widget, width, height):
        qtbot.addWidget(widget)
        widget.resize(width, height)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return make


def test_every_cell_of_a_heat_map_can_be_pointed_at(show):
    view = show(HeatMap(), 103, 243)
    view.show_values(np.arange(500.0).reshape(50, 10), 500, np.ones(10))
    found = {view.thing_at(QPoint(x, y)) for x in range(103) for y in range(243)} - {None}
    assert found == {(row, column) for row in range(51) for column in range(10)}


def test_a_number_that_is_none_has_the_colour_of_zero_and_what_is_beyond_the_scale_that_of_its_end(qapp):
    image = diverging_image(np.array([[np.nan, 0.0, -np.inf, -1.0, np.inf, 1.0]]), 1.0)
    none, zero, below, least, above, most = (image.pixelColor(x, 0).name().upper() for x in range(6))
    assert none == zero == colours().zero
    assert below == least == colours().negative
    assert above == most == colours().positive


def test_a_heat_map_of_numbers_that_are_none_is_painted(show):
    view = show(HeatMap(), 90, 200)
    view.show_values(np.full((3, 4), np.nan), 1.0)
    view.grab()
    view.show_values(np.zeros((3, 4)), 1.0)
    view.grab()


def test_all_units_can_be_reached_page_by_page(show, qtbot):
    view = show(UnitGrid(), 200, 100)
    view.show_values(np.zeros((784, 500)), 1.0)
    seen = set(view.shown)
    assert len(seen) < 500
    view.select(499)
    assert 499 in view.shown
    view.select(0)
    assert 0 in view.shown
    view.show_values(np.zeros((784, 3)), 1.0)
    assert list(view.shown) == [0, 1, 2]


def test_every_drawn_image_lies_on_its_dot(show):
    view = show(ImageMap(), 480, 250)
    seen = np.zeros(60_000, bool)
    drawn = np.array([0, 7, 31_415, 59_999])
    seen[drawn] = True
    view.show_images(seen, drawn, 2)
    for place, image in enumerate(drawn.tolist()):
        dot = view.place_of(image)
        assert view.rect().contains(dot.toPoint())
        assert view.thing_at(dot.toPoint()) in (place, 0 if place == 1 else place)  # 0 and 7 are close


def test_the_frame_of_an_image_at_the_edge_is_seen_whole(show):
    view = show(ImageMap(), 480, 250)
    view.show_images(np.zeros(60_000, bool), np.array([0, 59_999]), 0)
    for focus in (0, 1):
        view.show_images(view._seen, view._drawn, focus)
        frame = view.frame_of_focus().adjusted(-3, -3, 3, 3)
        assert view.rect().toRectF().contains(frame)
        assert view.grab().toImage().pixelColor(frame.center().toPoint()).name().upper() == LIGHT.own


def test_a_large_thumbnail_is_of_clean_squares(show):
    view = show(Thumbnails(), 120, 120)
    chequered = np.indices((28, 28)).sum(axis=0) % 2 * 255
    view.show_images(chequered.reshape(1, -1).astype(np.uint8), None)
    picture = view.grab().toImage()
    seen = {picture.pixelColor(x, y).name() for x in range(20, 80) for y in range(20, 80)}
    assert seen == {colours().card.lower(), colours().ink.lower()}


def test_an_image_is_dragged_but_a_click_is_none(qtbot, monkeypatch):
    dragged = []
    monkeypatch.setattr("mnistlab.ui.canvas.digit_drag.start_digit_drag", lambda _widget, image: dragged.append(image))
    view = Thumbnails()
    qtbot.addWidget(view)
    view.resize(220, 220)
    view.show()
    images = np.arange(100 * 784, dtype=np.uint32).astype(np.uint8).reshape(100, 784)
    view.show_images(images, None)
    start = QPoint(view._grid().left + 5, 5)
    with qtbot.waitSignal(view.picked):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=start)
    assert not dragged
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(1, 1))
    assert not dragged
    QTest.mouseMove(view, start + QPoint(40, 40))
    assert len(dragged) == 1
    assert np.array_equal(dragged[0], images[0])
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=start)
