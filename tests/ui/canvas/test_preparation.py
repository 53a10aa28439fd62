"""From a drawing to the image that is read, or why there is none."""

import numpy as np
import pytest

from mnistlab.data.ink import Preparation
from mnistlab.ui.canvas.drawing import Drawing, Line
from mnistlab.ui.canvas.preparation import prepared
from mnistlab.ui.canvas.preparation_strip import PreparationStrip

UPRIGHT = Line(np.array([[0.2, 0.1], [0.2, 0.5], [0.2, 0.9]]))
BESIDE = Line(np.array([[0.8, 0.1], [0.8, 0.5], [0.8, 0.9]]))
DOT = Line(np.array([[0.5, 0.5]]))


@pytest.mark.parametrize(
    ("lines", "problem"), [((), ""), ((DOT,), "dot"), ((UPRIGHT, BESIDE), "several"), ((UPRIGHT,), "")]
)
def test_what_cannot_be_read_says_why(lines, problem):
    result = prepared(Drawing(lines))
    assert result.problem == problem
    assert (result.stages is not None) is (lines == (UPRIGHT,))


def test_without_a_stage_the_place_on_the_canvas_counts():
    drawing = Drawing((UPRIGHT,))
    columns = np.arange(28)

    def middle(preparation):
        image = prepared(drawing, preparation).stages.image
        return (image.sum(axis=0) @ columns) / image.sum()

    assert middle(Preparation()) == pytest.approx(14, abs=0.6)
    assert middle(Preparation(crop=False, scale=False, centre=False)) < 8


@pytest.mark.parametrize("width", [203, 204, 205])
def test_the_pictures_of_the_stages_are_of_one_size(qtbot, width):
    strip = PreparationStrip()
    qtbot.addWidget(strip)
    strip.resize(width, 80)
    strip.grab()
    assert len({toggle.width() for toggle in strip.toggles.values()}) == 1
