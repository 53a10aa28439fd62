"""A curve in few points: no peak lost, whatever the range, however the samples came."""

import numpy as np
import pytest

from mnistlab.ui.plots.pyramid import Pyramid


def make_pyramid(values: np.ndarray) -> Pyramid:
    pyramid = Pyramid()
    pyramid.extend(values)
    return pyramid


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


def check_envelope(values: np.ndarray, start: int, stop: int, points: int, pyramid: Pyramid) -> None:
    """Hold an envelope against the samples: what it is, and that each block has exactly its own extremes."""
    x, y = pyramid.envelope(start, stop, points)
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
        pyramid = make_pyramid(values)
        for _ in range(6):
            start, stop = (int(edge) for edge in rng.integers(-5, len(values) + 6, 2))
            check_envelope(values, start, stop, int(rng.choice([1, 4, 7, 50, 300, 1000])), pyramid)


def test_growing_is_as_good_as_at_once() -> None:
    rng = np.random.default_rng(2)
    for _ in range(20):
        values = random_samples(rng, 5000, broken=bool(rng.integers(2)))
        grown = Pyramid()
        for stop in [*np.sort(rng.integers(0, 5000, 30)), 5000]:
            grown.extend(values[:stop])
            check_envelope(values[:stop], 0, int(stop), 60, grown)
        at_once = make_pyramid(values)
        for start, stop in ((0, 5000), (17, 4001), (2048, 4096)):
            for ours, theirs in zip(grown.envelope(start, stop, 60), at_once.envelope(start, stop, 60), strict=True):
                np.testing.assert_array_equal(ours, theirs)


def test_what_has_been_drawn_stays_where_it_is_while_the_curve_grows() -> None:
    values = np.random.default_rng(3).standard_normal(9000).astype(np.float32)
    pyramid = make_pyramid(values[:8100])
    before = np.column_stack(pyramid.envelope(0, 8100, 600))
    pyramid.extend(values)
    after = np.column_stack(pyramid.envelope(0, 9000, 600))
    np.testing.assert_array_equal(before[:-2], after[: len(before) - 2])  # all but the unfinished block


def test_a_rising_curve_goes_through_its_own_samples() -> None:
    values = np.linspace(0, 1, 100_000, dtype=np.float32)
    x, y = make_pyramid(values).envelope(0, 100_000, 300)
    np.testing.assert_array_equal(y, values[x.astype(int)])


def test_a_million_samples_are_few_points() -> None:
    values = np.random.default_rng(4).standard_normal(1_000_000).astype(np.float32)
    pyramid = make_pyramid(values)
    for start, stop in ((0, 1_000_000), (1, 999_999), (123_457, 765_432), (999_000, 1_000_000)):
        x, _ = pyramid.envelope(start, stop, 600)
        assert 290 <= len(x) <= 604


def test_extending_reads_only_what_is_new() -> None:
    """Old samples are not looked at again: were they, the lie told here would show."""
    values = np.zeros(10_000, np.float32)
    pyramid = make_pyramid(values[:8192])
    lie = values.copy()
    lie[:8192] = 7
    lie[9000] = 1
    pyramid.extend(lie)
    _, y = pyramid.envelope(0, 10_000, 100)
    assert y.max() == 1


def test_a_shorter_array_is_another_curve() -> None:
    pyramid = make_pyramid(np.full(5000, 9, np.float32))
    values = np.arange(4000, dtype=np.float32)
    pyramid.extend(values)
    check_envelope(values, 0, 4000, 50, pyramid)


def test_clear_forgets() -> None:
    pyramid = make_pyramid(np.full(5000, 9, np.float32))
    pyramid.clear()
    assert len(pyramid) == 0
    values = np.arange(6000, dtype=np.float32)
    pyramid.extend(values)
    check_envelope(values, 0, 6000, 50, pyramid)


def test_samples_are_never_written_to() -> None:
    values = np.array([1, np.nan, np.inf, 2] * 100, np.float32)
    values.flags.writeable = False
    pyramid = make_pyramid(values)
    for points in (10, 1000):
        pyramid.envelope(0, 400, points)
    assert np.isinf(values[2])
