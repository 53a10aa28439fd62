"""What it costs to keep runs: memory, frames and the library's file with 1, 6 and 200 runs.

    python tests/benchmarks/kept_runs.py [--quick]

For each number a window is opened, in a process of its own, on a library that has so many runs of 10,000 iterations.
It trains for some seconds at full speed, with as many of them drawn beside the run as there are places. The runs are
one that was trained and copies of it, each with a key of its own. "frames" are the times between two ticks of a timer
of 5 ms in the window's thread; "ratio" is against one run.
"""

import harness  # isort: skip
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from typing import Final

from peak import peak_memory
from PySide6.QtCore import QEventLoop, QTimer

from mnistlab.app import create_window
from mnistlab.data import load_dataset
from mnistlab.engine.frame import Frame
from mnistlab.engine.intents import ChangeSetting, Run, ShowRun
from mnistlab.engine.shelf import PLACES
from mnistlab.library import DataMark, keep, new_key
from mnistlab.library.opening import open_library
from mnistlab.library.place import library_path
from mnistlab.training import RunSettings, Trainer, one_blas_thread

COUNTS: Final = (1, 6, 200)
SECONDS: Final = 6.0
TICK: Final = 5  # ms
BAR: Final = 200  # MB of the file


def main() -> None:
    command = harness.parser(__doc__)
    command.add_argument("--inside", metavar="COUNT", type=int, help=argparse.SUPPRESS)
    options = harness.parse(command)
    if options.inside is not None:
        print(json.dumps(measured(options.inside, quick=options.quick)))
        return
    report = harness.Report("kept_runs", options)
    rows, first = [], None
    for count in COUNTS:
        found = in_a_process(count, quick=options.quick)
        first = first or found
        rows.append(
            (
                f"{count}",
                f"{found['file']:.1f}",
                f"{found['memory']:.0f}",
                f"{found['memory'] / first['memory']:.2f}",
                f"{found['p50']:.1f} / {found['p99']:.1f}",
                f"{found['p99'] / first['p99']:.2f}",
                f"{found['drawn']:.0f}",
                f"{found['speed']:.0f}",
                f"{found['opened']:.2f}",
            )
        )
        for name, value in found.items():
            report.keep(f"{count} runs: {name}", value)
    heads = (
        "runs",
        "file MB",
        "memory MB",
        "ratio",
        "frames ms: 50 / 99 %",
        "ratio",
        "drawn",
        "iterations/s",
        "window open s",
    )
    report.table("Runs that are kept", heads, rows)
    report.say(f"The bar for the file with 200 runs: {BAR} MB.")
    report.write()


def in_a_process(count: int, *, quick: bool) -> dict[str, float]:
    arguments = [sys.executable, __file__, "--inside", str(count), *(["--quick"] if quick else [])]
    environment = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    done = subprocess.run(arguments, capture_output=True, text=True, check=True, env=environment)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measured(count: int, *, quick: bool) -> dict[str, float]:
    """Return what a window costs on a library with so many runs."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = home
        keys = fill(count, 1_000 if quick else 10_000)
        size = sum(file.stat().st_size for file in library_path().parent.glob(f"{library_path().name}*")) / 1e6
        return {"file": size} | watched(keys, 2.0 if quick else SECONDS)


def fill(count: int, iterations: int) -> list[str]:
    """Write so many runs into the library, and return their keys."""
    dataset = load_dataset()
    trainer = Trainer(RunSettings(iterations=iterations, seed=7), dataset)  # the window's run would replace its equals
    with one_blas_thread:
        trainer.run(until=lambda: False)
    library, _ = open_library(library_path())
    run = keep(trainer, DataMark.of(dataset), key=new_key())
    keys = [new_key() for _ in range(count)]
    for key in keys:
        library.write(replace(run, entry=replace(run.entry, key=key)))
    library.close()
    return keys


def watched(keys: list[str], seconds: float) -> dict[str, float]:
    """Open a window on the library, train in it beside the first of these runs, and return what that costs."""
    loop = QEventLoop()

    def wait(some: float) -> None:
        QTimer.singleShot(round(1000 * some), loop.quit)
        loop.exec()

    start = time.perf_counter()
    window = create_window()
    window.resize(1366, 744)
    window.show()
    QTimer.singleShot(0, loop.quit)
    loop.exec()
    opened = time.perf_counter() - start
    latest: list[Frame] = []  # one: the last
    window.lab.frame_ready.connect(lambda frame: latest.__setitem__(slice(None), [frame]))
    wait(2.0)
    window.lab.perform(ChangeSetting("iterations", 1_000_000))
    for key in keys[:PLACES]:
        window.lab.perform(ShowRun(key))
    wait(1.0)
    window.lab.perform(Run())
    wait(1.0)
    ticks: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(TICK)
    before = latest[0]
    wait(seconds)
    timer.stop()
    done, kept = latest[0].latest - before.latest, len(latest[0].kept)
    window.close()
    gaps = [1000 * (after - one) for one, after in pairwise(ticks)]
    return {
        "opened": opened,
        "memory": peak_memory(),
        "p50": harness.percentile(gaps, 0.5),
        "p99": harness.percentile(gaps, 0.99),
        "speed": done / seconds,
        "drawn": kept,
    }


if __name__ == "__main__":
    main()
