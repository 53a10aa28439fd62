from mnistlab.training import RunSettings, declared
from mnistlab.ui.panels.setting_row import SettingRow, setting_tip, value_text

SETTINGS = declared(RunSettings)


def test_a_row_has_the_field_that_its_setting_needs(qtbot):
    for name, setting in SETTINGS.items():
        row = SettingRow(name, setting)
        qtbot.addWidget(row)
        row.retranslate()
        row.show_value(setting.default, waits=True)
        assert row.label.text() == row.field.accessibleName() == setting.label
        assert row.field.property("pending") == "true"


def test_a_choice_is_told_as_its_value(qtbot):
    row = SettingRow("optimizer", SETTINGS["optimizer"])
    qtbot.addWidget(row)
    told = []
    row.changed.connect(told.append)
    row.show_value("adam", waits=False)
    assert told == []
    row.field.setCurrentIndex(1)
    assert told == ["momentum"]


def test_a_value_in_few_words():
    assert value_text(SETTINGS["hidden_size"], 50, 784, 10) == "784 → 50 → 10"
    assert value_text(SETTINGS["batch_size"], 0) == "batch all"
    assert value_text(SETTINGS["optimizer"], "rmsprop") == "RMSprop"


def test_a_tip_says_why_a_change_waits():
    assert "Takes effect in a new run. What the optimizer remembers" in setting_tip(SETTINGS["optimizer"])
    assert "May be changed during a run" in setting_tip(SETTINGS["learning_rate"])
