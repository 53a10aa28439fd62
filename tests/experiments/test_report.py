"""What came out of an experiment, from hand-made outcomes."""

import csv
import io
from dataclasses import replace

import numpy as np
import pytest

from mnistlab.experiments.card import Card, Conclusion, Drawn, Published, Run, Search
from mnistlab.experiments.report import Report, as_csv, plan, standard_error
from mnistlab.experiments.work import Outcome, Progress
from mnistlab.training.deep import DeepSettings

TEXTS = {name: {"en": "x"} for name in ("title", "question", "prediction", "finding", "next")}


def card(**parts):
    runs = (Run("a", DeepSettings(seed=3)), Run("b, with a comma", DeepSettings(seed=3, learning_rate=1)))
    return Card("own", 0, "", "", TEXTS, runs, **parts)


def outcome(settings, test, loss=(1.0, 0.5)):
    return Outcome(
        settings=settings,
        loss=np.array(loss, np.float32),
        evaluated_at=np.array([0, 2]),
        train_accuracy=np.array([0.1, 1.0]),
        test_accuracy=np.array([0.1, test]),
        train_loss=np.array([2.3, 0.1]),
        test_loss=np.array([2.3, 0.2]),
        per_epoch=2.0,
        images=100,
        seconds=2.0,
    )


def filled(made, tests):
    report = Report(made, plan(made, len(tests)))
    for place, (name, number, settings) in enumerate(report.plan.runs):
        report.take(place, outcome(settings, tests[number] + (0.01 if name != "a" else 0)))
    return report


def test_each_run_is_done_with_each_seed():
    runs = plan(card(), 3).runs
    assert [(name, settings.seed) for name, _, settings in runs] == [
        (name, seed) for seed in (3, 4, 5) for name in ("a", "b, with a comma")
    ]


def test_after_the_highest_seed_comes_the_lowest():
    highest = replace(card(), runs=(Run("a", DeepSettings(seed=2**31 - 1)),))
    assert [settings.seed for _, _, settings in plan(highest, 3).runs] == [2**31 - 1, 0, 1]


def test_a_published_value_is_inside_the_band_of_the_seeds_or_outside():
    made = card(published=(Published("a", "test_accuracy", (1, 1), (0.85, 0.99)),))
    near, far = filled(made, [0.8, 0.85, 0.9]).rows()
    assert (near.median, near.seeds, near.inside, far.inside) == (0.85, 3, True, False)
    assert filled(made, [0.8]).rows()[0].inside is None  # one seed has no band


def test_a_conclusion_is_counted_over_the_seeds_whose_runs_are_all_there():
    made = card(conclusions=(Conclusion({"en": "x"}, 'test_accuracy("a", 1) > 0.84'),))
    report = filled(made, [0.8, 0.85, 0.9])
    assert [counts for _, *counts in report.conclusions()] == [[2, 3]]
    unfinished = Report(made, report.plan)
    for place in list(report.outcomes)[1:]:
        unfinished.take(place, report.outcomes[place])
    assert [counts for _, *counts in unfinished.conclusions()] == [[2, 2]]


def test_a_search_draws_other_values_for_each_trial_and_the_same_again():
    search = Search(50, (Drawn("learning_rate", -6, -2),), ())
    runs = plan(card(search=search)).runs
    rates = [settings.learning_rate for _, _, settings in runs]
    assert len(set(rates)) == 50
    assert all(1e-6 <= rate <= 1e-2 for rate in rates)
    assert 0.2 < np.mean(np.log10(rates) < -4) < 0.8  # evenly in the exponent
    assert len({settings.seed for _, _, settings in runs}) == 50  # and first weights of its own
    assert list(runs) == list(plan(card(search=search)).runs)


def test_the_best_of_a_search_come_first():
    made = card(search=Search(3, (Drawn("learning_rate", -6, -2),), ()))
    report = Report(made, plan(made))
    for place, (_, _, settings) in enumerate(report.plan.runs):
        report.take(place, outcome(settings, (0.5, 0.9, 0.7)[place]))
    assert [one.value("test_accuracy", -1) for one in report.best(2)] == [0.9, 0.7]


def test_a_hundred_images_leave_an_accuracy_uncertain_by_four_points():
    assert standard_error(0.8, 100) == pytest.approx(0.04)


def test_the_numbers_come_as_csv_that_is_read_back():
    rows = list(csv.DictReader(io.StringIO(as_csv(filled(card(), [0.8])))))
    losses = [float(row["value"]) for row in rows if row["run"] == "b, with a comma" and row["quantity"] == "loss"]
    assert losses == [1.0, 0.5]
    assert {row["quantity"] for row in rows} == {"loss", "train_accuracy", "test_accuracy", "train_loss", "test_loss"}


def test_a_run_that_is_under_way_is_drawn_but_counts_for_nothing():
    made = card(published=(Published("a", "test_accuracy", (1,), (0.85,)),))
    report = Report(made, plan(made))
    report.look(0, Progress(0.5, outcome(report.plan.runs[0].settings, 0.3), 1.0))
    assert [one.test_accuracy[-1] for one in report.drawn("a")] == [0.3]
    assert report.rows() == []
    report.take(0, outcome(report.plan.runs[0].settings, 0.8))
    assert report.under_way == {}
    assert [one.test_accuracy[-1] for one in report.drawn("a")] == [0.8]
