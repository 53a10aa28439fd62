"""The library lies where Qt would put what a program has made."""

import os
import sys

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


def test_a_user_whom_the_system_does_not_know_has_a_place_too(monkeypatch):
    def home():
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr("pathlib.Path.home", home)
    for name in ("XDG_DATA_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    assert library_path().is_absolute() or os.name == "nt"


@pytest.mark.skipif(sys.platform != "linux", reason="a variable of Linux")
def test_a_variable_that_names_no_absolute_folder_does_not_count(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", "data")
    assert library_path() == tmp_path / ".local/share/mnistlab/library.mnistlab"
