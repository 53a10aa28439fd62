"""The loss along one weight, its derivative, and the error of the central difference."""

import numpy as np
import pytest

from mnistlab.analysis.one_weight import WIDTHS, explore_secant, explore_weight
from mnistlab.nn.differences import result_of


@pytest.mark.parametrize(("key", "index"), [("W1", (2, 3)), ("b1", (4,)), ("W2", (0, 1))])
def test_the_curve_and_its_slope_are_those_of_the_weight(net, batch, key, index):
    result, shares = (way(explore_weight(net, key, index, *batch)) for way in (result_of, list))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert result.value == net.params[key][index]
    assert result.loss == net.loss(*batch)
    assert result.slope == pytest.approx(net.gradient(*batch)[key][index], rel=1e-9)
    place = 60
    net.params[key][index] = result.values[place]
    assert result.losses[place] == pytest.approx(net.loss(*batch), rel=1e-12)


def test_the_secant_goes_through_the_losses_to_both_sides(net, batch):
    result = result_of(explore_secant(net, "W1", (2, 3), 0.5, *batch))
    weight = net.params["W1"][2, 3]
    for moved, expected in zip((weight - 0.5, weight + 0.5), result.losses, strict=True):
        net.params["W1"][2, 3] = moved
        assert net.loss(*batch) == pytest.approx(expected, rel=1e-12)
    assert result.slope == pytest.approx(result.losses[1] - result.losses[0])


def test_the_errors_of_both_dtypes_are_those_of_the_widths(net, batch):
    result = result_of(explore_weight(net, "W1", (2, 3), *batch))
    for place in (0, 10, 30):
        slope = result_of(explore_secant(net, "W1", (2, 3), WIDTHS[place], *batch)).slope
        assert result.double[place] == abs(slope - result.slope)
    assert WIDTHS[result.single.argmin()] > 10 * WIDTHS[result.double.argmin()]  # fewer digits, a wider step


def test_the_error_of_the_difference_is_a_u(net, batch):
    result = result_of(explore_weight(net, "W1", (2, 3), *batch))
    wide, good, tiny = (result.double[np.isclose(WIDTHS, h, atol=0)][0] for h in (1, 1e-5, 1e-12))
    assert wide > 1e3 * good < tiny
    assert result.single.min() > 10 * result.double.min()


def test_no_more_than_two_losses_are_computed_at_once(net, batch, monkeypatch):
    """For a large network each takes a second, and nothing can be given up meanwhile."""
    counted, since = [], []
    loss = type(net).loss
    monkeypatch.setattr(type(net), "loss", lambda *args: since.append(1) or loss(*args))
    for _ in explore_weight(net, "W1", (2, 3), *batch):
        counted.append(len(since))
        since.clear()
    assert sum(counted) > 200
    assert max(counted) <= 2
