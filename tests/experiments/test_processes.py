import os
import signal
import subprocess
import sys
import time

import pytest

from mnistlab.experiments.processes import in_processes, tell


def work(job):
    if job == "fail":
        raise ValueError(job)
    if job == "wait":
        time.sleep(60)
    if job == "asked":
        for asked in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            os.kill(os.getpid(), asked)
    tell(f"on the way to {job}")
    return job, os.getpid(), "PySide6" in sys.modules


def test_each_result_comes_with_its_place_from_a_process_without_qt():
    found = dict(in_processes(work, ["a", "b", "c", "d", "e"], 2))
    assert [found[place][0] for place in range(5)] == ["a", "b", "c", "d", "e"]
    assert os.getpid() not in {pid for _, pid, _ in found.values()}
    assert not any(qt for _, _, qt in found.values())


def test_what_a_job_tells_on_its_way_is_heard_with_its_place():
    heard = []
    done = list(in_processes(work, ["a", "b"], 1, heard=lambda *told: heard.append(told)))
    assert len(done) == 2
    assert (0, "on the way to a") in heard
    tell("nobody listens")  # outside of a process


def test_nothing_to_do_is_done_at_once():
    assert list(in_processes(work, [])) == []


def test_a_fault_in_a_process_is_raised_here():
    with pytest.raises(ValueError, match="fail"):
        list(in_processes(work, ["fail"], 1))


def test_stopping_ends_the_processes_in_the_middle_of_their_work():
    begun = time.monotonic()
    asked = iter([False] * 10 + [True] * 100)
    assert list(in_processes(work, ["wait", "wait"], 2, lambda: next(asked))) == []
    assert time.monotonic() - begun < 30


@pytest.mark.skipif(sys.platform == "win32", reason="a signal ends a process there")
def test_what_asks_the_program_to_stop_ends_no_process():
    """A terminal asks all of them at once; the program ends them after it has kept what they have done."""
    found = dict(in_processes(work, ["asked", "asked"], 1))
    assert found[0][1] == found[1][1]  # the same process has done both
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, []) & {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}


CLOSED = """
import os, signal, time
from mnistlab.experiments.processes import in_processes
from mnistlab.stopping import StopWish

if __name__ == "__main__":
    with StopWish() as stopped:
        for _ in in_processes(time.sleep, [0, 60], 2, stopped):
            os.killpg(0, signal.SIGHUP)
    print("kept")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a signal ends a process there")
def test_a_terminal_that_is_closed_takes_nothing_away(tmp_path):
    (tmp_path / "closed.py").write_text(CLOSED, "ascii")
    words = [sys.executable, tmp_path / "closed.py"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, start_new_session=True, check=False)
    assert (done.stdout, done.stderr) == ("kept\n", "")


def test_the_work_of_an_experiment_imports_no_qt():
    code = "import sys, mnistlab.experiments.work; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
