"""The start of the program with a window, in processes of its own."""

import os
import subprocess
import sys

import pytest

from mnistlab import app
from mnistlab.errors import MnistLabError
from mnistlab.library import open_library
from mnistlab.ui.window.openings import ENDS

BROKEN = """
import sys
from mnistlab.main import main
from mnistlab.ui.workbench import workbench

def broken(*_):
    raise RuntimeError("no room for panels")

workbench.Workbench.restore = broken
sys.exit(main([]))
"""
DRIVEN = """
import ctypes, os, signal, sys
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from mnistlab import app
from mnistlab.main import main

make, timer = app.create_window, None

def create_window(*arguments):
    global timer
    window, timer = make(*arguments), QTimer()
    run = window.findChild(QAction, "actionRun")

    def drive():
        frame = window.controls.frame
        if frame is None:
            return
        if not run.isChecked():
            run.trigger()
        elif frame.iteration > 20:
            timer.stop()
            {deed}

    timer.timeout.connect(drive)
    timer.start(20)
    return window

app.create_window = create_window
sys.exit(main(["--data", {data!r}]))
"""
LOSE = """
            import sqlite3
            from PySide6.QtWidgets import QApplication
            from mnistlab.library import library_path
            library = sqlite3.connect(library_path())
            for deed in "INSERT", "UPDATE":
                fails = "BEGIN SELECT RAISE(ABORT, 'no room'); END"
                library.execute(f"CREATE TRIGGER no_{deed} BEFORE {deed} ON runs {fails}")
            library.commit()
            window.close()
            def press():
                dialog = QApplication.activeModalWidget()
                if dialog is not None:
                    print("shown:", dialog.text().replace("\\n", " "), file=sys.stderr)
                    dialog.done_button.click()
            timer.timeout.disconnect()
            timer.timeout.connect(press)
            timer.start()
"""
OWN_IMPORT = """
import builtins, sys
own = builtins.__import__
from mnistlab.{module} import {name}
try:
    {name}({arguments})
except SystemExit:
    pass
assert "PySide6.QtCore" in sys.modules
assert builtins.__import__ is own, builtins.__import__
"""


def python(code, home):
    folders = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(home))
    environment = {**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "LANGUAGE": ""}
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=environment, check=False)


def test_what_goes_wrong_while_the_window_is_made_is_a_sentence_and_no_abort(tmp_path):
    done = python(BROKEN, tmp_path)
    assert done.returncode == 1
    assert done.stderr == "mnistlab: The window cannot be opened: RuntimeError: no room for panels.\n"
    assert "in broken" in next(tmp_path.rglob("mnistlab.log")).read_text("utf-8")


def test_modules_imported_after_the_start_are_not_read_by_pyside(tmp_path):
    for module, name, arguments in (("main", "main", '["--version"]'), ("app", "create_window", "")):
        code = OWN_IMPORT.format(module=module, name=name, arguments=arguments)
        done = python(code.replace("create_window()", "create_window().close()"), tmp_path)
        assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no library to install")
def test_where_there_is_a_screen_the_library_that_is_missing_is_named(monkeypatch):
    def missing(_):
        raise OSError("libxcb-cursor.so.0: cannot open shared object file")

    monkeypatch.setattr("ctypes.CDLL", missing)
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libxcb-cursor.so.0" in str(app._why_no_window())
    monkeypatch.delenv("DISPLAY")
    assert "no screen" in str(app._why_no_window())


@pytest.fixture
def driven(tmp_path, write_idx_folder):
    """Run the program until it trains, and then do something in it."""
    data = str(write_idx_folder(tmp_path / "images"))

    def run(deed):
        return python(DRIVEN.format(deed=deed, data=data), tmp_path)

    return run


@pytest.mark.skipif(sys.platform == "win32", reason="has other signals")
@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_closes_the_window_and_the_run_is_kept(driven, tmp_path, name, code):
    done = driven(f"os.kill(os.getpid(), signal.{name})")
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    library, _ = open_library(next(tmp_path.rglob("library.mnistlab")))
    assert [entry.iteration > 20 for entry in library.entries()] == [True]
    library.close()


def test_what_cannot_be_kept_at_the_end_is_told_by_terminal_log_and_dialog(driven, tmp_path):
    done = driven(LOSE)
    assert done.returncode == 0, done.stderr
    shown = [line for line in done.stderr.splitlines() if line.startswith("shown: ")]
    assert [line.count("library.mnistlab cannot be written: ") for line in shown] == [1], done.stderr
    assert "\nmnistlab: " in f"\n{done.stderr}"
    assert "cannot be written" in next(tmp_path.rglob("mnistlab.log")).read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="has no such crash")
def test_where_the_process_crashed_stands_in_the_log(driven, tmp_path):
    assert driven("ctypes.string_at(0)").returncode < 0
    text = next(tmp_path.rglob("mnistlab.log")).read_text("utf-8")
    assert "Segmentation fault" in text
    assert "in drive" in text


def test_every_kind_that_the_window_opens_is_opened_where_the_program_begins_with_it(tmp_path):
    for kind, ends in ENDS.items():
        for end in ends:
            path = tmp_path / f"file{end}"
            path.touch()
            with pytest.raises(MnistLabError) as raised:
                app._read(path, kind) if kind != "report" else app._check([path])
            assert raised.value.kind != "open_unknown", path
