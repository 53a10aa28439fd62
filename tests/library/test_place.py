"""The library lies where Qt would put what a program has made."""

import pytest
from PySide6.QtCore import QCoreApplication, QStandardPaths

from mnistlab.library import library_path


@pytest.mark.usefixtures("qapp")
def test_it_lies_in_the_folder_of_the_platform(monkeypatch):
    before = QCoreApplication.applicationName()
    QCoreApplication.setApplicationName("mnistlab")
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)
    QCoreApplication.setApplicationName(before)
    assert library_path().parent.as_posix() == folder


def test_without_a_variable_it_lies_in_the_home(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("APPDATA", raising=False)
    assert tmp_path in library_path().parents
