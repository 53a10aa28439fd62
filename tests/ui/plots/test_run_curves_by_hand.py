"""The curves of a run under the hand: they lead back, are zoomed and moved, and say what is below the mouse."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from mnistlab.engine.intents import GoOn, GoTo, Run, ShowLatest

# -- the way back


def test_a_drag_on_a_curve_goes_back(curves, hand, frame_of, asked):
    curves.show_frame(frame_of(np.ones(6000)))
    for plot in (curves.loss_plot, curves.accuracy_plot):
        hand.drag(hand.place(5000, plot), hand.place(4000, plot), hand.place(2000, plot))
        assert isinstance(asked[-1], GoTo)
        assert asked[-1].iteration == pytest.approx(2000, abs=20)
        assert asked[-1].tolerance == int(10_000 / (2 * plot.area.width()))


def test_a_click_on_a_curve_goes_nowhere_but_on_the_track_it_goes_back(curves, hand, frame_of, asked):
    curves.show_frame(frame_of(np.ones(6000)))
    hand.drag(hand.place(3000))
    assert not asked
    hand.drag(hand.on_track(3000))
    assert asked[0].iteration == pytest.approx(3000, abs=20)


def test_beyond_the_end_of_the_run_is_its_end(curves, hand, frame_of, asked):
    curves.show_frame(replace(frame_of(np.ones(6000)), past=True, iteration=10))
    hand.drag(hand.on_track(9000))
    assert asked == [GoTo(6000, asked[0].tolerance)]


@pytest.mark.parametrize(
    ("key", "iteration"),
    [
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, 6000),
        (Qt.Key.Key_PageUp, 2700),
        (Qt.Key.Key_PageDown, 3300),
        (Qt.Key.Key_Left, 2999),
        (Qt.Key.Key_Right, 3001),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_keys_go_through_the_run(curves, frame_of, asked, key, iteration):
    curves.show_frame(replace(frame_of(np.ones(6000)), past=True, iteration=3000))
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    assert curves.takes_key(event)  # before it is a shortcut of the window
    curves.keyPressEvent(event)
    assert asked == [GoTo(iteration)]


def test_on_the_track_a_wheel_goes_by_one_iteration_a_notch(curves, hand, frame_of, asked):
    curves.show_frame(replace(frame_of(np.ones(6000)), past=True, iteration=3000))
    hand.turn_wheel(hand.on_track(3000), y=120)
    assert asked == [GoTo(2999)]
    for _ in range(3):  # a touchpad reports parts of a notch
        hand.turn_wheel(hand.on_track(3000), y=-40)
    assert asked[1:] == [GoTo(3001)]


def test_the_buttons_of_the_way_back(curves, frame_of, asked):
    way_back, now = curves.way_back, frame_of(np.ones(6000))
    curves.show_frame(now)
    assert way_back.back.isEnabled()
    assert not way_back.forward.isEnabled()
    way_back.back.trigger()
    curves.show_frame(replace(now, past=True, iteration=3000))
    for action in (way_back.forward, way_back.go_on, way_back.return_):
        action.trigger()
    assert asked == [GoTo(5999), GoTo(3001), GoOn(), Run(), ShowLatest()]


# -- following, zooming, moving


def test_the_wheel_zooms_at_the_mouse_and_a_double_click_follows_again(curves, hand, frame_of):
    curves.show_frame(frame_of(np.ones(6000)))
    before = curves.loss_plot.x_of(2000)
    hand.turn_wheel(hand.place(2000), y=120)
    assert curves.course.high - curves.course.low == pytest.approx(7500)
    assert curves.loss_plot.x_of(2000) == pytest.approx(before, abs=1)
    assert curves.follow.isVisible()
    at = hand.place(2000)
    hand.send(QEvent.Type.MouseButtonDblClick, at, Qt.MouseButton.LeftButton)
    assert curves.course.following
    assert not curves.follow.isVisible()
    assert curves.course.high == 10_000


def test_a_fine_wheel_zooms_as_much_as_a_coarse_one(curves, hand, frame_of):
    curves.show_frame(frame_of(np.ones(6000)))
    for _ in range(30):
        hand.turn_wheel(hand.place(2000), y=4)
    assert curves.course.high - curves.course.low == pytest.approx(7500)


@pytest.mark.parametrize(
    "how",
    [
        {"keys": Qt.KeyboardModifier.ShiftModifier},
        {"button": Qt.MouseButton.MiddleButton},
    ],
    ids=["shift", "middle button"],
)
def test_a_drag_with_shift_or_the_middle_button_moves_along(curves, hand, frame_of, asked, how):
    curves.show_frame(frame_of(np.ones(6000)))
    hand.turn_wheel(hand.place(5000), y=480)
    low = curves.course.low
    hand.drag(hand.place(5000), hand.place(4800), hand.place(4600), **how)
    assert curves.course.low - low == pytest.approx(400, abs=10)
    assert not asked


def test_a_sideways_wheel_moves_along(curves, hand, frame_of):
    curves.show_frame(frame_of(np.ones(6000)))
    hand.turn_wheel(hand.place(5000), y=480)
    low, size = curves.course.low, curves.course.high - curves.course.low
    hand.turn_wheel(hand.place(5000), x=-120, y=8)
    assert curves.course.low - low == pytest.approx(size / 10)


def test_a_zoomed_view_stays_while_the_run_grows_and_follows_the_next(curves, hand, frame_of):
    curves.show_frame(frame_of(np.ones(1000)))
    hand.turn_wheel(hand.place(500), y=240)
    zoomed = curves.course.low, curves.course.high
    curves.show_frame(frame_of(np.ones(4000)))
    assert (curves.course.low, curves.course.high) == zoomed
    curves.show_frame(frame_of(np.ones(50), run_id=2))
    assert (curves.course.low, curves.course.high) == (0, 100)


# -- what is below the mouse


def test_both_plots_say_what_is_below_the_mouse(curves, hand, frame_of):
    curves.show_frame(frame_of(np.linspace(2, 1, 6000)))
    hand.point_at(hand.place(3000))
    assert curves.loss_plot.moment.readout.startswith(("iteration 2,99", "iteration 3,00"))
    assert "mean 1.5" in curves.loss_plot.moment.readout
    assert curves.accuracy_plot.moment.readout == "epoch 5 · train 82.5\xa0% · test 81.5\xa0%"
    QApplication.sendEvent(curves, QEvent(QEvent.Type.Leave))
    assert not curves.loss_plot.moment.readout


def test_while_a_drag_goes_back_only_its_moment_is_marked(curves, hand, frame_of):
    curves.show_frame(frame_of(np.linspace(2, 1, 6000)))
    hand.point_at(hand.place(5000))
    assert curves.loss_plot.moment.pointed is not None
    hand.drag(hand.place(5000), hand.place(3000))
    assert curves.loss_plot.moment.pointed is None
