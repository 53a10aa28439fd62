"""The start of the program with a window, in processes of its own."""

import os
import subprocess
import sys

import pytest

from mnistlab import app

BROKEN = """
import sys
from mnistlab.main import main
from mnistlab.ui.workbench import workbench

def broken(*_):
    raise RuntimeError("no room for panels")

workbench.Workbench.restore = broken
sys.exit(main([]))
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
