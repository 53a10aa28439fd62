"""The line over the loss: it lies in the data, wherever the run stands."""

import numpy as np
import pytest

from mnistlab.analysis.centred_mean import CentredMean, mean_at_end
from mnistlab.training import RunSettings, Trainer


@pytest.fixture(scope="module")
def losses(mnist) -> np.ndarray:
    """The first losses of a run with the default settings."""
    trainer = Trainer(RunSettings(), mnist)
    while trainer.iteration < 700:
        trainer.step()
    return trainer.history.loss


@pytest.mark.parametrize("count", [500, 560, 700], ids=lambda count: f"after {count}")
def test_about_half_of_the_losses_lie_below_the_line(losses, count):
    line = CentredMean().take(losses[:count])
    assert 0.4 <= np.mean(losses[200:500] < line[200:500]) <= 0.6


def test_a_value_is_the_mean_of_what_lies_around_it(losses):
    line = CentredMean().take(losses)
    for index, half in ((10, 3), (100, 14), (300, 38), (600, 60)):
        assert line[index] == pytest.approx(losses[index - half : index + half + 1].mean(), abs=1e-5)


def test_the_last_value_lags_no_more_than_the_first():
    falling = np.linspace(2, 1, 400, dtype=np.float32)
    np.testing.assert_allclose(CentredMean().take(falling), falling, atol=1e-5)


def test_it_is_the_same_however_often_it_was_asked_on_the_way(losses):
    piecewise = CentredMean()
    for count in range(0, len(losses), 17):
        piecewise.take(losses[:count])
    np.testing.assert_array_equal(piecewise.take(losses), CentredMean().take(losses))


def test_a_million_losses_give_the_same_as_a_thousand_of_them():
    losses = np.random.default_rng(5).random(1_000_000).astype(np.float32)
    line = CentredMean().take(losses)
    np.testing.assert_allclose(line[:900], CentredMean().take(losses[:1000])[:900], atol=1e-5)
    for index in (8191, 8192, 500_000):
        assert line[index] == pytest.approx(losses[index - 60 : index + 61].mean(), abs=1e-5)


def test_losses_that_are_no_numbers_count_nothing():
    losses = np.array([1, 1, np.nan, 1, np.inf, 1, 1, 1], np.float32)
    np.testing.assert_allclose(CentredMean().take(losses), 1)
    assert np.isnan(CentredMean().take(np.full(3, np.nan, np.float32))).all()
    assert len(CentredMean().take(np.empty(0, np.float32))) == 0


def test_a_huge_loss_spoils_only_its_own_neighbourhood():
    losses = np.full(30_000, 0.5, np.float32)
    losses[9000] = 3e38
    assert CentredMean().take(losses)[20_000] == pytest.approx(0.5)


def test_another_run_is_another_line(losses):
    mean = CentredMean()
    mean.take(losses)
    mean.forget()
    other = losses[::-1].copy()
    np.testing.assert_array_equal(mean.take(other), CentredMean().take(other))


@pytest.mark.parametrize("count", [1, 2, 40, 700])
def test_the_mean_at_the_end_is_the_last_of_the_curve(count):
    samples = np.random.default_rng(1).random(count).astype(np.float32)
    assert mean_at_end(samples) == pytest.approx(CentredMean().take(samples)[-1])


def test_where_no_sample_is_missing_the_mean_is_the_value_of_the_line():
    losses = np.random.default_rng(6).random(30_000).astype(np.float32)
    plain, fitted = CentredMean().take(losses), losses.copy()
    fitted[::8192] = np.nan  # so that each piece has to be fitted
    near = np.abs(np.arange(len(losses))[:, None] - np.arange(0, len(losses), 8192)).min(axis=1) <= 60
    np.testing.assert_allclose(CentredMean().take(fitted)[~near], plain[~near], rtol=1e-6)
    assert (plain[near] != CentredMean().take(fitted)[near]).any()
