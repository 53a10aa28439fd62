"""Places that one may point at."""

import re

import pytest

from mnistlab.lessons.spots import Spot


@pytest.mark.parametrize(
    ("right", "pointed", "gap"),
    [
        ("lossPlot", "lossPlot 40", 0),
        ("lossPlot", "stage", None),
        ("lossPlot 100..200", "lossPlot 150", 0),
        ("lossPlot 100..200", "lossPlot 260", 60),
        ("lossPlot 100..200", "lossPlot 90", 10),
        ("lossPlot 100..200", "lossPlot", None),
        ("weightsView 7", "weightsView 7", 0),
        ("weightsView 7", "weightsView 9", 2),
        ("image 8,10..19,16", "image 290", 0),  # row 10, column 10
        ("image 8,10..19,16", "image 5", 10),  # row 0, column 5
        ("image 8,10", "image 288", 0),
    ],
)
def test_how_far_one_has_pointed_beside_a_place(right, pointed, gap):
    assert Spot.read(right).gap(Spot.read(pointed)) == gap


@pytest.mark.parametrize(
    "text",
    ["loss plot", "a 5..3", "a 1,2..3", "a 1..2,3", "a 27,27..3,3", "a 0,0..28,0", "a 1..", "é", "a  1", "x 99999999"],
)
def test_what_names_no_place_is_refused(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        Spot.read(text)
