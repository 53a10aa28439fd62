"""Network and method: groups that open in place, chapters at one click, and what is said of settings."""

import pytest
from PySide6.QtWidgets import QComboBox

from mnistlab.engine.intents import Begin, ChangeSetting
from mnistlab.training import RunSettings
from mnistlab.training.presets import settings_of
from mnistlab.ui.look import theme
from mnistlab.ui.panels.runs import RunsPanel
from mnistlab.ui.panels.setting_row import LABEL
from mnistlab.ui.selection import Selection


@pytest.fixture
def panel(qtbot, make_frame):
    panel = RunsPanel(Selection())
    qtbot.addWidget(panel)
    panel.intents = []
    panel.intended.connect(panel.intents.append)
    panel.show()

    def show(in_force=None, asked=None):
        in_force = in_force or RunSettings()
        panel.show_frame(make_frame(settings=in_force, next_settings=asked or in_force))

    panel.show_settings = show
    show()
    return panel


def open_fields(panel):
    return [name for name, row in panel.method.rows.items() if not row.isHidden()]


def test_the_groups_take_the_place_of_the_chips_and_open_one_at_a_time(panel):
    assert panel.method.isHidden()
    panel.more.click()
    assert panel.chips.isHidden()
    assert open_fields(panel) == []
    panel.method.heads["network"].click()
    assert open_fields(panel) == ["hidden_size", "activation"]
    panel.method.heads["overfitting"].click()
    assert open_fields(panel) == ["weight_decay", "dropout"]
    panel.method.heads["overfitting"].click()
    assert open_fields(panel) == []
    panel.more.click()
    assert panel.method.isHidden()
    assert not panel.chips.isHidden()


@pytest.mark.parametrize(
    ("optimizer", "fields"),
    [
        ("sgd", []),
        ("momentum", ["momentum"]),
        ("nesterov", ["momentum"]),
        ("adagrad", []),
        ("rmsprop", ["decay_rate"]),
        ("adam", ["beta1", "beta2"]),
    ],
)
def test_the_fields_of_an_optimizer_are_there_with_it_alone(panel, optimizer, fields):
    panel.more.click()
    panel.method.heads["method"].click()
    panel.show_settings(RunSettings(), RunSettings(optimizer=optimizer, beta1=0.5, momentum=0.5, decay_rate=0.5))
    assert open_fields(panel) == ["optimizer", *fields]
    chips = {name for name, chip in panel.chips.chips.items() if not chip.isHidden()}
    assert {"momentum", "decay_rate", "beta1"} & chips == set(fields) - {"beta2"}


def test_what_differs_has_a_chip_that_opens_its_group(panel):
    assert panel.chips.chips["dropout"].isHidden()
    panel.show_settings(RunSettings(dropout=0.25))
    chip = panel.chips.chips["dropout"]
    assert chip.text() == "dropout 0.25"
    chip.click()
    assert open_fields(panel) == ["weight_decay", "dropout"]
    assert "dropout 0.25" in panel.method.heads["overfitting"].accessibleName()


def test_a_choice_is_asked_for_and_says_why_it_waits(panel):
    panel.more.click()
    panel.findChild(QComboBox, "methodActivation").setCurrentIndex(1)
    assert panel.intents == [ChangeSetting("activation", "relu")]
    panel.show_settings(RunSettings(), RunSettings(activation="relu"))
    assert not panel.method.why.isHidden()
    assert "Activation: waits for a new run" in panel.method.why.text()
    assert not panel.rewind.isHidden()
    panel.show_settings(RunSettings(activation="relu"))
    assert panel.method.why.isHidden()


def test_a_chapter_is_one_click_and_said(panel):
    assert panel.chapter.text() == "chapter 4"
    panel.more.click()
    panel.method.chapters[5].click()
    (intent,) = panel.intents
    assert isinstance(intent, Begin)
    assert RunSettings(**dict(intent.changes)) == RunSettings(activation="relu")
    panel.show_settings(settings_of(5, RunSettings(seed=7)))
    assert panel.chapter.text() == "chapter 5"
    assert "chapter 5" in panel.method.chapter.text()
    assert not panel.method.chapters[5].isEnabled()
    panel.show_settings(RunSettings(optimizer="adam"))
    assert panel.chapter.text() == ""


def test_settings_that_make_no_sense_are_explained(panel):
    panel.more.click()
    assert panel.method.advice.isHidden()
    panel.show_settings(RunSettings(optimizer="adam", learning_rate=10.0))
    assert "try 0.001" in panel.method.advice.text()
    assert not panel.method.advice.isHidden()


def test_all_and_none_are_words(panel):
    panel.more.click()
    panel.method.heads["data"].click()
    assert panel.method.rows["training_images"].field.text() == "all"
    assert panel.method.rows["validation_images"].field.text() == "none"
    field = panel.method.rows["batch_size"].field
    field.lineEdit().setText("All")
    field.interpretText()
    assert panel.intents == [ChangeSetting("batch_size", 0)]
    panel.show_settings(RunSettings(batch_size=0))
    assert panel.chips.chips["batch_size"].text() == "batch all"


def test_tab_comes_to_the_groups_before_what_stands_below_them(panel):
    panel.more.click()
    order, widget = [], panel.chips.chips["seed"]
    while widget is not panel.compare:
        order.append(widget.objectName())
        widget = widget.nextInFocusChain()
    wanted = ["chipSeed", "chapter4", "chapter5", "groupNetwork", "methodActivation", "groupData", "moreSettings"]
    assert sorted(wanted, key=order.index) == wanted


def test_the_groups_have_the_scale_of_the_window_and_the_settings_of_the_moment(panel):
    panel.show_settings(asked=RunSettings(activation="relu"))
    theme.set_scale(2.0)
    panel.more.click()
    row = panel.method.rows["activation"]
    assert row.field.currentIndex() == 1
    assert row.label.width() == 2 * LABEL
