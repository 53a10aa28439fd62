"""The controls: which of them can be used when, and what they ask of the engine."""

import pytest
from PySide6.QtWidgets import QSlider, QToolButton

from mnistlab.engine.intents import ChangeSetting, Pause
from mnistlab.training import Phase
from mnistlab.ui.panels.controls import SPEEDS, ControlsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.number_field import NumberField


@pytest.fixture
def controls(qtbot):
    panel = ControlsPanel(Selection())
    qtbot.addWidget(panel)
    return panel


@pytest.mark.parametrize("finished", [False, True])
@pytest.mark.parametrize("work", ["accuracy", "gradient", "way_back"])
def test_what_takes_long_can_be_given_up_by_pause(qtbot, controls, make_frame, work, finished):
    controls.show_frame(make_frame(working=work, progress=0.5, finished=finished))
    assert controls.run.text() == "Pause"
    with qtbot.waitSignal(controls.intended) as asked:
        controls.run.trigger()
    assert isinstance(asked.args[0], Pause)
    controls.show_frame(make_frame(finished=finished))
    assert controls.run.text() == "Run"
    assert controls.run.isEnabled() is not finished


def test_an_accuracy_that_is_measured_at_rest_leaves_run_as_it_is(controls, make_frame):
    controls.show_frame(make_frame(working="accuracy", progress=0.5, latest=600, iteration=600))
    assert controls.run.text() == "Run"


def stepper(controls):
    """Return of each step whether it is ticked, and its mark."""
    buttons = controls.phase_buttons.values()
    return [("✓" if button.icon_name == "check" else button.text()[0], button.property("phase")) for button in buttons]


def test_the_stepper_ticks_what_is_done_and_frames_what_comes_next(controls, make_frame):
    controls.show_frame(make_frame())
    assert stepper(controls) == [("1", "next"), ("2", ""), ("3", "")]
    controls.show_frame(make_frame(next_phase=Phase.UPDATE))
    assert stepper(controls) == [("✓", "done"), ("✓", "done"), ("3", "next")]


def test_at_speed_the_stepper_is_plain_and_never_moves(controls, make_frame):
    widths = {button.width() for button in controls.phase_buttons.values()}
    for phase in Phase:
        controls.show_frame(make_frame(running=True, next_phase=phase))
        assert stepper(controls) == [("1", ""), ("2", ""), ("3", "")]
    assert widths == {button.width() for button in controls.phase_buttons.values()} == {108}


def test_no_speed_moves_the_bar(qtbot, controls):
    controls.resize(1366, controls.height())
    controls.show()
    places = set()
    for notch in range(len(SPEEDS)):
        controls.speed.setValue(notch)
        places.add((controls.learning_rate.x(), controls.speed.width()))
    assert len(places) == 1


def test_run_is_the_one_filled_button(controls):
    filled = [button for button in controls.findChildren(QToolButton) if button.property("role") == "primary"]
    assert filled == [controls.run_button]


def test_a_button_that_cannot_be_pressed_says_why(user):
    assert "First comes: Mini-batch" in user.action("actionUpdate").toolTip()
    user.widget("iterations").setValue(1_000_000)
    user.action("actionRun").trigger()
    user.wait(lambda: user.frame.running and user.frame.iteration > 0)  # so that one iteration is the whole run below
    assert "Pause the run first" in user.action("actionStep").toolTip()
    user.press("actionRun")
    user.widget("iterations").setValue(1)
    user.wait(lambda: user.frame.finished)
    for name in ("actionRun", "actionStep", "actionSelectBatch"):
        assert "This run is complete" in user.action(name).toolTip()
        assert not user.action(name).isEnabled()
    user.press("actionRewind")
    assert "until you pause" in user.action("actionRun").toolTip()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_narrow_bar_drops_words_and_no_control(user, language):
    user.action(f"actionLanguage_{language}").trigger()
    controls, wide = user.window.controls, None
    for width in (1366, 1280, 1100, 1024, 980):
        user.window.resize(width, 744)
        user.wait(lambda width=width: controls.width() == width)
        kinds = QToolButton, QSlider, NumberField
        shown = [widget for kind in kinds for widget in controls.findChildren(kind) if widget.isVisible()]
        wide = wide or shown
        assert shown == wide, width
        assert controls.body.minimumSize().width() <= width, width
        assert all(widget.accessibleName() or widget.text() for widget in controls.findChildren(QToolButton))
    assert controls.rewind_button.width() < 60


def test_the_field_of_the_learning_rate_has_room_for_all_digits_where_the_bar_has(user):
    user.window.resize(1600, 800)
    field = user.window.controls.learning_rate
    user.wait(lambda: field.width() == 64)
    for rate in (0.30000000000000004, 1.0000000000000002e-06):
        user.window.lab.perform(ChangeSetting("learning_rate", rate))
        user.wait(lambda: field.width() > 120 and not field.line.is_cut)
        user.window.resize(980, 800)
        user.wait(lambda: field.line.is_cut)
        assert field.width() >= 64
        user.window.resize(1600, 800)
    user.window.lab.perform(ChangeSetting("learning_rate", 0.1))
    user.wait(lambda: field.width() == 64)
