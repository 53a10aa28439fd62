"""A long run with the window open, and many windows. Run it by hand:

    QT_QPA_PLATFORM=offscreen nice -n 19 python tests/faults/endurance.py iterations [--cases N] [--seed S]
    QT_QPA_PLATFORM=offscreen nice -n 19 python tests/faults/endurance.py windows [--cases N] [--seed S]

``iterations`` runs N iterations (a million) in the window at full speed, and then without a window: losses, accuracies
and weights must be the same bit for bit, and the program may have at most 512 MB. ``windows`` opens N windows (300) one
after the other, and closes each in the middle of a run at a moment chosen by chance. Python exceptions and warnings,
warnings of Qt's, and a closing of more than 2 s are faults. The library and the settings are those of a new home.
"""

import argparse
import gc
import os
import random
import resource
import sys
import tempfile
import time
import warnings
from functools import partial
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="mnistlab-endurance-")
for _name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
    os.environ[_name] = HOME
for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from mnistlab.app import create_window
from mnistlab.data import Dataset, load_dataset
from mnistlab.engine.intents import Begin
from mnistlab.training import RunSettings, Trainer

SLOWEST = 2.0  # s
LARGEST = 512  # MB
FAULTS: list[str] = []


def small_dataset() -> Dataset:
    mnist = load_dataset()
    names = ("train_images", "train_labels", "test_images", "test_labels")
    return Dataset("small", mnist.path, **{name: getattr(mnist, name)[:600] for name in names})


def hear(kind: QtMsgType, _context: object, text: str) -> None:
    if kind != QtMsgType.QtDebugMsg and "does not support" not in text:  # of the offscreen platform
        FAULTS.append(f"Qt: {text[:120]}")


def settle(condition, seconds: float = 1e9) -> None:
    end = time.perf_counter() + seconds
    while not condition() and time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.002)


def memory() -> float:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 2**20


def threads() -> int:
    """Return how many threads this process has, of Python and of others."""
    return len(list(Path("/proc/self/task").iterdir()))


def iterations(count: int, seed: int) -> None:
    """Compare a run in the window with one without it."""
    dataset = small_dataset()
    settings = RunSettings(iterations=count, hidden_size=10, batch_size=20, seed=seed)
    window = create_window(dataset)
    window.show()
    run = window.findChild(QAction, "actionRun")
    settle(run.isEnabled)
    chosen = {"iterations": count, "hidden_size": 10, "batch_size": 20, "seed": seed}
    window.lab.perform(Begin(tuple(chosen.items())))
    settle(lambda: window.controls.frame is not None and window.controls.frame.settings == settings)
    begin, first = time.perf_counter(), memory()
    run.trigger()
    settle(lambda: window.controls.frame.iteration >= count and not run.isChecked())
    frame = window.controls.frame
    seconds = time.perf_counter() - begin
    print(f"{count:,} iterations in the window: {seconds:.0f} s, {first:.0f} MB before, {memory():.0f} MB after")
    alone = Trainer(settings, dataset)
    alone.run(until=lambda: False)
    same = {
        "losses": np.array_equal(frame.loss, alone.history.loss),
        "accuracies": np.array_equal(frame.test_accuracy, alone.history.test_accuracy),
        **{
            name: np.array_equal(frame.network.params[name], alone.network.params[name])
            for name in alone.network.params
        },
    }
    print("the same without a window:", same)
    FAULTS.extend(f"{name} differ" for name, equal in same.items() if not equal)
    close(window)


def windows(count: int, seed: int) -> None:
    """Open windows, and close each in the middle of a run."""
    rng, dataset, marks, slowest = random.Random(seed), small_dataset(), [], 0.0  # noqa: S311
    first = 0  # threads that stay after one window: those of Qt and BLAS, for all that come
    for number in range(count):
        window = create_window(dataset)
        window.show()
        run = window.findChild(QAction, "actionRun")
        if rng.random() < 0.9:  # otherwise it is closed while it loads
            settle(run.isEnabled, 60)
            run.trigger()
            wanted = rng.randint(0, 400)
            settle(partial(has_come, window, wanted), 20)
        slowest = max(slowest, close(window))
        del window, run
        first = first or threads()
        if number % max(1, count // 10) == 0:
            gc.collect()
            marks.append(memory())
    settle(lambda: threads() <= first, 60)
    print(f"threads after the first window {first}, after the last {threads()}")
    if threads() > first:
        FAULTS.append(f"{threads() - first} threads stay")
    print(
        f"{count} windows, seed {seed}: closed within {slowest:.2f} s; memory, MB:", *(f"{mark:.0f}" for mark in marks)
    )


def has_come(window, iteration: int) -> bool:
    return window.controls.frame is not None and window.controls.frame.iteration >= iteration


def close(window) -> float:
    begin, own = time.perf_counter(), time.process_time()
    window.close()
    seconds = time.perf_counter() - begin
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    if min(seconds, time.process_time() - own) > SLOWEST:
        FAULTS.append(f"closing takes {seconds:.1f} s")
    return seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("iterations", "windows"))
    parser.add_argument("--cases", type=int)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    sys.excepthook = lambda kind, error, _: FAULTS.append(f"{kind.__name__}: {error}")
    warnings.showwarning = lambda words, kind, file, line, *_: FAULTS.append(f"{kind.__name__}: {words}, {file}:{line}")
    qInstallMessageHandler(hear)
    work, usual = (iterations, 1_000_000) if options.what == "iterations" else (windows, 300)
    work(options.cases or usual, options.seed)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if options.what == "iterations" and most > LARGEST:  # of one window; the parts of many that stay are printed
        FAULTS.append(f"{most:.0f} MB")
    print(f"at most {most:.0f} MB; faults: {len(FAULTS)}", *FAULTS[:20], sep="\n  ")
    sys.exit(bool(FAULTS))


if __name__ == "__main__":
    main()
