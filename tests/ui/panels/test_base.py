"""Which panels show which frames."""

from types import SimpleNamespace

import pytest

from mnistlab.ui.panels.base import TURNS, HandOut, Panel
from mnistlab.ui.selection import Selection

AT_SPEED = {"running": True, "phase_by_phase": False}


class Sheet(Panel):
    def show_frame(self, frame):
        self.shown.append(frame)


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
def hand_out(sheets):
    return HandOut(sheets).hand_out


def frame(**status):
    return SimpleNamespace(**status)


def test_at_rest_and_in_slow_motion_every_panel_shows_every_frame(sheets, hand_out):
    at_rest, slow = frame(running=False, phase_by_phase=False), frame(running=True, phase_by_phase=True)
    for one in (at_rest, slow):
        hand_out(one)
    assert all(sheet.shown == [at_rest, slow] for sheet in sheets)


def test_at_speed_all_panels_show_the_same_moments_in_turns(sheets, hand_out):
    for _ in range(20):
        before = [len(sheet.shown) for sheet in sheets]
        hand_out(frame(**AT_SPEED))
        assert sum(len(sheet.shown) for sheet in sheets) - sum(before) == len(sheets) // TURNS
    for _ in range(-20 % TURNS):
        hand_out(frame(**AT_SPEED))
    assert all(sheet.shown == sheets[0].shown for sheet in sheets)


def test_the_last_frame_of_a_run_is_shown_by_all(sheets, hand_out):
    hand_out(frame(**AT_SPEED))
    last = frame(running=False, phase_by_phase=False)
    hand_out(last)
    assert all(sheet.shown[-1] is last for sheet in sheets)
    hand_out(first := frame(**AT_SPEED))
    assert sheets[0].shown[-1] is first


def test_a_hidden_panel_shows_nothing_and_has_the_latest_when_it_is_shown(sheets, hand_out):
    hidden = sheets[0]
    hidden.hide()
    for _ in range(TURNS):
        hand_out(frame(**AT_SPEED))
    hand_out(latest := frame(**AT_SPEED))
    assert hidden.shown == []
    hidden.show()
    assert hidden.shown == [latest]
