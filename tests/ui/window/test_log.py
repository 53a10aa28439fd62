"""The log: one file, then another, and a crash is written into the present one."""

import faulthandler
import logging
import os
from pathlib import Path

import pytest

from mnistlab.ui.window.log import Log


def test_a_crash_is_written_into_the_file_that_is_open_now(tmp_path, monkeypatch):
    streams = []
    monkeypatch.setattr(faulthandler, "enable", streams.append)
    log = Log(tmp_path / "x.log", maxBytes=100, backupCount=1, encoding="utf-8")
    for number in range(9):
        log.emit(logging.makeLogRecord({"msg": f"{number} " + 40 * "x"}))
    assert len(streams) > 2
    assert streams[-1] is log.stream
    assert not streams[-1].closed
    assert all(stream.closed for stream in streams[:-1])
    log.close()
    assert {path.name for path in tmp_path.glob("x.*")} == {"x.log", "x.log.1"}


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no file can be deleted that is open")
def test_a_log_that_somebody_deletes_begins_anew(tmp_path, monkeypatch):
    streams = []
    monkeypatch.setattr(faulthandler, "enable", streams.append)
    file = tmp_path / "mnistlab" / "x.log"
    log = Log(file, encoding="utf-8")
    log.emit(logging.makeLogRecord({"msg": "before"}))
    file.unlink()
    file.parent.rmdir()
    log.emit(logging.makeLogRecord({"msg": "after"}))
    assert file.read_text("utf-8") == "after\n"
    assert streams[0].closed
    assert streams[-1] is log.stream
    log.close()


def test_a_folder_that_may_not_be_entered_any_more_hinders_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(faulthandler, "enable", lambda _: None)
    log = Log(tmp_path / "x.log", encoding="utf-8")

    def refuse(_path):
        raise PermissionError

    with pytest.MonkeyPatch.context() as closed:
        closed.setattr(Path, "exists", refuse)
        log.emit(logging.makeLogRecord({"msg": "still"}))
    log.close()
    assert (tmp_path / "x.log").read_text("utf-8") == "still\n"
