"""Experiments in processes beside the window."""

import pytest

from mnistlab.engine.experimenting import Experimenting
from mnistlab.errors import MnistLabError
from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.files import find_card
from mnistlab.experiments.report import Report, Spread
from mnistlab.training.deep import DeepSettings

TEXT = {name: {"en": "x"} for name in TEXTS}


@pytest.fixture
def experimenting(qapp):
    made = Experimenting()
    yield made
    made.close()


@pytest.fixture(scope="module")
def folder(write_idx_folder, tmp_path_factory):
    return write_idx_folder(tmp_path_factory.mktemp("idx"))


def card(**changes):
    asked = {"hidden_size": 4, "batch_size": 8, "iterations": 20, **changes}
    runs = tuple(Run(f"{rate}", DeepSettings(**asked, learning_rate=rate)) for rate in (0.1, 1.0))
    return Card("small", 0, "", "", TEXT, runs)


def ended(experimenting):
    return lambda: experimenting.under_way is None


def test_all_runs_come_and_more_seeds_keep_those_that_are_there(experimenting, qtbot, folder):
    one = card()
    experimenting.begin(one, 1, folder)
    session = experimenting.session(one)
    assert experimenting.under_way is session
    qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert isinstance(session.found, Report)
    first = dict(session.found.outcomes)
    assert len(first) == 2
    experimenting.begin(one, 2, folder)
    assert session.missing == 2
    qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert len(session.found.outcomes) == 4
    assert all(session.found.outcomes[place] is outcome for place, outcome in first.items())


def test_stopping_ends_it_and_keeps_what_was_done(experimenting, qtbot, folder):
    long = card(iterations=10_000_000)
    experimenting.begin(long, 1, folder)
    experimenting.begin(card(), 1, folder)  # not while another is under way
    assert experimenting.under_way is experimenting.session(long)
    experimenting.stop()
    qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert experimenting.session(long).missing == 0


def test_what_goes_wrong_is_told_and_the_next_can_begin(experimenting, qtbot, folder):
    too_many = card(training_images=1_000_000)
    with qtbot.waitSignal(experimenting.failed, timeout=60_000) as failed:
        experimenting.begin(too_many, 1, folder)
    assert isinstance(failed.args[0], MnistLabError)
    assert experimenting.under_way is None


def test_an_experiment_that_trains_nothing_comes_whole(experimenting, qtbot):
    one = find_card("activations")
    experimenting.begin(one, 1, None)
    qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert isinstance(experimenting.session(one).found, Spread)
