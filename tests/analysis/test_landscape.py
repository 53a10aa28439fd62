"""The loss along a weight, along a direction, over a plane."""

import numpy as np
import pytest

from mnistlab.analysis.landscape import (
    at_right_angles,
    difference_errors,
    in_dtype,
    length,
    loss_along,
    one_weight,
    plane,
    principal_directions,
    random_direction,
    scaled,
)
from mnistlab.nn import TwoLayerNet


@pytest.fixture
def net():
    return in_dtype(TwoLayerNet(12, 5, 3, 0.5, rng=np.random.default_rng(4)))


@pytest.fixture
def batch():
    rng = np.random.default_rng(5)
    return rng.random((6, 12)), rng.integers(0, 3, 6)


def test_along_one_weight_the_loss_is_that_of_the_moved_network(net, batch):
    x, t = batch
    losses = loss_along(net, one_weight(net, "W2", (3, 1)), [-2, 0, 0.5], x, t)
    assert losses[1] == net.loss(x, t)
    net.params["W2"][3, 1] += 0.5
    assert losses[2] == pytest.approx(net.loss(x, t), abs=1e-12)


def test_the_slope_along_the_gradient_is_its_length_and_no_direction_is_steeper(net, batch):
    x, t = batch
    gradient = net.gradient(x, t)
    h = 1e-5

    def slope(direction):
        above, below = loss_along(net, direction, [h, -h], x, t)
        return (above - below) / (2 * h)

    steepest = slope(scaled(gradient, 1))
    assert steepest == pytest.approx(length(gradient), rel=1e-6)
    rng = np.random.default_rng(1)
    assert all(abs(slope(random_direction(net, 1, rng))) < steepest for _ in range(20))


def test_the_error_of_the_difference_is_a_u(net, batch):
    steps = [1, 1e-2, 1e-5, 1e-9, 1e-12]
    errors = difference_errors(net, "W1", (2, 3), steps, *batch)
    assert errors.argmin() == 2
    assert errors[0] > 1e3 * errors[2] < errors[4]
    single = difference_errors(net, "W1", (2, 3), steps, *batch, np.float32)
    assert single.min() > 10 * errors.min()


def test_the_plane_goes_through_the_point(net, batch):
    x, t = batch
    rng = np.random.default_rng(2)
    first = random_direction(net, 1, rng)
    second = scaled(at_right_angles(random_direction(net, 1, rng), first), 1)
    assert sum(float(np.vdot(first[key], second[key])) for key in first) == pytest.approx(0, abs=1e-12)
    rows = list(plane(net, first, second, [-1, 0, 1], [-1, 0, 0.5, 1], x, t))
    assert len(rows) == 4
    assert rows[1][1] == net.loss(x, t)
    for key in net.params:
        net.params[key] = net.params[key] + first[key] - second[key]
    assert rows[0][2] == pytest.approx(net.loss(x, t), abs=1e-12)


def test_principal_directions_find_the_plane_of_a_path(net):
    rng = np.random.default_rng(3)
    one, two = random_direction(net, 1, rng), random_direction(net, 1, rng)
    two = scaled(at_right_angles(two, one), 1)
    places = np.array([[5, 1], [3, -1], [1, 2], [0, 0]], float)
    points = [{key: net.params[key] + a * one[key] + b * two[key] for key in one} for a, b in places]
    first, second, path = principal_directions(points)
    np.testing.assert_allclose(np.hypot(*path.T), np.hypot(*places.T), atol=1e-9)
    assert length(first) == pytest.approx(1)
    rebuilt = {key: points[-1][key] + path[0, 0] * first[key] + path[0, 1] * second[key] for key in one}
    np.testing.assert_allclose(rebuilt["W1"], points[0]["W1"], atol=1e-9)
    assert principal_directions(points[-2:])[2].shape == (2, 2)


def test_a_loss_that_cannot_be_computed_is_said_and_raises_nothing(net, batch):
    losses = loss_along(net, random_direction(net, 1, np.random.default_rng(0)), [0, 1e300, np.inf], *batch)
    assert np.isfinite(losses[0])
    assert not np.isfinite(losses[2])
