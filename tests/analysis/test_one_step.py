"""The loss along the gradient, for every learning rate."""

import numpy as np
import pytest

from mnistlab.analysis.held_masks import with_held_masks
from mnistlab.analysis.landscape import length, loss_along
from mnistlab.analysis.one_step import WAYS, explore_step
from mnistlab.nn import SGD, Momentum, MultiLayerNet
from mnistlab.nn.differences import result_of


def explore(net, batch, rate=0.1):
    return result_of(explore_step(net, SGD().way(net.gradient(*batch)), *batch, *batch, rate))


def test_the_share_done_grows(net, batch):
    shares = list(explore_step(net, SGD().way(net.gradient(*batch)), *batch, *batch, 0.1))
    assert shares == sorted(shares)


def test_the_curve_is_the_loss_after_each_step(net, batch):
    result = explore(net, batch)
    assert result.losses[0] == net.loss(*batch)
    gradient = net.gradient(*batch)
    moved = net.of({key: value - result.rates[20] * gradient[key] for key, value in net.params.items()})
    assert result.losses[20] == pytest.approx(moved.loss(*batch), rel=1e-12)
    assert result.loss_at(result.rates[20]) == result.losses[20]
    assert np.isnan(result.loss_at(2 * result.rates[-1]))
    np.testing.assert_allclose(result.test_losses, result.losses, rtol=1e-5)  # of the same images, in float32


@pytest.mark.parametrize("rate", [0.003, 0.1, 5.0])
def test_where_it_is_least_and_where_it_is_back_lie_on_the_curve(net, batch, rate):
    """Wherever the search begins."""
    result = explore(net, batch, rate)
    assert 0 < result.best < result.back < result.rates[-1]
    assert result.loss_at(result.best) == result.losses.min()
    downhill = {key: -value for key, value in net.gradient(*batch).items()}
    assert loss_along(net, downhill, [result.back], *batch) == pytest.approx(result.losses[0], rel=1e-3)


def test_a_loss_that_never_comes_back_has_no_end(net):
    """One image alone is read ever more surely."""
    result = explore(net, (np.ones((1, 12)), np.array([2])))
    assert result.back == np.inf
    assert np.isfinite(result.losses).all()
    assert result.losses[-1] == result.losses.min()


def test_no_other_direction_of_the_same_length_is_as_steep(net, batch):
    result = explore(net, batch)
    assert result.others.shape == (WAYS, len(result.rates))
    assert (result.others[:, 0] == result.losses[0]).all()
    assert (result.others[:, 1] > result.losses[1]).all()
    assert result.losses[0] - result.losses[1] == pytest.approx(
        result.rates[1] * length(net.gradient(*batch)) ** 2, rel=0.2
    )


def test_with_momentum_the_curve_begins_where_the_velocity_alone_leads(net, batch):
    optimizer, gradient = Momentum(0.1, momentum=0.5), net.gradient(*batch)
    optimizer.v = {key: np.full_like(value, 0.01) for key, value in gradient.items()}
    _, after = optimizer.next_step(gradient)
    work = explore_step(net, after.way(gradient), *batch, *batch, 0.1)
    result = result_of(work)
    rolled = {key: value + 0.005 for key, value in net.params.items()}
    assert result.losses[0] == pytest.approx(net.of(rolled).loss(*batch))
    moved = {key: value - 0.1 * gradient[key] for key, value in rolled.items()}
    assert result.loss_at(0.1) == pytest.approx(net.of(moved).loss(*batch), abs=1e-4)


def test_test_images_are_read_by_a_network_that_silences_nothing(net, batch):
    masks = np.random.default_rng(6).random((6, 5)) > 0.5
    reader = MultiLayerNet(12, [5], 3, "sigmoid", 0.5, use_dropout=True, rng=np.random.default_rng(4)).copy(np.float64)
    held = with_held_masks(reader, masks)
    x_test, t_test = np.random.default_rng(7).random((9, 12)), np.arange(9) % 3
    way = SGD().way(held.gradient(*batch))
    result = result_of(explore_step(held, way, *batch, x_test, t_test, 0.1, reader))
    assert result.test_losses[0] == pytest.approx(reader.loss(x_test, t_test), rel=1e-5)


def test_no_more_than_two_losses_are_computed_at_once(net, batch, monkeypatch):
    """For a large network each takes a second, and nothing can be given up meanwhile."""
    counted, since = [], []
    loss = type(net).loss
    monkeypatch.setattr(type(net), "loss", lambda *args: since.append(1) or loss(*args))
    for _ in explore_step(net, SGD().way(net.gradient(*batch)), *batch, *batch, 0.1):
        counted.append(len(since))
        since.clear()
    assert sum(counted) > 600
    assert max(counted) <= 2
