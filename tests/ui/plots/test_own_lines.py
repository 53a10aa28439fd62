"""Losses and accuracies from elsewhere as lines of the plots."""

import numpy as np
import pytest

from mnistlab.data.series import Series
from mnistlab.library.curves import OwnCurve, changed
from mnistlab.ui.plots.own_lines import OwnLines, drawn, last_drawn


def curve(quantity="loss", unit="epoch", values=(2.0, 1.0, 0.5)):
    return OwnCurve(Series("mine", quantity, unit, np.arange(1.0, len(values) + 1), np.array(values)))


def test_epochs_lie_where_the_run_has_them():
    lines = OwnLines()
    curves = (curve(), curve("test", "iteration"))
    assert lines.show(curves, per_epoch=600.0)
    assert not lines.show(curves, per_epoch=600.0)
    ((name, loss),), ((_, share),) = lines.losses, lines.shares
    assert (name, loss.end, share.end, lines.end) == ("mine", 1800, 3, 1800)
    assert lines.show(curves, per_epoch=6000.0)
    assert lines.end == 18000
    assert lines.show(curves, per_epoch=6000.0, unit=6000.0)
    assert lines.losses[0][1].end == 3


def test_many_losses_are_drawn_as_their_mean():
    lines = OwnLines()
    noisy = np.random.default_rng(0).random(1000)
    lines.show((curve(unit="iteration", values=noisy),), per_epoch=600.0)
    assert np.ptp(lines.losses[0][1].samples[300:700]) < 0.3 < np.ptp(noisy)


def test_what_is_no_number_stretches_no_axis():
    lines = OwnLines()
    lines.show((curve(values=(np.nan, np.inf, 0.0, 0.25, 4.0)),), per_epoch=1.0)
    assert (lines.lowest, lines.highest) == (0.25, 4.0)
    lines.show((), per_epoch=1.0)
    assert (lines.lowest, lines.highest, lines.floor) == (np.inf, 0.0, np.inf)


@pytest.mark.parametrize(
    ("at", "values"),
    [([1.0, 1e308], [2.0, 1.0]), ([1.0, 2.0], [1e308, 1.0]), ([1.0, 2.0], [np.inf, 1.0]), ([1.0, 2.0], [-1e308, 1.0])],
)
def test_numbers_beyond_any_run_leave_the_axes_finite(at, values):
    lines = OwnLines()
    series = Series("mine", "loss", "epoch", np.array(at), np.array(values))
    lines.show((OwnCurve(series),), 600.0)
    assert np.isfinite(lines.end)
    assert np.isfinite(lines.highest)


def test_what_is_drawn_is_found_out_once(monkeypatch):
    """A million losses take a fifth of a second each time."""
    asked = []
    monkeypatch.setattr("mnistlab.ui.plots.own_lines.drawn", lambda series: asked.append(series) or drawn(series))
    lines, curves = OwnLines(), (curve("loss"), curve("test"))
    lines.show(curves, per_epoch=600.0)
    lines.show(curves, per_epoch=600.0, unit=600.0)
    renamed = changed(curves[0], name="yours")
    lines.show((renamed, curves[1]), per_epoch=300.0)
    assert len(asked) == 2
    assert lines.losses[0][0] == "yours"
    lines.show((changed(renamed, quantity="test"), curves[1]), per_epoch=300.0)
    assert len(asked) == 3


@pytest.mark.parametrize("values", [(), (0.5,), tuple(np.linspace(1, 0, 1000)), (np.nan,), (1.0, np.nan)])
@pytest.mark.parametrize("quantity", ["loss", "test"])
def test_the_last_number_is_that_of_the_line(quantity, values):
    series = curve(quantity, values=values).series
    line = drawn(series)
    assert last_drawn(series) == (pytest.approx(float(line[-1])) if len(line) else None)
