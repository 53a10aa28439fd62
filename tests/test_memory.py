"""Memory that is free goes back to the system."""

import os
import subprocess
import sys

import pytest

CODE = """
import threading
from pathlib import Path
from mnistlab.memory import give_back

def pages():
    return int(Path("/proc/self/statm").read_text("ascii").split()[1])

def fill():
    pieces.extend(bytearray(50_000) for _ in range(1_000))
    del pieces[:-1]  # the last one, at the end, keeps the rest from going back

for _ in range(2):
    pieces = []
    thread = threading.Thread(target=fill)
    thread.start()
    thread.join()
kept = pages()
give_back()
print((kept - pages()) * 4096)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems give memory back in ways of their own")
def test_what_lies_free_between_pieces_of_any_thread_is_given_back():
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, timeout=60, check=True)
    assert int(done.stdout) > 20_000_000


PAINTED = """
from pathlib import Path
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from mnistlab.app import create_window

window = create_window()
image = QImage(2_000, 2_000, QImage.Format.Format_ARGB32_Premultiplied)
painter = QPainter(image)
fade = QLinearGradient(0, 0, 2_000, 2_000)
fade.setColorAt(0, QColor(1, 2, 3, 100))
painter.fillRect(image.rect(), fade)
painter.fillRect(image.rect(), QColor(4, 5, 6, 100))
painter.end()
image.convertToFormat(QImage.Format.Format_RGBA64)
print([(task / "comm").read_text() for task in Path("/proc/self/task").iterdir()])
window.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems list threads in ways of their own")
def test_no_painter_waits_for_a_thread_that_memory_may_have_no_room_for(tmp_path):
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", PAINTED],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"},
    )
    assert "pooled" not in done.stdout
