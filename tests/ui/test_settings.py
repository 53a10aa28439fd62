"""The settings of the window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mnistlab.ui.settings import _is_device

CODE = """
from mnistlab.ui.settings import open_settings
settings = open_settings()
settings.setValue("theme", "dark")
settings.sync()
print(open_settings().value("theme"), settings.fileName())
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="Qt keeps settings in another way there")
@pytest.mark.parametrize(
    ("pipe", "kept"),
    [(None, "mnistlab.conf"), ("mnistlab/mnistlab.conf", "mnistlab-2.conf"), ("mnistlab.conf", "mnistlab-2.conf")],
)
def test_a_pipe_in_the_place_of_their_file_is_not_waited_for(tmp_path, pipe, kept):
    (tmp_path / "mnistlab").mkdir()
    if pipe is not None:
        os.mkfifo(tmp_path / pipe)
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path)}
    found = subprocess.run(
        [sys.executable, "-c", CODE], env=environment, check=True, capture_output=True, text=True, timeout=30
    )
    assert found.stdout.strip() == f"dark {tmp_path / 'mnistlab' / kept}"


def test_a_device_is_told_from_a_file(tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "round").symlink_to(tmp_path / "round")
    found = [_is_device(path) for path in (Path(os.devnull), tmp_path, tmp_path / "file", tmp_path / "round")]
    assert found == [True, False, False, False]
