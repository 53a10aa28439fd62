import numpy as np

from mnistlab.ui.plots.histogram import BINS, Histogram


def test_what_lies_beyond_the_range_is_in_the_outermost_bars(qtbot):
    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.show_values(np.array([-9.0, -9.0, 0.01, 5.0]), -1, 1)
    counts = [count for *_, count in histogram.bars]
    assert len(counts) == BINS
    assert (counts[0], counts[BINS // 2], counts[-1]) == (2, 1, 1)
    assert sum(counts) == 4
    assert (histogram.bars[0][0], histogram.bars[-1][1]) == (-1, 1)
    histogram.show_values(None, -1, 1)
    assert not histogram.bars


def test_its_numbers_are_told_to_those_who_cannot_see_them(qtbot):
    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.show_texts("1", "±0.3", "−1", "1")
    assert histogram.accessibleDescription() == "±0.3; −1 … 1"
