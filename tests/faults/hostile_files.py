"""Files that are damaged or hostile, read in processes of their own. Run it by hand:

    QT_QPA_PLATFORM=offscreen nice -n 19 python tests/faults/hostile_files.py [READER ...] [--cases N] [--seed S]

Each case changes a file that is right by chance, and reads it. A case is a fault where the program crashes, raises
anything but an error of its own, needs more than 2 s or 512 MB, says more than one short sentence, quotes another
program's words, starts or executes something, writes outside of the folder of the case, or lets Qt warn. The same seed
gives the same cases: `--only CASE` does one again, and leaves its file in the working folder.
"""

import argparse
import collections
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import numpy as np
from guard import Guard
from readers import READERS
from typing_extensions import override

from mnistlab.errors import SPACES, MnistLabError, sentence

SLOWEST = 2.0  # s
LARGEST = 512  # MB
LONGEST = 600  # characters of a sentence besides the name of its file
PATIENCE = 30  # s without a case that ends: the process hangs
PIECE = 2000  # cases of one process
FOREIGN = re.compile(
    r"Traceback|Errno|allow_pickle|[a-z]Error\b|numpy\.core|0x[0-9a-f]{6}|QImage|sqlite|<class", re.IGNORECASE
)
WITH_LINES = [
    f"weights_{kind}" for kind in ("pickle", "torch", "keras", "sklearn", "nielsen")
]  # that make weights of it
WATCHED = (
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "subprocess.Popen",
    "pickle.find_class",
    "socket.connect",
)


class ReadersGuard(Guard):
    """Notes also what no reader may start or execute."""

    @override
    def look(self, event: str, arguments: tuple) -> None:
        if event in WATCHED:
            self.found.append(f"it calls {event}")
        elif event == "exec" and getattr(arguments[0], "co_filename", "<string>").startswith(("<string", self.folder)):
            self.found.append("it executes a text")
        else:
            super().look(event, arguments)


GUARD = ReadersGuard()


def case_rng(reader: str, seed: int, case: int) -> np.random.Generator:
    return np.random.default_rng([seed, list(READERS).index(reader), case])


def make_case(reader: str, seed: int, case: int, originals: dict[str, bytes], folder: Path) -> Path:
    rng = case_rng(reader, seed, case)
    names = list(originals)
    name = names[int(rng.integers(len(names)))]
    path = folder / name
    path.write_bytes(READERS[reader].change(name, originals[name], rng, folder))
    return path


def judge(error: Exception | None, path: Path) -> str:
    """Return what is wrong with what a reader said; nothing if it is as it should be."""
    if error is None:
        return ""
    if not isinstance(error, MnistLabError):
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} in {Path(frame.filename).name}: {str(error)[:80]!r}"
    said = (
        sentence(error.kind, error.facts, lambda _context, text: text)
        .replace(str(path), "")
        .replace(str(path.parent), "")
    )
    if not said.strip() or len(said) > LONGEST:
        return f"{error.kind}: a sentence of {len(said)} characters"
    lines = 6 if error.kind in WITH_LINES else 1
    if len(said.splitlines()) > lines or not all(
        sign.isprintable() or sign in SPACES for sign in said.replace("\n", "")
    ):
        return f"{error.kind}: not one line that can be read"
    if FOREIGN.search(said):
        return f"{error.kind}: the words of another program"
    return ""


def peak() -> float:
    """Return the largest memory since the last call, in MB."""
    try:
        text = Path("/proc/self/status").read_text("ascii")
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:  # another system
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return int(text.split("VmHWM:")[1].split()[0]) / 1024


def reports(reader: str, seed: int, start: int, end: int, warnings: list[str], others: float = 0.0) -> Iterator[dict]:
    """Do cases in this process; yield the number of each when it begins, and a report when it has ended.

    `warnings` is where Qt's are put; `others` is what this process has for other things, in MB.
    """
    originals = READERS[reader].originals()
    for name, content in originals.items():  # what is right is read, and all that is needed is imported
        with tempfile.TemporaryDirectory() as place:
            Path(place, name).write_bytes(content)
            READERS[reader].read(Path(place, name))
    with tempfile.TemporaryDirectory() as outer:
        for case in range(start, end):
            folder = Path(outer, str(case))
            folder.mkdir()
            path = make_case(reader, seed, case, originals, folder)
            yield {"begun": case}
            yield {"case": case, **read_case(reader, path, warnings, others)}
            for left in sorted(folder.rglob("*"), reverse=True):
                left.unlink()
            folder.rmdir()


def read_case(reader: str, path: Path, warnings: list[str], others: float = 0.0) -> dict:
    peak()  # from here on
    warnings.clear()
    GUARD.found, GUARD.folder = [], os.path.realpath(path.parent)
    begin, error = time.process_time(), None
    try:
        with np.errstate(all="raise", under="ignore"):
            READERS[reader].read(path)
    except Exception as caught:
        error = caught
    seconds = time.process_time() - begin  # of this process: the machine may be busy
    GUARD.folder = ""
    memory = peak() - others
    fault = judge(error, path) or next(iter(GUARD.found), "")
    if not fault and seconds > SLOWEST:
        fault = f"{seconds:.0f} s"
    if not fault and memory > LARGEST:
        fault = f"{memory:.0f} MB"
    if not fault and warnings:
        fault = f"Qt warns: {warnings[0][:80]}"
    kind = "read" if error is None else getattr(error, "kind", type(error).__name__)
    return {"kind": kind, "fault": fault, "seconds": seconds, "memory": memory}


def work(reader: str, seed: int, start: int, end: int) -> None:
    """Do cases in this process, and print a line of JSON for each."""
    warnings: list[str] = []
    if reader == "settings":  # not for pictures, because libjpeg's errors do not come back through a handler in Python
        from PySide6.QtCore import QtMsgType, qInstallMessageHandler

        def hear(kind: QtMsgType, _context: object, text: str) -> None:
            if kind != QtMsgType.QtDebugMsg and "propagateSizeHints" not in text:
                warnings.append(text)

        qInstallMessageHandler(hear)
    with os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1) as answer:
        for report in reports(reader, seed, start, end, warnings):
            print(json.dumps(report), file=answer)


def run(reader: str, cases: int, seed: int, first: int = 0) -> list[dict]:
    """Do cases in other processes, one after the other, and return a report of each."""
    found: list[dict] = []
    case, hung = first, -1
    while case < first + cases:
        end = min(case + PIECE, first + cases)
        command = [sys.executable, __file__, "--inside", reader, str(seed), str(case), str(end)]
        with tempfile.TemporaryFile() as errors:
            child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True)
            begun = case - 1
            timer = _Alarm(child)
            for line in child.stdout:
                timer.again()
                report = json.loads(line)
                if "begun" in report:
                    begun = report["begun"]
                else:
                    found.append(report)
            child.wait()
            timer.end()
            errors.seek(0)
            last = errors.read().decode(errors="replace")[-2000:]
        if child.returncode == 0:
            case = end
        elif begun < case:
            raise SystemExit(f"{reader} cannot begin: {last}")
        elif timer.rang and hung != begun:
            case = hung = begun  # once more, because the machine may have been busy
        else:
            what = "hangs" if timer.rang else f"ends the program with {child.returncode}"
            found.append({"case": begun, "kind": "crash", "fault": what, "seconds": 0.0, "memory": 0.0})
            case = begun + 1
    return found


class _Alarm:
    """Kills a process that has said nothing for a while."""

    def __init__(self, child: subprocess.Popen) -> None:
        self._child, self.rang = child, False
        signal.signal(signal.SIGALRM, self._ring)
        signal.alarm(10 * PATIENCE)  # until it has begun

    def again(self) -> None:
        signal.alarm(PATIENCE)

    def end(self) -> None:
        signal.alarm(0)

    def _ring(self, *_: object) -> None:
        self.rang = True
        self._child.kill()


def table(results: dict[str, list[dict]]) -> str:
    lines = [f"{'reader':12s}{'cases':>8s}{'read':>8s}{'refused':>9s}{'faults':>8s}{'slowest':>10s}{'most':>9s}"]
    for reader, found in results.items():
        faults = [report for report in found if report["fault"]]
        read = sum(report["kind"] == "read" for report in found)
        slowest = max(report["seconds"] for report in found)
        most = max(report["memory"] for report in found)
        lines.append(
            f"{reader:12s}{len(found):8,}{read:8,}{len(found) - read:9,}{len(faults):8,}{slowest:8.2f} s{most:6.0f} MB"
        )
        groups = collections.Counter(report["fault"] for report in faults)
        for text, count in groups.most_common(12):
            at = next(report["case"] for report in faults if report["fault"] == text)
            lines.append(f"    {count:6,} × {text}  (--only {at})")
    return "\n".join(lines)


def again(reader: str, seed: int, case: int) -> None:
    """Do one case in this process, and leave its file here."""
    path = make_case(reader, seed, case, READERS[reader].originals(), Path.cwd())
    print(f"{path}: {path.stat().st_size} bytes")
    READERS[reader].read(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*", metavar="READER", help=", ".join(READERS))
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="CASE")
    parser.add_argument("--inside", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        reader, *numbers = options.inside
        work(reader, *map(int, numbers))
    elif options.only is not None:
        again(options.readers[0], options.seed, options.only)
    else:
        names = options.readers or READERS
        print(table({reader: run(reader, options.cases, options.seed) for reader in names}))


if __name__ == "__main__":
    main()
