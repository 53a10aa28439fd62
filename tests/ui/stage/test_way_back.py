"""The line below the stage: where the run stands, and what takes long."""

import pytest

from mnistlab.ui.stage.way_back import WayBack


@pytest.fixture
def way_back(qtbot):
    widget = WayBack()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("work", "words"),
    [
        ("accuracy", "measuring the accuracy"),
        ("gradient", "computing the gradient"),
        ("way_back", "going back"),
        ("data", "reading the images"),
        ("file", "reading or writing a file"),
    ],
)
def test_what_takes_long_says_what_it_is_and_how_far_it_has_come(way_back, make_frame, work, words):
    way_back.show_frame(make_frame(latest=500, iteration=500, working=work, progress=0.437))
    assert way_back.place.text() == f"{words}: 43 %"
    way_back.show_frame(make_frame(latest=500, iteration=500, working=work, progress=0.0))
    assert way_back.place.text() == f"{words} …"  # nobody knows how much is done
    way_back.show_frame(make_frame(latest=500, iteration=500))
    assert way_back.place.text() == "drag to go back · ← →"
