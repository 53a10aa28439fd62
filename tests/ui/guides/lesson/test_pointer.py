"""Pointing at a place in the window."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mnistlab.lessons.lesson import PointAt
from mnistlab.lessons.spots import Spot
from mnistlab.ui.guides.lesson.pointer import Pointer, _place_of
from mnistlab.ui.guides.lesson.said import gap_of_place


@pytest.fixture
def pointer(user):
    user.window._desk.open_drawer()
    return Pointer(user.window, user.widget("drawer"))


def middle(user, name):
    widget = next(one for one in user.window.findChildren(QWidget, name) if one.isVisible())
    return widget, widget.mapTo(user.window, widget.rect().center())


def test_a_click_says_what_lies_there_and_presses_nothing(user, pointer, qtbot):
    _, at = middle(user, "lossPlot")
    with qtbot.waitSignal(pointer.pointed) as pointed:
        QTest.mouseClick(pointer, Qt.MouseButton.LeftButton, pos=at)
    spot = Spot.read(pointed.args[0])
    plot, _ = middle(user, "lossPlot")
    assert spot.name == "lossPlot"
    assert spot.low == pytest.approx(plot.iteration_at(plot.width() / 2), abs=2)
    run = user.window.controls.run_button
    with qtbot.waitSignal(pointer.pointed):
        QTest.mouseClick(pointer, Qt.MouseButton.LeftButton, pos=run.mapTo(user.window, run.rect().center()))
    assert not user.frame.running


def test_the_menus_and_the_page_with_the_question_are_not_covered(user, pointer):
    menus, drawer = user.window.menuBar(), user.widget("drawer")
    for widget in (menus, drawer):
        at = widget.mapTo(user.window, widget.rect().center())
        found = user.window.childAt(at)
        assert found is widget or widget.isAncestorOf(found)
    assert user.window.childAt(user.window.rect().center()) is pointer


def test_a_unit_is_told_by_its_number_and_keys_do_as_well(user, pointer, qtbot):
    grid, _ = middle(user, "weightsView")
    at = grid.mapTo(user.window, grid.place_of_unit(2).center())
    with qtbot.waitSignal(pointer.pointed) as pointed:
        QTest.mouseClick(pointer, Qt.MouseButton.LeftButton, pos=at)
    assert pointed.args == ["weightsView 2"]
    QTest.keyClick(pointer, Qt.Key.Key_Up)
    with qtbot.waitSignal(pointer.pointed) as pointed:
        QTest.keyClick(pointer, Qt.Key.Key_Return)
    assert Spot.is_one(pointed.args[0])


def test_the_mark_in_a_plot_stays_at_its_iteration(user, pointer):
    plot, at = middle(user, "lossPlot")
    QTest.mouseClick(pointer, Qt.MouseButton.LeftButton, pos=at)
    iteration = plot.iteration_at(plot.rect().center().x())
    plot.course.zoom(plot.course.low, 2)
    assert place_of_mark(pointer) == pytest.approx(plot.x_of(iteration), abs=1)
    pointer.take("lossPlot 30")
    assert place_of_mark(pointer) == pytest.approx(plot.x_of(30), abs=1)


def place_of_mark(pointer):
    """Return where in the thing the mark is, in px from its left."""
    widget, within = pointer._mark
    return _place_of(widget, within).x()


def test_the_page_beside_it_can_be_used(user, pointer):
    drawer = user.widget("drawer")
    assert user.window.childAt(drawer.mapTo(user.window, QPoint(40, 100))) is not pointer
    pointer.rest()
    _, at = middle(user, "lossPlot")
    assert user.window.childAt(at) is not pointer


GAPS = (  # the right place, the one that was pointed at, and what is said
    (
        "lossPlot 150..250",
        "lossPlot 1800",
        "the plot of the loss, iteration 1,800. It is between iterations 150 and 250; yours is 1,550 away.",
    ),
    (
        "lossPlot 150..250",
        "lossPlot 200",
        "the plot of the loss, iteration 200. There it is: between iterations 150 and 250.",
    ),
    ("lossPlot 150", "stage", "the picture in the middle. It is the plot of the loss, iteration 150."),
    ("lossPlot", "lossPlot 20", "the plot of the loss, iteration 20. There it is."),
    ("weightsView 7", "weightsView 9", "the picture of the network, unit 9. It is unit 7."),
    (
        "whyPixels 8,10..19,16",
        "whyPixels 4",
        "the image under “Why?”, column 4, row 0. It is columns 8 to 19, rows 10 to 16; yours is 10 away.",
    ),
    ("actionRun", "actionStep", "Step. It is Run."),
)


def test_how_far_it_is_from_the_right_place_is_said_in_words(user):
    for right, given, said in GAPS:
        assert gap_of_place(PointAt(name="p", right=(right,)), given, user.window) == f"You pointed at {said}"
