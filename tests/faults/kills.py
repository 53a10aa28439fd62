"""Kill the whole window at random moments, start it again, and see what is lost. Run by hand, about 10 s a kill:

    QT_QPA_PLATFORM=offscreen python tests/faults/kills.py --kills 60

The bars: it starts again each time, no run is lost, at most 20 s of the run under way are, and the file is whole.
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import IO, Any

MOMENTS = ("training", "at a pause", "saving", "deleting", "migrating")
OLDER = Path(__file__).parents[1] / "library" / "version_1.mnistlab"
SETTLED = 5.0  # s
MOST_SECONDS = 20.0  # of training that a kill may cost


def be_the_window(moment: str, folder: Path) -> None:
    """Be a window that does something for ever, and tell what it does: one line of JSON for each thing."""
    from PySide6.QtCore import QTimer

    from mnistlab.app import create_window
    from mnistlab.engine import events, intents

    def tell(**what: object) -> None:
        sys.stdout.write(json.dumps({"at": time.monotonic(), **what}) + "\n")
        sys.stdout.flush()

    window = create_window()
    lab = window.lab
    state = {"frames": 0, "saved": 0}

    def show(frame) -> None:
        runs = [entry.key for entry in frame.runs]
        tell(own=frame.own.key, iteration=frame.latest, runs=runs, running=frame.running)
        state["frames"] += 1
        if moment == "at a pause":
            if frame.running and frame.latest % 1_000 > 500:
                lab.perform(intents.Pause())
        elif moment == "saving" and runs and state["frames"] % 5 == 0:
            lab.perform(intents.SaveRuns(folder / "saved.mnistlab", tuple(runs[:10])))
        elif moment == "deleting" and state["frames"] % 4 == 0:
            if state["frames"] % 8 == 0 and len(runs) > 5:
                tell(deleted=runs[0])
                lab.perform(intents.DeleteRun(runs[0]))
            else:
                lab.perform(intents.KeepRun(f"kept {state['frames']}"))

    def hear(event) -> None:
        if isinstance(event, events.DataReady):
            tell(ready=True)
            lab.perform(intents.Run())
        elif isinstance(event, events.LastRun):
            tell(offered=event.run.key)
        elif isinstance(event, events.Failed):
            tell(fault=str(event.error))

    lab.frame_ready.connect(show)
    lab.told.connect(hear)
    again = QTimer()
    again.timeout.connect(lambda: lab.perform(intents.Run()))
    again.start(700)
    window.show()
    window.application.exec()


def start(moment: str, folder: Path, told: IO[str]) -> subprocess.Popen[str]:
    """Start the window. What it tells goes into a file, because a full pipe would stop it."""
    words = [sys.executable, __file__, "--window", moment, "--folder", str(folder)]
    surroundings = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    return subprocess.Popen(words, stdout=told, text=True, env=surroundings, start_new_session=True)


def content_of(file: IO[str]) -> str:
    """Return what is in a file that another process writes, without moving the place where that writes."""
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode()


def kill_once(moment: str, folder: Path, rng: random.Random) -> dict[str, Any]:
    """Start the window, kill it at a random moment, and return what its library has lost, and whether it is whole."""
    from mnistlab.errors import MnistLabError
    from mnistlab.library import open_library, open_runs, runs_of

    begun = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as file:
        process = start(moment, folder, file)
        # A library is brought up to date within the first seconds; all else goes on for ever.
        while moment != "migrating" and process.poll() is None and '"running": true' not in content_of(file):
            time.sleep(0.1)
        time.sleep(
            rng.uniform(0.3, 4.0) if moment == "migrating" else rng.uniform(0.0, 25.0 if moment == "training" else 6.0)
        )
        os.kill(process.pid, signal.SIGKILL)
        killed = time.monotonic()
        process.wait()
        told: list[dict[str, Any]] = [json.loads(line) for line in content_of(file).splitlines() if line.endswith("}")]
    started = moment == "migrating" or any(one.get("ready") for one in told)
    path = folder / "mnistlab" / "library.mnistlab"
    library, said = open_library(path)
    try:
        iterations = {entry.key: entry.iteration for entry in library.entries()}
        readable = len(list(runs_of(library)))
    finally:
        library.close()
    deleted = {one["deleted"] for one in told if "deleted" in one}
    frames = [one for one in told if "own" in one]
    first_listed: dict[str, float] = {}
    for frame in frames:
        for key in frame["runs"]:
            first_listed.setdefault(key, frame["at"])
    # A run is listed a moment before it is written, seconds where runs are kept without end: that counts as seconds.
    known = {key for key, at in first_listed.items() if at < killed - SETTLED} - deleted
    lost = [key for key in known if key not in iterations]
    seconds = 0.0
    if frames:
        own = frames[-1]["own"]
        moments = [(one["at"], one["iteration"]) for one in frames if one["own"] == own]
        first = moments[0][0]
        kept_until = [at for at, iteration in moments if iteration <= iterations.get(own, 0)]
        trained = [at for at, iteration in moments if iteration > iterations.get(own, 0)]
        seconds = killed - max(kept_until, default=first) if trained else 0.0
        young = first_listed.keys() - known - deleted - iterations.keys()
        seconds = max([seconds, *(killed - first_listed[key] for key in young)])
    whole = said is None and readable == len(iterations)
    saved = folder / "saved.mnistlab"
    if saved.exists():
        try:
            file = open_runs(saved)
            whole = whole and len(list(runs_of(file))) == len(file.entries())
            file.close()
        except MnistLabError:
            whole = False
    return {
        "started": started,
        "lost": len(lost),
        "seconds": seconds,
        "whole": whole,
        "faults": [one["fault"] for one in told if "fault" in one],
        "runs": len(iterations),
        "took": killed - begun,
    }


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=MOMENTS)
    parser.add_argument("--window", choices=MOMENTS)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.window is not None:
        be_the_window(arguments.window, arguments.folder)
        return 0
    rng = random.Random(arguments.seed)  # noqa: S311 (no secret)
    found = defaultdict(list)
    with tempfile.TemporaryDirectory() as root:
        for number in range(arguments.kills):
            moment = arguments.only or MOMENTS[number % len(MOMENTS)]
            folder = Path(root, "one library")
            if moment == "migrating":
                folder = Path(root, f"older {number}")
                (folder / "mnistlab").mkdir(parents=True)
                shutil.copyfile(OLDER, folder / "mnistlab" / "library.mnistlab")
            folder.mkdir(exist_ok=True)
            one = kill_once(moment, folder, rng)
            if moment == "migrating":
                one["lost"] = 2 - min(2, int(str(one["runs"])))
            found[moment].append(one)
            sys.stdout.write(f"{number + 1}: {moment}: {one}\n")
            sys.stdout.flush()
    sys.stdout.write("\n| moment | kills | started again | runs lost | s lost at most | file whole | faults told |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    bad = False
    for moment, all_of in found.items():
        started, whole = sum(bool(one["started"]) for one in all_of), sum(bool(one["whole"]) for one in all_of)
        lost, seconds = sum(one["lost"] for one in all_of), max(one["seconds"] for one in all_of)
        faults = sum(len(one["faults"]) for one in all_of)
        sys.stdout.write(f"| {moment} | {len(all_of)} | {started} | {lost} | {seconds:.1f} | {whole} | {faults} |\n")
        bad = bad or lost > 0 or seconds > MOST_SECONDS or min(started, whole) < len(all_of)
    return int(bad)


if __name__ == "__main__":
    raise SystemExit(main())
