"""Outcomes of experiments as a library keeps them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from mnistlab.data import Source
from mnistlab.experiments.card import TEXTS, Card, Conclusion, Guess, Run
from mnistlab.experiments.kept import keep_outcome, mark_of, mark_of_card, outcomes_of
from mnistlab.experiments.report import plan
from mnistlab.experiments.sweep import read_axis, sweep
from mnistlab.experiments.work import do
from mnistlab.library import open_library
from mnistlab.resources import resource_path
from mnistlab.training.deep import DeepSettings

SETTINGS = DeepSettings(hidden_size=3, training_images=30, validation_images=10, batch_size=10, iterations=4)
CARD = Card("own", 0, "", {}, {name: {"en": name} for name in TEXTS}, (Run("a", SETTINGS),))


@pytest.fixture
def kept(tmp_path):
    """Return the outcomes in a library that is empty."""
    library, _ = open_library(tmp_path / "library.mnistlab")
    yield library.outcomes
    library.close()


def test_an_outcome_comes_back_as_it_was_to_the_same_run_and_images_only(kept):
    made = plan(CARD, 2)
    kept.write("own", {place: keep_outcome(do(job), None) for place, job in enumerate(made.jobs())})
    found = outcomes_of(CARD, kept, Source(resource_path("mnist")))
    assert list(found) == [0, 1]
    again = do(made.jobs()[1])
    for name in ("loss", "evaluated_at", "train_accuracy", "test_accuracy", "train_loss", "test_loss"):
        np.testing.assert_array_equal(getattr(found[1], name), getattr(again, name))
    assert (found[1].settings, found[1].images, found[1].per_epoch) == (again.settings, 10, 3.0)
    assert outcomes_of(CARD, kept, Source(Path("elsewhere"))) == {}
    kept.write("own", {0: keep_outcome(do(made.jobs()[0]), Source(Path("elsewhere")))})
    assert list(outcomes_of(CARD, kept, Source(Path("elsewhere")))) == [0]
    assert list(outcomes_of(CARD, kept, None)) == [0, 1]


def test_sweeps_of_other_values_leave_each_other_what_has_come(kept):
    first, second = (sweep(SETTINGS, [read_axis("learning_rate", rates)]) for rates in ("0.1; 0.2", "0.3; 0.1; 0.4"))
    for card in (first, second):
        kept.write("sweep", {place: keep_outcome(do(job), None) for place, job in enumerate(plan(card).jobs())})
    for card in (first, second):
        assert list(outcomes_of(card, kept, None)) == list(range(len(card.runs)))
    third = sweep(SETTINGS, [read_axis("learning_rate", "0.5; 0.2; 0.4")])
    assert list(outcomes_of(third, kept, None)) == [1, 2]
    assert kept.cards() == {"sweep"}


def test_what_an_earlier_version_has_kept_by_its_place_comes_back(kept):
    outcome = keep_outcome(do(plan(CARD).jobs()[0]), None)
    kept.write("own", {0: outcome})
    with kept._file.transaction() as db:
        db.execute("UPDATE seeds SET run = 'card own'")
    assert list(outcomes_of(CARD, kept, None)) == [0]
    assert outcomes_of(CARD, kept, Source(Path("elsewhere"))) == {}


def test_what_is_by_default_does_not_change_the_mark_but_all_else_does():
    mark = mark_of(SETTINGS, None)
    assert mark == mark_of(replace(SETTINGS), Source(resource_path("mnist")))
    assert mark != mark_of(replace(SETTINGS, learning_rate=0.2), None)
    other = replace(CARD, choices=(Conclusion({"en": "x"}, "1 > 0"),))
    assert mark_of_card(CARD) == mark_of_card(replace(CARD)) != mark_of_card(other)


def test_where_a_question_stands_in_its_file_does_not_change_its_mark():
    asked = replace(CARD, guess=Guess(run="a", line=7))
    assert mark_of_card(asked) == mark_of_card(replace(CARD, guess=Guess(run="a", line=9)))
    assert mark_of_card(asked) != mark_of_card(replace(CARD, guess=Guess(run="a", at=3)))
