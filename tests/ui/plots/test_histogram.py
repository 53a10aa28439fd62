import numpy as np

from mnistlab.ui.plots.histogram import BINS, Histogram


def test_what_lies_beyond_the_range_is_in_the_outermost_bars(qtbot):
    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.show_values(np.array([-9.0, -9.0, 0.01, 5.0]), -1, 1)
    shares = histogram._shares
    assert len(shares) == BINS
    assert (shares[0], shares[BINS // 2], shares[-1]) == (1.0, 0.5, 0.5)
    assert np.count_nonzero(shares) == 3
    histogram.show_values(None, -1, 1)
    assert not histogram._shares.size


def test_its_numbers_are_told_to_those_who_cannot_see_them(qtbot):
    histogram = Histogram()
    qtbot.addWidget(histogram)
    histogram.show_texts("1", "±0.3", "−1", "1")
    assert histogram.accessibleDescription() == "±0.3; −1 … 1"
