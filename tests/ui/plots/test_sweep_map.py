"""The axes of a sweep, and what is written at its points."""

import re

import pytest

from mnistlab.experiments.report import Point
from mnistlab.ui.look.theme import colours
from mnistlab.ui.plots.sweep_map import Scale, SweepMap, share_ticks
from mnistlab.ui.plots.take_away import svg_of


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["adam", "sgd"], {"adam", "sgd"}),
        ([0.1, 0.25], {"0.1", "0.25"}),
        ([0.12341, 0.12342, 0.1 + 0.2], {"0.12341", "0.12342", "0.30000000000000004"}),
        ([3.7e-6 * 1.7**n for n in range(20)], {"10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²"}),
        ([0.011 * n for n in range(40)], {"0", "0.1", "0.2", "0.3", "0.4"}),
    ],
)
def test_many_values_stand_on_an_axis_of_round_numbers(values, said):
    texts = [text for _, text in Scale(values).ticks()]
    assert said <= set(texts)
    assert len(texts) <= 10


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.42, 0.997, ["50 %", "60 %", "70 %", "80 %", "90 %"]),
        (0.962, 0.979, ["96.5 %", "97.0 %", "97.5 %"]),
    ],
)
def test_accuracies_stand_on_an_axis_of_round_numbers(low, high, said):
    ticks = share_ticks(low, high)
    assert [text.replace("\N{NO-BREAK SPACE}", " ") for _, text in ticks] == said
    assert [float(text.split()[0]) for _, text in ticks] == pytest.approx([100 * share for share, _ in ticks])


def test_each_point_of_a_small_grid_says_its_accuracy_and_the_best_how_far_that_is_known(qtbot):
    shown = SweepMap()
    qtbot.addWidget(shown)
    shown.resize(420, 260)
    rates, shares = (0.01, 0.1, 1.0), iter((0.9, 0.85, 0.8, 0.75, 0.7, 0.65))
    points = [Point((rate, units), next(shares), 1) for rate in rates for units in (10, 50)]
    shown.show_points(points, ["learning rate", "hidden units"], 100, "accuracy")
    picture = svg_of([shown]).decode()
    assert "90.0\N{NO-BREAK SPACE}% ± 3.0" in picture
    for share in ("85.0", "80.0", "75.0", "70.0", "65.0"):
        assert share in picture


def test_long_numbers_are_written_whole_and_apart(qtbot):
    shown = SweepMap()
    qtbot.addWidget(shown)
    shown.resize(420, 260)
    rates = (0.1 + 0.2, 0.4000000000000001, 0.5)
    points = [Point((rate, decay), 0.9, 1) for rate in rates for decay in rates]
    shown.show_points(points, ["learning rate", "weight decay"], 100, "accuracy")
    picture = svg_of([shown]).decode()
    places = re.findall(r' x="([\d.]+)"[^>]*>0\.30000000000000004<', picture)
    assert len(places) == 2
    assert min(map(float, places)) >= 0
    assert table_rows(shown)[0][:2] == ["0.30000000000000004", "0.30000000000000004"]


def table_rows(shown: SweepMap) -> list[list[str]]:
    return [line.split(",") for line in "".join(shown._table() or ()).splitlines()[1:]]


def test_lines_of_choices_have_their_names_apart(qtbot):
    shown = SweepMap()
    qtbot.addWidget(shown)
    shown.resize(420, 260)
    points = [Point((name, rate), 0.9, 1) for name in ("no", "yes") for rate in (0.1, 1.0)]
    shown.show_points(points, ["a", "b"], 100, "accuracy", choices={"no": "无", "yes": "有"})
    picture = svg_of([shown]).decode()
    tops = [float(re.findall(r' y="([\d.]+)"[^>]*>' + name, picture)[0]) for name in "无有"]
    assert abs(tops[0] - tops[1]) >= 17


@pytest.mark.parametrize("height", [140, 260])
def test_no_disc_lies_over_the_words_above_or_the_numbers_below(qtbot, height):
    shown = SweepMap()
    qtbot.addWidget(shown)
    shown.resize(420, height)
    points = [Point((10.0**-n, 10.0**-m), 0.9, 1) for n in range(9) for m in range(9)]
    shown.show_points(points, ["learning rate", "weight decay"], 100, "accuracy")
    image = shown.grab().toImage()
    ink = colours().own.lower()
    rows = [y for y in range(height) if any(image.pixelColor(x, y).name() == ink for x in range(70, 410))]
    assert rows
    assert min(rows) >= 2 * 18
    assert max(rows) <= height - 2 * 18 - 4
