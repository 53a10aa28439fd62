"""What the same run comes to with other seeds."""

import numpy as np

from mnistlab.analysis.centred_mean import CentredMean
from mnistlab.analysis.spread import SAMPLES, SeedRun, sampled, spread_of

RULES = ((0, None),)


def a_run(seed, test, diverged=False):
    at = np.array([1, 2, 3])
    accuracy = np.array([0.1, test])
    return SeedRun(
        seed=seed,
        iterations=3,
        rules=RULES,
        diverged=diverged,
        at=at,
        loss=np.array([3, 2, 1], np.float32) * seed,
        evaluated_at=np.array([0, 3]),
        train_accuracy=accuracy,
        test_accuracy=accuracy,
    )


def test_of_each_quantity_the_median_and_the_middle_eight_tenths():
    spread = spread_of([a_run(seed, seed / 20) for seed in range(11)])
    assert spread.seeds == tuple(range(11))
    np.testing.assert_allclose(spread.loss[:, 2], [1, 5, 9])
    np.testing.assert_allclose(spread.test_accuracy[:, 1], [0.05, 0.25, 0.45])
    np.testing.assert_allclose(spread.end, [0.05, 0.25, 0.45])


def test_a_seed_that_diverged_is_counted_apart():
    spread = spread_of([a_run(1, 0.9), a_run(2, 0.5, diverged=True), a_run(3, 0.8)])
    assert (spread.seeds, spread.diverged) == ((1, 3), 1)
    assert spread.last.tolist() == [0.9, 0.8]


def test_where_all_diverged_there_is_no_band():
    spread = spread_of([a_run(1, 0.9, diverged=True)])
    assert (spread.seeds, spread.diverged, len(spread.at)) == ((), 1, 0)
    assert np.isnan(spread.end).all()


def test_losses_are_sampled_evenly_from_the_first_to_the_last():
    loss = np.random.default_rng(0).random(5000, np.float32)
    at, mean = sampled(loss)
    assert (at[0], at[-1], len(at)) == (1, 5000, SAMPLES)
    np.testing.assert_array_equal(mean, CentredMean().take(loss)[at - 1])
    assert [len(part) for part in sampled(loss[:7])] == [7, 7]
    assert [len(part) for part in sampled(loss[:0])] == [0, 0]
