"""Which panels show which frames."""

from types import SimpleNamespace

import pytest

from mnistlab.ui.panels.base import BESIDE_A_HAND, ROUND, TURNS, HandOut, Panel
from mnistlab.ui.selection import Selection


class Sheet(Panel):
    def show_frame(self, frame):
        self.shown.append(frame)


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def sheets(qtbot):
    selection = Selection()
    sheets = [Sheet(selection) for _ in range(2 * TURNS)]
    for place, sheet in enumerate(sheets):
        sheet.turn = place % TURNS
        sheet.shown = []
        qtbot.addWidget(sheet)
        sheet.show()
    return sheets


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def hand_out(sheets, clock):
    return HandOut(sheets, sheets[0], clock=clock).hand_out


def frame(**status):
    return SimpleNamespace(**status)


def at_speed():
    return frame(running=True, phase_by_phase=False)


def at_rest():
    return frame(running=False, phase_by_phase=False)


def test_at_rest_and_in_slow_motion_every_panel_shows_every_frame_at_once(sheets, hand_out):
    shown = [at_rest(), frame(running=True, phase_by_phase=True)]
    for one in shown:
        hand_out(one)
    assert all(sheet.shown == shown for sheet in sheets)


def test_at_speed_panels_show_one_frame_in_turns(sheets, hand_out, qtbot):
    hand_out(first := at_speed())
    assert [sheet.shown for sheet in sheets] == [[first] if sheet.turn == 0 else [] for sheet in sheets]
    hand_out(at_speed())  # must wait until all have had the first
    qtbot.waitUntil(lambda: all(sheet.shown for sheet in sheets))
    assert all(sheet.shown == [first] for sheet in sheets)


def test_at_speed_panels_change_six_times_a_second(sheets, hand_out, clock, qtbot):
    hand_out(first := at_speed())
    qtbot.waitUntil(lambda: sheets[-1].shown == [first])
    clock.now = 0.9 * ROUND
    hand_out(at_speed())
    clock.now = 1.1 * ROUND
    hand_out(later := at_speed())
    qtbot.waitUntil(lambda: len(sheets[-1].shown) > 1)
    assert all(sheet.shown == [first, later] for sheet in sheets)


def test_the_frame_in_which_a_run_comes_to_rest_is_shown_by_all_at_once(sheets, hand_out, qtbot):
    hand_out(at_speed())
    hand_out(last := at_rest())
    assert all(sheet.shown[-1] is last for sheet in sheets)
    hand_out(following := at_speed())
    assert sheets[0].shown[-1] is following
    qtbot.waitUntil(lambda: sheets[-1].shown[-1] is following)
    assert sheets[-1].shown == [last, following]


def test_a_hidden_panel_shows_nothing_and_has_the_latest_when_it_is_shown(sheets, hand_out, clock, qtbot):
    hidden = sheets[0]
    hidden.hide()
    hand_out(at_speed())
    qtbot.waitUntil(lambda: len(sheets[-1].shown) == 1)
    clock.now += ROUND
    hand_out(latest := at_speed())
    assert hidden.shown == []
    hidden.show()
    assert hidden.shown == [latest]


@pytest.fixture
def to_paint():
    """Whether what a hand has drawn waits to be painted."""
    return [False]


@pytest.fixture
def hand_out_beside_a_hand(sheets, clock, to_paint):
    return HandOut(sheets, sheets[0], stands_back=lambda: to_paint[0], clock=clock).hand_out


def test_what_a_hand_has_drawn_is_painted_before_a_panel_shows_a_frame(sheets, hand_out_beside_a_hand, to_paint, qtbot):
    to_paint[0] = True
    hand_out_beside_a_hand(first := at_speed())
    assert not any(sheet.shown for sheet in sheets)
    to_paint[0] = False
    qtbot.waitUntil(lambda: all(sheet.shown == [first] for sheet in sheets))


def test_a_hand_that_never_rests_keeps_no_frame_from_a_panel(sheets, hand_out_beside_a_hand, to_paint, qtbot):
    to_paint[0] = True
    hand_out_beside_a_hand(first := at_speed())
    qtbot.waitUntil(lambda: all(sheet.shown == [first] for sheet in sheets))


def test_while_a_hand_draws_panels_change_half_as_often(sheets, hand_out_beside_a_hand, to_paint, clock, qtbot):
    to_paint[0] = True
    hand_out_beside_a_hand(first := at_speed())
    qtbot.waitUntil(lambda: sheets[-1].shown == [first])
    clock.now = 0.9 * BESIDE_A_HAND
    hand_out_beside_a_hand(at_speed())
    clock.now = 1.1 * BESIDE_A_HAND
    hand_out_beside_a_hand(later := at_speed())
    qtbot.waitUntil(lambda: len(sheets[-1].shown) > 1)
    assert all(sheet.shown == [first, later] for sheet in sheets)
