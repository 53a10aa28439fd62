"""Dialogs that open files list names in capitals, too, and all files; those that save replace what was named only."""

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

import mnistlab
from mnistlab.ui.widgets.file_kinds import path_to_save, to_open


def test_names_in_capitals_are_listed_and_all_files_are_offered():
    kinds = to_open("Weights (*.npz *.safetensors)")
    assert kinds == "Weights (*.npz *.NPZ *.Npz *.safetensors *.SAFETENSORS *.Safetensors);;All files (*)"


def test_every_dialog_that_opens_files_lists_all_of_them():
    call = re.compile(r"QFileDialog\.getOpenFileNames?\((?:[^()]|\([^()]*(?:\([^()]*\)[^()]*)*\))*\)")
    found = 0
    for path in Path(mnistlab.__file__).parent.rglob("*.py"):
        text = path.read_text("utf-8")
        calls = call.findall(text)
        assert len(calls) == text.count(".getOpenFileName"), path
        assert all(re.search(r", (to_open\(.*\)|kinds)\)$", one) for one in calls), path
        assert "kinds)" not in "".join(calls).replace("to_open(kinds)", "") or "kinds = to_open(" in text, path
        found += len(calls)
    assert found > 3


KINDS = "Weights (*.npz)", "PyTorch (*.safetensors)"


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("weights.npz", KINDS[0], "weights.npz"),
        ("weights.npz", KINDS[1], "weights.safetensors"),  # the name that was offered
        ("mine", KINDS[1], "mine.safetensors"),
        ("mine", "", "mine.npz"),
        ("mine.v2", KINDS[0], "mine.v2.npz"),
        ("mine.NPZ", KINDS[0], "mine.NPZ"),
        ("mine.npz", KINDS[1], "mine.npz"),  # the ending that was typed
        ("mine.safetensors", KINDS[0], "mine.safetensors"),
    ],
)
@pytest.mark.parametrize("answer", [None, QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No])
def test_no_file_is_replaced_that_was_not_named(tmp_path, monkeypatch, qtbot, typed, kind, written, answer):
    asked = []

    def ask(*words):
        asked.append(words[2])
        return answer

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), kind))
    monkeypatch.setattr(QMessageBox, "question", ask)
    if answer is not None:
        (tmp_path / written).touch()
    window = QWidget()
    qtbot.addWidget(window)
    path, _ = path_to_save(window, "Save weights", "weights.npz", *KINDS)
    doubtful = answer is not None and typed != written  # the dialog itself has asked about what was typed
    assert path == (None if doubtful and answer == QMessageBox.StandardButton.No else tmp_path / written)
    assert asked == ([f"{tmp_path / written} is there already. Replace it?"] if doubtful else [])


def test_every_dialog_that_saves_asks_in_this_way():
    for path in Path(mnistlab.__file__).parent.rglob("*.py"):
        if path.name not in ("file_kinds.py", "dialogs.py"):  # the latter asks for the name of a folder
            assert "getSaveFileName" not in path.read_text("utf-8"), path


def test_every_dialog_belongs_to_the_window_because_the_buttons_of_a_panel_have_another_style():
    found = 0
    for path in Path(mnistlab.__file__).parent.rglob("*.py"):
        calls = re.findall(r"QFileDialog\.get\w+\(\s*([\w.()]+),", path.read_text("utf-8"))
        assert all(one.endswith(".window()") for one in calls), path
        found += len(calls)
    assert found > 10
