"""The controls: which of them can be used when, and what they ask of the engine."""

import pytest

from mnistlab.engine.intents import Pause
from mnistlab.ui.panels.controls import ControlsPanel
from mnistlab.ui.selection import Selection


@pytest.fixture
def controls(qtbot):
    panel = ControlsPanel(Selection())
    qtbot.addWidget(panel)
    return panel


@pytest.mark.parametrize("finished", [False, True])
@pytest.mark.parametrize("work", ["accuracy", "gradient", "way_back"])
def test_what_takes_long_can_be_given_up_by_pause(qtbot, controls, make_frame, work, finished):
    controls.show_frame(make_frame(working=work, progress=0.5, finished=finished))
    assert controls.run.text() == "❚❚ Pause"
    with qtbot.waitSignal(controls.intended) as asked:
        controls.run.trigger()
    assert isinstance(asked.args[0], Pause)
    controls.show_frame(make_frame(finished=finished))
    assert controls.run.text() == "▶ Run"
    assert controls.run.isEnabled() is not finished


def test_an_accuracy_that_is_measured_at_rest_leaves_run_as_it_is(controls, make_frame):
    controls.show_frame(make_frame(working="accuracy", progress=0.5, latest=600, iteration=600))
    assert controls.run.text() == "▶ Run"
