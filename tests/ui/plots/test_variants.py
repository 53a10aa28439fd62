"""The curves of an experiment's runs."""

import numpy as np

from mnistlab.ui.plots.chart import Chart, _ticks
from mnistlab.ui.plots.variants import Line, _fit


def line(*values):
    y = np.array(values, float)
    return Line(np.arange(len(y)), y, y, y)


def test_no_run_is_out_of_sight_because_another_is_better(qtbot):
    chart = Chart()
    qtbot.addWidget(chart)
    _fit(chart, [line(10, 95, 97), line(10, 96, 98), line(10, 30, 40)], 2, log=False)
    assert chart._range[2] <= 30
    _fit(chart, [line(10, 95, 97), line(10, 96, 98)], 2, log=False)
    assert 30 < chart._range[2] <= 95


def test_losses_of_one_power_of_ten_have_more_than_one_tick():
    assert [text for _, text in _ticks(np.log10(0.15), np.log10(2.4), 8, log=True)] == ["0.2", "0.5", "1", "2"]
