"""The grid of the hidden units: what a click, a double click and the keys do, and what is painted anew."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from mnistlab.ui.look import theme
from mnistlab.ui.pictures.unit_grid import UnitGrid


@pytest.fixture
def grid(qtbot):
    view = UnitGrid()
    qtbot.addWidget(view)
    view.resize(520, 260)
    with qtbot.waitExposed(view):
        view.show()
    view.show_values(np.random.default_rng(1).normal(size=(784, 50)).astype(np.float32), 2.0)
    return view


def middle(view, unit):
    return view.place_of_unit(unit).center()


def test_a_click_picks_a_unit_and_its_pixel_and_a_double_click_opens_its_page(grid):
    picked, pixels, opened = [], [], []
    for signal, heard in ((grid.picked, picked), (grid.clicked_at, pixels), (grid.opened, opened)):
        signal.connect(heard.append)
    place = middle(grid, 22)
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert (picked, pixels) == ([22], [grid.thing_at(place)[1]])
    QTest.mouseDClick(grid, Qt.MouseButton.LeftButton, pos=place)
    assert opened == [22]


def test_enter_picks_a_unit_and_then_opens_it(grid):
    opened, picked = [], []
    grid.opened.connect(opened.append)
    grid.picked.connect(lambda unit: (picked.append(unit), grid.select(unit)))
    grid.setFocus()
    for pressed in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(grid, pressed)
    assert (picked, opened) == ([11], [])
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert (picked, opened) == ([11], [11])


def test_the_pictures_are_made_again_only_for_other_numbers_another_size_or_another_palette(grid):
    def sheet():
        grid.grab()
        return grid._sheet

    first = sheet()
    grid.select(3)
    grid.mark_largest((4, 5))
    QTest.mouseMove(grid, middle(grid, 9))
    assert sheet() is first
    theme.set_colours(theme.DARK)
    second = sheet()
    assert second is not first
    grid.resize(600, 300)
    third = sheet()
    assert third is not second
    grid.show_values(np.zeros((784, 50)), 1.0)
    assert sheet() is not third


def test_what_is_picked_pointed_at_and_largest_is_seen_around_its_picture(grid):
    def changed(unit):
        """Whether anything beside the pictures differs from the plain grid."""
        around = grid.place_of_unit(unit).adjusted(-4, -4, 4, 4)
        return grid.grab(around).toImage() != plain[unit]

    plain = {unit: grid.grab(grid.place_of_unit(unit).adjusted(-4, -4, 4, 4)).toImage() for unit in (3, 17, 31, 45)}
    grid.select(3)
    grid.mark_largest((17, 100))
    grid.mouseMoveEvent(_move(middle(grid, 31)))
    assert [changed(unit) for unit in (3, 17, 31, 45)] == [True, True, True, False]


def test_units_that_are_off_are_faint(grid):
    grid.show_values(np.full((784, 50), 1.0), 1.0, np.array([0.0, 1.0] * 25))

    def shown(unit):
        return grid.grab().toImage().pixelColor(middle(grid, unit))

    off, on = shown(0), shown(1)
    assert on.name().upper() == theme.colours().positive
    assert off.lightness() > on.lightness() + 60


def _move(place: QPoint):
    none = Qt.MouseButton.NoButton
    return QMouseEvent(
        QEvent.Type.MouseMove, QPointF(place), QPointF(place), none, none, Qt.KeyboardModifier.NoModifier
    )


def test_a_fine_wheel_turns_a_page_a_notch_and_a_sideways_one_none(grid):
    def turn(x, y):
        nothing = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
        place = QPointF(grid.rect().center())
        event = QWheelEvent(place, QPointF(grid.mapToGlobal(place)), QPoint(), QPoint(x, y), *nothing, False)
        QApplication.sendEvent(grid, event)

    grid.show_values(np.zeros((784, 2000), np.float32), 1.0)
    turn(0, -120)
    second = grid.shown.start
    assert second > 0
    for x, y in ((120, 0), (-120, 0), (0, 0)):
        turn(x, y)
    assert grid.shown.start == second
    for _ in range(15):
        turn(0, 8)
    assert grid.shown.start == 0
