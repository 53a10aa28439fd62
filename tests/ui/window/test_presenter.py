"""Which panels show which frames."""

from types import SimpleNamespace

import pytest

from mnistlab.ui.panels import base
from mnistlab.ui.panels.base import AT_ONCE, Panel, hand_out
from mnistlab.ui.selection import Selection

AT_SPEED = {"running": True, "phase_by_phase": False}


class Sheet(Panel):
    interval = 0.1

    def show_frame(self, frame):
        self.shown.append(frame)


@pytest.fixture
def clock(monkeypatch):
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(base.time, "monotonic", lambda: clock.now)
    return clock


@pytest.fixture
def sheets(qtbot, clock):
    selection = Selection()
    sheets = [Sheet(selection) for _ in range(7)]
    for sheet in sheets:
        sheet.shown = []
        qtbot.addWidget(sheet)
        sheet.show()
    return sheets


def frame(**status):
    return SimpleNamespace(**status)


def test_at_rest_and_in_slow_motion_every_panel_shows_every_frame(sheets):
    at_rest, slow = frame(running=False, phase_by_phase=False), frame(running=True, phase_by_phase=True)
    for one in (at_rest, slow):
        hand_out(one, sheets)
    assert all(sheet.shown == [at_rest, slow] for sheet in sheets)


def test_at_speed_panels_take_turns_and_none_is_forgotten(sheets, clock):
    for _ in range(60):
        one = frame(**AT_SPEED)
        hand_out(one, sheets)
        assert 0 < sum(bool(sheet.shown) and sheet.shown[-1] is one for sheet in sheets) <= AT_ONCE
        clock.now += 0.0334
    counts = [len(sheet.shown) for sheet in sheets]  # 2 s: for each every third frame, since its interval is three long
    assert min(counts) >= 19
    assert max(counts) <= 21


def test_at_speed_no_panel_shows_frames_more_often_than_it_asks_for(sheets, clock):
    for _ in range(60):
        hand_out(frame(**AT_SPEED), sheets[:1])
        clock.now += 0.0334
    assert len(sheets[0].shown) == 20


def test_the_last_frame_of_a_run_is_shown_by_all(sheets):
    hand_out(frame(**AT_SPEED), sheets)
    last = frame(running=False, phase_by_phase=False)
    hand_out(last, sheets)
    assert all(sheet.shown[-1] is last for sheet in sheets)


def test_a_hidden_panel_takes_nobodys_turn_and_has_the_latest_when_it_is_shown(sheets, clock):
    hidden, *others = sheets
    hidden.hide()
    for _ in range(30):
        latest = frame(**AT_SPEED)
        hand_out(latest, sheets)
        clock.now += 0.0334
    assert hidden.shown == []
    assert min(len(sheet.shown) for sheet in others) >= 9
    hidden.show()
    assert len(hidden.shown) == 1
    assert hidden.shown[0] is latest
