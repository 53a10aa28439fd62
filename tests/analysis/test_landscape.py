"""The loss along a weight, along a direction, over a plane."""

import tracemalloc

import numpy as np
import pytest

from mnistlab.analysis.landscape import (
    CELLS,
    Plane,
    at_right_angles,
    explore_landscape,
    length,
    loss_along,
    principal_directions,
    random_direction,
    refined,
    scaled,
)
from mnistlab.nn import MultiLayerNet
from mnistlab.nn.differences import result_of


def refine(landscape):
    while not landscape.finest:
        landscape = result_of(refined(landscape))
    return landscape


def test_along_a_direction_the_loss_is_that_of_the_moved_network(net, batch):
    x, t = batch
    direction = {"W2": np.zeros((5, 3))}
    direction["W2"][3, 1] = 1
    losses = loss_along(net, direction, [-2, 0, 0.5], x, t)
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


@pytest.mark.parametrize(
    ("kind", "decay"), [("two layers", 0.0), ("many layers", 0.0), ("many layers", 0.3), ("one layer", 0.3)]
)
def test_the_loss_at_a_place_of_a_plane_is_that_of_the_moved_network(net, batch, kind, decay):
    x, t = batch
    if kind != "two layers":
        hidden = [5, 4] if kind == "many layers" else []
        net = MultiLayerNet(12, hidden, 3, activation="relu", rng=np.random.default_rng(4)).copy(np.float64)
    net.weight_decay_lambda = decay
    rng = np.random.default_rng(2)
    first = random_direction(net, 1, rng)
    second = scaled(at_right_angles(random_direction(net, 1, rng), first), 1)
    assert sum(float(np.vdot(first[key], second[key])) for key in first) == pytest.approx(0, abs=1e-12)
    plane = Plane(net, net.params, (first, second), 2.0, x, t)
    assert plane.loss(0, 0) == pytest.approx(net.loss(x, t), rel=1e-12)
    moved = net.copy()
    moved.params = {key: value + first[key] - 0.5 * second[key] for key, value in net.params.items()}
    assert plane.loss(0.5, -0.25) == pytest.approx(moved.loss(x, t), rel=1e-12)
    assert plane.place(moved.params) == pytest.approx((0.5, -0.25))
    assert plane.holds(moved.params)
    for far in (first, second, random_direction(net, 1, rng)):
        assert not plane.holds({key: value + 2.5 * far[key] for key, value in net.params.items()})


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


def test_the_map_lies_around_the_end_of_the_path_and_falls_to_the_right(net, batch):
    landscape = refine(result_of(explore_landscape(net, [net.params], *batch)))
    middle = CELLS // 2
    assert landscape.path == pytest.approx(np.zeros((1, 2)))
    row = landscape.losses[middle]
    assert row[middle] == pytest.approx(net.loss(*batch), rel=1e-5)
    assert row[middle - 1] > row[middle] > row[middle + 1]  # against the gradient


@pytest.mark.parametrize("principal", [False, True])
def test_the_map_holds_the_whole_path_with_each_point_where_its_loss_is(net, batch, principal):
    points = [net.params]
    for _ in range(2):
        points.append({key: value - 2 * net.gradient(*batch)[key] for key, value in points[-1].items()})
        net.params = points[-1]
    landscape = refine(result_of(explore_landscape(net, points, *batch, principal=principal)))
    assert (np.abs(landscape.path) <= 1).all()
    assert landscape.plane.place(net.params) == pytest.approx(landscape.path[-1])
    column, row = ((landscape.path[-1] + 1) / 2 * (CELLS - 1)).round().astype(int)
    assert landscape.losses[row, column] == pytest.approx(net.loss(*batch), rel=0.02)


def test_a_map_becomes_finer_and_keeps_what_it_has(net, batch):
    coarse = result_of(explore_landscape(net, [net.params], *batch))
    sides = [len(coarse.losses)]
    landscape = coarse
    while not landscape.finest:
        finer = result_of(refined(landscape))
        assert (finer.losses[::2, ::2] == landscape.losses).all()
        assert np.isfinite(finer.losses).all()
        sides.append(len(finer.losses))
        landscape = finer
    assert sides == [6, 11, 21, 41]
    assert landscape.losses[3, 5] == coarse.plane.loss(-1 + 2 * 5 / 40, -1 + 2 * 3 / 40)


@pytest.mark.parametrize("principal", [True, False])
def test_another_path_lies_in_the_same_plane(net, batch, principal):
    rng = np.random.default_rng(7)

    def path(size):
        points = [net.params]
        for _ in range(4):
            points.append({key: value + size * rng.standard_normal(value.shape) for key, value in points[-1].items()})
        return points

    own, other = path(0.1), path(0.3)
    landscape = result_of(explore_landscape(net, own, *batch, principal=principal, other=other))
    assert landscape.other.shape == (5, 2)
    np.testing.assert_allclose(landscape.other[0], landscape.path[0], atol=1e-9)  # both have the same start
    assert np.abs(landscape.other).max() <= 1.0
    assert np.abs(landscape.path).max() <= 1.0
    for point, place in zip(other, landscape.other, strict=True):
        assert landscape.plane.place(point) == pytest.approx(tuple(place))
    assert result_of(explore_landscape(net, own, *batch, principal=principal)).other.shape == (0, 2)


def test_the_main_directions_take_little_more_memory_than_the_path():
    """The path of a large network takes 200 MB in float64."""
    rng = np.random.default_rng(0)
    points = [{"W1": rng.random((100, 500)), "b1": rng.random(500)} for _ in range(20)]
    taken = 20 * 101 * 500 * 8  # bytes
    tracemalloc.start()
    principal_directions(points)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1.5 * taken
