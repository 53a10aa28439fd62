"""Dialogs that open files list names in capitals, too, and all files; those that save replace what was named only."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

import mnistlab
from mnistlab.ui.widgets.file_kinds import (
    folder_to_make,
    folder_to_open,
    path_to_open,
    path_to_save,
    paths_to_open,
    to_open,
)


def test_names_in_capitals_are_listed_and_all_files_are_offered():
    kinds = to_open("Weights (*.npz *.safetensors)")
    assert kinds == "Weights (*.npz *.NPZ *.Npz *.safetensors *.SAFETENSORS *.Safetensors);;All files (*)"


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


@pytest.mark.parametrize(
    ("ask", "dialog", "chosen", "given"),
    [
        (lambda panel: path_to_open(panel, "T", "A (*.a)"), "getOpenFileName", ("/x", ""), Path("/x")),
        (lambda panel: paths_to_open(panel, "T", "A (*.a)"), "getOpenFileNames", (["/x"], ""), [Path("/x")]),
        (lambda panel: folder_to_open(panel, "T"), "getExistingDirectory", "/x", Path("/x")),
        (lambda panel: folder_to_make(panel, "T", "n"), "getSaveFileName", ("/x", ""), Path("/x")),
        (lambda panel: path_to_save(panel, "T", "n.a", "A (*.a)")[0], "getSaveFileName", ("/x.a", ""), Path("/x.a")),
    ],
)  # fmt: skip
def test_a_dialog_belongs_to_the_window_because_the_buttons_of_a_panel_have_another_style(
    monkeypatch, qtbot, ask, dialog, chosen, given
):
    window = QWidget()
    qtbot.addWidget(window)
    parents = []
    monkeypatch.setattr(QFileDialog, dialog, lambda parent, *_: parents.append(parent) or chosen)
    assert ask(QWidget(window)) == given
    assert parents == [window]


def test_every_dialog_for_files_is_opened_here():
    for path in Path(mnistlab.__file__).parent.rglob("*.py"):
        assert path.name == "file_kinds.py" or "QFileDialog." not in path.read_text("utf-8"), path
