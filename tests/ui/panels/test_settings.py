"""The panel of settings: a field for each that is declared."""

from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QComboBox

from mnistlab.engine.intents import ChangeSetting, OpenData, Step
from mnistlab.engine.worker import Worker
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, declared
from mnistlab.ui.panels import settings
from mnistlab.ui.panels.settings import SettingsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.field_note import FieldNote
from mnistlab.ui.widgets.number_field import NumberField


@pytest.fixture
def panel_of(qtbot, monkeypatch):
    def panel(kind):
        monkeypatch.setattr(settings, "RunSettings", kind)
        panel = SettingsPanel(Selection())
        qtbot.addWidget(panel)
        panel.intents = []
        panel.intended.connect(panel.intents.append)
        return panel

    return panel


def frame(in_force, asked=None):
    return SimpleNamespace(settings=in_force, next_settings=asked or in_force)


def test_each_field_has_its_name_what_it_is_and_what_is_in_force(panel_of):
    panel = panel_of(RunSettings)
    panel.show_frame(frame(RunSettings(hidden_size=77, sampling="shuffle")))
    for name, setting in declared(RunSettings).items():
        if setting.shown:
            assert panel.labels[name].text() == setting.label
            assert setting.about[1:] in panel.fields[name].toolTip()
            assert ("during a run" in panel.fields[name].toolTip()) is setting.live
    assert panel.findChild(NumberField, "hiddenSize").text() == "77"
    assert panel.findChild(QComboBox, "sampling").currentText() == "shuffle"
    assert panel.findChild(NumberField, "learningRate") is None  # it is among the controls
    assert panel.intents == []


def test_what_waits_for_the_next_run_is_marked(panel_of):
    panel = panel_of(RunSettings)
    panel.show_frame(frame(RunSettings(), RunSettings(seed=7)))
    assert [name for name, field in panel.fields.items() if field.property("pending") == "true"] == ["seed"]
    assert not panel.rewind.isHidden()
    panel.show_frame(frame(RunSettings(seed=7)))
    assert panel.rewind.isHidden()


def test_what_is_typed_becomes_a_wish_or_an_error(panel_of):
    panel = panel_of(RunSettings)
    panel.show_frame(frame(RunSettings()))
    for text in ("1e3", "no"):
        panel.fields["batch_size"].lineEdit().setText(text)
        panel.fields["batch_size"].interpretText()
    assert panel.intents == [ChangeSetting("batch_size", 1000)]
    assert type(panel.intents[0].value) is int
    assert "Mini-batch must be 1 to 10,000, but “no” is no number" in panel.findChild(FieldNote).text.text()


def test_a_setting_that_is_added_is_in_the_panel(panel_of, more_settings):
    panel = panel_of(more_settings)
    panel.show_frame(frame(more_settings()))
    assert panel.findChild(NumberField, "momentum").text() == "0.9"
    assert panel.labels["momentum"].text() == "momentum"
    assert panel.fields["momentum"].toolTip() == "How much of an update stays. Takes effect in a new run."
    order = panel.findChild(QComboBox, "order")
    assert [order.itemText(place) for place in range(order.count())] == ["upwards", "downwards"]
    order.setCurrentIndex(1)
    assert panel.intents == [ChangeSetting("order", "down")]
    assert "mistake" not in panel.fields
    panel.fields["momentum"].lineEdit().setText("2")
    panel.fields["momentum"].interpretText()
    assert "Momentum must be 0 to 1, but 2 was given" in panel.findChild(FieldNote).text.text()


def test_a_run_takes_at_once_what_is_declared_to_be_live(qtbot, more_settings, small_dataset):
    worker = Worker(more_settings(hidden_size=4, iterations=50))
    frames = []
    worker.frame_ready.connect(frames.append)
    for intent in (
        OpenData(small_dataset),
        Step(),
        ChangeSetting("mistake", Mistake.NO_LABELS),
        ChangeSetting("momentum", 0.5),
    ):
        worker.perform(intent)
        worker.want_frame()
    worker.stop()
    in_force, asked = frames[-1].settings, frames[-1].next_settings
    assert (in_force.mistake, asked.mistake) == (Mistake.NO_LABELS, Mistake.NO_LABELS)
    assert (in_force.momentum, asked.momentum) == (0.9, 0.5)
