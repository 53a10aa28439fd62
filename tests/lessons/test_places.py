"""Places in the window in words."""

import pytest

from mnistlab.language import Translations
from mnistlab.lessons.lesson import THINGS
from mnistlab.lessons.places import CALLED, words
from mnistlab.lessons.spots import Spot


def test_everything_in_the_window_that_is_no_control_is_called_something():
    assert CALLED.keys() == set(THINGS)


@pytest.mark.parametrize(
    ("spot", "said"),
    [
        ("lossPlot", "the plot of the loss"),
        ("lossPlot 1800", "the plot of the loss, iteration 1,800"),
        ("accuracyPlot 0..600", "the plot of the accuracy, between iterations 0 and 600"),
        ("weightsView 7", "the picture of the network, unit 7"),
        ("batchView 3..5", "the images of the mini-batch, numbers 3 to 5"),
        ("whyPixels 8,10", "the image under “Why?”, column 8, row 10"),
        ("whyPixels 8,10..19,16", "the image under “Why?”, columns 8 to 19, rows 10 to 16"),
    ],
)
def test_a_place_is_said_in_words(spot, said):
    assert words(Spot.read(spot), lambda _context, text: text) == said


def test_it_is_said_in_chinese():
    assert words(Spot.read("lossPlot 150..1250"), Translations("zh_CN")) == "损失图，第 150 到 1,250 次迭代之间"
    assert words(Spot.read("actionRun"), Translations("zh_CN"), "运行") == "运行"
