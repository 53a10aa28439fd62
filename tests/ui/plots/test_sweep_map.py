"""The axes of a sweep."""

import pytest

from mnistlab.ui.plots.sweep_map import Scale, share_ticks


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["adam", "sgd"], {"adam", "sgd"}),
        ([0.1, 0.25], {"0.1", "0.25"}),
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
