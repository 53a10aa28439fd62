"""Ten bars: what is painted is what was read."""

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage

from mnistlab.numerals import percent
from mnistlab.ui.look import theme
from mnistlab.ui.widgets.probability_bars import ProbabilityBars


@pytest.fixture
def bars(qtbot):
    widget = ProbabilityBars()
    qtbot.addWidget(widget)
    widget.resize(240, 200)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def lengths(bars, colour):
    """Return for each digit how many pixels in the middle line of its bar have this colour."""
    image = bars.grab().toImage()
    wanted = QColor(colour).rgb()
    height = bars.height() / 10
    rows = [range(int(digit * height), int((digit + 1) * height)) for digit in range(10)]
    return [max(sum(image.pixel(x, y) == wanted for x in range(image.width())) for y in row) for row in rows]


def probabilities(**shares):
    y = np.zeros(10, np.float32)
    for digit, share in shares.items():
        y[int(digit[1:])] = share
    return y


def test_bars_are_as_long_as_their_shares(bars):
    bars.set_probabilities(probabilities(d3=0.75, d8=0.25))
    won, lost = (lengths(bars, colour) for colour in (theme.colours().own, theme.pale(theme.colours().own)))
    assert won[3] > 0
    assert [length for digit, length in enumerate(won) if digit != 3] == [0] * 9
    assert lost[8] == pytest.approx(won[3] / 3, abs=3)


def test_another_reading_moves_the_bars(bars, qtbot):
    bars.set_probabilities(probabilities(d3=0.75, d8=0.25))
    before = lengths(bars, theme.colours().own)
    bars.set_probabilities(probabilities(d3=0.25, d8=0.75))
    after = lengths(bars, theme.colours().own)
    assert after[3] == 0
    assert after[8] == pytest.approx(before[3], abs=1)
    bars.set_probabilities(None)
    assert lengths(bars, theme.colours().own) == [0] * 10


def test_the_other_network_has_thin_bars_below(bars):
    bars.set_probabilities(probabilities(d3=1.0), probabilities(d5=0.5))
    thin = lengths(bars, theme.colours().built_in)
    assert thin[5] == pytest.approx(lengths(bars, theme.colours().own)[3] / 2, abs=2)
    assert sum(thin) == thin[5]


def test_shares_are_written_as_everywhere(bars):
    bars.set_probabilities(probabilities(d3=0.75, d8=0.25))
    assert bars.share(3) == percent(0.75)


def test_no_numbers_are_no_bars(bars):
    bars.set_probabilities(None, None)
    assert bars.winner is None
    assert bars.share(3) == ""


@pytest.mark.parametrize("height", [165, 196, 203, 290])
def test_a_digit_its_bar_and_its_share_are_on_one_line(bars, height):
    bars.resize(254, height)
    bars.set_probabilities(np.full(10, 0.1, np.float32), None)
    image = bars.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = pixels[:, : image.width()]

    def middles(columns):
        """Return the middle of what is in each row of a column of the picture."""
        inked = (pixels[:, columns] < 200).any(axis=1)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], inked.astype(int), [0]]))).reshape(-1, 2)
        return edges.mean(axis=1)

    digits, drawn, shares = (middles(columns) for columns in (slice(0, 16), slice(24, 28), slice(215, 254)))
    assert len(digits) == len(drawn) == len(shares) == 10
    assert np.abs(digits - drawn).max() <= 1
    assert np.abs(shares - drawn).max() <= 1
