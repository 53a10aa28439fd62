"""The runs: the settings as chips, each with a field for what is declared."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from mnistlab.engine.intents import ChangeSetting, OpenData, Step
from mnistlab.engine.worker import Worker
from mnistlab.nn.mistakes import Mistake
from mnistlab.training import RunSettings, UpdateRule, declared
from mnistlab.ui.panels import runs
from mnistlab.ui.panels.kept_runs import ROW
from mnistlab.ui.panels.runs import RunsPanel
from mnistlab.ui.selection import Selection
from mnistlab.ui.widgets.field_note import FieldNote
from mnistlab.ui.widgets.number_field import NumberField


@pytest.fixture
def panel_of(qtbot, monkeypatch):
    def panel(kind):
        monkeypatch.setattr(runs, "RunSettings", kind)
        panel = RunsPanel(Selection())
        qtbot.addWidget(panel)
        panel.intents = []
        panel.intended.connect(panel.intents.append)
        return panel

    return panel


@pytest.fixture
def frame(make_frame):
    def frame(in_force, asked=None, **status):
        return make_frame(settings=in_force, next_settings=asked or in_force, **status)

    return frame


def test_each_field_has_its_name_what_it_is_and_what_is_in_force(panel_of, frame):
    panel = panel_of(RunSettings)
    panel.show_frame(frame(RunSettings(hidden_size=77, sampling="shuffle")))
    for name, setting in declared(RunSettings).items():
        if setting.shown:
            assert panel.chips.labels[name].text() == setting.label
            assert setting.about[1:] in panel.chips.fields[name].toolTip()
            assert ("during a run" in panel.chips.fields[name].toolTip()) is setting.live
    assert panel.findChild(NumberField, "hiddenSize").text() == "77"
    assert panel.findChild(QComboBox, "sampling").currentText() == "shuffle"
    assert panel.findChild(NumberField, "learningRate") is None  # it is among the controls
    assert panel.intents == []


def test_what_waits_for_the_next_run_is_marked(panel_of, frame):
    panel = panel_of(RunSettings)
    panel.show_frame(frame(RunSettings(), RunSettings(seed=7)))
    assert [name for name, field in panel.chips.fields.items() if field.property("pending") == "true"] == ["seed"]
    assert [name for name, chip in panel.chips.chips.items() if chip.property("pending") == "true"] == ["seed"]
    assert not panel.rewind.isHidden()
    panel.show_frame(frame(RunSettings(seed=7)))
    assert panel.rewind.isHidden()


def test_what_is_typed_becomes_a_wish_or_an_error(panel_of, frame):
    panel = panel_of(RunSettings)
    panel.show_frame(frame(RunSettings()))
    for text in ("1e3", "no"):
        panel.chips.fields["batch_size"].lineEdit().setText(text)
        panel.chips.fields["batch_size"].interpretText()
    assert panel.intents == [ChangeSetting("batch_size", 1000)]
    assert type(panel.intents[0].value) is int
    assert "Mini-batch must be 0 to 60,000, but “no” is no number" in panel.findChild(FieldNote).text.text()


def test_a_setting_that_is_added_is_in_the_panel(panel_of, frame, more_settings):
    panel = panel_of(more_settings)
    panel.show_frame(frame(more_settings()))
    assert panel.findChild(NumberField, "momentum").text() == "0.9"
    assert panel.chips.labels["momentum"].text() == "momentum"
    assert panel.chips.fields["momentum"].toolTip() == "How much of an update stays. Takes effect in a new run."
    assert panel.chips.chips["momentum"].text() == "momentum 0.9"
    order = panel.findChild(QComboBox, "order")
    assert [order.itemText(place) for place in range(order.count())] == ["upwards", "downwards"]
    order.setCurrentIndex(1)
    assert panel.intents == [ChangeSetting("order", "down")]
    assert "mistake" not in panel.chips.fields
    panel.chips.fields["momentum"].lineEdit().setText("2")
    panel.chips.fields["momentum"].interpretText()
    assert "Momentum must be 0 to 1, but 2 was given" in panel.findChild(FieldNote).text.text()


def texts(panel):
    """Return what the chips say that are shown."""
    return [chip.text() for chip in panel.chips.chips.values() if not chip.isHidden()]


def test_the_run_is_summed_up_in_chips(panel_of, frame):
    panel = panel_of(RunSettings)
    panel.show_frame(frame(RunSettings(), evaluated_at=np.array([0, 600]), iteration=700, test_accuracy=[0.1, 0.9189]))
    assert texts(panel) == [
        *("784 → 50 → 10", "batch 100", "η 0.1", "10,000 iterations", "spread 0.01", "random", "seed 42")
    ]
    assert panel.accuracy.text() == "91.9\N{NO-BREAK SPACE}%"
    panel.show_frame(frame(RunSettings(gradient="numerical")))
    assert "numerical" in texts(panel)  # said because it is not the usual


def test_a_click_on_a_chip_opens_its_field_and_leaving_the_field_closes_it(qtbot, panel_of, frame):
    panel = panel_of(RunSettings)
    panel.resize(236, 400)
    panel.show()
    panel.activateWindow()
    panel.show_frame(frame(RunSettings()))
    field = panel.findChild(NumberField, "batchSize")
    for key, asked in ((Qt.Key.Key_Return, [ChangeSetting("batch_size", 7)]), (Qt.Key.Key_Escape, [])):
        panel.intents.clear()
        panel.chips.chips["batch_size"].click()
        qtbot.waitUntil(field.hasFocus)
        assert field.isVisible()
        assert not panel.chips.chips["batch_size"].isVisible()
        QTest.keyClicks(field, "7")
        QTest.keyClick(field, key)
        qtbot.waitUntil(lambda: not field.isVisible())
        assert panel.intents == asked
        assert panel.chips.chips["batch_size"].isVisible()


def test_a_field_that_has_to_be_corrected_stays_open(qtbot, panel_of, frame):
    panel = panel_of(RunSettings)
    panel.show()
    panel.activateWindow()
    panel.show_frame(frame(RunSettings()))
    field = panel.findChild(NumberField, "seed")
    panel.chips.chips["seed"].click()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "no")
    panel.setFocus()
    qtbot.waitUntil(panel.hasFocus)
    assert field.isVisible()


def test_edit_opens_every_field_and_done_closes_them(panel_of, frame):
    panel = panel_of(RunSettings)
    panel.show()
    panel.show_frame(frame(RunSettings()))
    panel.edit.click()
    assert all(field.isVisible() for field in panel.chips.fields.values())
    assert texts(panel) == ["η 0.1"]
    assert panel.edit.text() == "Done"
    panel.edit.click()
    assert not any(field.isVisible() for field in panel.chips.fields.values())


def test_the_chip_of_the_learning_rate_leads_to_its_field(user):
    user.window.activateWindow()
    user.wait(user.window.isActiveWindow)
    user.widget("chipLearningRate").click()
    user.wait(user.widget("learningRate").hasFocus)


def test_a_run_takes_at_once_what_is_declared_to_be_live(qapp, more_settings, small_dataset):
    worker = Worker(more_settings(hidden_size=4, iterations=50), lambda: 0.0)  # so that no slice ends before its work
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


def test_a_learning_rate_that_changed_on_the_way_is_told(panel_of, frame):
    panel = panel_of(RunSettings)
    shown = frame(RunSettings(), latest=900)
    rules = ((0, UpdateRule(0.1, "backpropagation", None)), (500, UpdateRule(0.5, "backpropagation", None)))
    panel.show_frame(replace(shown, own=replace(shown.own, iteration=900, rules=rules)))
    assert "0.1 → 0.5" in panel.rates.text()
    assert not panel.rates.isHidden()
    panel.show_frame(shown)
    assert panel.rates.isHidden()


def test_as_many_kept_runs_are_seen_as_there_is_room_for(qtbot, panel_of, frame, kept_view):
    panel = panel_of(RunSettings)
    entries = tuple(kept_view(place).entry for place in range(8))
    for height, rows in ((430, range(3, 8)), (900, range(8, 9))):
        panel.resize(234, height)
        panel.show_frame(frame(RunSettings(), runs=entries))
        panel.show()
        qtbot.waitUntil(lambda rows=rows: panel.kept.height() // ROW in rows)


def test_a_long_name_of_the_present_run_ends_in_dots(panel_of, frame):
    panel = panel_of(RunSettings)
    seen = frame(RunSettings())
    name = "a name of which nobody can see the end"
    panel.resize(234, 600)
    panel.show_frame(replace(seen, own=replace(seen.own, name=name)))
    panel.show()
    drawn = panel.name.grab().toImage()
    short = panel.name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, panel.name.width())
    assert short.endswith("…")
    assert panel.name.toolTip() == name
    panel.name.setText(short)
    assert panel.name.grab().toImage() == drawn


def test_a_chip_with_a_long_number_stays_within_the_panel(user):
    user.window.resize(1366, 860)
    user.window.lab.perform(ChangeSetting("weight_init_std", 2.2250738585072014e-308))
    user.settle()
    chip = user.widget("chipWeightInitStd")
    user.wait(lambda: "2.2250738585072014×10⁻³⁰⁸" in chip.text())
    assert chip.visibleRegion().boundingRect() == chip.rect()
