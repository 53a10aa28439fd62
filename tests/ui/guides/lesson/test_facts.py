"""What a lesson may name in the window."""

import pytest

from mnistlab.engine.intents import MakeMistake
from mnistlab.lessons.lesson import CONTROLS, THINGS
from mnistlab.nn.mistakes import Mistake
from mnistlab.ui.guides.lesson.facts import find, moment_of
from mnistlab.ui.panels.stage import StagePanel


def test_all_that_a_lesson_may_name_is_in_the_window(user):
    user.action("actionCheckExperiment").trigger()
    user.action("actionWhyExperiment").trigger()
    user.window.findChild(StagePanel).choose("SelectBatch")
    window, panels = user.window, user.window.workbench.panels
    missing = [name for name in (*THINGS, *CONTROLS) if name not in panels and find(window, name) is None]
    assert [name for name in missing if name not in CONTROLS or user.action(name) is None] == []


@pytest.mark.parametrize("mistake", [None, Mistake.BIAS_NOT_SUMMED])
def test_a_mistake_has_the_number_of_its_place_in_the_list(user, mistake):
    user.action("actionCheckExperiment").trigger()
    user.window.lab.perform(MakeMistake(mistake))
    user.wait(lambda: user.frame.mistake is mistake)
    assert moment_of(user.frame, user.window.selection, ()).facts["mistake"] == user.widget("mistake").currentIndex()
