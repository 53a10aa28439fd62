"""Round numbers for axes."""

import math

import numpy as np
import pytest

from mnistlab.numerals import read_number
from mnistlab.ui.plots import scales


@pytest.mark.parametrize(
    ("reached", "total", "expected"),
    [
        (0, 10_000, 100),
        (100, 10_000, 100),
        (101, 10_000, 300),
        (301, 10_000, 1000),
        (3001, 10_000, 10_000),
        (3001, 5000, 5000),
        (0, 50, 50),
        (10_001, 10_000, 30_000),  # past its end
    ],
)
def test_span_grows_in_jumps_up_to_the_run(reached: int, total: int, expected: int) -> None:
    assert scales.span(reached, total) == expected


def test_span_never_falls_short_and_seldom_moves() -> None:
    spans = [scales.span(reached, 1_000_000) for reached in range(1_000_000)[::37]]
    assert all(span >= reached for span, reached in zip(spans, range(1_000_000)[::37], strict=True))
    assert len(set(spans)) == 9


@pytest.mark.parametrize(
    ("value", "expected"), [(2.3, 2.5), (2.5, 2.5), (2.6, 3), (7, 8), (11, 15), (0.031, 0.04), (9.9e-8, 1e-7)]
)
def test_top(value: float, expected: float) -> None:
    assert scales.top(value) == pytest.approx(expected)


def test_steps_of_a_decade_hold_every_value() -> None:
    for value in np.exp(np.random.default_rng(1).uniform(-30, 80, 500)):
        above, below = scales.decade_step(value, up=True), scales.decade_step(value, up=False)
        assert below <= value <= above <= 2.51 * below
    for exact in (0.1, 0.2, 0.5, 1.0, 2.0, 5e-7):
        assert scales.decade_step(exact, up=True) == exact == scales.decade_step(exact, up=False)


def test_ticks_are_few_and_within() -> None:
    rng = np.random.default_rng(2)
    for _ in range(300):
        low, high = np.sort(rng.normal(0, 10 ** rng.uniform(-3, 6), 2))
        most = int(rng.integers(2, 12))
        found = scales.ticks(low, high, most)
        slack = 1e-5 * (high - low)
        assert len(found) <= most + 2
        assert all(low - slack <= tick <= high + slack for tick in found)


def test_ticks_of_familiar_ranges() -> None:
    assert scales.ticks(-0.04, 2.54, 4) == [0, 1, 2]
    assert scales.ticks(-200, 10_200, 3) == [0, 5000, 10_000]
    assert scales.log_ticks(0.1, 5, 6) == [0.1, 0.2, 0.5, 1, 2, 5]
    assert scales.log_ticks(0.1, 5, 4) == [0.1, 0.3, 1, 3]
    assert len(scales.log_ticks(1e-30, 1e30, 6)) <= 6


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [
        (0, 0.5, "0"),
        (1, 0.5, "1.0"),
        (10_000, 5000, "10,000"),
        (0.25, 0.01, "0.25"),
        (3e38, 1e38, "3×10³⁸"),
        (2e-5, 1e-5, "2×10⁻⁵"),
    ],
)
def test_number(value: float, step: float, expected: str) -> None:
    assert scales.number(value, step) == expected


@pytest.mark.parametrize(
    ("low", "high"), [(0, 3e7), (1.2e7, 1.4e7), (15_000_000, 15_000_300), (8e-5, 9.1e-5), (9.5e6, 1.05e7), (-3e7, 3e7)]
)
def test_ticks_of_large_and_small_numbers_say_what_they_stand_at(low: float, high: float) -> None:
    step = scales.tick_step(low, high, 7)
    found = scales.ticks(low, high, 7)
    texts = [scales.number(value, step) for value in found]
    read = [read_number(text.removeprefix("-"), whole=True) for text in texts]
    assert [float(value or 0) for value in read] == pytest.approx([abs(value) for value in found])
    assert max(map(len, texts)) <= 10


def test_ticks_of_a_logarithmic_axis_are_in_one_notation() -> None:
    assert scales.log_numbers([0.05, 0.1, 1, 10]) == ["0.05", "0.1", "1", "10"]
    assert scales.log_numbers([1e-6, 1e-3, 1, 2000]) == ["10⁻⁶", "10⁻³", "1", "2×10³"]


@pytest.mark.parametrize(
    ("shares", "floor"),
    [
        ([], 0),
        ([0.11] * 20, 0),
        ([0.78, 0.87, 0.9, 0.91, 0.92, 0.925], 0.8),
        ([0.78, 0.87, 0.9, *np.linspace(0.91, 0.95, 12)], 0.9),
        ([0.97, 0.975, 0.98, 0.99], 0.95),
        ([0.97, 0.2], 0),
    ],
    ids=str,
)
def test_an_axis_of_shares_begins_where_most_of_them_are(shares: list[float], floor: float) -> None:
    assert scales.share_floor(shares) == floor


def test_reach_grows_and_fits() -> None:
    reach = scales.Reach(0, 2.5)
    reach.take(0.1, 7, fit=False)
    assert (reach.low, reach.high) == (0, 8)
    reach.take(0.1, 0.3, fit=False)
    assert reach.high == 8
    reach.take(0.1, 5.5, fit=True)
    assert reach.high == 8  # not half empty
    reach.take(0.1, 0.3, fit=True)
    assert reach.high == pytest.approx(0.3)
    for nothing in (math.nan, math.inf, -math.inf, 0.0):
        reach.take(math.nan, nothing, fit=True)
    assert reach.high == pytest.approx(0.3)
    reach.reset()
    assert (reach.low, reach.high) == (0, 2.5)


def test_reach_of_a_log_axis_never_closes() -> None:
    reach = scales.Reach(0.1, 5, log=True)
    reach.take(0.2, 0.2, fit=True)
    assert reach.low < reach.high
    reach.take(0.0, 1.0, fit=True)
    assert reach.low > 0
