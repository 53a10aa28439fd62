"""Dialogs that open files list names in capitals, too, and all files."""

import re
from pathlib import Path

import mnistlab
from mnistlab.ui.widgets.file_kinds import to_open


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
