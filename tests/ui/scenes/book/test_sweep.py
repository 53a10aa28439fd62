"""A sweep is set up, opened, and saved as a file that is the same when it is read again."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from mnistlab.experiments.files import find_card, read_card
from mnistlab.experiments.report import plan
from mnistlab.ui.scenes.book.sweep import SweepScene


@pytest.fixture
def scene(make_scene, make_frame):
    scene = make_scene(SweepScene)
    scene.resize(686, 560)
    scene.show_frame(make_frame())
    scene.show()
    return scene


def choose(row, name, way, *values):
    row.setting.setCurrentIndex(row.names.index(name) + row._may_be_none)
    row.way.setCurrentIndex(way)
    for field, value in zip([row.values] if way == 0 else [row.low, row.high, row.count], values, strict=True):
        field.setText(value)


def test_one_setting_over_a_list(scene, qtbot):
    choose(scene.rows[0], "learning_rate", 0, "0.1, 1")
    with qtbot.waitSignal(scene.selection.card_opened):
        scene.open.click()
    rates = [settings.learning_rate for _, _, settings in plan(scene.selection.card).runs]
    assert rates == [0.1, 1.0]
    assert "learning rate" in scene.selection.card.texts["question"]["en"]


def test_an_experiment_is_varied_from_one_of_its_runs(scene):
    varied = find_card("optimizers")
    scene.selection.vary_card(varied)
    choose(scene.rows[0], "learning_rate", 0, "0.01, 0.1")
    sgd = varied.runs[0].settings
    assert [run.settings for run in scene.card().runs] == [sgd, replace(sgd, learning_rate=0.1)]
    scene.base.setCurrentIndex(4)
    assert "Adam" in scene.base.currentText()
    assert scene.card().runs[0].settings.optimizer == "adam"
    scene.base.setCurrentIndex(0)
    assert scene.card().runs[0].settings.hidden_layers == 1
    assert scene.card().runs[0].settings.validation_images == 1_000


def test_two_settings_and_a_file_of_them(scene, tmp_path, monkeypatch):
    choose(scene.rows[0], "learning_rate", 1, "0.01", "1", "3")
    choose(scene.rows[1], "activation", 0, "sigmoid, relu")
    path = tmp_path / "own.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    scene.save.click()
    read = [settings for _, _, settings in plan(read_card(path)).runs]
    assert read == [settings for _, _, settings in plan(scene.card()).runs]
    assert len(read) == 6


def test_random_values_in_a_file(scene, tmp_path, monkeypatch):
    choose(scene.rows[0], "learning_rate", 3, "0.01", "1", "20")
    path = tmp_path / "own.toml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    scene.save.click()
    assert [s for _, _, s in plan(read_card(path)).runs] == [s for _, _, s in plan(scene.card()).runs]


def test_what_cannot_be_is_said_and_mended(scene):
    choose(scene.rows[0], "learning_rate", 0, "fast")
    scene.open.click()
    fault = scene.findChild(object, "sweepFault")
    assert "fast" in fault.text()
    assert scene.selection.card is None
    scene.rows[0].values.setText("0.1")
    scene.open.click()
    assert fault.isHidden()
    assert scene.selection.card is not None


def test_a_number_is_typed_over_the_word_in_its_field(scene):
    field = scene.fields["training_images"]
    assert field.text() == "all"
    QTest.mouseClick(field.lineEdit(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "300\r")
    assert {settings.training_images for _, _, settings in plan(scene.card()).runs} == {300}
