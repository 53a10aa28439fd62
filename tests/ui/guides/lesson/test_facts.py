"""What a lesson may name in the window."""

from mnistlab.lessons.lesson import CONTROLS, THINGS
from mnistlab.ui.guides.lesson.facts import find
from mnistlab.ui.panels.stage import StagePanel


def test_all_that_a_lesson_may_name_is_in_the_window(user):
    user.action("actionCheckExperiment").trigger()
    user.action("actionWhyExperiment").trigger()
    user.window.findChild(StagePanel).choose("SelectBatch")
    window, panels = user.window, user.window.workbench.panels
    missing = [name for name in (*THINGS, *CONTROLS) if name not in panels and find(window, name) is None]
    assert [name for name in missing if name not in CONTROLS or user.action(name) is None] == []
