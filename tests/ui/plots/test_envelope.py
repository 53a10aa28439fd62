"""A curve in few points: no peak lost, whatever the range."""

import numpy as np
import pytest

from mnistlab.ui.plots.envelope import envelope


def random_samples(rng: np.random.Generator, count: int, *, broken: bool = False) -> np.ndarray:
    kind = rng.integers(4)
    if kind == 0:
        values = rng.standard_normal(count)
    elif kind == 1:
        values = np.sort(rng.standard_normal(count))[:: rng.choice([1, -1])]
    elif kind == 2:
        values = rng.integers(0, 3, count)  # many ties
    else:
        values = np.where(rng.random(count) < 0.01, 100, 0)
    values = values.astype(np.float32)
    if broken:
        values[rng.random(count) < rng.choice([0.05, 0.9])] = rng.choice([np.nan, np.inf, -np.inf])
    return values


def check_envelope(values: np.ndarray, start: int, stop: int, points: int) -> None:
    """Hold an envelope against the samples: what it is, and that each block has exactly its own extremes."""
    x, y = envelope(values, start, stop, points)
    values = np.where(np.isfinite(values), values, np.nan)
    start, stop = max(start, 0), min(stop, len(values))
    assert len(x) == len(y)
    if start >= stop:
        assert len(x) == 0
        return
    assert len(x) <= max(points, 4) + 4
    assert (np.diff(x) >= 0).all()
    if stop - start <= points:
        np.testing.assert_array_equal(x, np.arange(start, stop))
        np.testing.assert_array_equal(y, values[start:stop])
        return
    firsts, lasts = x[0::2].astype(int), x[1::2].astype(int)
    assert firsts[0] == start
    assert lasts[-1] == stop - 1
    np.testing.assert_array_equal(firsts[1:], lasts[:-1] + 1)  # no gap, nothing twice
    for first, last, pair in zip(firsts, lasts, y.reshape(-1, 2), strict=True):
        block = values[first : last + 1]
        if np.isnan(block).all():
            assert np.isnan(pair).all()
            continue
        assert pair.min() == np.nanmin(block)
        assert pair.max() == np.nanmax(block)
        low_at, high_at = np.flatnonzero(block == pair.min()), np.flatnonzero(block == pair.max())
        # In the order in which they come; with ties, either may be the one that is meant.
        assert low_at[0] <= high_at[-1] if pair[0] <= pair[1] else high_at[0] <= low_at[-1]


@pytest.mark.parametrize("broken", [False, True], ids=["finite", "with NaN and inf"])
def test_every_extreme_of_every_range_is_kept(broken: bool) -> None:
    rng = np.random.default_rng(1)
    for _ in range(150):
        values = random_samples(rng, int(rng.integers(1, 3000)), broken=broken)
        for _ in range(6):
            start, stop = (int(edge) for edge in rng.integers(-5, len(values) + 6, 2))
            check_envelope(values, start, stop, int(rng.choice([1, 4, 7, 50, 300, 1000])))


def test_what_has_been_drawn_stays_where_it_is_while_the_curve_grows() -> None:
    values = np.random.default_rng(3).standard_normal(9000).astype(np.float32)
    before = np.column_stack(envelope(values[:8100], 0, 8100, 600))
    after = np.column_stack(envelope(values, 0, 9000, 600))
    np.testing.assert_array_equal(before[:-2], after[: len(before) - 2])  # all but the unfinished block


def test_a_rising_curve_goes_through_its_own_samples() -> None:
    values = np.linspace(0, 1, 100_000, dtype=np.float32)
    x, y = envelope(values, 0, 100_000, 300)
    np.testing.assert_array_equal(y, values[x.astype(int)])


def test_a_million_samples_are_few_points() -> None:
    values = np.random.default_rng(4).standard_normal(1_000_000).astype(np.float32)
    for start, stop in ((0, 1_000_000), (1, 999_999), (123_457, 765_432), (999_000, 1_000_000)):
        x, _ = envelope(values, start, stop, 600)
        assert 290 <= len(x) <= 604


def test_samples_are_never_written_to() -> None:
    values = np.array([1, np.nan, np.inf, 2] * 100, np.float32)
    values.flags.writeable = False
    for points in (10, 1000):
        envelope(values, 0, 400, points)
    assert np.isinf(values[2])
