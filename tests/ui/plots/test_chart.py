"""A small chart: curves with their names at their ends, and a line to drag."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest

from mnistlab.ui.look.theme import LIGHT, SMALL, font
from mnistlab.ui.plots.chart import Chart, _ticks

X = np.linspace(0, 2, 41)


@pytest.fixture
def make_chart(qtbot):
    def make(**options):
        chart = Chart(**options)
        qtbot.addWidget(chart)
        chart.setPalette(Qt.GlobalColor.white)
        chart.setAutoFillBackground(True)
        chart.resize(400, 240)
        chart.show()
        return chart

    return make


def colour_at(chart, place):
    return chart.grab().toImage().pixelColor(place.toPoint()).name().upper()


def test_a_curve_lies_where_its_numbers_say(make_chart):
    chart = make_chart()
    chart.show_range(0, 2, 0, 4)
    chart.show_curve("square", X, X**2, "own", width=4)
    for x in (0.5, 1.0, 1.5):
        assert colour_at(chart, chart.place_of(x, x**2)) == LIGHT.own
    assert colour_at(chart, chart.place_of(1.0, 3.5)) == "#FFFFFF"
    chart.clear_curves()
    assert colour_at(chart, chart.place_of(1.0, 1.0)) == "#FFFFFF"


def test_the_uppermost_number_stands_below_the_name_of_the_axis(make_chart):
    chart = make_chart()
    chart.set_names("w", "loss")
    chart.show_range(0, 2, 0, 4)
    height = QFontMetrics(font(SMALL)).height()
    assert chart.place_of(0, 4).y() - height / 2 >= height - 4


def test_a_curve_ends_at_the_axis(make_chart):
    chart = make_chart()
    chart.show_range(0, 2, 0, 2)
    chart.show_curve("down", X, 4 - 4 * X, "own", width=4)
    shown, below = chart.grab().toImage(), round(chart.plot().bottom()) + 2
    assert LIGHT.own not in {shown.pixelColor(x, below).name().upper() for x in range(shown.width())}


def test_what_is_not_finite_is_left_out(make_chart):
    chart = make_chart()
    chart.show_range(0, 2, 0, 2)
    y = np.where(X < 1, 1.15, np.inf)
    chart.show_curve("half", X, y, "own", width=4)
    chart.show_points("points", np.array([0.5, np.nan]), np.array([np.nan, 1.0]), "text")
    assert colour_at(chart, chart.place_of(0.5, 1.15)) == LIGHT.own
    assert colour_at(chart, chart.place_of(1.5, 1.15)) == "#FFFFFF"


def test_names_at_the_ends_of_curves_get_room_and_do_not_meet(make_chart):
    chart = make_chart()
    chart.show_range(0, 2, 0, 2)
    chart.show_curve("one", X, np.ones(41), "own")
    bare = chart.plot().right()
    for number in range(3):
        chart.show_curve(f"{number}", X, np.ones(41) + number / 100, "own", label="the same place")
    left = int(chart.plot().right()) + 3
    room = chart.grab().toImage().copy(left, 0, 400 - left, 240)
    assert chart.plot().right() < bare - 50
    inked = [any(room.pixelColor(x, y).name() != "#ffffff" for x in range(room.width())) for y in range(210)]
    lines = sum(inked[y] and not inked[y - 1] for y in range(1, 210))
    assert lines == 3


def test_the_line_is_dragged_clicked_and_moved_by_keys(make_chart, qtbot):
    chart = make_chart()
    chart.show_range(0, 2, 0, 2)
    chart.show_line(0.5)
    chart.dragged.connect(chart.show_line)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(1.5, 1.0).toPoint())
    assert chart.line == pytest.approx(1.5, abs=0.01)
    QTest.mousePress(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(1.5, 1.0).toPoint())
    QTest.mouseMove(chart, QPoint(10_000, 50))
    assert chart.line == 2
    QTest.mouseRelease(chart, Qt.MouseButton.LeftButton)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    assert 1.9 < chart.line < 2
    assert "1.9" in chart.accessibleDescription()
    chart.show_line(None)
    with qtbot.assertNotEmitted(chart.dragged):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(1.5, 1.0).toPoint())


def test_on_a_logarithmic_axis_the_line_moves_by_powers(make_chart):
    chart = make_chart(log_x=True, log_y=True)
    chart.show_range(-12, 0, -9, 0)
    chart.show_curve("falls", 10.0 ** np.arange(-12, 1), 10.0 ** np.linspace(0, -9, 13), "own", width=4)
    assert colour_at(chart, chart.place_of(-4, -6)) == LIGHT.own
    chart.show_line(1e-4)
    chart.dragged.connect(chart.show_line)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart.place_of(-8, -3).toPoint())
    assert np.log10(chart.line) == pytest.approx(-8, abs=0.1)


@pytest.mark.parametrize(
    ("low", "high", "most", "log", "texts"),
    [
        (0, 3.2, 4, False, ["0", "1", "2", "3"]),
        (-1.02, 1, 4, False, ["−1.0", "−0.5", "0", "0.5", "1.0"]),
        (-12, 0, 5, True, ["10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "1"]),
        (-12, 0, 3, True, ["10⁻¹²", "10⁻⁶", "1"]),
        (-2.5, 0.2, 5, True, ["10⁻²", "10⁻¹", "1"]),
    ],
)
def test_ticks_are_few_and_written_in_one_way(low, high, most, log, texts):
    assert [text for _, text in _ticks(low, high, most, log=log)] == texts


def test_the_words_below_a_low_point_cut_neither_the_axis_nor_the_handle(make_chart):
    def pictured(label):
        chart = make_chart()
        chart.show_range(0, 2, 0, 2)
        chart.show_line(1.2)
        chart.show_points("book", np.array([1.0]), np.array([0.1]), "text", hollow=True, label=label)
        return chart, chart.grab().toImage()

    chart, labelled = pictured("the book’s h")
    _, bare = pictured("")
    axis, handle = int(chart.plot().bottom()), chart.place_of(1.2, 0).toPoint()
    for x in range(int(chart.plot().left()) + 1, handle.x() + 8):
        assert labelled.pixelColor(x, axis) == bare.pixelColor(x, axis)
    for y in range(handle.y() - 7, handle.y() + 7):
        assert labelled.pixelColor(handle.x() - 6, y) == bare.pixelColor(handle.x() - 6, y)
    assert labelled != bare


def test_the_words_below_a_point_hide_no_curve(make_chart):
    chart = make_chart()
    chart.show_range(0, 2, 0, 4)
    chart.show_curve("dip", X, np.where(X > 1, 2.0, 3.0), "own", width=4)
    chart.show_points("book", np.array([1.0]), np.array([3.0]), "text", hollow=True, label="the book’s h")
    words = chart._below(chart.place_of(1.0, 3.0), "the book’s h", chart.plot())
    assert words.top() > chart.place_of(1.0, 2.0).y()
    assert words.bottom() < chart.plot().bottom()
    assert colour_at(chart, chart.place_of(1.06, 2.0)) == LIGHT.own


def test_the_number_at_the_end_of_the_axis_stands_before_its_name(make_chart):
    chart = make_chart()
    chart.set_names("epoch", "")
    chart.show_range(0, 300, 0, 1)
    chart.show_curve("one", np.array([0, 300]), np.ones(2), "own")
    right, below = round(chart.plot().right()), round(chart.plot().bottom()) + 6
    image = chart.grab().toImage()
    inked = [any(image.pixelColor(x, y).name() != "#ffffff" for y in range(below, 240)) for x in range(400)]
    metrics = QFontMetrics(font(SMALL))
    number, name = metrics.horizontalAdvance("300"), metrics.horizontalAdvance("epoch")
    assert any(inked[right - number // 2 : right])
    assert not any(inked[right + number // 2 + 2 : 400 - name - 1])
    assert any(inked[400 - name :])
