"""What a lesson says to an answer, from hand-made answers."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from mnistlab.lessons.lesson import Choice, Compare, PredictCurve, PredictNumber, Section
from mnistlab.ui.guides.lesson.said import compare_words, gap_of_curve, gap_of_number, order_words, reply_to

SECTION = Section("H", "", (Choice("a", "A.", "Why not A."), Choice("b", "B.", "Why B.")))


def test_whoever_chooses_is_told_why():
    assert reply_to(SECTION, "a") == "Why not A."
    assert reply_to(SECTION, "a", predicted=True) == "You expected: A. Why not A."
    assert reply_to(SECTION, "“my words”", ("b",)) == "Compare with “B”. Why B."
    assert reply_to(SECTION, None) == ""


def test_an_order_is_said_beside_the_right_one():
    assert order_words("A · B", "B · A") == "You said: A · B. It is: B · A."
    assert order_words("A · B", "A · B") == "You said: A · B. So it is."


def test_the_gap_of_a_number_is_said_in_its_unit():
    step = PredictNumber(name="n", low=0, high=100, unit="%", answer="test_accuracy")
    assert gap_of_number(step, 80, 0.946) == "You expected 80 %; it came to 94.6 %: 14.6 percentage points off."
    assert gap_of_number(step, 80, None) == ""
    step = PredictNumber(name="n", low=0, high=9, answer="mean_loss")
    assert gap_of_number(step, 1.5, 0.3) == "You expected 1.5; it came to 0.300: 1.200 off."
    assert gap_of_number(step, 0.3456789, 0.312) == "You expected 0.3456789; it came to 0.312: 0.034 off."


def test_the_gap_of_a_curve_is_told_at_its_end_and_on_the_mean():
    step, every = PredictCurve(name="c", iterations=100), np.arange(1, 101)
    came = np.full(100, 1.0, np.float32)
    text = gap_of_curve(step, [[0.0, 2.0], [100.0, 2.0]], every, came)
    assert text == "At the end you expected 2.00; it came to 1.00. Over the whole curve: 1.00 off on the mean."
    assert gap_of_curve(step, [[0.0, 2.0], [100.0, 2.0]], np.empty(0), np.empty(0)) == ""
    step = PredictCurve(name="c", iterations=100, plot="accuracy")
    text = gap_of_curve(step, [[0.0, 0.5], [100.0, 0.9]], np.array([0, 100]), np.full(2, 0.7))
    assert "90.00 %" in text
    assert text.endswith("10.20 percentage points off on the mean.")


def test_the_gap_of_half_a_curve_is_told_where_it_ends():
    step, rising = PredictCurve(name="c", iterations=100), np.linspace(1, 2, 100)
    text = gap_of_curve(step, [[0.0, 2.0], [60.0, 2.0]], np.arange(1, 101), rising)
    assert text.startswith("At iteration 60 you expected 2.00; it came to 1.60. Up to there:")
    text = gap_of_curve(step, [[0.0, 2.0], [100.0, 2.0]], np.arange(1, 21), rising[:20])  # the run has stopped
    assert text.startswith("At iteration 20 you expected 2.00; it came to 1.19.")


def test_runs_that_are_compared_are_told_apart_by_their_settings(kept_view):
    runs = ({"optimizer": "sgd", "learning_rate": 2.0}, {"optimizer": "adam", "learning_rate": 0.01})
    other, first, second = kept_view(0), *(kept_view(place, **run) for place, run in enumerate(runs, 1))
    frame = SimpleNamespace(kept=(other, first), own=second.entry, loss=second.loss, settings=second.entry.settings)
    step = Compare(name="c", runs=runs, iterations=600)
    told = compare_words(step, frame).split("\n\n")
    assert told == ["η 2 · SGD: mean loss 0.300, test 94.0\u00a0%", "η 0.01 · Adam: mean loss 0.300, test 94.0\u00a0%"]


def test_each_run_of_a_comparison_is_named_by_its_own_length_and_by_how_it_stopped(kept_view):
    runs = ({"iterations": 300}, {"learning_rate": 60.0}, {"iterations": 30})
    lengths, rates = (300, 7, 30), (0.1, 60.0, 0.1)
    views = [
        kept_view(place, n, learning_rate=rate) for place, (n, rate) in enumerate(zip(lengths, rates, strict=True))
    ]
    settings = [replace(view.entry.settings, iterations=max(n, 30)) for view, n in zip(views, lengths, strict=True)]
    views = [replace(view, entry=replace(view.entry, settings=one)) for view, one in zip(views, settings, strict=True)]
    *kept, last = views
    frame = SimpleNamespace(kept=kept, own=last.entry, loss=last.loss, settings=settings[-1])
    assert compare_words(Compare(name="c", runs=runs, iterations=30), frame).split("\n\n") == [
        "η 0.1 · 300 iterations: mean loss 0.300, test 94.0\u00a0%",
        "η 60 · 30 iterations: stopped at iteration 7, because its loss had grown",
        "η 0.1 · 30 iterations: mean loss 0.300, test 94.0\u00a0%",
    ]


def test_runs_of_a_comparison_that_differ_in_nothing_are_counted(kept_view):
    first, second = kept_view(0, 30), kept_view(1, 30)
    frame = SimpleNamespace(kept=[first], own=second.entry, loss=second.loss, settings=second.entry.settings)
    told = compare_words(Compare(name="c", runs=({}, {}), iterations=30), frame).split("\n\n")
    assert [line.partition(":")[0] for line in told] == ["1", "2"]
