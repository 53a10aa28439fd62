"""The map of the loss: its contours, its colours, what lies on it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint

from mnistlab.ui.look.theme import LIGHT
from mnistlab.ui.plots.loss_map import LossMap, contour, levels_between
from mnistlab.ui.plots.take_away import png_of, svg_of

PLACES = np.linspace(-1, 1, 21)
BOWL = 1 + PLACES[:, None] ** 2 + PLACES[None, :] ** 2


def test_a_contour_lies_where_the_number_is():
    pieces = contour(BOWL, 1.2401)
    ends = pieces.reshape(-1, 2)
    distances = np.hypot(*(ends / 10 - 1).T)
    np.testing.assert_allclose(distances, 0.49, atol=0.01)
    counts = np.unique(ends.round(9), axis=0, return_counts=True)[1]
    assert (counts == 2).all()  # it is closed
    assert not len(contour(BOWL, 5.0))


def test_contours_are_at_round_losses_and_few():
    assert levels_between(0.25, 2.4) == [0.3, 0.4, 0.5, 0.6, 0.8, 1.0, 1.2, 1.5, 2.0]
    assert levels_between(0.5, 0.5) == []
    assert levels_between(0.1, np.inf) == []
    for high in (1.01, 1.3, 3, 30, 1e4):
        assert 2 <= len(levels_between(1.0, high)) <= 9


@pytest.fixture
def shown(qtbot):
    made = LossMap()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show_losses(BOWL, (1.0, 3.0))
    made.show_path(np.array([[-0.8, 0.0], [0.0, 0.0]]), (0.5, 0.5))
    made.show()
    return made


def test_the_map_is_a_square_with_the_loss_below_the_mouse(shown):
    square = shown._square()
    assert square.width() == square.height()
    assert square.center().x() == pytest.approx(150)
    assert shown.thing_at(square.center().toPoint()) == pytest.approx(1.0)
    assert shown.thing_at(square.topLeft().toPoint() + QPoint(1, 1)) == pytest.approx(3.0)
    assert shown.thing_at(QPoint(5, 100)) is None


def test_the_deeper_the_colour_the_higher_the_loss_and_the_moment_is_dark(shown):
    picture, square = shown.grab().toImage(), shown._square()

    def lightness(right, up):
        place = square.center() + QPoint(round(right * square.width() / 2), round(-up * square.height() / 2))
        return picture.pixelColor(place.toPoint())

    assert lightness(0.05, 0.12).lightness() > lightness(0.6, -0.6).lightness() > lightness(0.97, -0.97).lightness()
    assert lightness(0.5, 0.5).name().upper() == LIGHT.text
    assert lightness(-0.8, 0.0).name().upper() == LIGHT.card  # the start is a ring


def test_the_end_of_another_way_is_seen_on_the_way_of_the_run_and_both_are_named(shown):
    def paper(picture):
        square = shown._square().toRect()
        return sum(
            picture.pixelColor(x, y).name().upper() == LIGHT.card
            for x in range(square.left(), square.right())
            for y in range(square.top(), square.bottom())
        )

    alone = paper(shown.grab().toImage())
    shown.show_other(np.array([[-0.8, 0.0], [-0.4, 0.0]]), "SGD", "Adam")
    picture, square = shown.grab().toImage(), shown._square()
    end = square.center() + QPoint(round(-0.2 * square.width()), 0)
    for aside in (-4, 4):  # beside the line
        assert picture.pixelColor((end + QPoint(0, aside)).toPoint()).name().upper() == LIGHT.text
    assert paper(picture) > alone + 500  # the ground of two names


def test_a_saved_map_is_as_sharp_as_its_picture_and_a_drawing_has_its_contours_as_lines(qtbot):
    shown = LossMap()
    qtbot.addWidget(shown)
    shown.resize(200, 200)
    heights = np.add.outer(np.linspace(0, 2, 11) ** 2, np.linspace(0.1, 1, 11) ** 2)
    shown.show_losses(heights, (float(heights.min()), float(heights.max())))
    shown.grab()
    before = shown._ground
    png_of([shown])
    assert shown._ground.width() == 2 * before.width()
    assert svg_of([shown]).count(b"<polyline") > 20
