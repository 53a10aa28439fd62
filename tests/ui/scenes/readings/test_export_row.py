"""A person's own digits, exported as a data set."""

from traceback import walk_tb

from PySide6.QtWidgets import QFileDialog

from mnistlab.data import load_dataset
from mnistlab.engine.intents import OpenData


def test_an_export_opens_as_a_data_set(person, tmp_path, monkeypatch):
    for _ in range(20):
        person.answer()
    folder = tmp_path / "export"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    person.press("handExport")
    person.wait(person.scene.notice.isVisible)
    assert "10 images to train on, 10 to test with" in person.scene.notice.text.text()
    data = load_dataset(folder)
    assert sorted(data.test_labels.tolist()) == list(range(10))
    person.scene.open_export.trigger()
    assert person.intents == [OpenData(folder)]

    person.press("handExport")  # once more into the same folder
    person.wait(lambda: "already there" in person.scene.notice.text.text())
    assert person.find("handExport").isEnabled()


def test_an_export_together_with_mnist(person, tmp_path, monkeypatch, small_dataset):
    monkeypatch.setattr("mnistlab.ui.scenes.readings.export_row.load_dataset", lambda: small_dataset)
    person.answer()
    person.answer()
    person.find("handTogether").click()
    folder = tmp_path / "export"
    folder.mkdir()
    person.scene.export_to(folder)
    person.wait(person.scene.notice.isVisible)
    data = load_dataset(folder)
    assert (len(data.train_labels), len(data.test_labels)) == (667, 1)


def test_an_export_that_is_refused_lets_go_of_the_images(person, tmp_path, monkeypatch, small_dataset):
    monkeypatch.setattr("mnistlab.ui.scenes.readings.export_row.load_dataset", lambda: small_dataset)
    person.answer()
    person.answer()
    person.find("handTogether").click()
    person.scene.export_to(tmp_path / "nowhere")
    person.wait(person.scene.notice.isVisible)
    frames = walk_tb(person.scene.exporting.result.__traceback__)
    assert not any(small_dataset is held for frame, _ in frames for held in frame.f_locals.values())


def test_too_few_to_export_is_told(person, tmp_path):
    person.answer()
    person.scene.export_to(tmp_path)
    person.wait(person.scene.notice.isVisible)
    assert "at least 2" in person.scene.notice.text.text()
