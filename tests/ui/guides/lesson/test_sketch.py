"""The empty plot for a curve that is expected."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from mnistlab.ui.guides.lesson.sketch import PLACES, Sketch


@pytest.fixture
def sketch(qtbot):
    over = QWidget()
    over.resize(700, 300)
    qtbot.addWidget(over)
    over.show()
    made = Sketch(over, "loss", 500)
    made.show_before(np.linspace(2.3, 1, 500))
    yield made
    over.close()


def stroke(sketch, points):
    area = sketch._area()
    places = [sketch._point(x * PLACES, y).toPoint() for x, y in points]
    assert area.height() > 100
    QTest.mousePress(sketch, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(sketch, place)
    QTest.mouseRelease(sketch, Qt.MouseButton.LeftButton, pos=places[-1])


def test_a_stroke_is_a_curve_in_the_numbers_of_the_axes(sketch):
    stroke(sketch, [(0, 2.4), (0.5, 1.2), (1, 0.6)])
    at, values = np.array(sketch.points()).T
    assert (at[0], at[-1]) == (0, 500)
    assert np.interp([0, 250, 500], at, values) == pytest.approx([2.4, 1.2, 0.6], abs=0.05)


def test_a_later_stroke_takes_the_place_of_an_earlier_one(sketch):
    stroke(sketch, [(0, 2), (1, 2)])
    stroke(sketch, [(1, 1), (0.5, 1)])  # from right to left
    at, values = np.array(sketch.points()).T
    assert np.interp([100, 400], at, values) == pytest.approx([2, 1], abs=0.05)


def test_outside_of_the_plot_nothing_is_drawn(sketch):
    stroke(sketch, [(0.2, 2), (0.2, 5), (0.8, 5), (0.8, 2)])  # out at the top, and in again
    at, _ = np.array(sketch.points()).T
    assert set(at) == {100, 400}
    sketch.wipe()
    stroke(sketch, [(0.5, 1), (1.2, 1), (1.2, 2.5), (1.3, 0.1)])  # out at the right, and up and down there
    assert np.array(sketch.points())[:, 1] == pytest.approx(1, abs=0.02)
    sketch.wipe()
    stroke(sketch, [(-0.1, 4), (1.1, 4)])
    assert sketch.points() == []


def test_it_is_wiped_off(sketch):
    stroke(sketch, [(0, 2), (1, 2)])
    sketch.again.click()
    assert sketch.points() == []


def test_what_was_drawn_earlier_is_shown_again(sketch):
    stroke(sketch, [(0.1, 2), (0.5, 1.2), (0.8, 1)])
    drawn = sketch.points()
    sketch.wipe()
    sketch.take(drawn)
    assert sketch.points() == drawn
    sketch.take([[-3, 2.5], [10**9, 0.5]])  # of a lesson that has changed meanwhile
    assert (sketch.points()[0], sketch.points()[-1]) == ([0, 2.5], [500, 0.5])


def test_the_arrow_keys_draw_too(sketch):
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(sketch, key)
    points = sketch.points()
    assert [at for at, _ in points] == sorted(at for at, _ in points)
    assert points[-1][1] < points[0][1] < 2.3


def test_it_follows_the_size_of_the_plots(sketch):
    sketch.parentWidget().resize(900, 400)
    QApplication.processEvents()
    assert sketch.size() == sketch.parentWidget().size()
