"""What is asked for with other seeds, and how far it is."""

import pytest
from PySide6.QtWidgets import QMenu, QWidget

from mnistlab.engine.intents import ForgetRepeats, RepeatRun, StopRepeating
from mnistlab.engine.repeats import Repeating
from mnistlab.ui.widgets.seeds_menu import SeedsProgress, fill_seeds_menu, spread_in_short, spread_in_words


@pytest.fixture
def menu_of(qtbot):
    asked, owner = [], QWidget()
    qtbot.addWidget(owner)

    def make(spread):
        menu = QMenu(owner)
        fill_seeds_menu(menu, "k", spread, asked.append)
        return [action for action in menu.actions() if action.text()], asked

    return make


def test_more_seeds_can_be_asked_for_and_all_be_put_away(menu_of, a_spread):
    actions, asked = menu_of(a_spread([0.9] * 5))
    assert [action.isEnabled() for action in actions] == [False, True, True, True]
    actions[1].trigger()
    actions[3].trigger()
    assert asked == [RepeatRun("k", 10), ForgetRepeats("k")]


def test_without_any_there_is_nothing_to_put_away(menu_of):
    actions, _ = menu_of(None)
    assert [action.isEnabled() for action in actions] == [True, True, True, False]


def test_the_median_and_what_most_lie_within_are_said(a_spread):
    spread = a_spread([0.90, 0.92, 0.94, 0.96, 0.98], diverged=1)
    assert spread_in_short(spread) == "94.0 ± 3.2\xa0%"
    words = spread_in_words(spread)
    assert "5 other seeds" in words
    assert "90.8\xa0% to 97.2\xa0%" in words
    assert words.endswith("Diverged, and left out: 1.")


def test_where_all_diverged_no_number_is_made_up(a_spread):
    spread = a_spread([], diverged=2)
    assert spread_in_short(spread) == "–"
    assert spread_in_words(spread) == "Diverged, and left out: 2."


def test_progress_is_shown_and_can_be_stopped(qtbot):
    progress = SeedsProgress()
    qtbot.addWidget(progress)
    asked = []
    progress.intended.connect(asked.append)
    assert progress.isHidden()
    progress.show_progress(Repeating("k", 3, 20))
    assert not progress.isHidden()
    assert progress.text.text() == "Other seeds: 3 of 20"
    assert progress.bar.share == 3 / 20
    progress.stop.click()
    assert asked == [StopRepeating()]
    progress.show_progress(None)
    assert progress.isHidden()
