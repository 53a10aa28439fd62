"""Qt reads the files of the program wherever it lies."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QFile

from mnistlab.resources import path_for_qt, resource_path


def test_a_path_is_given_to_qt_as_it_is():
    path = resource_path("icons")
    assert path_for_qt(path) == str(path)


@pytest.mark.skipif(sys.platform != "linux", reason="only there a name may be any bytes")
def test_qt_opens_what_lies_in_a_folder_whose_name_is_no_text(tmp_path):
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9")) / "icons"
    folder.mkdir(parents=True)
    (folder / "x.svg").write_text("x")
    assert not QFile.exists(str(folder / "x.svg"))
    assert QFile.exists(path_for_qt(folder / "x.svg"))
    QDir.setSearchPaths("mine", [path_for_qt(folder)])
    assert QFile.exists("mine:x.svg")
