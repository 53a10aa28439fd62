"""Memory that is free goes back to the system."""

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
