"""Experiments in processes beside the window."""

import numpy as np
import pytest

from mnistlab.data import Source
from mnistlab.engine.experimenting import Experimenting
from mnistlab.engine.intents import ChangeLibrary
from mnistlab.errors import MnistLabError
from mnistlab.experiments.card import TEXTS, Card, Run
from mnistlab.experiments.files import find_card
from mnistlab.experiments.report import Report, as_csv
from mnistlab.experiments.untrained import Spread
from mnistlab.library import open_library
from mnistlab.training.deep import DeepSettings

TEXT = {name: {"en": "x"} for name in TEXTS}


@pytest.fixture
def experimenting(qapp):
    made = Experimenting()
    yield made
    made.close()


@pytest.fixture(scope="module")
def folder(write_idx_folder, tmp_path_factory):
    return Source(write_idx_folder(tmp_path_factory.mktemp("idx")))


def card(**changes):
    asked = {"hidden_size": 4, "batch_size": 8, "iterations": 20, **changes}
    runs = tuple(Run(f"{rate}", DeepSettings(**asked, learning_rate=rate)) for rate in (0.1, 1.0))
    return Card("small", 0, "", {}, TEXT, runs)


def ended(experimenting):
    return lambda: experimenting.under_way is None


def test_all_runs_come_and_more_seeds_keep_those_that_are_there(experimenting, qtbot, folder):
    one = card()
    experimenting.begin(one, 1, folder)
    session = experimenting.session(one, folder)
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


def test_fewer_seeds_than_there_are_keep_them_all(experimenting, qtbot, folder):
    one = card()
    experimenting.begin(one, 2, folder)
    session = experimenting.session(one, folder)
    qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert session.missing_for(1) == session.missing_for(2) == 0
    assert session.missing_for(3) == 2
    del session.found.outcomes[1]
    experimenting.begin(one, 1, folder)
    assert session.missing == session.missing_for(1) == 1
    qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert len(session.found.outcomes) == 4


def test_what_has_come_with_some_images_is_not_mixed_with_others(experimenting, qtbot, folder):
    one, other = card(), folder._replace(changes=("turned",))
    for images, seeds in ((folder, 1), (other, 2)):
        experimenting.begin(one, seeds, images)
        qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert sorted(experimenting.session(one, folder).found.outcomes) == [0, 1]
    assert sorted(experimenting.session(one, other).found.outcomes) == [0, 1, 2, 3]


def test_stopping_ends_it_and_keeps_what_was_done(experimenting, qtbot, folder):
    long = card(iterations=10_000_000)
    experimenting.begin(long, 1, folder)
    experimenting.begin(card(), 1, folder)  # not while another is under way
    assert experimenting.under_way is experimenting.session(long, folder)
    experimenting.stop()
    qtbot.waitUntil(ended(experimenting), timeout=60_000)
    assert experimenting.session(long, folder).missing == 0
    assert experimenting.session(long, folder).found is None  # what is asked before the runs is asked again


def test_what_is_under_way_is_found_again_when_its_file_is_read_again(experimenting):
    session = experimenting.session(card())
    assert experimenting.session(card()) is session  # equal, as from the same file
    experimenting.under_way = session
    other = experimenting.session(card(hidden_size=5))  # the file has changed, or another has its name
    assert other is not session
    assert experimenting.session(card(hidden_size=5)) is other
    assert experimenting.session(card()) is session
    experimenting.under_way = None
    assert experimenting.session(card()) is session


def test_what_goes_wrong_is_told_and_the_next_can_begin(experimenting, qtbot, folder):
    too_many = card(training_images=1_000_000)
    with qtbot.waitSignal(experimenting.failed, timeout=60_000) as failed:
        experimenting.begin(too_many, 1, folder)
    assert isinstance(failed.args[0], MnistLabError)
    assert experimenting.under_way is None


class Shelf:
    """Carries out at once what the experiments want of a library."""

    def __init__(self, library):
        self.library = library

    def open(self):
        made = Experimenting()
        made.intended.connect(self.perform)
        made.load()
        return made

    def perform(self, intent):
        if isinstance(intent, ChangeLibrary):
            intent.change(self.library)
        else:
            intent.answer(intent.question(self.library))


@pytest.fixture
def shelf(tmp_path):
    library, _ = open_library(tmp_path / "library.mnistlab")
    yield Shelf(library)
    library.close()


def test_what_was_expected_and_what_came_is_there_after_a_new_start(shelf, qtbot, folder):
    first, one = shelf.open(), card()
    first.predict(one, 1.0)
    first.begin(one, 2, folder)
    qtbot.waitUntil(ended(first), timeout=60_000)
    came = first.session(one, folder).found

    again = shelf.open()
    assert again.done == {"small"}
    again.recall(one, folder)
    session = again.session(one, folder)
    assert session.prediction == 1.0
    assert session.found.value("1.0", "test_accuracy", -1).median == came.value("1.0", "test_accuracy", -1).median
    np.testing.assert_array_equal(session.found.outcomes[3].loss, came.outcomes[3].loss)
    assert as_csv(session.found) == as_csv(came)

    for other, images in (
        (card(batch_size=7), folder),
        (one, folder._replace(changes=("turned",))),
    ):  # other settings, or other images
        later = shelf.open()
        later.recall(other, images)
        assert later.session(other, images).found is None

    done = []
    shelf.open().recall_all({"small": one}, folder, done.extend)
    assert [session.card for session in done] == [one]


def test_what_has_come_is_kept_where_it_is_closed_before_the_next_comes(shelf, qtbot, folder):
    first, one = shelf.open(), card()
    first.begin(one, 50, folder)
    came = lambda: first.session(one, folder).found  # noqa: E731
    qtbot.waitUntil(lambda: came() is not None and len(came().outcomes) > 1, timeout=60_000)
    count = len(came().outcomes)
    first.close()
    again = shelf.open()
    again.recall(one, folder)
    assert len(again.session(one, folder).found.outcomes) >= count


def test_an_experiment_that_trains_nothing_comes_whole_and_is_done_again(shelf, qtbot):
    first, activations = shelf.open(), find_card("activations")
    first.begin(activations, 1, None)
    qtbot.waitUntil(ended(first), timeout=60_000)
    assert isinstance(first.session(activations).found, Spread)
    again = shelf.open()
    again.recall(activations, None)
    qtbot.waitUntil(ended(again), timeout=60_000)
    assert isinstance(again.session(activations).found, Spread)
